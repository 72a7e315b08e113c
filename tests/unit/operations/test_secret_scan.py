"""No secret is committed, and one that were would be noticed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from scripts.secret_scan import committed_files, secrets_in

# Put together here, so that this file itself holds none.
PLANTED = {
    "a Telegram bot token": "TELEGRAM_BOT_TOKEN=" + "7234567890" + ":" + "AAH" + "x_-9" * 8,
    "a private key": "-----BEGIN " + "RSA PRIVATE KEY-----",
    "a password in an address": "postgresql://hammy:" + "hunter2@" + "db.runners.org/hammy",
    "a cloud access key": "AKIA" + "ABCDEFGHIJKLMNOP",
    "a code host's token": "ghp_" + "a1B2" * 9,
}


def test_nothing_committed_holds_a_secret() -> None:
    try:
        files = committed_files()
    except (OSError, subprocess.CalledProcessError):
        # An unpacked archive has no list of what is committed; then all that is not made counts.
        root = Path(__file__).resolve().parents[3]
        files = [path for name in ("bot", "actions", "tests") for path in (root / name).rglob("*")]
    found = {
        path.name: list(secrets_in(path.read_text(encoding="utf-8", errors="replace")))
        for path in files
        if path.is_file()
    }
    assert {name: secrets for name, secrets in found.items() if secrets} == {}


@pytest.mark.parametrize(("kind", "line"), PLANTED.items())
def test_a_planted_secret_is_noticed(kind: str, line: str) -> None:
    assert list(secrets_in(f"first line\n{line}\n")) == [(2, kind)]


@pytest.mark.parametrize(
    "line",
    ["TELEGRAM_BOT_TOKEN=", "postgresql://user:password@host/hammy", "redis://host:6379/0"],
)
def test_an_example_is_no_secret(line: str) -> None:
    assert list(secrets_in(line)) == []
