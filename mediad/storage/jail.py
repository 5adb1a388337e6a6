"""Judges the SQL of plugins: it touches the plugin's own tables, whose names begin with its id and `__`, and no others.

SQLite itself is the judge. A database in memory gets the plugin's migrations and nothing else, under an authorizer that
refuses foreign names, the schema and everything around it; a statement that can be prepared there cannot name a table
that is not the plugin's. What only PostgreSQL understands is judged by its words, which is stricter: none of them may
be the name of a table of the daemon.
"""

from __future__ import annotations

import re
import sqlite3
from functools import cache
from typing import TYPE_CHECKING

from mediad.storage.migrate import read_migrations, split
from mediad.storage.statements import Statement, compile_placeholders
from mediad_sdk.errors import Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.storage.migrate import Migration
    from mediad.storage.statements import Engine

LONGEST = 20_000
_MAKES = {
    sqlite3.SQLITE_CREATE_INDEX: 1,
    sqlite3.SQLITE_CREATE_TABLE: 0,
    sqlite3.SQLITE_CREATE_TRIGGER: 1,
    sqlite3.SQLITE_CREATE_VIEW: 0,
    sqlite3.SQLITE_DROP_INDEX: 1,
    sqlite3.SQLITE_DROP_TABLE: 0,
    sqlite3.SQLITE_DROP_TRIGGER: 1,
    sqlite3.SQLITE_DROP_VIEW: 0,
    sqlite3.SQLITE_ALTER_TABLE: 1,
}
"""What changes the schema, and which of the authorizer's names is the table's."""
_PLAIN = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE, sqlite3.SQLITE_REINDEX}
_ROWS = {sqlite3.SQLITE_READ, sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}
_TEXT = re.compile(r"'(?:[^']|'')*'")
_WORD = re.compile(r"[A-Za-z_\x80-\U0010ffff][\w$\x80-\U0010ffff]*")
_CORE = re.compile(r"CREATE (?:VIRTUAL )?(?:TABLE|VIEW) (\w+)")
_OWN_QUOTING = re.compile(r"/\*|--|\$\w*\$|\\|\bu&", re.IGNORECASE)
_QUERY = re.compile(r"\s{0,40}(?:select|insert into|update|delete|with)\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"\s*(?:(?:create|drop|alter)\s+(?:unique\s+)?(?:table|index|view)\s+(?:if\s+(?:not\s+)?exists\s+)?|insert\s+into\s+|"
    r"update\s+|delete\s+from\s+)\"?(\w+)",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"pg_\w*|sqlite_\w*|load_extension|information_schema|dblink\w*|lo_\w*|\w+_to_xml\w*|set_config|current_setting",
    re.IGNORECASE,
)
_REMEDY = "A plugin has tables of its own, named `{prefix}...`, and no others; the rest it asks of its context."


class Jail:
    """Knows the tables of one plugin as its migrations make them.

    Args:
        plugin: Its id.
        migrations: Its migrations in the dialect of the engine.
        engine: That dialect.
    """

    def __init__(self, plugin: str, migrations: Sequence[Migration], engine: Engine) -> None:
        self.prefix = f"{plugin}__"
        self._engine = engine
        self._known: dict[str, Statement] = {}
        self._shadow = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._shadow.set_authorizer(self._authorize)
        self._making = False
        for each in migrations:
            self._admit(each)

    def statement(self, sql: str) -> Statement:
        """Give a statement that may run; raises `Invalid` with what it may not do."""
        if (known := self._known.get(sql)) is None:
            known = self._known[sql] = self._judged(sql)
            if len(self._known) > 500:  # noqa: PLR2004  # somebody writes values into the text
                self._known.clear()
        return known

    def close(self) -> None:
        """Forget everything."""
        self._shadow.close()

    def _judged(self, sql: str) -> Statement:
        if len(sql) > LONGEST:
            raise Invalid(f"A statement of {len(sql)} characters is too long.", remedy="Pass values as parameters.")
        text = sql.strip().removesuffix(";")
        compiled, parameters = compile_placeholders(text, self._engine)
        fault = self._fault_in_shadow(text)
        if fault and (self._engine == "sqlite" or (fault := self._fault_in_words(text))):
            raise Invalid(f"The statement is refused: {fault}.", remedy=_REMEDY.format(prefix=self.prefix))
        name = f"{self.prefix} {' '.join(text.split())[:60]}"
        return Statement(name=name, about="", sql=compiled, parameters=parameters)

    def _fault_in_shadow(self, sql: str) -> str:
        if "/*" in sql:
            return "it has a comment"
        compiled, parameters = compile_placeholders(sql, "sqlite")
        try:
            self._shadow.execute(f"EXPLAIN {compiled}", [None] * len(parameters)).close()
        except (sqlite3.Error, sqlite3.Warning) as error:
            return str(error)
        return ""

    def _fault_in_words(self, sql: str, form: re.Pattern[str] = _QUERY) -> str:
        """Find a word that is not a plugin's to say; for what only PostgreSQL can prepare."""
        bare = _TEXT.sub("''", sql)
        if not form.match(bare):
            return "it is of a kind that plugins have no use for"
        if _OWN_QUOTING.search(bare) or ";" in bare:
            return "it has a comment, a quoting of its own, or a second statement"
        for word in _WORD.findall(bare):
            if word.lower() in core_tables() or _NEVER.fullmatch(word):
                return f"it says {word}"
            if "__" in word and not self._owns(word):
                return f"it names {word}, which is another plugin's"
        return ""

    def _admit(self, migration: Migration) -> None:
        """Run a migration in the shadow, or judge it by its words where it is PostgreSQL's own."""
        self._making = True
        try:
            for text in split(migration.up):
                self._shadow.execute(text)
        except (sqlite3.Error, sqlite3.Warning) as error:
            fault = self._fault_in_migration(migration) if self._engine == "postgres" else str(error)
            if fault:
                message = f"Migration {migration.version} ({migration.name}) is refused: {fault}."
                raise Invalid(message, remedy=_REMEDY.format(prefix=self.prefix)) from error
        finally:
            self._making = False

    def _fault_in_migration(self, migration: Migration) -> str:
        for script in (migration.up, migration.down):
            for text in split(re.sub(r"--[^\n]*", "", script)):
                bare = text.strip().removesuffix(";")
                if fault := self._fault_in_words(bare, _CHANGE):
                    return fault
                if (made := _CHANGE.match(bare)) and not self._owns(made[1]):
                    return f"it makes or changes {made[1]}"
        return ""

    def _authorize(self, action: int, first: str | None, second: str | None, place: str | None, _by: str | None) -> int:
        schema = self._making and (first or "").startswith("sqlite_")
        if place not in (None, "main") and not schema:
            return sqlite3.SQLITE_DENY
        if action in _PLAIN:
            allowed = second != "load_extension"
        elif action in _ROWS:
            allowed = self._owns(first) or schema
        else:
            allowed = self._making and action in _MAKES and self._owns((first, second)[_MAKES[action]])
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    def _owns(self, table: str | None) -> bool:
        return (table or "").lower().startswith(self.prefix)


@cache
def core_tables() -> frozenset[str]:
    """Name the tables and views of the daemon itself."""
    made = (name.lower() for each in read_migrations("postgres") for name in _CORE.findall(each.up))
    return frozenset({*made, "schema_migration"})
