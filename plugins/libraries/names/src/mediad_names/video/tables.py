"""The technical words of release names: (field, value) for each word or run of words.

A hard word ends a title wherever it stands. A soft one may be a word of a title, and counts behind the title or beside
hard ones.
"""

from __future__ import annotations

from mediad_names.video.lingua import CODES, FULL, HARDCODED, SUBTITLE_WORDS, SUBTITLED

Fact = tuple[str, str]

_HARD: dict[Fact, str] = {
    (
        "source",
        "bluray",
    ): "bluray|blu ray|blueray|bdmv|bdmux|bd mux|mbluray|bdiso|bdlight|uhdbd|bd50|bd 50|bd25|bd 25|bd66|bd100"
    "|bdremux|uhdremux|bd remux|hddvd|hd dvd|hddvdrip|hd dvdrip|bdrip|bd rip|brrip|br rip|uhdbdrip"
    "|blurayrip|blu ray rip|bdripmux|brripmux|brmux"
    "|uhdrip|uhdmux|bdxrip|complete bluray|complete uhd bluray|complete blu ray|bluray iso|blu ray iso",
    (
        "source",
        "web-dl",
    ): "webdl|web dl|webdlmux|web dlmux|webdlrip|web dlrip|webhd|amazonhd|amazonsd|amazonuhd|ituneshd|itunessd"
    "|netflixhd|netflixuhd|netflixsd|netflix hd|disneyhd|disneyplushd|disneyuhd|disneysd|hbomaxhd|hbomaxuhd"
    "|hbomaxsd|maxdomehd|maxdomeuhd"
    "|maxdomesd|appletvhd|azhd|nfhd|skyhd|joynhd|rtlhd|magentahd|paramounthd|paramountuhd|webuhd|web hd|web uhd",
    ("source", "webrip"): "webrip|web rip|webmux|web mux|webcap|web cap|webhdrip",
    (
        "source",
        "tv",
    ): "hdtv|hd tv|sdtv|sd tv|sdtvrip|sdtv rip|pdtv|dsr|dsrip|satrip|dthrip|tvrip|tv rip|hdtvrip|dvb|dvbrip|dvb t|dvb s"
    "|uhdtv|ahdtv|htdv|hrpdtv|dtvrip|digitaltv|hdtvmux|tvhd",
    (
        "source",
        "dvd",
    ): "dvdrip|dvd rip|dvd r|dvdr|dvd5|dvd9|dvdmux|ntsc|xvidvd|dvd|vob|dvdivx|dvdscr|dvdscreener|dvd scr|dvd 9|dvd 5"
    "|2xdvd9|2xdvd5|3xdvd9|4xdvd9",
    ("source", "cam"): "hdcam|hd cam|hqcam|camrip|hdcamrip|cam rip",
    ("source", "telesync"): "telesync|telesynch|hdts|hd ts|tsrip|ts rip|hqts|pdvd|predvdrip|hdtsrip",
    ("source", "telecine"): "telecine|hd telecine|hdtc|hd tc|hd tcrip|tcrip|tc rip",
    ("source", "workprint"): "workprint",
    ("source", "rawhd"): "rawhd|raw hd",
    ("source", "vhs"): "vhsrip|vhs rip|vhs",
    ("source", "hdrip"): "hdrip|hd rip|web hdrip",
    (
        "disc",
        "yes",
    ): "bdmv|bdiso|bd50|bd 50|bd25|bd 25|bd66|bd100|complete bluray|complete uhd bluray|complete blu ray|bluray iso"
    "|blu ray iso|untouched",
    ("dvd_disc", "yes"): "dvd r|dvdr|dvd5|dvd9|dvd 9|dvd 5|2xdvd9|2xdvd5|3xdvd9|4xdvd9",
    ("rip", "yes"): "bdripmux|brripmux|bdrip|bd rip|brrip|br rip|uhdbdrip|bdlight|hddvdrip",
    ("remux", "yes"): "remux|bdremux|bd remux|uhdremux|dvdremux|remuxed",
    ("video_codec", "H.264"): "x264|h264|h 264|avc|x 264|avchd",
    ("video_codec", "H.265"): "x265|h265|h 265|hevc|x 265",
    ("video_codec", "H.266"): "x266|h266|h 266|vvc",
    ("video_codec", "H.263"): "h263|h 263|x263",
    ("video_codec", "Xvid"): "xvid|x vid",
    ("video_codec", "DivX"): "divx|dvdivx",
    ("video_codec", "MPEG-2"): "mpeg2|mpeg 2|h262|h 262",
    ("video_codec", "VC-1"): "vc 1|vc1",
    ("video_codec", "VP9"): "vp9",
    ("video_codec", "VP8"): "vp8",
    ("video_codec", "AV1"): "av1",
    ("video_codec", "RealVideo"): "rv10|rv20|rv30|rv40",
    ("video_encoder", "x264"): "x264",
    ("video_encoder", "x265"): "x265",
    ("audio_codec", "AAC"): "aac|aac2|aac5|heaac|he aac|aaclc",
    ("audio_codec", "Dolby Digital"): "dolby digital|ac3|dd5|dd2|dd7|dd51|dd20|ac 3|dd 5 1|dd 2 0|dd1|ac3d|dd71",
    ("audio_codec", "Dolby Digital Plus"): "ddp|ddp5|ddp2|ddp7|eac3|eac 3|e ac3|e ac 3|ddp51|eac3d|ddpa|ddpa5",
    ("audio_codec", "Dolby TrueHD"): "truehd|true hd|truehd5|truehd7|truehd51|true hd51",
    ("audio_codec", "Dolby Atmos"): "atmos|dolby atmos|dolbyatmos",
    (
        "audio_codec",
        "DTS-HD",
    ): "dts hd|dtshd|dts hd ma|dts ma|dtsma|dts hdma|dtshd ma|dts hr|dts hd hr|dts hd hra|dtshdma",
    ("audio_codec", "DTS:X"): "dts x|dtsx|dts x ma",
    ("audio_codec", "DTS"): "dts|dts es|dtses|dtsd|dts es ma|dts x 264",
    ("audio_codec", "FLAC"): "flac|flac2|flac5|2xflac",
    ("audio_codec", "MP3"): "mp3",
    ("audio_codec", "Vorbis"): "vorbis|ogg vorbis",
    ("audio_codec", "LPCM"): "lpcm|lpcm2",
    ("audio_codec", "PCM"): "pcm",
    ("audio_profile", "Master Audio"): "dts hd ma|dts ma|dtsma|dts hdma|dtshd ma|dtshdma",
    ("audio_profile", "High Resolution Audio"): "dts hr|dts hd hr|dts hd hra",
    ("audio_profile", "High Efficiency"): "heaac|he aac",
    ("color_depth", "10-bit"): "10bit|10 bit|10bits|10 bits|hi10p|hi10|10b|ma10p|main10|hi444pp",
    ("color_depth", "8-bit"): "8bit|8 bit|8bits",
    ("color_depth", "12-bit"): "12bit|12 bit",
    ("hdr", "HDR10"): "hdr10",
    ("hdr", "HDR10+"): "hdr10plus|hdr10 plus|hdr10p",
    ("hdr", "HDR"): "hdr|uhdhdr",
    ("hdr", "SDR"): "sdr",
    ("hdr", "Dolby Vision"): "dovi|dolby vision",
    ("other", "Dual Audio"): "dual audio|dualaudio|dual audios",
    ("other", "Read NFO"): "readnfo|read nfo",
    ("other", "3D"): "hsbs|hou|half sbs|half ou|h sbs|h ou|sbs",
    ("other", "Screener"): "dvdscr|dvdscreener|dvd scr|bdscr|webscreener",
    ("other", "Multi Audio"): "multisub|multisubs|msubs|multi subs|multi sub|multiple subtitle|multi audio",
    ("uhd", "yes"): "uhd|ultrahd|uhdbd|uhdbdrip|uhdremux|webuhd|muhd|complete uhd bluray",
}
_SOFT: dict[Fact, str] = {
    ("audio_codec", "Opus"): "opus|2xopus",
    ("audio_profile", "Master Audio"): "ma",
    ("other", "Internal"): "internal|int",
    ("audio_channels", "1.0"): "1 0|1ch|mono",
    ("audio_channels", "7.1"): "7 1|8ch|7 1ch|dd71",
    ("audio_channels", "2.0"): "2 0|2ch|dd20|stereo|2 ch",
    ("audio_channels", "5.1"): "5 1|6ch|dd51|5 1ch|ddp51|6 ch",
    ("source", "bluray"): "bd",
    ("source", "web-dl"): "web",
    ("source", "tv"): "ppv|tv",
    ("source", "dvd"): "pal|r5|scr|screener",
    ("source", "cam"): "cam",
    ("source", "telesync"): "ts",
    ("source", "telecine"): "tc",
    ("source", "workprint"): "wp",
    ("disc", "yes"): "iso",
    ("hdr", "Dolby Vision"): "dv",
    ("hr", "yes"): "hr",
    ("proper", "yes"): "proper|real",
    ("repack", "yes"): "repack|rerip",
    ("other", "Dual Audio"): "dual|dl",
    ("other", "Multi Audio"): "multi|ml|nordic",
    ("other", "Complete"): "complete|completa|integrale",
    ("other", "Screener"): "screener|scr",
    ("other", "Region 5"): "r5",
    ("other", "Widescreen"): "ws|widescreen",
    ("other", "Hybrid"): "hybrid",
    ("other", "Batch"): "batch|weekly",
    ("language", "Bulgarian"): "bg audio",
    ("language", "Polish"): "dub pl|pl dub|lek pl|pl lek",
    ("subtitled", "plsub"): "pl sub|sub pl|pl subbed",
    ("language", "PortugueseBR"): "pt br",
    ("other", "Line Dubbed"): "ld|line|line dubbed|dubbed|dub|synced|dubs",
    ("other", "Mic Dubbed"): "md",
    ("other", "Upscaled"): "upscale|upscaled|aiupscale",
    ("other", "Open Matte"): "open matte|openmatte",
    ("other", "3D"): "3d",
    ("other", "Hardsub"): "hardsub|hardsubs|hc|hcsub|subbed",
    ("other", "Extras"): "extras|subpack",
    ("other", "Original"): "orig|original",
    ("other", "XXX"): "xxx",
    ("other", "Limited"): "limited|stv|dc|festival|hq|hs|raw|lossless|mkvonly|retail|pack|ed lyrics|nsd|msd|end|fin",
    ("other", "Obfuscated"): "obfuscated|scrambled|xpost",
    ("container", "mkv"): "mkv",
    ("container", "mp4"): "mp4",
    ("container", "avi"): "avi",
    ("container", "srt"): "srt|srtx2|ass",
    ("full_hd", "yes"): "fhd|fullhd|full hd",
    ("streaming_service", "Amazon Prime"): "amzn|amazon",
    ("streaming_service", "Netflix"): "nf|netflix",
    ("streaming_service", "Disney+"): "dsnp|dsny|disney+|dsnyp",
    ("streaming_service", "Hulu"): "hulu",
    ("streaming_service", "HBO Max"): "hmax|hbomax",
    ("streaming_service", "Max"): "max",
    ("streaming_service", "Apple TV+"): "atvp|aptv|atv",
    ("streaming_service", "Paramount+"): "pmtp|pmnp",
    ("streaming_service", "Peacock"): "pcok",
    ("streaming_service", "iTunes"): "it|itunes|ituneshd",
    ("streaming_service", "BBC iPlayer"): "ip|iplayer",
    ("streaming_service", "Crunchy Roll"): "cr|crunchyroll",
    ("streaming_service", "A&E"): "ae|aetv",
    ("streaming_service", "ABC"): "amc",
    ("streaming_service", "Comedy Central"): "cc",
    ("streaming_service", "SeeSo"): "seso|seeso",
    ("streaming_service", "History"): "hist|history",
    ("streaming_service", "TFou"): "tfou",
    ("streaming_service", "IFC"): "ifc",
    ("streaming_service", "National Geographic"): "natg",
    ("streaming_service", "NFL"): "nfl",
    ("streaming_service", "NBC"): "nbc",
    ("streaming_service", "The CW"): "cw",
    ("streaming_service", "Viki"): "viki",
    ("streaming_service", "MBC"): "mbc",
    ("streaming_service", "DramaFever"): "dramafever|dfvr",
    ("streaming_service", "DC Universe"): "dcu",
    ("streaming_service", "Stan"): "stan",
    ("streaming_service", "Showtime"): "sho|showtime",
    ("streaming_service", "Starz"): "stz|starz",
    ("streaming_service", "YouTube Red"): "red",
    ("streaming_service", "Hotstar"): "hs|hotstar",
    ("streaming_service", "All 4"): "all4",
    ("streaming_service", "Crave"): "crav|crave",
    ("streaming_service", "Bilibili"): "bilibili|b global",
    ("streaming_service", "Bahamut"): "baha",
    ("streaming_service", "ViuTV"): "viutv|viu",
    ("streaming_service", "Youku"): "yk|youku",
    ("streaming_service", "Viva"): "viva",
    ("streaming_service", "BritBox"): "britbox|btbx",
    ("streaming_service", "Backerkit"): "bkpl",
    ("streaming_service", "Discovery+"): "dscp",
    ("streaming_service", "Plex"): "plex",
    ("streaming_service", "Vudu"): "vudu",
    ("streaming_service", "Movies Anywhere"): "ma",
    ("streaming_service", "Rakuten"): "rktn",
    ("streaming_service", "Roku"): "roku",
    ("streaming_service", "Hidive"): "hidi|hidive",
    ("streaming_service", "Funimation"): "funi",
    ("streaming_service", "Wakanim"): "waka",
    ("streaming_service", "ITV"): "itvx",
    ("streaming_service", "YTV"): "ytv",
}  # fmt: skip

Entry = tuple[bool, tuple[Fact, ...]]


def _phrases() -> dict[str, Entry]:
    found: dict[str, tuple[bool, list[Fact]]] = {}
    for hard, table in ((True, _HARD), (False, _SOFT)):
        for fact, phrases in table.items():
            for phrase in filter(None, phrases.split("|")):
                found.setdefault(phrase, (hard, []))[1].append(fact)
    for word in SUBTITLED | HARDCODED | SUBTITLE_WORDS.keys():
        found.setdefault(word, (False, []))[1].append(("subtitled", word))
    for word, language in FULL.items():
        found.setdefault(word, (False, []))[1].append(("language", language))
    for word, language in CODES.items():
        found.setdefault(word, (False, []))[1].append(("code", language))
    return {phrase: (hard, tuple(facts)) for phrase, (hard, facts) in found.items()}


PHRASES = _phrases()


def _reach() -> dict[str, int]:
    """For each first word, how many words its longest phrase has."""
    reach: dict[str, int] = {}
    for phrase in PHRASES:
        parts = phrase.split()
        reach[parts[0]] = max(reach.get(parts[0], 1), len(parts))
    return reach


REACH = _reach()
