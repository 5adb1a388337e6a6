"""Source, resolution and revision: what is stated, and what follows where nothing is."""

from __future__ import annotations

from mediad_names.video.scan import Hit

_ORDER = (
    "rawhd",
    "workprint",
    "telecine",
    "telesync",
    "cam",
    "webrip",
    "web-dl",
    "bluray",
    "tv",
    "dvd",
    "vhs",
    "hdrip",
)
_BY_ENDING = {
    **dict.fromkeys(("mkv", "mk3d", "ts", "wtv"), ("tv", "720p")),
    **dict.fromkeys(
        "avi divx xvid m4v 3gp mov wmv asf mpg mpeg mp4 flv ogm ogv rm rmvb m2v".split(), ("tv", "480p")
    ),
    **dict.fromkeys(("img", "iso", "vob", "ifo"), ("dvd", "480p")),
    "m2ts": ("bluray", "720p"),
}  # fmt: skip
_STEPS = {
    "540p": "480p",
    "360p": "480p",
    "960p": "720p",
    "1440p": "1080p",
    "1080i": "1080p",
    "480i": "480p",
    "576i": "576p",
}
_CINEMA = frozenset(("cam", "telesync", "telecine"))
_DISC_CODECS = frozenset(("H.264", "VC-1", "MPEG-2"))


class Quality:
    """The facts of all technical words of one name, and the quality they add up to."""

    def __init__(self, hits: list[Hit], words: list[str], ending: str, brackets: list[str]) -> None:
        self.facts: dict[str, list[str]] = {}
        self.hits = hits
        self.words = words
        for at, hit in enumerate(hits):
            for name, value in hit.facts:
                if name != "source" or self._is_source(at):
                    self.facts.setdefault(name, []).append(value)
        self.ending = ending
        self.brackets = brackets
        self.implied: set[str] = set()

    def _is_source(self, at: int) -> bool:
        """A soft source (`web`, `bd`, `ts`) counts only beside another technical word."""
        hit = self.hits[at]
        before = at > 0 and self.hits[at - 1].last == hit.first
        behind = at + 1 < len(self.hits) and self.hits[at + 1].first == hit.last
        told = hit.facts[0][1] in _CINEMA or hit.value("other") == "Region 5"
        last = told and hit.last == len(self.words)
        return hit.hard or before or behind or last or hit.facts[0][1] == "bluray"

    def has(self, name: str) -> bool:
        """Tell whether any word says this."""
        return name in self.facts

    def first(self, name: str) -> str | None:
        """Return what the first word says of one field."""
        return self.facts[name][0] if name in self.facts else None

    @property
    def remux(self) -> bool:
        """Streams of a disc as they are."""
        german_copy = "german" in self.words and "ml" in self.words and self.disc
        return self.has("remux") or self.has("dvd_disc") or german_copy

    @property
    def disc(self) -> bool:
        """A whole disc: its own codec, and no word of an encode."""
        if "bluray" not in self.facts.get("source", ()) or self.has("remux") or self.has("rip"):
            return False
        encoded = self.has("video_encoder") or any(word in ("h264", "h265", "av1", "xvid") for word in self.words)
        codecs = set(self.facts.get("video_codec", ()))
        ultra = "H.265" in codecs and (self.has("uhd") or "2160p" in self.facts.get("resolution", ()))
        as_is = (ultra or bool(_DISC_CODECS & codecs)) and not encoded
        return self.has("disc") or as_is

    def source(self, *, film: bool) -> str | None:
        """The source, stated or implied."""
        stated = self.facts.get("source", [])
        found = next((one for one in _ORDER if one in stated), None)
        if found == "tv" and not film and "MPEG-2" in self.facts.get("video_codec", ()):
            return "rawhd"
        if found == "hdrip":
            return "webrip"
        return found or self._implied_source()

    def _implied_source(self) -> str | None:
        if self.has("remux"):
            self.implied.add("source")
            return "bluray"
        if self.has("resolution") or self.has("full_hd") or self.has("uhd") or self.has("video_codec"):
            self.implied.add("source")
            return "tv"
        if self.ending in _BY_ENDING:
            self.implied.add("source")
            return _BY_ENDING[self.ending][0]
        return None

    def resolution(self, source: str | None) -> str | None:
        """The resolution, stated or implied, in the steps that players know."""
        stated = self.first("resolution") or ("1080p" if self.has("full_hd") else None)
        if stated is None and self.has("uhd") and (source != "web-dl" or "4k" in self.words):
            stated = "2160p"
        if source == "rawhd":
            return "1080p"
        if stated is not None:
            return _STEPS.get(stated, stated)
        found = self._implied_resolution(source)
        if found is not None:
            self.implied.add("resolution")
        return found

    def _implied_resolution(self, source: str | None) -> str | None:
        if source == "bluray":
            return self._of_disc()
        if source == "tv":
            shown = (
                "hdtv" in self.brackets
                or self.has("hr")
                or ("hd", "tv") in zip(self.words, self.words[1:], strict=False)
            )
            return "720p" if shown or self._by_ending("720p") else "480p"
        if source == "web-dl":
            return "720p" if "webdl" in self.brackets else "480p"
        return "480p" if source in ("webrip", "dvd") else None

    def _of_disc(self) -> str:
        if self.has("remux") or self.disc:
            return "1080p"
        ripped = self.has("rip") or "Xvid" in self.facts.get("video_codec", ())
        return "480p" if ripped else "720p"

    def _by_ending(self, resolution: str) -> bool:
        return "source" in self.implied and _BY_ENDING.get(self.ending, ("", ""))[1] == resolution
