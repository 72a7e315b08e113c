"""From a message to its findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from coach.findings import VOCABULARY, AnswerType
from nlu.extraction.aggregate import aggregated, with_implied
from nlu.extraction.engine import engine
from nlu.extraction.loading import load_rules
from nlu.extraction.measures import value_mentions
from nlu.extraction.model import Extraction, Mention, State, Value
from nlu.extraction.reading import Reading
from nlu.extraction.text import Text, Token, read
from nlu.values.answers import Answer, read_answer

_WHERE = frozenset({"pain_location"})
_SHORT_ANSWER = 8
_BESIDE_TIGHTNESS = frozenset(load_rules("guards.yml")["beside_tightness"])


def extract(
    text: str, *, pending: Sequence[str] = (), today: date, pending_side: str | None = None
) -> Extraction:
    """Every finding a message speaks of.

    Args:
        text: The message as written.
        pending: The findings just asked about, so that a bare "yeah" can be understood.
        today: The runner's local date, against which "since Tuesday" is read.
        pending_side: The sore side so far, against which "the other leg" is read.
    """
    message = understood(text)
    asked = pending[0] if len(pending) == 1 else None
    reading = Reading(_as_answer(message) if asked else message, asked)
    told = reading.mentions()
    about_other = any(mention.finding == "subject" and mention.value != "self" for mention in told)
    values = value_mentions(
        message,
        today,
        about_other=about_other,
        asked=pending,
    )
    mentions = _in_order([*told, *map(reading.as_meant, values)])
    mentions = _in_order([*mentions, *_only_tight(reading, mentions)])
    findings = _of_now(aggregated(mentions, reading.corrections()))
    if not pending:
        return Extraction(mentions, findings)
    answer = read_answer(message, pending, today, known_side=pending_side)
    return Extraction(mentions, _answered(findings, answer, pending), answer)


def _of_now(findings: dict[str, Value]) -> dict[str, Value]:
    """Without the place of a trouble that is over."""
    over = findings.get("currently_symptomatic") is False
    return {name: value for name, value in findings.items() if not (over and name in _WHERE)}


def _as_answer(text: Text) -> Text:
    """A short answer with the "it" that it leaves out: "still swollen", "not cold"."""
    # A question asked back ("is it a tear?") answers nothing.
    if len(text.tokens) > _SHORT_ANSWER or text.original.rstrip().endswith("?"):
        return text
    return Text(text.original, (Token("it", 0, 0), *text.tokens))


def _answered(
    findings: Mapping[str, Value], answer: Answer, pending: Sequence[str]
) -> dict[str, Value]:
    """The findings with what the message says as an answer.

    What it names in so many words wins over a plain yes or no; a number, a time, a side or a
    choice is read best as an answer.
    """
    complete = dict(findings)
    for finding, value in answer.values.items():
        if value is not None and not (isinstance(value, bool) and finding in findings):
            complete[finding] = value
    if answer.others is not None:
        for finding in pending:
            if VOCABULARY[finding].answer is AnswerType.YES_NO:
                complete.setdefault(finding, answer.others)
    return with_implied(complete)


def _only_tight(reading: Reading, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Tightness is all there is where neither pain nor a sign of injury is stated with it."""
    tight = reading.tightness()
    if tight and not any(_rules_out_mere_tightness(mention) for mention in mentions):
        yield Mention("tightness_only", True, State.PRESENT, *tight)


def _rules_out_mere_tightness(mention: Mention) -> bool:
    if mention.finding in {"tightness_only", "trend"}:
        return mention.finding == "tightness_only"
    if not mention.state.counts or mention.finding in _BESIDE_TIGHTNESS:
        return False
    if mention.finding.startswith("pain_") and isinstance(mention.value, (int, float)):
        return mention.value > 0
    return mention.value is True or mention.value == "sudden"


def _in_order(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda one: (one.start, one.end, one.finding)))


@lru_cache(maxsize=4)
def understood(text: str) -> Text:
    """The message as the extractor reads it: normalised, its spelling put right.

    The last few are kept, because every component reads the same one.
    """
    return engine().speller.corrected(read(text))
