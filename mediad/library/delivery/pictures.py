"""Pictures in the size and form that is asked for, made by a worker and kept in the cache."""

from __future__ import annotations

import asyncio
import os
import secrets
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol

from mediad.library.delivery import failures
from mediad.library.delivery.failures import PictureDamagedError, PictureTooLargeError
from mediad.storage.ports import delivery as port
from mediad_sdk.data import dataclass
from mediad_sdk.errors import MediadError, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mediad.library.delivery.files import Files
    from mediad.library.delivery.readers import Readers
    from mediad.library.matching.offers import Offer
    from mediad.storage.ports import Storage
    from mediad.storage.ports.delivery import Offered, Picture
    from mediad.storage.ports.viewer import Viewer

STEPS = (64, 128, 192, 256, 320, 480, 640, 960, 1280, 1920)
"""Sizes are rounded up to one of these, so that nobody fills the cache by asking for every number."""
LARGEST = 32 << 20
"""Bytes of a picture that is fetched at most."""
LARGEST_FILE = 512 << 20
"""Bytes of a picture file; a worker reads it piece by piece, and no more pixels than it may decode."""
_DECODERS = "Where its format needs a library of its own, install the plugin that brings one, as mediad-plugin-heic."
_SHRINK = "mediad.library.delivery.shrink:shrink"
_FORMS = {"image/webp": "WEBP", "image/jpeg": "JPEG"}


class Studio(Protocol):
    """The worker processes, as far as pictures need them."""

    async def picture(
        self, root: bytes, path: bytes, function: str, made: str, more: Mapping[str, object]
    ) -> Mapping[str, object] | None:
        """Make something of a picture where it is read."""

    async def call(self, function: str, arguments: Mapping[str, object]) -> Mapping[str, object]:
        """Run a function in a worker."""


class Offers(Protocol):
    """The pictures of metadata providers."""

    async def offered(self, subject: int, role: str) -> Offer:
        """Give the picture that is shown for a role."""

    async def download(self, offer: Offer) -> bytes:
        """Fetch it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A picture ready to leave; equal etags are equal bytes for ever."""

    data: bytes
    media_type: str
    etag: str


class Pictures:
    """Gives pictures; one that is asked for twice at once is made once."""

    def __init__(
        self,
        storage: Storage,
        files: Files,
        studio: Studio,
        folder: Path,
        readers: Readers,
        offers: Offers,
    ) -> None:
        self._storage = storage
        self._files = files
        self._studio = studio
        self._folder = folder
        self._readers = readers
        self._offers = offers
        self._making: dict[str, asyncio.Task[bytes]] = {}
        self._failed = failures.Failed()

    async def get(self, viewer: Viewer, uid: str, *, width: int, height: int, accept: str) -> Shown:
        """Give a picture that fits a box.

        Raises:
            NotFound: There is none that the viewer may see.
            Unavailable: Its disk is away.
            PictureDamagedError: It is no picture that can be shown.
            PictureTimeoutError: It took too long to make.
        """
        picture = await port.picture(self._storage, viewer, uid)
        media_type = "image/webp" if "image/webp" in accept or "*/*" in accept else "image/jpeg"
        box = (step(width), step(height))
        key = _key(picture.uid, await self._facts(picture), box, media_type)
        data = await self._kept(key)
        if data is None:
            data = await self._made(key, picture, box, media_type)
        return Shown(data=data, media_type=media_type, etag=f'"{key}"')

    async def _facts(self, picture: Picture | Offered) -> tuple[object, ...]:
        """Give what a picture is another one by."""
        if isinstance(picture, port.Offered):
            offer = await self._offers.offered(picture.subject, picture.role)
            return offer.provider, offer.url
        return picture.placed.uid, picture.placed.size, picture.placed.mtime_ns, picture.embedded

    async def _made(self, key: str, picture: Picture | Offered, box: tuple[int, int], media_type: str) -> bytes:
        task = self._making.get(key)
        if task is None:
            self._failed.check(key)
            task = asyncio.create_task(self._make(key, picture, box, media_type), name=f"picture {picture.uid}")
            self._making[key] = task
            task.add_done_callback(lambda _: self._making.pop(key, None))
        return await asyncio.shield(task)

    async def _make(self, key: str, picture: Picture | Offered, box: tuple[int, int], media_type: str) -> bytes:
        arguments = {"width": box[0], "height": box[1], "form": _FORMS[media_type]}
        try:
            if isinstance(picture, port.Offered):
                made = await self._of_offer(picture, arguments)
            else:
                made = await self._of_file(picture, arguments)
        except MediadError as error:
            self._failed.note(key, error)
            raise
        data = made["data"]
        if not isinstance(data, bytes):
            raise PictureDamagedError
        await asyncio.to_thread(self._keep, key, data)
        return data

    async def _of_offer(self, picture: Offered, arguments: Mapping[str, object]) -> Mapping[str, object]:
        offer = await self._offers.offered(picture.subject, picture.role)
        data = await self._fetched(offer)
        try:
            return await self._studio.call(_SHRINK, {"source": data, **arguments})
        except MediadError as error:
            raise failures.reason(error, f"the {offer.role} of {offer.provider}") from error

    async def _of_file(self, picture: Picture, arguments: Mapping[str, object]) -> Mapping[str, object]:
        """Let the worker that reads the root make it: megabytes of a photo never leave that process."""
        placed = picture.placed
        function = self._readers.reader(placed.display, placed.type, embedded=picture.embedded)
        if picture.embedded and not function:
            raise NotFound("the plugin that reads this picture is not loaded")
        source = await self._files.source(placed)  # says why when the disk is away
        if not picture.embedded and source.size > LARGEST_FILE:
            raise PictureTooLargeError(f"{placed.display} is larger than {LARGEST_FILE >> 20} MiB")
        try:
            made = await self._studio.picture(placed.root_path, placed.path, function, _SHRINK, arguments)
        except MediadError as error:
            raise failures.reason(error, placed.display) from error
        if made is None:
            raise NotFound(f"{placed.display} has no picture that can be shown", remedy=_DECODERS)
        return made

    async def _fetched(self, offer: Offer) -> bytes:
        """Fetch the picture of a provider once; it stays while the provider is away."""
        key = _key("offer", (offer.provider, offer.url))
        data = await self._kept(key)
        if data is None:
            data = await self._offers.download(offer)
            if len(data) > LARGEST:
                raise PictureTooLargeError(f"a picture of {offer.provider} is larger than {LARGEST >> 20} MiB")
            await asyncio.to_thread(self._keep, key, data)
        return data

    async def _kept(self, key: str) -> bytes | None:
        return await asyncio.to_thread(_read, self._path(key))

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]

    def _keep(self, key: str, data: bytes) -> None:
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            unfinished.write_bytes(data)
            unfinished.rename(path)
        except OSError:  # a full cache costs time at the next request, nothing else
            unfinished.unlink(missing_ok=True)


def step(pixels: int) -> int:
    """Round a size up to one that is made."""
    return next((each for each in STEPS if each >= pixels), STEPS[-1])


def _key(*facts: object) -> str:
    return blake2b(repr(facts).encode(), digest_size=16).hexdigest()


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    finally:
        _touch(path)


def _touch(path: Path) -> None:
    """Note the use, so that the cache can drop what was not used for long."""
    try:
        os.utime(path)
    except OSError:
        return
