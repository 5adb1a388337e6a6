"""Why a secret cannot be kept or read."""

from __future__ import annotations

from mediad_sdk.errors import Conflict, MediadError


class KeyRefused(Conflict):
    """The file of the secret key cannot be used."""

    code = "secret_key_refused"
    remedy = "Give the file to the daemon's user alone (chmod 600); `openssl rand -base64 32` makes a key."


class SecretLost(MediadError):
    """A secret is there, and cannot be read."""

    code = "secret_lost"
    remedy = "Set the secret anew, or put the key file back that belongs to this database."


class KeyGone(SecretLost):
    """It is set, but its key is gone."""

    code = "secret_key_gone"


class Tampered(SecretLost):
    """It is set, but it was changed, or belongs to another plugin or field."""

    code = "secret_tampered"
