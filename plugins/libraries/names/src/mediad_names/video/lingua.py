"""Languages as release names write them. Values are the English names of languages."""

from __future__ import annotations

# Written in full, in English or in the language itself: these count wherever they stand behind the title.
FULL = {
    word: language
    for language, words in {
        "Afrikaans": "afrikaans", "Albanian": "albanian", "Arabic": "arabic", "Azerbaijani": "azerbaijani azerbaijan",
        "Bengali": "bengali", "Bosnian": "bosnian", "Bulgarian": "bulgarian bgaudio",
        "Catalan": "catalan catalán catala català",
        "Chinese": "chinese mandarin cantonese 国语 國語 国语音轨 国语配音 粤语 中文字幕 中字"
        " 繁中 简中 繁体 繁體 简体 簡體 cht chs big5",
        "Croatian": "croatian hrvatski", "Czech": "czech cesky česky czdub",
        "Danish": "danish dansk", "Dutch": "dutch nederlands nldub nldubbed",
        "English": "english engdub", "Estonian": "estonian eesti", "Finnish": "finnish suomi",
        "Flemish": "flemish vlaams",
        "French": "french truefrench français francais vff vfq vfi vf2 vof",
        "Georgian": "georgian", "German": "german swissgerman deutsch", "Greek": "greek",
        "Hebrew": "hebrew hebdub hebdubbed",
        "Hindi": "hindi", "Hungarian": "hungarian hundub magyar", "Icelandic": "icelandic", "Indonesian": "indonesian",
        "Italian": "italian italiano", "Japanese": "japanese", "Kannada": "kannada",
        "Korean": "korean", "Kurdish": "kurdish",
        "Latvian": "latvian", "Lithuanian": "lithuanian", "Macedonian": "macedonian",
        "Malay": "malay", "Malayalam": "malayalam",
        "Marathi": "marathi", "Mongolian": "mongolian", "Norwegian": "norwegian norsk", "Persian": "persian farsi",
        "Polish": "polish polski pldub dubpl pllek lekpl", "Portuguese": "portuguese português portugues",
        "PortugueseBR": "brazilian dublado legendado", "Punjabi": "punjabi", "Romanian": "romanian rodubbed",
        "Romansh": "romansh romansch rumantsch", "Russian": "russian", "Serbian": "serbian", "Slovak": "slovak",
        "Slovenian": "slovenian", "Spanish": "spanish español espanol castellano", "SpanishLatino": "latino",
        "Swedish": "swedish svenska", "Tagalog": "tagalog filipino", "Tamil": "tamil",
        "Telugu": "telugu", "Thai": "thai",
        "Turkish": "turkish türkçe turkce", "Ukrainian": "ukrainian", "Urdu": "urdu", "Uzbek": "uzbek uzbekistan",
        "Vietnamese": "vietnamese", "Kazakh": "kazakh", "Armenian": "armenian", "Belarusian": "belarusian",
        "Basque": "basque euskera", "Galician": "galician gallego",
    }.items()
    for word in words.split()
}  # fmt: skip

# Codes of two and three letters: these count beside other technical words, or in a list of their like.
CODES = {
    word: language
    for language, words in {
        "Albanian": "alb", "Arabic": "ara", "Bulgarian": "bul bg", "Catalan": "cat", "Chinese": "chi zho gb",
        "Croatian": "hrv", "Czech": "cze ces cz cs", "Danish": "dan da dk", "Dutch": "nld dut nl",
        "English": "eng en ing",
        "Estonian": "est", "Finnish": "fin fi", "French": "fre fra fr vf", "Georgian": "geo kat",
        "German": "ger deu de", "Greek": "gre ell", "Hebrew": "heb he", "Hindi": "hin hi", "Hungarian": "hun hu",
        "Icelandic": "ice isl", "Indonesian": "ind", "Italian": "ita it",
        "Japanese": "jpn jap ja jp", "Korean": "kor ko",
        "Latvian": "lat lav lv", "Lithuanian": "lit lt", "Malayalam": "mal",
        "Norwegian": "nor nb nob no", "Persian": "per fas",
        "Polish": "pol pl", "Portuguese": "por pt", "PortugueseBR": "ptbr",
        "Romanian": "rum ron ro", "Russian": "rus ru",
        "Serbian": "srp", "Slovak": "slk slo sk", "Slovenian": "slv", "Spanish": "spa esp es", "Swedish": "swe sv",
        "Tamil": "tam", "Telugu": "tel", "Thai": "tha", "Turkish": "tur tr",
        "Ukrainian": "ukr ua", "Vietnamese": "vie", "Marathi": "mar", "Kannada": "kan", "Tagalog": "tgl", "Urdu": "urd",
    }.items()
    for word in words.split()
}  # fmt: skip

# Words behind (or before) a list of languages that make them languages of subtitles.
SUBTITLED = frozenset(
    "sub subs subbed subtitle subtitles subtitulado esub esubs softsub softsubs legendas subita suben ensub rusub"
    " untertitel napisy sottotitoli".split()
)
# One word for the language and that it is subtitles.
SUBTITLE_WORDS = {
    "vostfr": "French", "subfrench": "French", "plsub": "Polish", "subpl": "Polish",
    "plsubbed": "Polish", "engsub": "English",
    "ensub": "English", "rusub": "Russian", "subita": "Italian", "nlsub": "Dutch",
    "nlsubs": "Dutch", "swesub": "Swedish",
    "korsub": "Korean", "korsubs": "Korean", "rosubbed": "Romanian", "rosub": "Romanian",
    "hebsub": "Hebrew", "vosts": "Spanish",
    "vose": "Spanish", "esub": "English", "esubs": "English", "hunsub": "Hungarian",
    "finsub": "Finnish", "subesp": "Spanish",
    "subeng": "English", "czsub": "Czech",
}  # fmt: skip
HARDCODED = frozenset("korsub korsubs hc hardsub hardsubs hcsub hcsubs hardcoded".split())
