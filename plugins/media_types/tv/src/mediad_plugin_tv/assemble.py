"""Shows, seasons, episodes and extras out of a folder's names and facts; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_tv import contents, pictures
from mediad_plugin_tv.tree import Tree, plain
from mediad_sdk.text import match_key
from mediad_sdk.values.works import Artwork, Document, Work
from mediad_video import beside, editions, release
from mediad_video.beside import Beside
from mediad_video.videos import Video

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from mediad_plugin_tv.contents import Contents
    from mediad_plugin_tv.episodes import Episode
    from mediad_sdk.values.media import Extracted, Listing
    from mediad_sdk.values.works import Edition


def assemble(listing: Listing, facts: Sequence[Extracted]) -> Iterable[Work]:
    """Make the works of one folder."""
    found = contents.read(listing, [Video.of(item) for item in facts], claimed=True)
    tree = Tree(pictures.of_folder(listing, found))
    if found.place.subtitles and not facts:
        return _subtitles(listing, found, tree)
    own = tree.folder(found.place) if found.is_home else []
    return [*own, *_episodes(listing, found, tree), *_extras(found, tree)]


def _episodes(listing: Listing, found: Contents, tree: Tree) -> list[Work]:
    groups: dict[str, list[Episode]] = {}
    for each in found.episodes:
        groups.setdefault(tree.identity(each), []).append(each)
    works = {key: [each.videos for each in some] for key, some in groups.items()}
    near = Beside(listing, works, said=_said(listing, found, tree, groups.keys()))
    return [
        tree.episode(
            some[0],
            title=max((each.title for each in some), key=len),
            editions=_editions(some),
            companions=near.companions(key),
            artwork=_thumbs(near.artwork(key)),
        )
        for key, some in groups.items()
    ]


def _said(listing: Listing, found: Contents, tree: Tree, known: AbstractSet[str]) -> dict[bytes, str]:
    """Give the episodes that subtitles say they are for: `1x02.srt` beside `Show.S01E02.1080p.mkv`."""
    said = {each.videos[0].name: tree.identity(each) for each in contents.of_subtitles(listing, found.place)}
    return {name: key for name, key in said.items() if key in known}


def _editions(some: list[Episode]) -> tuple[Edition, ...]:
    for each in some:
        words = release.read(each.text)
        for video in each.videos:
            video.words = words
    title = some[0].show.title if some[0].show is not None else ""
    return editions.editions([each.videos for each in some], f"{title} {some[0].title}")


def _thumbs(found: tuple[Artwork, ...]) -> tuple[Artwork, ...]:
    """Take a picture that is called as an episode for a picture out of it."""
    return tuple(Artwork(role="thumb", file=art.file) if art.role == "poster" else art for art in found)


def _subtitles(listing: Listing, found: Contents, tree: Tree) -> list[Work]:
    """Give episodes the subtitles of a folder that holds nothing else."""
    out = []
    for each in contents.of_subtitles(listing, found.place):
        names = {name for video in each.videos for name in (video.name,)}
        title = each.show.title if each.show is not None else ""
        there = [one for one in beside.apart(listing, title) if names & {*one.files}]
        out.append(tree.episode(each, title="", companions=tuple(there)))
    return out


def _extras(found: Contents, tree: Tree) -> list[Work]:
    return [
        Work(
            kind="episode",
            key=match_key("extra", each.extra, each.text),
            documents=(Document(source="name", fields={"title": _extra_title(each, found)}),),
            parent=tree.owner(each, found),
            editions=(editions.edition(each.videos),),
            extra=each.extra,
        )
        for each in found.extras
    ]


def _extra_title(each: Episode, found: Contents) -> str:
    if found.place.extras:
        return each.text
    return plain(each) if each.extra == "other" else each.extra.replace("_", " ").capitalize()
