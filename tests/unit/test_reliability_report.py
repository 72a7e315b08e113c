"""The tables of docs/reliability.md are made of figures and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reliability.crowd import Account
from tests.reliability.figures import FOLDER, note_abuse, note_fault
from tests.reliability.report import PAGE, write


def test_the_tables_hold_what_the_runs_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path))
    account = Account(messages=50, answered=49, apologised=1, lost=0, duplicates=1)
    for _ in range(2):
        note_fault("Killed", account, tried=3, kills=3, recoveries=[1.0, 2.0, 9.0])
    note_abuse("Shouting", tried=7, seen="nobody minded")
    page = tmp_path / "page.md"
    page.write_text(PAGE.read_text(encoding="utf-8"), encoding="utf-8")
    write(tmp_path, page)
    write(tmp_path, page)
    written = page.read_text(encoding="utf-8")
    line = "| Killed | 6 | 100 | 100 (2 of them with an apology) | 0 | 2 | 2.0, at most 9.0 |"
    assert written.count(line) == 1
    assert written.count("| Shouting | 7 | 0 | nobody minded |") == 1


def test_a_lost_message_fails_the_test_that_saw_it() -> None:
    with pytest.raises(AssertionError):
        note_fault("Killed", Account(2, 1, 0, 1, 0), kills=9)


def test_more_duplicates_than_kills_fail_the_test_that_saw_them() -> None:
    with pytest.raises(AssertionError):
        note_fault("Killed", Account(2, 2, 0, 0, 2), kills=1)
