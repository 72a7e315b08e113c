"""Messages that nobody who wrote rules or taught the net was shown; see README.md."""

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


def load(name: str) -> Any:
    return yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))


def findings_of(parser: Parser, text: str) -> dict[str, Any]:
    return dict(parser.parse(text, today=TODAY)["findings"])


def present(parser: Parser, text: str) -> set[str]:
    return {finding for finding, value in findings_of(parser, text).items() if value is True}


def test_every_sign_is_read_but_for_the_known_failures(parser: Parser) -> None:
    missed = {
        (entry["text"], finding)
        for entry in load("red_flags")
        for finding in set(entry["findings"]) - present(parser, entry["text"])
    }
    assert missed == {tuple(known) for known in load("known_failures")["missed"]}


def test_nothing_alarms_but_for_the_known_failures(parser: Parser) -> None:
    alarming = {text for text in load("near_misses") if alarms(findings_of(parser, text))}
    assert alarming == set(load("known_failures")["alarming"])
