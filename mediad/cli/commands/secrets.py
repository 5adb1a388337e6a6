"""`mediad secrets`: the key that secrets are sealed with."""

from __future__ import annotations

from typing import Any

import typer

from mediad.cli.codes import Code
from mediad.cli.session import session

app = typer.Typer(no_args_is_help=True, help="Secrets: check them, change their key.")
_COLUMNS = (("owner", "OF"), ("name", "SECRET"), ("key", "KEY"), ("problem", "PROBLEM"))


@app.command()
def check(context: typer.Context) -> None:
    """Try to open every secret; says where the key lies."""
    here = session(context)
    found = here.client.get("/api/v1/system/secrets")
    if here.as_json:
        here.out.value(found)
    else:
        here.out.rows(found["secrets"], _COLUMNS, empty="There are no secrets.")
        here.out.say(_key(found))
    if any(each["problem"] for each in found["secrets"]):
        raise typer.Exit(Code.FAILED)


@app.command()
def rotate(context: typer.Context) -> None:
    """Make a new key and seal every secret with it. Copies of the database made before need the old key."""
    here = session(context)
    found = here.client.post("/api/v1/system/secrets/rotate")
    if here.as_json:
        here.out.value(found)
        return
    lost = sum(1 for each in found["secrets"] if each["problem"])
    here.out.say(f"Sealed {len(found['secrets']) - lost} secrets with a new key. {_key(found)}")
    if lost:
        here.out.error(f"{lost} could not be read.", "`mediad secrets check` names them; set them anew.")
        raise typer.Exit(Code.FAILED)


def _key(found: dict[str, Any]) -> str:
    lent = ", a credential of systemd" if found["lent"] else ""
    if not found["keys"]:
        return f"There is no key yet; the first secret makes one in {found['file']}."
    return f"The key lies in {found['file']}{lent}. Keep a copy apart from copies of the database."
