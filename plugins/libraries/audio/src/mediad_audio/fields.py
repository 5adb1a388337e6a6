"""Tags of every dialect under one set of names.

A tag is called `MUSICBRAINZ_ALBUMID`, `MusicBrainz Album Id`, `TSOP` or `----:com.apple.iTunes:ARTISTSORT`. Here all
spellings meet.
"""

from __future__ import annotations

from functools import lru_cache

# Our name: the spellings, with blanks, `_`, `/`, `-` and `:` left out.
LISTS = {
    "artists": "artists",
    "album_artists": "albumartists",
    "genres": "genre",
    "composers": "composer",
    "lyricists": "lyricist writer",
    "conductors": "conductor tpe3",
    "performers": "performer",
    "remixers": "remixer tpe4 mixartist modifiedby",
    "arrangers": "arranger",
    "producers": "producer",
    "labels": "label publisher organization",
    "languages": "language",
    "artist_ids": "musicbrainzartistid",
    "album_artist_ids": "musicbrainzalbumartistid",
    "isrcs": "isrc",
    "moods": "mood tmoo",
    "narrators": "narrator narratedby readby",
}
TEXTS = {
    "title": "title",
    "artist": "artist author",
    "album_artist": "albumartist",
    "album": "album albumtitle",
    "date": "date",
    "year": "year",
    "comment": "comment comments",
    "description": "description",
    "synopsis": "synopsis longdescription",
    "lyrics": "lyrics uslt unsyncedlyrics unsynchronisedlyrics unsynchronizedlyrics",
    "cuesheet": "cuesheet",
    "markers": "overdrivemediamarkers",
    "title_sort": "titlesort tsot sonm titlesortorder",
    "artist_sort": "artistsort tsop soar artistsortorder",
    "album_sort": "albumsort tsoa soal albumsortorder",
    "album_artist_sort": "albumartistsort tso2 soaa albumartistsortorder",
    "composer_sort": "composersort tsoc soco composersortorder",
    "original_date": "originaldate originalyear tdor tory originalreleasetime originalreleaseyear originalreleasedate",
    "release_date": "releasedate tdrl releasetime datereleased",
    "disc_subtitle": "setsubtitle discsubtitle tsst discname",
    "version": "albumversion releaseversion edition",
    "subtitle": "subtitle tit3 version",
    "grouping": "grouping contentgroup contentgroupdescription",
    "work": "work",
    "movement": "movementname mvnm",
    "movement_number": "movement mvin",
    "movement_total": "movementtotal",
    "bpm": "bpm beatsperminute tbpm tempo",
    "initial_key": "initialkey key tkey",
    "catalog_number": "catalognumber catalog labelno labelid catalogno",
    "barcode": "barcode upc ean",
    "asin": "asin audibleasin cdek",
    "isbn": "isbn",
    "series": "series",
    "series_position": "seriespart seriesposition seriesindex",
    "abridged": "abridged",
    "copyright": "copyright",
    "release_type": "releasetype musicbrainzalbumtype",
    "release_status": "releasestatus musicbrainzalbumstatus",
    "release_country": "releasecountry musicbrainzalbumreleasecountry",
    "media": "media sourcemedia",
    "encoder": "encodedby encodersettings encoder tsse encodersoftware encodedwith",
    "release_id": "musicbrainzalbumid musicbrainzreleaseid",
    "release_group_id": "musicbrainzreleasegroupid",
    "recording_id": "musicbrainztrackid musicbrainzrecordingid ufid",
    "release_track_id": "musicbrainzreleasetrackid",
    "work_id": "musicbrainzworkid",
    "disc_id": "musicbrainzdiscid",
    "acoustid": "acoustidid",
    "track_gain": "replaygaintrackgain",
    "track_peak": "replaygaintrackpeak",
    "album_gain": "replaygainalbumgain",
    "album_peak": "replaygainalbumpeak",
    "r128_track_gain": "r128trackgain",
    "r128_album_gain": "r128albumgain",
    "media_kind": "",
    "podcast": "podcast",
    "plays": "fmpsplaycount playcount",
    "synced_lyrics": "syncedlyrics syncedlyric",
    "rating": "rating shareduserrating fmpsrating",
    "sound_check": "itunnorm",
    "compilation": "compilation tcmp cpil itunescompilation iscompilation",
}
NUMBERS = {
    "track_total": "trackc tracktotal totaltracks totalparts",
    "disc_total": "discc disctotal totaldiscs",
    "disc": "disc discnumber partofset",
    "track": "track tracknumber partnumber",
}
_FIELDS = {
    spelling: field
    for table in (LISTS, TEXTS, NUMBERS)
    for field, spellings in table.items()
    for spelling in spellings.split()
}
PRINTED = {"artist": "artists", "album_artist": "album_artists"}
"""What may be written several times, and what it is a list of then."""
CHAPTER = "chapter"
"""What the names of comments begin with that are chapters."""
_SQUEEZE = str.maketrans("", "", " _/-:.")


@lru_cache(4096)
def field_of(name: str) -> str | None:
    """Give our name of a tag, or None where it has none here; comments that are chapters keep their own."""
    if name[:7].lower() == "rating:":  # an address of who rated stands behind it
        return "rating"
    bare = name.lower().translate(_SQUEEZE).removeprefix("wm").removeprefix("comapple")
    return bare if bare.startswith(CHAPTER) and bare[len(CHAPTER) :][:1].isdecimal() else _FIELDS.get(bare)
