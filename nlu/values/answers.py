"""Reads an answer against the question that was just asked.

Only what the answer says by itself is read here; findings that it names ("no bruise, but it is
swollen") are read elsewhere and win over a plain yes or no.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from coach.findings import VOCABULARY, AnswerType, Value
from nlu.extraction.text import Text
from nlu.values.activities import Activity
from nlu.values.choices import (
    ADULT,
    read_age,
    read_onset,
    read_subject,
    read_trend,
)
from nlu.values.durations import Kind, read_days
from nlu.values.feelings import Basis
from nlu.values.home_tests import read_tests
from nlu.values.locations import find_locations, pain_locations, places_in_an_answer
from nlu.values.numbers import find_numbers, whole
from nlu.values.phrases import as_text, listed, rules
from nlu.values.polarity import Polarity, polarity, without_throat_clearing
from nlu.values.positions import read_positions
from nlu.values.said_of import said_of
from nlu.values.scales import NOT_TRIED, find_pain_scales, read_level, settled
from nlu.values.scores import Problem, find_scores
from nlu.values.sides import read_side

_ANY_ACTIVITY = (None, Activity.ACTIVITY)
""""Worst" and "at most" are still of what was asked."""
_HOME_TESTS = frozenset(rules("choices")["tests"])
_SHORT = 12
"""Up to so many words an answer without a name for what it is about is about the question."""


class Unclear(str, Enum):
    """What an answer leaves open."""

    WHICH = "which"
    """A plain yes, or one number, to several questions at once."""
    HOW_MUCH = "how_much"
    """A plain yes to a question for a number from 0 to 10."""
    UNIT = "unit"
    """A bare number to a question for a time."""


@dataclass(frozen=True)
class Answer:
    """What an answer says about the findings that were asked.

    Attributes:
        values: Finding id to its value; None for one that the runner cannot or will not answer.
            Ids that the answer does not speak of are absent.
        others: Said of every pending yes/no finding that neither `values` nor the message's own
            words decide: False in "only the bruise". None where nothing is said of them.
        unclear: What has to be asked again, or None.
        problems: Finding id to what is wrong with the number given for it; such an id has a
            value only where the problem allows one (a capped score).
    """

    values: Mapping[str, Value | None] = field(default_factory=dict)
    others: bool | None = None
    unclear: Unclear | None = None
    problems: Mapping[str, Problem] = field(default_factory=dict)

    @property
    def understood(self) -> bool:
        """Whether the answer says anything about what was asked."""
        return bool(self.values or self.problems or self.unclear) or self.others is not None


def read_answer(
    message: str | Text,
    pending: Sequence[str],
    today: date,
    *,
    known_side: str | None = None,
) -> Answer:
    """Read an answer to one question, or to a screen that asks several at once.

    Args:
        message: What the runner wrote.
        pending: The ids of the findings just asked, in the order of the screen.
        today: The runner's local date.
        known_side: The sore side so far, for "the other leg".
    """
    return _Reader(as_text(message), tuple(pending), today, known_side).answer()


def _words_only(plain: str) -> str:
    return " ".join(word for word in plain.split() if word[0].isalnum())


class _Reader:
    def __init__(
        self, text: Text, pending: tuple[str, ...], today: date, known_side: str | None
    ) -> None:
        self._text = text
        self._plain = text.plain
        self._today = today
        self._known_side = known_side
        self._pending = [finding for finding in pending if finding in VOCABULARY]
        self._polarity = polarity(self._plain)
        self._values: dict[str, Value | None] = {}
        self._problems: dict[str, Problem] = {}
        self._unclear: Unclear | None = None
        self._others: bool | None = None

    def answer(self) -> Answer:
        if self._pending and self._plain:
            self._read_scales(self._of(AnswerType.SCALE))
            self._read_choices()
            self._read_days(self._of(AnswerType.DAYS))
            self._read_yes_no(self._of(AnswerType.YES_NO))
            if self._polarity is Polarity.UNSURE:
                self._decline_the_rest()
        return Answer(self._values, self._others, self._unclear, self._problems)

    def _of(self, kind: AnswerType) -> list[str]:
        return [finding for finding in self._pending if VOCABULARY[finding].answer is kind]

    def _read_scales(self, findings: list[str]) -> None:
        if not findings:
            return
        scales = find_pain_scales(self._text)
        named = settled((scale.finding, scale) for scale in scales if scale.finding in findings)
        self._values |= named
        left = [finding for finding in findings if finding not in named]
        elsewhere = any(scale.activity not in _ANY_ACTIVITY for scale in scales)
        if named and listed("answers", "others_zero").search(self._plain):
            self._values |= dict.fromkeys(left, 0)
            return
        if not left or (elsewhere and not self._is_about(left)):
            return
        if len(findings) == 1:
            self._read_one_scale(left[0])
        elif not named:
            self._read_row_of_scales(left)

    def _is_about(self, left: list[str]) -> bool:
        """Whether a score for something the vocabulary does not name is meant for the question."""
        return left == ["test_pain_max"] and bool(find_scores(self._text))

    def _read_one_scale(self, finding: str) -> None:
        if finding == "pain_running" and listed("answers", "not_tried").search(self._plain):
            self._values[finding] = NOT_TRIED
            return
        level = read_level(self._text)
        unsure = self._polarity is Polarity.UNSURE
        if level is not None and self._is_short() and (level.basis is Basis.NUMBER or not unsure):
            self._take_level(finding, level.value, level.problem, level.basis)
        elif self._polarity is Polarity.NO:
            self._values[finding] = 0
        elif self._polarity is Polarity.YES:
            self._unclear = Unclear.HOW_MUCH

    def _take_level(
        self, finding: str, value: float | None, problem: Problem | None, basis: Basis
    ) -> None:
        if problem is not None:
            self._problems[finding] = problem
        if value is not None:
            self._values[finding] = value
        if basis is Basis.PRESENCE:
            self._unclear = Unclear.HOW_MUCH

    def _read_row_of_scales(self, findings: list[str]) -> None:
        """Scores without names for several scales: in their order, or one for all."""
        scores = find_scores(self._text)
        if len(scores) == len(findings):
            for finding, score in zip(findings, scores, strict=True):
                value = None if score.value is None else whole(score.value)
                self._take_level(finding, value, score.problem, Basis.NUMBER)
            return
        level = read_level(self._text)
        nothing_at_all = level is not None and level.value == 0 and not scores
        for_all = listed("answers", "for_all").search(self._plain) is not None
        only_scales = len(findings) == len(self._pending)
        if level is not None and self._is_short() and (for_all or nothing_at_all):
            if only_scales or for_all or level.basis is Basis.NUMBER or self._speaks_of_pain():
                for finding in findings:
                    self._take_level(finding, level.value, level.problem, level.basis)
        elif self._polarity is Polarity.NO and only_scales:
            self._values |= dict.fromkeys(findings, 0)
        elif len(scores) == 1 and self._is_short():
            self._unclear = Unclear.WHICH

    def _speaks_of_pain(self) -> bool:
        return listed("answers", "names_pain").search(self._plain) is not None

    def _read_choices(self) -> None:
        readers: dict[str, Callable[[Text], Value | None]] = {
            "onset": read_onset,
            "trend": read_trend,
            "subject": read_subject,
            "side": self._side,
            "pain_location": self._locations,
        }
        tests = [finding for finding in self._pending if finding in _HOME_TESTS]
        self._values |= read_tests(self._text, tests) if tests else {}
        worst = listed("answers", "worst_of_all").search(self._plain) if tests else None
        if worst:
            self._read_one_scale("test_pain_max")
        for finding in self._pending:
            reader = readers.get(finding)
            value = reader(self._text) if reader else None
            if value:
                self._values[finding] = value
        unsure_how = "onset" in self._pending and "onset" not in self._values
        if unsure_how and self._polarity is Polarity.UNSURE:
            self._values["onset"] = "unknown"

    def _side(self, text: Text) -> str | None:
        return read_side(text, self._known_side)

    def _locations(self, text: Text) -> tuple[str, ...]:
        return pain_locations(text, find_locations(text)) or places_in_an_answer(text)

    def _read_days(self, findings: list[str]) -> None:
        for finding in findings:
            kind = Kind.ONSET if finding == "days_since_onset" else Kind.SELF_CARE
            days = read_days(self._text, self._today, kind)
            if days is not None:
                self._values[finding] = days
        if not findings or any(finding in self._values for finding in findings):
            return
        if findings == ["days_self_managed"] and self._polarity is Polarity.NO:
            self._values["days_self_managed"] = 0
        elif len(self._plain.split()) <= 3 and find_numbers(self._text):
            self._unclear = self._unclear or Unclear.UNIT

    def _read_yes_no(self, findings: list[str]) -> None:
        if not findings:
            return
        if "both_legs_symmetric" in findings and self._legs():
            findings = [finding for finding in findings if finding != "both_legs_symmetric"]
        if len(findings) > 1:
            self._read_screen(findings)
        elif findings:
            self._read_single(findings[0])

    def _legs(self) -> bool:
        """One side named is an answer to "the same in both legs?"."""
        if listed("answers", "one_leg").search(self._plain):
            self._values["both_legs_symmetric"] = False
            return True
        side = read_side(self._text) if self._is_short() else None
        if side is None or (side == "both" and len(self._pending) > 1):
            return False
        self._values["both_legs_symmetric"] = side == "both"
        return True

    def _read_single(self, finding: str) -> None:
        said = said_of(self._text, finding)
        if said is not None:
            self._values[finding] = said
            return
        if finding in rules("answers")["ability"]:
            answer = without_throat_clearing(self._plain)
            if listed("answers", "unable").match(answer):
                self._values[finding] = True
                return
            if listed("answers", "able").match(answer):
                self._values[finding] = False
                return
        if finding == "age_under_18" and (age := read_age(self._text)) is not None:
            self._values[finding] = age < ADULT
        elif self._puts_right():
            return
        elif self._polarity in {Polarity.YES, Polarity.NO} and not self._is_taken():
            self._values[finding] = self._polarity is Polarity.YES

    def _is_taken(self) -> bool:
        """Whether the words already answered another question of the same screen."""
        return len(self._pending) > 1 and bool(self._values) and not self._is_plain_answer()

    def _puts_right(self) -> bool:
        """Whether a no is about what was said before, and so denies nothing that was asked."""
        return listed("answers", "puts_right").match(self._plain) is not None

    def _is_plain_answer(self) -> bool:
        return listed("answers", "plain").match(without_throat_clearing(self._plain)) is not None

    def _read_screen(self, findings: list[str]) -> None:
        if listed("answers", "put_off").fullmatch(_words_only(self._plain)):
            return
        chosen = read_positions(self._plain, len(findings))
        if listed("answers", "rest_denied").search(self._plain):
            self._others = False
        if chosen is not None:
            self._values |= {finding: index in chosen for index, finding in enumerate(findings)}
        elif self._others is None and not self._is_taken() and not self._puts_right():
            if self._polarity is Polarity.NO and listed("answers", "plain_yes").search(self._plain):
                self._unclear = Unclear.WHICH
            elif self._polarity is Polarity.NO:
                self._values |= dict.fromkeys(findings, False)
            elif self._polarity is Polarity.YES:
                self._unclear = self._unclear or Unclear.WHICH

    def _decline_the_rest(self) -> None:
        for finding in self._pending:
            self._values.setdefault(finding, None)

    def _is_short(self) -> bool:
        return len(self._plain.split()) <= _SHORT
