"""Long, mixed messages with and without a sign of alarm; see README.md."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from nlu.parsing import Parser
from tests.nlu.heldout.agreement import alarms

pytestmark = pytest.mark.model
HERE = Path(__file__).parent
TODAY = date(2026, 11, 23)
ANOTHER_MACHINE = 1
"""How many messages training on another machine may move across the net's threshold."""


def load(name: str) -> Any:
    return yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))


def findings_of(parser: Parser, text: str) -> dict[str, Any]:
    return dict(parser.parse(text, today=TODAY)["findings"])


def signs(findings: dict[str, Any]) -> set[str]:
    """The findings that raise an alarm by themselves."""
    return {name for name, value in findings.items() if value is True and alarms({name: True})}


def test_every_sign_is_read_but_for_the_known_failures(parser: Parser) -> None:
    missed = {
        (entry["text"], finding)
        for entry in load("signs")
        for finding in signs(entry["findings"]) - signs(findings_of(parser, entry["text"]))
    }
    fresh = missed - {tuple(known) for known in load("known_failures")["missed"]}
    assert len(fresh) <= ANOTHER_MACHINE, fresh


def test_nothing_ordinary_alarms_but_for_the_known_failures(parser: Parser) -> None:
    alarming = {
        entry["text"]
        for entry in load("ordinary")
        if signs(findings_of(parser, entry["text"])) - signs(entry["findings"])
    }
    fresh = alarming - set(load("known_failures")["alarming"])
    assert len(fresh) <= ANOTHER_MACHINE, fresh


def test_known_failures_are_messages_of_this_set() -> None:
    texts = {entry["text"] for name in ("signs", "ordinary") for entry in load(name)}
    known = load("known_failures")
    assert {text for text, _ in known["missed"]} | set(known["alarming"]) <= texts
