"""The base of a plugin's settings: a pydantic model that refuses what it does not know."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, SecretStr

__all__ = ["PluginSettings", "SecretStr"]


class PluginSettings(BaseModel):
    """Settings of one plugin instance.

    They come from `[plugins.<id>.settings]`, `MEDIAD__PLUGINS__<ID>__SETTINGS__<KEY>`, a secret file or the API; what
    the configuration says wins. A field of the type `SecretStr` is kept sealed and never shown again. Titles and
    descriptions of the fields are what people read in forms.

    Attributes:
        version: Count it up when kept settings have to be rewritten: a field was renamed, or means something else.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    version: ClassVar[int] = 1

    @classmethod
    def migrate(cls, version: int, data: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG003  # who overrides it needs it
        """Rewrite settings that were kept through the API by an older version of this model.

        Only what was kept is given, secrets among it as plain text; defaults and the configuration's are not. What
        raises leaves the kept settings as they are.
        """
        return data
