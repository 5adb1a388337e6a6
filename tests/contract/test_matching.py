"""Looking works up in catalogues elsewhere, on both engines: what is asked, what is written down, what stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from contract.elsewhere import Elsewhere
from contract.toy_library import KINDS, Disk, says, toy

from mediad.library.catalogue import Catalogue, Items
from mediad.library.catalogue.editing import Correction, Editing, Editor
from mediad.library.kinds import KindTable
from mediad.library.matching.policy import Policy
from mediad.library.matching.room import Matching
from mediad.storage.ports import events, inventory, subjects
from mediad.storage.ports.burying import bury
from mediad_sdk import Reference, Relation
from mediad_sdk.errors import AuthError, Forbidden, Gone, NotFound, RateLimited, Unavailable
from mediad_sdk.values.metadata import Image

if TYPE_CHECKING:
    from collections.abc import Mapping

PLOT = "A plot."


def room(disk: Disk, *providers: Elsewhere, changes: bool = False, **policy: Any) -> Matching:
    """Give the room over a disk."""
    kinds = KindTable(list(KINDS.types.values()), [each.id for each in providers])
    disk.catalogue, disk.items = Catalogue(kinds, disk.clock), Items(kinds)
    made = [each.provider(**({"changes": each.changes} if changes else {})) for each in providers]
    return Matching(disk.storage, disk.catalogue, disk.clock, lambda: made, lambda: Policy(**policy))


def editor(disk: Disk) -> Editor:
    return Editor(viewer=disk.viewer(), editable=disk.viewer().libraries)


def year(value: int) -> Mapping[str, Any]:
    return {"dates": [{"value": str(value)}]}


async def told(disk: Disk) -> list[str]:
    """Name the events that there were."""
    while await disk.storage.write(events.number):
        pass
    return [each.type for each in await events.after(disk.storage, 0)]


@pytest.fixture
def tmdb() -> Elsewhere:
    made = Elsewhere()
    made.has("11", "Alien", 1979, en={"overview": PLOT})
    made.has("12", "Aliens", 1986, en={"overview": "Another plot."})
    return made


async def test_a_work_gets_what_the_provider_says_and_the_fields_say_who_told(disk: Disk, tmdb: Elsewhere) -> None:
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)),)))
    await room(disk, tmdb).look_up(await disk.uid("toy", "alien"))
    item = await disk.item("toy", "alien")
    assert item["fields"]["overview"] == PLOT
    assert item["provenance"]["overview"] == ["provider:tmdb"]
    assert {"scheme": "tmdb", "entity": "movie", "value": "11"} in item["ids"]
    assert await disk.found("another plot") == []
    assert await disk.found("plot") == ["Alien"]


async def test_looking_up_again_changes_nothing_and_asks_nobody_unless_it_is_wanted(
    disk: Disk, tmdb: Elsewhere
) -> None:
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)),)))
    uid, matching = await disk.uid("toy", "alien"), room(disk, tmdb)
    await matching.look_up(uid)
    revision = (await disk.item("toy", "alien"))["revision"]
    tmdb.asked.clear()
    assert await matching.look_up(uid) == {}
    assert tmdb.asked == []
    await matching.look_up(uid, anew=True)
    assert tmdb.asked == [("fetch", "11", "en"), ("images", "11")]
    assert (await disk.item("toy", "alien"))["revision"] == revision
    assert await told(disk) == ["item.changed"]
    tmdb.pictures["11"] = [Image(role="poster", url="/p")]
    await matching.look_up(uid, anew=True)
    assert (await disk.item("toy", "alien"))["picture"]
    assert await told(disk) == ["item.changed"] * 2


async def test_a_later_provider_fills_only_what_an_earlier_one_lacks(disk: Disk, tmdb: Elsewhere) -> None:
    other = Elsewhere(id="acme")
    other.has("x", "Alien", 1979, en={"overview": "Worse.", "tagline": "In space"})
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)),)))
    await room(disk, tmdb, other).look_up(await disk.uid("toy", "alien"))
    item = await disk.item("toy", "alien")
    assert (item["fields"]["overview"], item["fields"]["tagline"]) == (PLOT, "In space")
    assert item["provenance"]["tagline"] == ["provider:acme"]
    room(disk, other, tmdb)
    await disk.storage.write(lambda tx: disk.catalogue.refresh(tx, [1]))
    assert (await disk.item("toy", "alien"))["fields"]["overview"] == "Worse."


async def test_the_second_language_fills_the_texts_that_the_first_lacks(disk: Disk) -> None:
    tmdb = Elsewhere()
    tmdb.has("11", "Alien", 1979, en={"overview": PLOT, "tagline": "In space"}, de={"tagline": "Im All"})
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)),)))
    await room(disk, tmdb, languages=("de", "en", "fr")).look_up(await disk.uid("toy", "alien"))
    item = await disk.item("toy", "alien")
    assert (item["fields"]["overview"], item["fields"]["tagline"]) == (PLOT, "Im All")
    assert [call for call in tmdb.asked if call[0] == "fetch"] == [("fetch", "11", "de"), ("fetch", "11", "en")]


async def test_only_the_certificates_of_the_configured_country_count(disk: Disk) -> None:
    tmdb = Elsewhere()
    rated = [{"country": "DE", "value": "FSK 16", "age": 16}, {"country": "SE", "value": "7", "age": 7}]
    tmdb.has("11", "Alien", 1979, en={"overview": PLOT, "certificates": rated})
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)),)))
    await room(disk, tmdb, country="DE").look_up(await disk.uid("toy", "alien"))
    item = await disk.item("toy", "alien")
    assert (item["age"], item["fields"]["certificates"]) == (16, rated[:1])


async def test_locks_and_sidecars_stand_above_providers(disk: Disk, tmdb: Elsewhere) -> None:
    beside = says("Alien!", source="sidecar", file=b"1.nfo")
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)), beside)))
    uid = await disk.uid("toy", "alien")
    await Editing(disk.storage, disk.catalogue, disk.clock).correct(
        editor(disk), uid, Correction(lock={"overview": "Mine."})
    )
    await room(disk, tmdb).look_up(uid)
    item = await disk.item("toy", "alien")
    assert (item["title"], item["fields"]["overview"]) == ("Alien!", "Mine.")


async def test_an_id_in_a_name_decides_without_any_search(disk: Disk, tmdb: Elsewhere) -> None:
    named = says("Something", ids=[{"scheme": "tmdb", "entity": "movie", "value": "12"}])
    await disk.say("a", toy("Something", b"1", documents=(named,)))
    await room(disk, tmdb).look_up(await disk.uid("toy", "something"))
    assert tmdb.asked == [("fetch", "12", "en"), ("images", "12")]
    assert (await disk.item("toy", "something"))["title"] == "Aliens"


async def test_the_id_of_another_entity_is_not_taken_for_the_work_itself(disk: Disk, tmdb: Elsewhere) -> None:
    named = says("Aliens", ids=[{"scheme": "tmdb", "entity": "collection", "value": "11"}], **year(1986))
    await disk.say("a", toy("Aliens", b"1", documents=(named,)))
    await room(disk, tmdb).look_up(await disk.uid("toy", "aliens"))
    assert ("fetch", "12", "en") in tmdb.asked


async def test_two_works_that_a_provider_takes_for_one_stay_two(disk: Disk, tmdb: Elsewhere) -> None:
    tmdb.works["11"]["de"] = {"title": "Das unheimliche Wesen"}
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)),)))
    await disk.say("b", toy("Das unheimliche Wesen", b"2", documents=(says("Das unheimliche Wesen", **year(1979)),)))
    matching = room(disk, tmdb)
    for key in ("alien", "das unheimliche wesen"):
        await matching.look_up(await disk.uid("toy", key))
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)),)))
    assert await disk.uid("toy", "alien") != await disk.uid("toy", "das unheimliche wesen")


async def test_a_file_that_comes_later_with_the_id_that_a_provider_told_is_the_same_work(
    disk: Disk, tmdb: Elsewhere
) -> None:
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)),)))
    await room(disk, tmdb).look_up(await disk.uid("toy", "alien"))
    named = says("Alien 4K", ids=[{"scheme": "tmdb", "entity": "movie", "value": "11"}])
    done = await disk.say("b", toy("Alien 4K", b"2", documents=(named,)))
    assert done.added == []
    assert len((await disk.item("toy", "alien"))["editions"]) == 2


async def test_an_unclear_case_is_left_to_a_person_and_told_as_such(disk: Disk) -> None:
    tmdb = Elsewhere()
    tmdb.has("1", "Hamlet", 1990)
    tmdb.has("2", "Hamlet", 1996)
    await disk.say("a", toy("Hamlet", b"1"))
    uid, matching = await disk.uid("toy", "hamlet"), room(disk, tmdb)
    await matching.look_up(uid)
    [match] = (await matching.matches(disk.viewer(), uid))[1].values()
    assert (match.id, match.title, match.score) == ("", "Hamlet (1990)", 0.9)
    assert "overview" not in (await disk.item("toy", "hamlet"))["fields"]


async def test_what_a_person_chooses_sticks_and_is_refreshed(disk: Disk, tmdb: Elsewhere) -> None:
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)),)))
    uid, matching = await disk.uid("toy", "alien"), room(disk, tmdb)
    await matching.look_up(uid)
    await matching.choose(editor(disk), uid, "tmdb", "12")
    assert (await disk.item("toy", "alien"))["title"] == "Aliens"
    tmdb.works["12"]["en"]["overview"] = "New."
    await matching.look_up(uid, anew=True)
    [match] = (await matching.matches(disk.viewer(), uid))[1].values()
    assert (match.id, match.chosen, match.score) == ("12", True, 1.0)
    assert (await disk.item("toy", "alien"))["fields"]["overview"] == "New."


async def test_what_a_person_chooses_while_a_provider_is_asked_stands(disk: Disk, tmdb: Elsewhere) -> None:
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)),)))
    uid, matching = await disk.uid("toy", "alien"), room(disk, tmdb)
    subject = await matching.editable(editor(disk), uid)
    told = await matching._ask(matching.providers(), subject, {})
    await matching.choose(editor(disk), uid, "tmdb", "12")
    await matching._file(subject, {}, told)
    [match] = (await matching.matches(disk.viewer(), uid))[1].values()
    assert (match.id, match.chosen) == ("12", True)
    assert (await disk.item("toy", "alien"))["title"] == "Aliens"


def shelved(item: dict[str, Any]) -> list[str]:
    return [each["item"]["title"] for each in item["relations"] if each["type"] == "collection"]


async def test_a_work_is_in_the_collection_that_a_provider_names_and_leaves_it_with_its_word(
    disk: Disk, tmdb: Elsewhere
) -> None:
    for id_ in tmdb.works:
        tmdb.works[id_]["en"]["collections"] = [{"title": "Alien Collection"}]
    await disk.say("a", *(toy(each, each.encode(), documents=(says(each),)) for each in ("Alien", "Aliens")))
    matching = room(disk, tmdb)
    for key in ("alien", "aliens"):
        await matching.choose(editor(disk), await disk.uid("toy", key), "tmdb", "11" if key == "alien" else "12")
    assert await disk.titles("shelf") == ["Alien Collection"]
    assert len((await disk.item("shelf", "alien collection"))["related_by"]) == 2
    await matching.dismiss(editor(disk), await disk.uid("toy", "aliens"))
    tmdb.works["11"]["en"]["collections"] = [{"title": "Old films"}]
    await matching.look_up(await disk.uid("toy", "alien"), anew=True)
    assert shelved(await disk.item("toy", "alien")) == ["Old films"]
    assert await disk.titles("shelf") == ["Old films"]


async def test_the_collection_that_a_folder_names_goes_before_a_providers(disk: Disk, tmdb: Elsewhere) -> None:
    tmdb.works["11"]["en"]["collections"] = [{"title": "Alien Collection"}]
    mine = Relation(type="collection", target=Reference(kind="shelf", key="mine", title="Mine"))
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)),), relations=(mine,)))
    await room(disk, tmdb).look_up(await disk.uid("toy", "alien"))
    assert shelved(await disk.item("toy", "alien")) == ["Mine"]


async def test_a_merged_work_keeps_its_match_and_its_pictures(disk: Disk, tmdb: Elsewhere) -> None:
    tmdb.pictures["11"] = [Image(role="poster", url="/p")]
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)),)))
    await disk.say("b", toy("Alien copy", b"2"))
    uid, matching = await disk.uid("toy", "alien"), room(disk, tmdb)
    await matching.look_up(uid)
    into = await disk.uid("toy", "alien copy")
    await Editing(disk.storage, disk.catalogue, disk.clock).merge(editor(disk), uid, into)
    [match] = (await matching.matches(disk.viewer(), into))[1].values()
    item = await disk.items.item(disk.storage, disk.viewer(), into)
    assert (match.id, item["fields"]["overview"], len(item["artwork"])) == ("11", PLOT, 1)


@pytest.mark.parametrize("said", [{"title": 7, "overview": ["x"], "dates": "x"}, {"overview": "x" * 600_000}])
async def test_what_a_provider_says_in_no_form_or_without_end_is_not_taken(disk: Disk, said: dict[str, Any]) -> None:
    tmdb = Elsewhere()
    tmdb.has("11", "Alien", 1979, en=said)
    named = says("Alien", ids=[{"scheme": "tmdb", "entity": "movie", "value": "11"}])
    await disk.say("a", toy("Alien", b"1", documents=(named,)))
    await room(disk, tmdb).look_up(await disk.uid("toy", "alien"))
    item = await disk.item("toy", "alien")
    assert (item["title"], "overview" in item["fields"]) == ("Alien", False)


async def test_a_choice_that_is_not_there_or_of_nobody_is_refused_and_changes_nothing(
    disk: Disk, tmdb: Elsewhere
) -> None:
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)),)))
    uid, matching = await disk.uid("toy", "alien"), room(disk, tmdb)
    with pytest.raises(NotFound):
        await matching.choose(editor(disk), uid, "tmdb", "99")
    with pytest.raises(NotFound, match="acme"):
        await matching.choose(editor(disk), uid, "acme", "1")
    with pytest.raises(Forbidden):
        await matching.choose(Editor(viewer=disk.viewer(), editable=()), uid, "tmdb", "12")
    assert await matching.matches(disk.viewer(), uid) == ("toy", {})


async def test_dismissing_takes_everything_back_and_stands_until_a_person_lifts_it(disk: Disk, tmdb: Elsewhere) -> None:
    tmdb.pictures["11"] = [Image(role="poster", url="/p")]
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)),)))
    uid, matching = await disk.uid("toy", "alien"), room(disk, tmdb)
    await matching.look_up(uid)
    await matching.dismiss(editor(disk), uid)
    item = await disk.item("toy", "alien")
    assert ("overview" in item["fields"], item["artwork"], item["picture"], item["ids"]) == (False, [], "", [])
    tmdb.asked.clear()
    await matching.look_up(uid, anew=True)
    assert tmdb.asked == []
    await matching.look_up(uid, lift=True)
    assert (await disk.item("toy", "alien"))["fields"]["overview"] == PLOT
    [match] = (await matching.matches(disk.viewer(), uid))[1].values()
    assert match.chosen is False


async def test_a_name_that_says_another_film_now_is_searched_for_again(disk: Disk, tmdb: Elsewhere) -> None:
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)),)))
    uid, matching = await disk.uid("toy", "alien"), room(disk, tmdb)
    await matching.look_up(uid)
    await disk.say("a", toy("Aliens", b"1", documents=(says("Aliens", **year(1986)),)))
    await matching.look_up(uid, anew=True)
    assert (await disk.item("toy", "aliens"))["fields"]["overview"] == "Another plot."


@pytest.mark.parametrize("error", [Unavailable("down"), RateLimited("slow", retry_after=9), AuthError("key")])
async def test_a_provider_that_is_away_leaves_what_is_known_and_says_why(
    disk: Disk, tmdb: Elsewhere, error: Exception
) -> None:
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)),)))
    uid, matching = await disk.uid("toy", "alien"), room(disk, tmdb)
    await matching.look_up(uid)
    tmdb.away = error  # type: ignore[assignment]  # one of ours
    told = await matching.look_up(uid, anew=True)
    assert told["tmdb"].error is error
    [match] = (await matching.matches(disk.viewer(), uid))[1].values()
    assert (match.id, match.error and match.error["message"]) == ("11", str(error))
    assert (await disk.item("toy", "alien"))["fields"]["overview"] == PLOT


async def test_pictures_of_a_provider_show_where_none_of_their_role_lies_beside(disk: Disk, tmdb: Elsewhere) -> None:
    tmdb.pictures["11"] = [
        Image(role="poster", url="/fr", language="fr", votes=99),
        Image(role="poster", url="/en", language="en", votes=10),
        Image(role="backdrop", url="/words", language="en", votes=90),
        Image(role="backdrop", url="/plain", votes=1),
    ]
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979)),)))
    uid, matching = await disk.uid("toy", "alien"), room(disk, tmdb)
    await matching.look_up(uid)
    item = await disk.item("toy", "alien")
    assert [each["role"] for each in item["artwork"]] == ["backdrop", "poster"]
    assert item["picture"] == item["artwork"][1]["id"]
    shown = [(await matching.offered(1, role)).url for role in ("poster", "backdrop")]
    assert shown == ["/en", "/plain"]


async def test_what_a_provider_says_does_not_keep_a_lost_work_from_being_remembered_and_forgotten(
    disk: Disk, tmdb: Elsewhere
) -> None:
    await disk.say("a", toy("Alien", b"1", documents=(says("Alien", **year(1979), mood="dark"),)))
    uid = await disk.uid("toy", "alien")
    await room(disk, tmdb).look_up(uid)
    await disk.lose(1)
    await disk.storage.write(lambda tx: inventory.delete_files(tx, [1]))
    await disk.say("a")
    [kept] = await subjects.load(disk.storage, [1])
    assert '"mood":"dark"' in kept.data
    later = disk.clock.now + 10**10
    assert await disk.storage.write(lambda tx: bury(tx, later, later, most=10)) == 1
    assert await disk.storage.fetch_all("matches.of_subject", (1,)) == []
    with pytest.raises(Gone):
        await subjects.id_of(disk.storage, uid)
