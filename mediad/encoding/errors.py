"""Why a conversion did not happen."""

from __future__ import annotations

from mediad_sdk.errors import Conflict, Invalid, MediadError, Unavailable


class EncodingError(MediadError):
    """A conversion failed."""

    code = "encoding"


class BadArguments(Invalid):
    """A plugin asked ffmpeg for something that it may not ask for."""

    code = "bad_arguments"
    remedy = "Report this to the author of the plugin that brought the profile."


class FfmpegMissing(Unavailable):
    """There is no ffmpeg on this machine."""

    code = "ffmpeg_missing"
    remedy = "Install ffmpeg (Debian: apt install ffmpeg), or name it in the configuration."


class NoEncoder(Conflict):
    """The ffmpeg of this machine cannot make this format."""

    code = "no_encoder"
    remedy = "Install an ffmpeg that was built with it, or choose another profile."


class NoDevice(Conflict):
    """This machine has no device of the class that the profile needs."""

    code = "no_device"
    remedy = "Let mediad's user open the device, or choose another profile."


class TrialFailed(Conflict):
    """A test encode of a generated picture or tone failed."""

    code = "test_encode_failed"
    remedy = "Look at the driver and at who may open the device, then run `mediad encode --probe`."


class SourceAway(Unavailable):
    """The source cannot be read now."""

    code = "source_away"
    remedy = "Look whether its disk is connected and answers, then try again."


class Unreadable(EncodingError):
    """The source is not what it should be."""

    code = "source_unreadable"
    remedy = "Play the file to the end: it may be damaged. Copy it again, then retry the job."


class NoSpace(Conflict):
    """There is not enough space for the result."""

    code = "no_space"
    remedy = "Free some space on the disk of the encoding directory, or move the directory, then retry the job."


class NoDirectory(EncodingError):
    """The directory for results cannot be used."""

    code = "encoding_directory"
    remedy = "Choose another directory in the configuration, and let mediad write to it."


class EncodeFailed(EncodingError):
    """ffmpeg ended without a result."""

    code = "encode_failed"
    remedy = "The end of ffmpeg's output is in the job's log."


class NotVerified(EncodingError):
    """The result is not what was promised, so it was removed."""

    code = "not_verified"
    remedy = "Retry the job; if this repeats, the source is damaged or the profile has a fault."
