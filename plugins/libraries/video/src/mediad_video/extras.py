"""Extras: which kind a folder holds, and which kind a file's name says."""

from __future__ import annotations

import re

# A line is a kind, and the words for it that stand in no title at the end of a name.
_PLAIN = """
trailer: trailer, trailers, teaser, teasers, teaser trailer, kinotrailer, filmtrailer, tráiler, tráilers, bande annonce
trailer: bandes annonces, zwiastun, zwiastuny, трейлер, трейлеры, 预告片, 预告, 予告編, 예고편
behind_the_scenes: behind the scenes, hinter den kulissen, making of, the making of, detrás de las cámaras, cómo se hizo
behind_the_scenes: dans les coulisses, dietro le quinte, achter de schermen, bastidores, за кадром
behind_the_scenes: 花絮, メイキング, 메이킹
deleted: deleted scene, deleted scenes, geschnittene szenen, entfallene szenen, gelöschte szenen, scènes coupées
deleted: scènes supprimées, escenas eliminadas, scene eliminate, scene tagliate, cenas excluídas, cenas eliminadas
deleted: cenas cortadas, verwijderde scènes, slettede scener, borttagna scener, usunięte sceny, удаленные сцены
deleted: удалённые сцены, 删减片段, 未公開シーン, 削除シーン
featurette: featurette, featurettes
interview: interviews, entrevistas, entretiens, interviste, wywiady, интервью
other: bonus material, bonusmaterial, bonus features, special features, zusatzmaterial, contenuti speciali
other: contenuti extra, contenido extra, contenido adicional, material adicional, suppléments, dodatki
other: дополнительные материалы, gag reel, bloopers, outtakes, alternate ending
"""
# Words that are titles too: they count as a folder, or behind a hyphen.
_SHORT = """
behind_the_scenes: coulisses, backstage
deleted: deleted
interview: interview
scene: scene, scenes, szenen
short: short, shorts
clip: clip, clips
other: extra, extras, extra's, bonus, boni, other, others, specialfeatures, promos, menu, menus, 特典
"""
# Folders, and discs of a film, that hold nothing of the film itself.
_DISC = (
    "other: bonus disc, bonus disk, bonus dvd, bonus bluray, bonus cd, extras disc, disc extras, special features disc"
)


_SQUEEZE = re.compile(r"[\s._-]+")


def _words(table: str) -> dict[str, str]:
    lines = (line.partition(": ") for line in table.strip().splitlines())
    return {_squeezed(word): kind for kind, _, words in lines for word in words.split(", ")}


def _squeezed(text: str) -> str:
    return _SQUEEZE.sub("", text.lower())


_SURE = _words(_PLAIN)
_SHELVES = _words(_SHORT)
_KINDS = _SURE | _SHELVES
_FOLDERS = _KINDS | _words(_DISC)
_NUMBER = re.compile(r"\d{1,2}$")
_OFFICIAL = re.compile(r"^(?:official|theatrical|original)(?!$)")
_HYPHEN = re.compile(r"[-_]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d[)\]]?[\s._(\[-]+")
MAX_WORDS = 40


def in_folder(name: str) -> str:
    """Give the kind of extras that a folder of this name holds, or ""."""
    squeezed = _squeezed(name[:MAX_WORDS])
    return _FOLDERS.get(squeezed) or _FOLDERS.get(_NUMBER.sub("", squeezed), "")


def is_shelf(name: str) -> bool:
    """Tell whether a folder of extras is called as one of films may be: `Shorts`, `Other`."""
    return _squeezed(name[:MAX_WORDS]) in _SHELVES


def of(text: str) -> tuple[str, str]:
    """Give the kind of extra that a file's name says, and the name of its owner; ("", "") when it is none."""
    if (kind := _sure(text)) == "trailer":
        return kind, ""
    if text.lower().endswith(".trailer"):
        return "trailer", text[: -len(".trailer")].strip(" -_.")
    # `Film-trailer`, `Film - Making Of 2`, `Film_deleted_scenes`: what stands behind a hyphen.
    for found in _HYPHEN.finditer(text, max(0, len(text) - MAX_WORDS)):
        kind, owner = _kind(text[found.end() :]), text[: found.start()].strip(" -_.")
        if kind and owner:
            return kind, owner
    return _behind_year(text)


def _sure(text: str) -> str:
    return _SURE.get(_plain(text), "")


def _kind(text: str) -> str:
    return _KINDS.get(_plain(text), "")


def _plain(text: str) -> str:
    """Give the words of a short text without the number at their end and `official` before them."""
    return _OFFICIAL.sub("", _NUMBER.sub("", _squeezed(text[:MAX_WORDS]))) if len(text) <= MAX_WORDS else ""


def _behind_year(text: str) -> tuple[str, str]:
    """Read `Film (2010) Trailer` and `Film.2010.Making.Of.1080p`: what stands right behind the year."""
    for year in _YEAR.finditer(text):
        words = _SQUEEZE.split(text[year.end() : year.end() + MAX_WORDS].rstrip(")]"))
        for count in (3, 2, 1):
            if kind := _sure(" ".join(words[:count])):
                return kind, text[: year.end()].strip(" -_.([")
    return "", ""


def begins(text: str) -> str:
    """Give the kind that a name begins with, as `Making of Film` and `Trailer 2 - Film` do; also a title may."""
    words = _SQUEEZE.split(text[:MAX_WORDS])
    return next((kind for count in (3, 2, 1) if (kind := _sure(" ".join(words[:count])))), "")
