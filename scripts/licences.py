"""Lists the licence of every library that Hammy runs on: `python scripts/licences.py`.

Writes `docs/licences.md`. Exit status 1 when a library's licence is unknown or not free to use.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)
FREE = re.compile(
    r"MIT|BSD|Apache|Python Software Foundation|PSF|ISC|MPL|Mozilla|LGPL|Lesser|HPND"
    r"|Unlicense|Public Domain|ZPL|CC0|Historical|CNRI|0BSD",
    re.IGNORECASE,
)
_LONGEST = 60


def licence_of(package: Distribution) -> str:
    """The licence in the package's own words, as short as they come."""
    metadata = package.metadata
    if expression := metadata.get("License-Expression"):
        return str(expression)
    classified = [
        line.split(" :: ")[-1]
        for line in metadata.get_all("Classifier") or []
        if line.startswith("License :: ") and not line.endswith("OSI Approved")
    ]
    if classified:
        return ", ".join(sorted(set(classified)))
    first = str(metadata.get("License") or "").strip().splitlines()
    return first[0][:_LONGEST] if first else "unknown"


def main() -> int:
    """Write the page."""
    pins = PINNED.findall((ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8"))
    rows = [(name, version, licence_of(distribution(name))) for name, version in pins]
    lines = [
        "# Licences of what Hammy runs on",
        "",
        "Made by `python scripts/licences.py` from the pinned packages' own metadata. Hammy",
        "itself is under the MIT licence.",
        "",
        "| package | version | licence |",
        "|---|---|---|",
        *(f"| {name} | {version} | {licence} |" for name, version, licence in rows),
    ]
    (ROOT / "docs" / "licences.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    doubtful = [name for name, _, licence in rows if not FREE.search(licence)]
    for name in doubtful:
        print(f"read the licence of {name} by hand", file=sys.stderr)
    return 1 if doubtful else 0


if __name__ == "__main__":
    sys.exit(main())
