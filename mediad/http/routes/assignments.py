"""What people say that files are: they move to another work, and stay there until that is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from mediad.http.route import API, Call, Route
from mediad.http.routes.jobs import Started, accepted
from mediad.http.shapes import Body, Uid
from mediad.http.who import who
from mediad.library.catalogue.assigning import Assigning, Meant, Pieces
from mediad.library.catalogue.editing import Editor
from mediad.library.inventory.scan import arguments
from mediad.library.inventory.watching import SCAN, key_of
from mediad_sdk.errors import Conflict, Forbidden, Gone, Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.http.answers import Answer
    from mediad_sdk.host import Jobs

_MOST = 1000


class Assignment(Body):
    """Which files are which work: one that is there, or one by what it is called."""

    item: Uid | None = Field(default=None, description="Id of the work that they are; none to name one.")
    place: list[float] = Field(
        default_factory=list,
        max_length=4,
        description="Places below that work, level by level: [2, 5] is episode 5 of season 2.",
    )
    kind: str = Field(
        default="", max_length=60, description="Kind of the work that is named; that of this one if empty."
    )
    title: str = Field(default="", max_length=500, description="Title of the work that is named.")
    year: int | None = Field(default=None, ge=1, le=9999, description="Its year.")
    parent: Uid | None = Field(default=None, description="What it belongs to, as the season of an episode.")
    position: float | None = Field(default=None, ge=0, le=1e9, description="Its place there.")
    editions: list[Uid] = Field(default_factory=list, max_length=_MOST, description="Only these editions.")
    files: list[Uid] = Field(default_factory=list, max_length=_MOST, description="Only these files.")


class _Answers:
    def __init__(self, assigning: Assigning, jobs: Jobs) -> None:
        self._assigning = assigning
        self._jobs = jobs

    async def assign(self, call: Call[None, Assignment]) -> Answer:
        body = call.body
        if bool(body.item) == bool(body.title.strip()):
            raise Invalid("Say either which work it is, or what it is called.", places=(("/item", "or `title`"),))
        meant = Meant(
            item=body.item or "", place=tuple(body.place), kind=body.kind, title=body.title.strip(), year=body.year,
            parent=body.parent or "", position=body.position,
        )  # fmt: skip
        pieces = Pieces(editions=body.editions, files=body.files)
        uid, libraries = await self._assigning.assign(_editor(call), call.params["id"], pieces, meant)
        return await self._looked_at(call, libraries, item=uid)

    async def undo(self, call: Call[None, None]) -> Answer:
        libraries = await self._assigning.undo(_editor(call), call.params["id"])
        return await self._looked_at(call, libraries, item=call.params["id"])

    async def _looked_at(self, call: Call[Any, Any], libraries: Sequence[str], item: str) -> Answer:
        """Let the folders be assembled anew."""
        jobs = [
            await self._jobs.enqueue(
                SCAN, arguments(each, "quick"), key=key_of(each, "quick"), priority=1, owner=who(call).uid
            )
            for each in libraries
        ]
        return accepted(call, jobs[0], item=item)


def _editor(call: Call[Any, Any]) -> Editor:
    actor = who(call)
    return Editor(viewer=actor.viewer, editable=actor.editable)


class Assigned(Started):
    """A scan that was begun, and the work that the files are then.

    Attributes:
        item: Id of the work.
    """

    item: str


def routes(assigning: Assigning, jobs: Jobs) -> list[Route]:
    """Give the routes of assignments."""
    answers = _Answers(assigning, jobs)
    path, refused = f"{API}/items/{{id:uuid}}/assignment", (NotFound, Gone, Forbidden, Conflict)
    return [
        Route(
            method="POST", path=path, name="assign_files", permission="items.edit", handler=answers.assign, status=202,
            summary="Say that files of this work are another one; that stands, whatever they are called.",
            body=Assignment, answer=Assigned, moves=True, max_body=256 << 10, problems=refused, tag="items",
        ),
        Route(
            method="DELETE", path=path, name="take_assignment_back", permission="items.edit", handler=answers.undo,
            summary="Take back what people said that files are this work: they are again what they are called.",
            answer=Assigned, status=202, moves=True, problems=refused, tag="items",
        ),
    ]  # fmt: skip
