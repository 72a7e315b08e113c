"""One line for `hammy parse`: what it may be, and the one clear line for what it may not."""

from __future__ import annotations

from datetime import date

import pytest

from bot.cli.parse import request
from bot.cli.problem import UnusableInput


def test_plain_text_is_itself() -> None:
    assert request("felt a pop", 1)[:2] == ("felt a pop", ())


@pytest.mark.parametrize("words", ["[1]", "null", "3", '"quoted"', "/start", "}{"])
def test_what_is_no_object_is_plain_text(words: str) -> None:
    assert request(words, 1)[0] == words


def test_an_object_names_what_was_asked_and_the_day() -> None:
    line = '{"text": "nah", "pending": "bruising", "today": "2026-05-06"}'
    assert request(line, 1) == ("nah", ("bruising",), date(2026, 5, 6))


def test_a_check_in_may_be_what_was_asked() -> None:
    assert request('{"text": "2 3 1", "pending": "check_in"}', 1)[1] == ("check_in",)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('{"text": ', "not valid JSON"),
        ("{}", "text"),
        ('{"text": 3}', "text"),
        ('{"text": null}', "text"),
        ('{"text": "x", "pending": "no_such"}', "no_such"),
        ('{"text": "x", "pending": 3}', "3"),
        ('{"text": "x", "pending": {"a": 1}}', "pending"),
        ('{"text": "x", "pending": [["bruising"]]}', "pending"),
        ('{"text": "x", "today": "tomorrow"}', "today"),
        ('{"text": "x", "today": 20260506}', "today"),
        ('{"text": "x", "today": [1]}', "today"),
        ("{" * 100_000, "JSON"),
    ],
)
def test_an_object_of_another_form_gets_one_clear_line(line: str, complaint: str) -> None:
    with pytest.raises(UnusableInput, match="line 7") as caught:
        request(line, 7)
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)
