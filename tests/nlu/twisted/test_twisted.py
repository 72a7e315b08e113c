"""Red flags told in two messages, and in jest; see README.md."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.unseen.further import present, texts_of
from nlu.parsing import Parser

pytestmark = pytest.mark.model
HERE = Path(__file__).parent
ANOTHER_MACHINE = 1
"""How many signs training on another machine may move across the net's threshold."""


def load(name: str) -> Any:
    return yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))


def told(entry: dict[str, Any]) -> str:
    return " // ".join(texts_of(entry))


@pytest.mark.parametrize("name", ["split", "joking"])
def test_every_sign_is_read_but_for_the_known_failures(parser: Parser, name: str) -> None:
    missed = {
        (told(entry), finding)
        for entry in load(name)
        for finding in set(entry["findings"]) - present(parser, texts_of(entry))
    }
    fresh = missed - {tuple(known) for known in load("known_failures")[name]["missed"]}
    assert len(fresh) <= ANOTHER_MACHINE, fresh


@pytest.mark.parametrize("name", ["split", "joking"])
def test_known_failures_are_messages_of_this_set_and_counted(name: str) -> None:
    texts = {told(entry) for entry in load(name)}
    known = load("known_failures")[name]
    assert {text for text, _ in known["missed"]} <= texts
    assert known["count"] == len(known["missed"])
