"""The room of conversion: checked arguments, a confined ffmpeg, results that are verified before anybody sees them."""
