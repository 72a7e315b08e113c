"""`hammy check` as a program: what is wrong, in one line each, and the exit status."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.model


def hammy(data: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli.main", *words],
        env={**os.environ, "HAMMY_DATA_DIR": str(data), "TELEGRAM_BOT_TOKEN": "", **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def upgrade(data: Path) -> None:
    assert hammy(data, "db", "upgrade").returncode == 0


def check(data: Path, **settings: str) -> tuple[int, dict[str, str]]:
    """The exit status, and the line of each check by its name."""
    done = hammy(data, "check", **settings)
    lines = [line for line in done.stdout.splitlines() if line.startswith(("ok", "FAILED"))]
    return done.returncode, {line.split()[1].rstrip(":"): line for line in lines}


def test_a_fit_installation_passes(tmp_path: Path) -> None:
    upgrade(tmp_path)
    status, lines = check(tmp_path)
    assert status == 0
    assert list(lines) == ["settings", "content", "dialogue", "model", "database"]
    assert all(line.startswith("ok") for line in lines.values())


def test_everything_that_is_wrong_is_said_at_once_and_the_token_never(tmp_path: Path) -> None:
    status, lines = check(
        tmp_path, TELEGRAM_BOT_TOKEN="my-secret", DATABASE_URL="oracle://somewhere"
    )
    assert status == 1
    assert [name for name in lines if lines[name].startswith("FAILED")] == ["settings", "database"]
    assert "@BotFather" in lines["settings"]
    assert "not supported" in lines["database"]
    assert "my-secret" not in "".join(lines.values())


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this was never a database" * 500)
    status, lines = check(tmp_path, DATABASE_URL=f"sqlite:///{broken}")
    assert status == 1
    assert lines["database"].startswith("FAILED")
