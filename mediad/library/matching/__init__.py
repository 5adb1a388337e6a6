"""Works are looked up in catalogues elsewhere: asked for, judged, written down as one more source of the merge."""
