"""Typing against the buttons in the terminal."""

from __future__ import annotations

import pytest

from bot.conversation.messages import Button, Choice, Command, Reply, Selection, Words
from bot.terminal.options import Options, read_line

SIGNS = Reply(
    "Any of these?",
    ((Button("A bruise", "injury.bruising"),), (Button("A limp", "injury.gait_altered"),)),
    Selection.MANY,
)
SCALE = Reply("How bad?", ((Button("0", "pain.zero"), Button("1 to 3", "pain.low")),))


def test_a_number_chooses_the_button_it_stands_for() -> None:
    assert read_line("2", (Options.of(SIGNS),)) == Choice(("injury.gait_altered",))


def test_several_numbers_choose_several_where_that_is_allowed() -> None:
    both = Choice(("injury.bruising", "injury.gait_altered"))
    assert read_line("1, 2", (Options.of(SIGNS),)) == both


def test_buttons_that_are_numbers_themselves_get_letters() -> None:
    assert read_line("b", (Options.of(SCALE),)) == Choice(("pain.low",))


def test_a_typed_title_chooses_its_button() -> None:
    assert read_line("a LIMP", (Options.of(SIGNS),)) == Choice(("injury.gait_altered",))


def test_a_number_beyond_the_buttons_is_words() -> None:
    assert read_line("7", (Options.of(SIGNS),)) == Words("7")


def test_two_numbers_are_words_where_only_one_can_be_chosen() -> None:
    assert read_line("a b", (Options.of(SCALE),)) == Words("a b")


@pytest.mark.parametrize(
    ("typed", "command"),
    [("/plan", Command("plan")), ("/Help me ", Command("help", "me"))],
)
def test_a_slash_word_is_a_command(typed: str, command: Command) -> None:
    assert read_line(typed, (Options(),)) == command


def test_the_buttons_of_two_replies_have_labels_of_their_own() -> None:
    first = Options.of(SIGNS)
    second = Options.of(Reply("And?", ((Button("Why?", "!ask_why"),),)), after=(first,))
    assert read_line("1", (first, second)) == Choice(("injury.bruising",))
    assert read_line("3", (first, second)) == Choice(("!ask_why",))
