"""Looks for secrets in what is committed: `python scripts/secret_scan.py`; exit status 1 if any."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SECRETS = {
    "a Telegram bot token": re.compile(r"\b\d{8,12}:[A-Za-z0-9_-]{35}\b"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a password in an address": re.compile(
        r"\b(?:postgres(?:ql)?|redis|mysql|amqp|https?)://[^\s:/@<>{}\"']+:(?!password@)"
        # Examples and tests may speak of servers that nobody else can reach.
        r"[^\s@/<>{}\"']+@(?!127\.|localhost|host\b|[\w.]*example\b)"
    ),
    "a cloud access key": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "a code host's token": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|glpat-[A-Za-z0-9_-]{20})\b"),
}


def secrets_in(text: str) -> Iterator[tuple[int, str]]:
    """Line number and kind of every secret in a text; never the secret itself."""
    for number, line in enumerate(text.splitlines(), start=1):
        for kind, pattern in SECRETS.items():
            if pattern.search(line):
                yield number, kind


def committed_files(root: Path = ROOT) -> list[Path]:
    """Every file that git knows.

    Raises:
        subprocess.CalledProcessError: This is no git checkout.
    """
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True, text=True
    ).stdout
    return [root / name for name in listed.split("\0") if name]


def main() -> int:
    """Scan, and say where."""
    found = 0
    for path in committed_files():
        if not path.is_file():
            continue
        for number, kind in secrets_in(path.read_text(encoding="utf-8", errors="replace")):
            found += 1
            print(f"{path.relative_to(ROOT)}:{number}: {kind}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
