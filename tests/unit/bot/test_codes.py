"""Button codes: short, reversible, and impossible to forge into anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.codes import MAX_CODE, ForgedCode, code_of, payload_of
from coach.triage import SCREENS

INTENTS = frozenset({"ask_ice_or_heat", "start", "show_privacy"})


def test_an_option_of_a_screen_becomes_screen_dot_option() -> None:
    assert code_of('/choose{"screen": "injury", "option": "bruising"}') == "injury.bruising"


def test_any_other_payload_becomes_its_intent() -> None:
    assert code_of("/ask_ice_or_heat") == "!ask_ice_or_heat"


def test_an_argument_is_kept() -> None:
    code = code_of('/start{"option": "hurts"}')
    assert payload_of([code], INTENTS) == '/start{"option": "hurts"}'


def test_several_options_of_one_screen_are_chosen_together() -> None:
    payload = payload_of(["injury.bruising", "injury.gait_altered"], INTENTS)
    assert payload == '/choose{"screen": "injury", "option": ["bruising", "gait_altered"]}'


def test_options_of_two_screens_cannot_come_from_our_buttons() -> None:
    with pytest.raises(ForgedCode):
        payload_of(["injury.bruising", "emergency.dark_urine"], INTENTS)


@pytest.mark.parametrize(
    "code",
    ["!restart", "!session_start", "/restart", '!start{"safety_hold": "none"}', "", "injury", "!"],
)
def test_what_no_button_carries_is_refused(code: str) -> None:
    with pytest.raises(ForgedCode):
        payload_of([code], INTENTS)


@given(st.text(max_size=60))
def test_whatever_arrives_is_a_known_payload_or_refused(code: str) -> None:
    try:
        payload = payload_of([code], INTENTS)
    except ForgedCode:
        return
    assert payload.startswith("/choose{") or payload.split("{")[0][1:] in INTENTS


def test_every_option_of_every_triage_screen_fits_a_button() -> None:
    for screen in SCREENS:
        for option in screen.options:
            assert len(screen.code(option)) <= MAX_CODE
