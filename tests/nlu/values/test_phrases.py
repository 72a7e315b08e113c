import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import nlu.values
from nlu.extraction.text import read
from nlu.values.phrases import listed, place, rules

TABLES = sorted(path.stem for path in (Path(nlu.values.__file__).parent / "rules").glob("*.yml"))


def _phrases(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for inner in node.values():
            yield from _phrases(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _phrases(inner)
    elif isinstance(node, str) and len(node) > 1:
        yield node


@pytest.mark.parametrize("table", TABLES)
def test_every_phrase_is_well_formed(table: str) -> None:
    for phrase in _phrases(dict(rules(table))):
        re.compile(phrase)


def test_yes_no_and_on_are_words_in_a_table() -> None:
    assert {"yes", "no"} <= set(rules("answers")["affirm"]) | set(rules("answers")["deny"])


def test_a_phrase_matches_whole_words_only() -> None:
    assert listed("sides", "left_always").search("lhs hurts")
    assert not listed("sides", "left_always").search("alhsb hurts")


def test_places_are_told_in_the_message_as_written() -> None:
    text = read("I CAN’T   walk")
    start = text.plain.index("can")
    first, last = place(text, start, start + len("can not"))
    assert text.original[first:last] == "CAN’T"


def test_an_unknown_table_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        rules("no_such_table")
