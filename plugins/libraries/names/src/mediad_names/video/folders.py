"""Folders of series: which season a folder is, and which show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_names.patterns import Pattern
from mediad_names.video import facts, numbers, titles
from mediad_names.video.single import Single

if TYPE_CHECKING:
    from mediad_names.reading import Value

# Words that only folders use for a season; most follow the number in as many languages as precede it.
_WORD = (
    rf"(?:{numbers.SEASON}|series|seria|seri|sezonas|sezona|hooaeg|musim|mùa|phần|denboraldia|þáttaröð|sesongen|σεζόν|"
    r"κύκλος|עונה|الموسم|موسم|فصل|ซีซั่น|ซีซัน|सीज़न|シリーズ)"
)
_NAMED = {
    word: number
    for number, words in enumerate(
        (
            "one first erste première premiere primera prima eerste första первый 一",
            "two second zweite deuxième seconde segunda seconda tweede andra второй 二",
            "three third dritte troisième tercera terceira terza derde tredje третий 三",
            "four fourth vierte quatrième cuarta quarta vierde fjärde четвертый 四",
            "five fifth fünfte cinquième quinta vijfde femte пятый 五",
            "six sixth sechste sixième sexta sesta zesde sjätte шестой 六",
            "seven seventh siebte septième séptima sétima settima zevende sjunde седьмой 七",
            "eight eighth achte huitième octava oitava ottava achtste åttonde восьмой 八",
            "nine ninth neunte neuvième novena nona negende nionde девятый 九",
            "ten tenth zehnte dixième décima decima tiende tionde десятый 十",
        ),
        1,
    )
    for word in words.split()
}
_COUNT = rf"\d{{1,4}}|{'|'.join(_NAMED)}"
_BEHIND = r"(?:[ ._\-].{0,80})?"
_SEASON = Pattern(
    rf"(?:{_WORD}[ ._\-#]{{0,3}}({_COUNT})[ªº.]?|s ?(\d{{1,4}})(?![ ._\-]{{1,3}}e(?:p|pisode)? ?\d)){_BEHIND}"
)
_ORDINAL = Pattern(
    rf"({_COUNT})(?:\.|st|nd|rd|th|ª|º|e|de|ème|a)?[ ._]?(?:{_WORD})(?! ?\d){_BEHIND}|"
    rf"第 ?({_COUNT}) ?(?:季|期|部|シーズン|シリーズ|시즌)(?:[ ._\-].{{0,80}})?|(\d{{1,2}})(?:기|期)"
)
_SPECIALS = Pattern(
    r"(?:(?:the )?specials?|extras|especiales|especiais|episodios especiales|spéciaux|hors[ \-]série|speciali?|"
    r"sonderfolgen|spezial|specialer|спешлы|спецвыпуски|特別編|特别篇|番外篇?|스페셜|sp|sps|ovas?|oads?|onas?)"
    r"(?: ?(?:[&+,]|and) ?(?:specials?|extras|ovas?|movies?))?(?: ?\(.{0,40}\))?"
)
_GENERIC = frozenset(
    "movies,films,filme,serien,séries,tv,tv shows,tv series,tvshows,tvseries,shows,series,anime,animes,cartoons,"
    "documentaries,media,video,videos,downloads,download,completed,complete,incoming,finished,torrents,usenet,"
    "unsorted,test,drive,server,home,shares,data,mnt,volume1,nas,library,"
    "seriale,сериалы,电视剧,剧集,动漫,アニメ,ドラマ,드라마".split(",")
)
_WHOLE = Pattern(r"[ .\-_(\[]{1,4}(?:the )?complete(?: (?:series|collection|box ?set|seasons?))?[)\]]?$")
_RELEASE_SEASON = Pattern(r"(?<![a-z\d])s(\d{2})(?![a-z\d])")
_ID = Pattern(
    r"[\[({] ?(?:tvdb|tmdb|imdb|tvmaze|anidb)(?:id)?\s?[\-=: ]\s?(?:tt)?\d{1,10} ?[\])}]|"
    r"[\[{][a-z]{3,12}\d?[\-=:](?:tt)?\d{1,10}[\]}]|"
    r"[\[({] ?tt\d{7,9} ?[\])}]|(?<![a-z\d])(?:tvdb|tmdb|imdb)(?:id)?[\-=](?:tt)?\d{1,10}(?!\d)"
)
_BRACKETED_YEAR = Pattern(r"[(\[] ?((?:19|20)\d\d)(?: ?[-\u2013] ?(?:(?:19|20)\d\d)?)? ?[)\]]")
_LAST_YEAR = Pattern(r"(?<=[^\W_][ ._])((?:19|20)\d\d)(?:[-\u2013](?:19|20)\d\d)?$")


def season_of(folder: str) -> int | None:
    """The season that a folder is, 0 for specials."""
    low = folder.strip().lower().replace("_", " ")
    if _SPECIALS.fullmatch(low) is not None:
        return 0
    found = _SEASON.fullmatch(low) or _ORDINAL.fullmatch(low)
    if found is None:
        return None
    count = next(filter(None, found.groups()))
    return _NAMED[count] if count in _NAMED else int(count)


def season_folder(name: str) -> dict[str, Value]:
    """Read the folder of a season: its number, or nothing when it is none; the folder of a release has a title."""
    season = season_of(name)
    if season is not None:
        return {"season": season, "is_season_folder": True}
    release = _RELEASE_SEASON.search(name.lower())
    if release is not None:
        return {"season": int(release.group(1)), "is_season_folder": True, "title": Single(name, "tv").titles[0]}
    numbered = numbers.find_cjk_season(name)
    if numbered is None or not name[: numbered.start].strip():
        return {}
    return {"season": numbered.season, "is_season_folder": True, "title": titles.clean(name[: numbered.start])}


def is_generic(name: str) -> bool:
    """Tell a folder that holds shows of any kind, and names none."""
    return name.strip().lower().replace("_", " ").replace("-", " ") in _GENERIC


def show_folder(name: str) -> dict[str, Value]:
    """Read the folder of a show: title, year and ids; a number without any word of a season is of the title.

    A folder that is called `TV` or `1080p` is no show's.
    """
    if is_generic(name):
        return {}
    fields: dict[str, Value] = dict(facts.ids(name.lower()))
    bare = _ID.sub(" ", name) if fields or any(sign in name for sign in "[{") else name
    one = Single(_without_whole(bare), "tv")
    if one.head.lead is not None or any(hit.hard for hit in one.hits) or (one.found is not None and one.found.strong):
        years = _BRACKETED_YEAR.search(bare, 1)  # of a span the first
        found = int(years.group(1)) if years is not None else one.year.number if one.year is not None else None
        title, year = one.titles[0], found
    elif one.hits and one.hits[0].first == 0 and one.hits[-1].last == len(one.text.words):
        return {}
    else:
        title, year = _plain(_without_whole(bare))
    title = _without_whole(title)  # `Show - The Complete Series (2008) 1080p`
    if not title:
        return {}
    fields["title"] = title
    if year is not None:
        fields["year"] = year
    return fields


def _without_whole(text: str) -> str:
    whole = _WHOLE.search(text.lower(), 1)
    return " ".join((text[: whole.start()] if whole is not None else text).split())


def _plain(name: str) -> tuple[str, int | None]:
    found = _BRACKETED_YEAR.search(name, 1) or _LAST_YEAR.search(name)
    if found is None:
        return titles.clean(name), None
    return titles.clean(name[: found.start()]), int(found.group(1))
