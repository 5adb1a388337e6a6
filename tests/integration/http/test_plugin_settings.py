"""Settings, permissions and secrets over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integration.http.whole import Whole

PATH = "plugins/toys/settings"


async def test_settings_are_shown_changed_and_given_whole(api: Whole) -> None:
    shown = await api.get(PATH)
    assert (shown["values"]["size"], shown["changed"], shown["errors"]) == (
        3, None, [{"pointer": "/size", "detail": "is odd"}],
    )  # fmt: skip
    assert shown["schema"]["properties"]["token"] == {"writeOnly": True}
    assert shown["origins"]["size"] == {"from": "api", "place": ""}
    first = await api.tag(PATH)
    changed = await api.send("PATCH", PATH, json={"size": 4, "token": "x"}, match=first)
    assert (changed["values"], changed["changed"]) == ({"size": 4, "token": {"set": True, "changed": None}}, 1)
    assert (await api.send("PATCH", PATH, json={"size": 5}, match=first, status=412))["code"] == "precondition_failed"
    whole = await api.send("PUT", PATH, json={"token": "y"}, match=await api.tag(PATH))
    assert whole["values"]["size"] == 3
    await api.send("PATCH", PATH, json=[1], match="*", status=422)


async def test_a_refusal_names_places_and_not_what_was_put_in(api: Whole) -> None:
    refused = await api.send("PATCH", PATH, json={"sice": "canary-4711"}, match="*", status=422)
    assert refused["errors"] == [{"pointer": "/sice", "detail": "is no setting of toys"}]
    assert "canary-4711" not in str(refused)


async def test_settings_are_tried_without_being_kept(api: Whole) -> None:
    assert (await api.send("POST", f"{PATH}/test", json={"token": "x"}))["state"] == "ok"
    assert (await api.send("POST", f"{PATH}/test", json={}))["state"] == "down"
    assert (await api.get(PATH))["changed"] is None


async def test_permissions_are_shown_approved_and_taken_back(api: Whole) -> None:
    asked = await api.get("plugins/toys/permissions")
    assert (asked["approved"], asked["permissions"][0]["facts"]) == (False, {"hosts": ["a"]})
    assert (await api.send("POST", "plugins/toys/permissions/approve"))["approved"] is True
    assert (await api.send("POST", "plugins/toys/permissions/withdraw"))["approved"] is False


async def test_every_secret_is_named_and_none_is_shown(api: Whole) -> None:
    made = await api.send("POST", "me/app-passwords", "member", status=201, json={"name": "app"})
    before = await api.get("system/secrets")
    [secret] = before["secrets"]
    assert (secret["owner"], secret["problem"], secret["key"]) == ("@app_password", "", before["keys"][0])
    after = await api.send("POST", "system/secrets/rotate")
    assert after["keys"] != before["keys"]
    assert [each["key"] for each in after["secrets"]] == after["keys"]
    assert made["password"] not in str(after)
