"""The rooms know only whom they may know."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = {"coach", "nlu", "storage", "actions", "bot"}
MAY_KNOW = {
    "coach": set[str](),
    "nlu": {"coach"},
    "storage": {"coach"},
    "actions": {"coach", "storage", "nlu"},
    "bot": {"coach", "storage", "nlu", "actions"},
}
OUTSIDE_FORBIDDEN = {
    "coach": {"rasa", "rasa_sdk", "telegram", "sqlalchemy", "alembic", "asyncio", "requests"},
    "storage": {"rasa", "rasa_sdk", "telegram"},
    "nlu": {"telegram", "sqlalchemy", "rasa_sdk"},
    "actions": {"telegram"},
}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_a_room_imports_only_the_rooms_below_it(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        strangers = (imported(path) & ROOMS) - MAY_KNOW[room] - {room}
        assert not strangers, f"{path.relative_to(ROOT)} imports {strangers}"


@pytest.mark.parametrize("room", sorted(OUTSIDE_FORBIDDEN))
def test_a_room_does_not_know_the_libraries_of_the_edge(room: str) -> None:
    for path in (ROOT / room).rglob("*.py"):
        strangers = imported(path) & OUTSIDE_FORBIDDEN[room]
        assert not strangers, f"{path.relative_to(ROOT)} imports {strangers}"


def test_the_medical_core_reads_no_clock() -> None:
    for path in (ROOT / "coach").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for clock in ("datetime.now", "date.today", "utcnow", "time.time"):
            assert clock not in text, f"{path.relative_to(ROOT)} reads the clock by {clock}"
