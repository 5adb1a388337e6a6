"""Every permission that roles and keys can have opens something, and what it opens is what its sentence says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mediad.http import openapi
from mediad_sdk.permissions import PERMISSIONS

if TYPE_CHECKING:
    from integration.http.whole import Whole

OPENS = {
    "items.read": "list_items",
    "items.edit": "edit_item",
    "files.read": "get_file",
    "libraries.manage": "make_library",
    "encode.run": "encode_item",
    "jobs.read": "list_jobs",
    "jobs.manage": "start_job",
    "events.read": "follow_events",
    "plugins.read": "list_plugins",
    "plugins.manage": "approve_plugin",
    "connected.read": "list_connected",
    "connected.manage": "send_notice",
    "system.read": "get_system",
    "system.manage": "reload",
    "users.manage": "add_user",
    "me.read": "get_me",
    "me.write": "set_password",
}


PLUGINS = {
    "enable_plugin", "disable_plugin", "reload_plugin", "leave_safe_mode", "approve_plugin", "withdraw_approval",
    "get_plugin_settings", "change_plugin_settings", "set_plugin_settings", "test_plugin_settings", "probe_encoders",
}  # fmt: skip
SYSTEM = {
    "reload", "install_packages", "remove_package", "roll_packages_back", "adopt_packages", "check_secrets",
    "rotate_secrets", "forget_plugin",
}  # fmt: skip


async def test_what_is_installed_is_one_right_and_what_the_daemon_is_made_of_another(api: Whole) -> None:
    document: dict[str, Any] = json.loads(openapi.document(api.routes, "1"))
    operations = [each for path in document["paths"].values() for each in path.values()]
    held = {each["operationId"]: each.get("x-permission") for each in operations}
    assert {name for name, right in held.items() if right == "plugins.manage"} == PLUGINS
    assert {name for name, right in held.items() if right == "system.manage"} == SYSTEM


async def test_every_permission_opens_something(api: Whole) -> None:
    document: dict[str, Any] = json.loads(openapi.document(api.routes, "1"))
    operations = [each for path in document["paths"].values() for each in path.values()]
    asked = {each["operationId"]: each.get("x-permission") for each in operations}
    assert set(asked.values()) - {None} == set(PERMISSIONS)
    assert {name: asked.get(operation) for name, operation in OPENS.items()} == {name: name for name in PERMISSIONS}
