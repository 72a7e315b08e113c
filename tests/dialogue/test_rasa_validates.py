"""`rasa data validate` has nothing to say but what docs/architecture.md explains."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable

import pytest
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.validator import Validator

from bot.settings import PROJECT_ROOT

SENT_BY_BUTTONS_AND_CLOCK = {"choose", "EXTERNAL_check_in"}
"""Intents that nobody says in words, so no example can exist."""
_NAMED = re.compile(r"'([^']+)'")


@pytest.fixture(scope="module")
def validator() -> Validator:
    importer = TrainingDataImporter.load_from_config(
        config_path=str(PROJECT_ROOT / "config.yml"),
        domain_path=str(PROJECT_ROOT / "domain.yml"),
        training_data_paths=[str(PROJECT_ROOT / "nlu/training"), str(PROJECT_ROOT / "stories")],
    )
    return Validator.from_importer(importer)


def warned(verify: Callable[..., bool]) -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        verify(ignore_warnings=True)
    return [str(one.message) for one in caught if issubclass(one.category, UserWarning)]


def test_every_intent_has_examples_but_those_that_are_never_said(validator: Validator) -> None:
    named = {_NAMED.findall(message)[0] for message in warned(validator.verify_intents)}
    assert named == SENT_BY_BUTTONS_AND_CLOCK


def test_no_example_belongs_to_two_intents(validator: Validator) -> None:
    assert warned(validator.verify_example_repetition_in_intents) == []


def test_every_response_outside_the_rules_is_said_by_an_action(validator: Validator) -> None:
    code = "\n".join(
        path.read_text("utf-8")
        for folder in ("actions", "bot")
        for path in (PROJECT_ROOT / folder).rglob("*.py")
    )
    messages = warned(validator.verify_utterances_in_stories)
    named = {_NAMED.findall(message)[0] for message in messages}
    said = {name for name in named if _is_said(name, code)}
    assert named - said == set()


def test_the_rules_do_not_contradict_each_other(validator: Validator) -> None:
    assert validator.verify_story_structure(ignore_warnings=False)


def _is_said(response: str, code: str) -> bool:
    """Whether code names a response, or makes its name ("utter_way_in_" and what follows)."""
    if f'"{response}"' in code:
        return True
    made = re.findall(r'f"(utter_\w+)\{', code)
    return any(response.startswith(beginning) for beginning in made)
