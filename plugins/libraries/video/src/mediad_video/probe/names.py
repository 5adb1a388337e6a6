"""What MediaInfo calls things, under the names that ffmpeg has for them."""

from __future__ import annotations

CONTAINERS = {
    "Matroska": "matroska",
    "WebM": "webm",
    "MPEG-4": "mp4",
    "QuickTime": "mov",
    "AVI": "avi",
    "MPEG-TS": "mpegts",
    "BDAV": "mpegts",
    "MPEG-PS": "mpeg",
    "MPEG Video": "mpegvideo",
    "Flash Video": "flv",
    "Windows Media": "asf",
    "RealMedia": "rm",
    "Ogg": "ogg",
    "AVC": "h264",
    "HEVC": "hevc",
}
PRIMARIES = {
    "BT.709": "bt709",
    "BT.601 NTSC": "smpte170m",
    "BT.601 PAL": "bt470bg",
    "BT.470 System M": "bt470m",
    "SMPTE 240M": "smpte240m",
    "BT.2020": "bt2020",
    "Display P3": "smpte432",
    "DCI P3": "smpte431",
}
TRANSFERS = {
    "BT.709": "bt709",
    "BT.601": "smpte170m",
    "BT.470 System M": "bt470m",
    "BT.470 System B/G": "bt470bg",
    "SMPTE 240M": "smpte240m",
    "sRGB/sYCC": "iec61966-2-1",
    "BT.2020 (10-bit)": "bt2020-10",
    "BT.2020 (12-bit)": "bt2020-12",
    "PQ": "smpte2084",
    "HLG": "arib-std-b67",
}
SPACES = {
    "BT.709": "bt709",
    "BT.601": "smpte170m",
    "BT.470 System B/G": "bt470bg",
    "SMPTE 240M": "smpte240m",
    "Identity": "gbr",
    "BT.2020 non-constant": "bt2020nc",
    "BT.2020 constant": "bt2020c",
}
LAYOUTS = {1: "mono", 2: "stereo", 3: "2.1", 4: "4.0", 5: "5.0", 6: "5.1", 7: "6.1", 8: "7.1"}
# Channels of Vorbis and Opus, whose order is given (Vorbis I, section 4.3.9; RFC 7845, section 5.1.1.2).
ORDERED = {**LAYOUTS, 3: "3.0", 4: "quad"}
# Places that have a name of their own.
SHAPES = {
    frozenset(("L", "R", "Ls", "Rs")): "quad",
    frozenset(("L", "R", "Lb", "Rb")): "quad",
    frozenset(("L", "R", "C", "Lb", "Rb", "Cb")): "hexagonal",
    frozenset(("L", "R", "C", "Lb", "Rb", "Cb", "Ls", "Rs")): "octagonal",
}
# Whose base layer a Dolby Vision stream is for other screens; the number is that of its configuration record.
COMPATIBILITY = (("Blu-ray", 6), ("HDR10", 1), ("HLG", 4), ("SDR", 2))
