"""Keyboards: what the buttons carry and what a press makes of them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.messages import Button, Reply, Selection
from bot.telegram.keyboards import (
    Key,
    Keyboard,
    Kind,
    find,
    frozen,
    keyboard_of,
    new_token,
    ticked_codes,
    toggled,
)

SIGNS = Reply(
    "Any of these?",
    buttons=(
        (Button("Pop", "signs.pop"), Button("Limp", "signs.limp")),
        (
            Button("Small", "signs.small", group="bruise"),
            Button("Big", "signs.big", group="bruise"),
        ),
        (Button("None of these", "signs.none", final=True),),
    ),
    selection=Selection.MANY,
)
YES_NO = Reply("Does it hurt?", buttons=((Button("Yes", "q.yes"), Button("No", "q.no")),))

codes = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=40)
titles = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80)


def all_keys(keyboard: Keyboard) -> list[Key]:
    return [key for row in keyboard for key in row]


def key(keyboard: Keyboard, title: str) -> Key:
    return next(k for k in all_keys(keyboard) if k.title == title)


def after(keyboard: Keyboard, presses: Sequence[str]) -> Keyboard:
    for title in presses:
        keyboard = toggled(keyboard, key(keyboard, title))
    return keyboard


def signs() -> Keyboard:
    return keyboard_of(SIGNS, "token")


def test_a_question_with_one_answer_has_no_done_button() -> None:
    assert [[k.label for k in row] for row in keyboard_of(YES_NO, "t")] == [["Yes", "No"]]


def test_a_question_with_several_answers_ends_with_done() -> None:
    assert [k.kind for k in signs()[-1]] == [Kind.DONE]
    assert key(signs(), "None of these").kind is Kind.FINAL


def test_a_press_ticks_and_the_next_one_unticks() -> None:
    assert ticked_codes(after(signs(), ["Pop"])) == ("signs.pop",)
    assert ticked_codes(after(signs(), ["Pop", "Pop"])) == ()


def test_ticks_are_shown_on_the_button() -> None:
    assert key(after(signs(), ["Pop"]), "Pop").label == "✅ Pop"


def test_only_one_option_of_a_group_is_ticked() -> None:
    assert ticked_codes(after(signs(), ["Pop", "Small", "Big"])) == ("signs.pop", "signs.big")


def test_what_is_frozen_shows_the_choice_and_nothing_else() -> None:
    keyboard = frozen(after(signs(), ["Limp", "Big"]), ("signs.limp", "signs.big"))
    assert [[k.label for k in row] for row in keyboard] == [["✅ Limp"], ["✅ Big"]]
    assert {k.kind for k in all_keys(keyboard)} == {Kind.SHOWN}


def test_a_pressed_button_is_found_although_it_has_been_ticked_since() -> None:
    pressed = key(signs(), "Pop")
    assert find(after(signs(), ["Pop"]), pressed) is not None


def test_a_button_of_another_message_is_not_found() -> None:
    assert find(signs(), key(keyboard_of(SIGNS, "other"), "Pop")) is None


def test_long_titles_get_a_row_of_their_own() -> None:
    long = "It hurts when I walk up stairs"
    reply = Reply("?", buttons=((Button(long, "a.b"), Button(long, "a.c")),))
    assert [len(row) for row in keyboard_of(reply, "t")] == [1, 1]


def test_rows_that_get_ticks_leave_room_for_them() -> None:
    row = tuple(Button("Walking", f"a.b{n}") for n in range(4))
    one = keyboard_of(Reply("?", buttons=(row,)), "t")
    many = keyboard_of(Reply("?", buttons=(row,), selection=Selection.MANY), "t")
    assert [len(r) for r in one] == [4]
    assert [len(r) for r in many[:-1]] == [2, 2]


def test_a_title_that_no_phone_can_show_ends_at_a_word() -> None:
    reply = Reply("?", buttons=((Button("word " * 30, "a.b"),),))
    (shown,) = all_keys(keyboard_of(reply, "t"))
    assert shown.title.endswith("word…")
    assert len(shown.title) <= 60


def test_tokens_differ() -> None:
    assert len({new_token() for _ in range(200)}) == 200


@given(titles, codes, st.sampled_from(Kind), st.booleans())
def test_a_button_survives_the_way_to_telegram_and_back(
    title: str, code: str, kind: Kind, ticked: bool
) -> None:
    there = Key(title, kind, new_token(), code, ticked=ticked)
    assert Key.read(there.label, there.data) == there


@given(codes)
def test_callback_data_is_never_too_long(code: str) -> None:
    (made,) = all_keys(keyboard_of(Reply("?", buttons=((Button("x", code),),)), new_token()))
    assert 1 <= len(made.data.encode()) <= 64


@given(st.text(max_size=64))
def test_anything_can_be_read_without_an_error(data: str) -> None:
    read = Key.read("x", data)
    assert read is None or read.data == data


@given(st.lists(st.sampled_from(["Pop", "Limp", "Small", "Big"]), max_size=12))
def test_a_group_never_holds_two_ticks(presses: list[str]) -> None:
    assert len({"signs.small", "signs.big"} & set(ticked_codes(after(signs(), presses)))) < 2
