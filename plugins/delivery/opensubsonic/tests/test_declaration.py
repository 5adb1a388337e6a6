from __future__ import annotations

from mediad_plugin_opensubsonic.plugin import create
from mediad_sdk.testing import FakeContext


def test_credentials_are_named_and_only_what_is_no_secret_is_public() -> None:
    [spoken] = create(FakeContext(), None).mediad_deliveries()
    assert (spoken.prefix, set(spoken.credentials)) == ("/rest", {"p", "t", "s", "apiKey"})
    calls = {(each.method, each.path): each.permission for each in spoken.routes}
    assert len(calls) == len(spoken.routes)
    assert {path for (_, path), permission in calls.items() if permission == "public"} == {
        "/getOpenSubsonicExtensions", "/getOpenSubsonicExtensions.view",
    }  # fmt: skip
    for (method, path), permission in calls.items():
        assert calls["POST" if method == "GET" else "GET", path] == permission
        if not path.endswith(".view"):
            assert calls[method, f"{path}.view"] == permission
