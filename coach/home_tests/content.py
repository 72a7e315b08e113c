"""Reads and checks the texts of the home tests."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from coach.content_files import findings, read, rules, text, texts, under_name
from coach.findings import ContentError
from coach.home_tests.model import Contraindication, HomeTest, HomeTests, Leg, Passage

_ANSWERS = {"not_a_number", "out_of_range", "not_warm", "finished"}
_READINGS = {"positive_strong", "positive_mild", "negative", "nothing_done"}


@cache
def content() -> HomeTests:
    """The project's own texts, read once.

    Raises:
        ContentError: When the file is broken.
    """
    return load(Path(__file__).with_name("tests.yml"))


def load(path: Path) -> HomeTests:
    """Read a file of home tests.

    Raises:
        ContentError: When a part is missing or broken.
    """
    loaded = under_name(path.name, _content, read(path))
    for given, wanted in (
        (set(loaded.answers), _ANSWERS),
        (set(loaded.readings), _READINGS),
        (set(loaded.reasons), set(Contraindication)),
        (set(loaded.legs), set(Leg)),
    ):
        if given != wanted:
            raise ContentError(f"{path.name}: missing or unknown {given ^ wanted}")
    return loaded


def _content(data: Mapping[str, Any]) -> HomeTests:
    tests = [_test(entry) for entry in data["tests"]]
    return HomeTests(
        warm_up=_passage(data["warm_up"]),
        tests=MappingProxyType({test.id: test for test in tests}),
        legs={Leg(name): text(words) for name, words in data["legs"].items()},
        answers=texts(data["answers"]),
        reasons={Contraindication(name): _passage(p) for name, p in data["reasons"].items()},
        readings={name: _passage(passage) for name, passage in data["readings"].items()},
        both_legs=text(data["both_legs"]),
        skipped_hip_height=_passage(data["skipped_hip_height"]),
    )


def _test(data: Mapping[str, Any]) -> HomeTest:
    return HomeTest(
        id=findings([data["id"]])[0],
        name=text(data["name"]),
        get_ready=text(data["get_ready"]),
        steps=tuple(text(step) for step in data["steps"]),
        positive=text(data["positive"]),
        ask=text(data["ask"]),
        note=text(data["note"]),
        cites=rules(data["cites"]),
    )


def _passage(data: Mapping[str, Any]) -> Passage:
    return Passage(text=text(data["text"]), cites=rules(data["cites"]))
