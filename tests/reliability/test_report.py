"""The tables come out the same, whether everything was run at once or piece by piece."""

from __future__ import annotations

import json
from pathlib import Path

from tests.reliability.report import write

EMPTY = """# Page
<!-- faults -->
| Fault | Tried |
| --- | --- |
<!-- end of faults -->
between
<!-- abuse -->
| Abuse | Tried |
| --- | --- |
<!-- end of abuse -->
after
"""


def fault(name: str, tried: int) -> dict[str, object]:
    counted = {"tried": tried, "messages": 5, "answered": 5, "apologised": 0}
    return {"name": name, **counted, "lost": 0, "duplicates": 0, "recoveries": [1.0, 2.0]}


def abuse(name: str, tried: int) -> dict[str, object]:
    return {"name": name, "tried": tried, "unanswered": 0, "seen": ""}


def figures(folder: Path, table: str, *runs: dict[str, object]) -> Path:
    folder.mkdir(exist_ok=True)
    lines = "".join(json.dumps(run) + "\n" for run in runs)
    (folder / f"{table}-1.jsonl").write_text(lines)
    return folder


def new_page(folder: Path, name: str) -> Path:
    page = folder / name
    page.write_text(EMPTY)
    return page


def test_pieces_make_the_same_page_as_the_whole(tmp_path: Path) -> None:
    first, second = (fault("`kill -9`", 3), abuse("fuzz", 7)), (fault("429", 1), abuse("emoji", 5))
    whole, pieces = new_page(tmp_path, "whole.md"), new_page(tmp_path, "pieces.md")
    figures(tmp_path / "all", "faults", first[0], second[0])
    write(figures(tmp_path / "all", "abuse", first[1], second[1]), whole)
    for number, (a_fault, an_abuse) in enumerate((first, second)):
        folder = figures(tmp_path / str(number), "faults", a_fault)
        write(figures(folder, "abuse", an_abuse), pieces)
    assert pieces.read_text() == whole.read_text()
    assert "| 429 | 1 | 5 | 5 | 0 | 0 | 1.5, at most 2.0 |" in whole.read_text()


def test_a_line_that_was_run_anew_is_replaced_and_its_runs_are_added_up(tmp_path: Path) -> None:
    page = new_page(tmp_path, "page.md")
    write(figures(tmp_path / "old", "abuse", abuse("fuzz", 7)), page)
    write(figures(tmp_path / "new", "abuse", abuse("fuzz", 20), abuse("fuzz", 30)), page)
    assert [line for line in page.read_text().splitlines() if "fuzz" in line] == [
        "| fuzz | 50 | 0 | – |"
    ]


def test_what_stands_around_the_tables_stays(tmp_path: Path) -> None:
    page = new_page(tmp_path, "page.md")
    write(figures(tmp_path / "runs", "faults", fault("429", 1)), page)
    assert page.read_text().startswith("# Page\n<!-- faults -->\n| Fault | Tried | Messages in |")
    assert "\nbetween\n" in page.read_text()
    assert page.read_text().endswith("\nafter\n")
