"""What a message is, from the classifier's rankings and what is certain: pure decisions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from nlu.components.asking import Least, asked_topics, question_share, topic_of, without_questions
from nlu.components.doubt import (
    doubtful_question,
    hidden_question,
    likeliest_meanings,
    likeliest_topics,
)
from nlu.components.rules import load_words
from nlu.components.segments import asks
from nlu.components.statements import only_denies, says_something, statement
from nlu.components.text_classifier import Ranked, Ranking
from nlu.values.mood import read_mood

FALLBACK = "nlu_fallback"
UNSURE = "unsure"
CHECK_IN = "check_in"
CHECK_IN_ANSWER = "check_in_answer"
SET_HOUR = "set_check_in_time"
SET_ZONE = "set_time_zone"
SAD = "mood_sad"

_RULES = load_words("intents.yml")
_BARE: dict[str, str] = {
    words: intent for intent, group in _RULES["bare"].items() for words in group
}
_CERTAIN: dict[str, str] = _RULES["certain"]
_BESIDE_CHECK_IN = frozenset(_RULES["beside_check_in"])
_BESIDE_CHECK_IN_WHEN_ASKED = frozenset(_RULES["beside_check_in_when_asked"])
_ASKED_FOR = re.compile(rf"\b(?:{'|'.join(map(re.escape, _RULES['asked_for']))})\b", re.IGNORECASE)
_WISHES = re.compile(rf"\b(?:{'|'.join(map(re.escape, _RULES['wishes']))})\b", re.IGNORECASE)
_SIGN_TOPICS: dict[str, str] = _RULES["sign_topics"]
_GIVE_WAY = frozenset(_RULES["give_way"])
_OF_THE_DAY = frozenset(_RULES["of_the_day"])
_FAIR_MOOD = 3
_PAINS = ("pain_rest", "pain_activity", "pain_morning")
_EDGES = re.compile(r"^[\s.,!]+|[\s.,!]+$")


class Piece(NamedTuple):
    """One piece of a message and what it may mean."""

    text: str
    ranking: Ranking


@dataclass(frozen=True)
class Thresholds:
    """From which probability on a guess is taken; measured on text that was never trained on.

    Attributes:
        intent: The whole message's intent; below it the message is not understood.
        question: A message that states findings and does not look like a question is one all the
            same from here on.
        sure: What may stand against a rule that knows the open question.
        doubt: A question that says nothing of the leg is answered from here on; below it two
            topics are suggested.
        guess: From here on, both together, two meanings are suggested for a message that was not
            understood.
    """

    intent: float = 0.3
    question: float = 0.97
    sure: float = 0.6
    doubt: float = 0.6
    guess: float = 0.25


@dataclass(frozen=True)
class Evidence:
    """All that is known of one message.

    Attributes:
        text: The message.
        ranking: What the whole message may mean, every intent.
        pieces: Its pieces; empty for a message of one piece.
        alternatives: The questions of a piece that asks of several things at once.
        findings: What it states as present or denied now, by finding id.
        pending: The findings just asked about, or `check_in` alone.
        check_in: What it says as a check-in answer, or None.
        place: Whether it answers where somebody is with a place and nothing else.
        scored: Whether a score in it has a name or an hour of its own.
        overall: Whether it answers an open check-in by how the day was as a whole, or by the mood.
        declined: Whether it says, in answer to what was asked, that it cannot be answered.
    """

    text: str
    ranking: Ranking
    pieces: Sequence[Piece] = ()
    alternatives: Sequence[Piece] = ()
    findings: Mapping[str, Any] = field(default_factory=dict)
    pending: Sequence[str] = ()
    check_in: Mapping[str, Any] | None = None
    place: bool = False
    scored: bool = False
    overall: bool = False
    declined: bool = False

    @property
    def rankings(self) -> tuple[Ranking, ...]:
        """What the message and each part of it may mean."""
        parts = (*self.pieces, *self.alternatives)
        return (self.ranking, *(part.ranking for part in parts))

    @property
    def looks_asking(self) -> bool:
        """Whether it or a piece of it looks like a question."""
        return any(map(asks, [self.text, *(piece.text for piece in self.pieces)]))

    def hides_question(self, doubt: float) -> bool:
        """Whether it asks something and is only weakly taken for small talk.

        Args:
            doubt: Below which probability the small talk is in doubt.
        """
        idle = hidden_question(self.ranking[0], doubt)
        return idle and self.looks_asking and not says_something(self.findings)

    def only_states(self, question: float) -> bool:
        """Whether it says something of the leg and asks nothing.

        Args:
            question: From which probability on it is a question although it does not look it.
        """
        if not says_something(self.findings) or self.looks_asking:
            return False
        return only_denies(self.findings) or question_share(self.ranking) < question


@dataclass(frozen=True)
class Reading:
    """What the message is taken to be.

    Attributes:
        intent: The intent, `nlu_fallback` when there is none.
        topics: Follow-up topics it asks about, in order.
        suggestions: What to ask back with: for a doubtful question the two likeliest topics, the
            first of them its own; for a message that was not understood the two likeliest
            intents, or none when they would be guesses.
        check_in: What it says as a check-in answer, when it is one.
    """

    intent: Ranked
    topics: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    check_in: Mapping[str, Any] | None = None


def read_message(evidence: Evidence, thresholds: Thresholds) -> Reading:
    """Decide what a message is.

    What is certain goes first: a finding that is an emergency, a bare answer, the
    answer to an open check-in. A message that only states findings is a report of
    the kind the classifier thinks likeliest among those that the findings allow.
    Else the classifier is believed as far as it is sure; below that a question in
    it, or its findings, say what it is; else it was not understood.
    """
    certain = _certain(evidence, thresholds)
    topics = _topics(evidence, thresholds)
    if certain == CHECK_IN_ANSWER and not _asks(evidence):
        topics = ()
    intent = Ranked(certain, 1.0) if certain else _likeliest(evidence, topics, thresholds)
    unsure = intent.label == FALLBACK
    return Reading(
        intent,
        () if unsure else topics,
        () if certain else _suggestions(evidence, intent, topics, thresholds),
        evidence.check_in if intent.label == CHECK_IN_ANSWER else None,
    )


def _suggestions(
    evidence: Evidence, intent: Ranked, topics: Sequence[str], thresholds: Thresholds
) -> tuple[str, ...]:
    if intent.label == FALLBACK:
        if evidence.hides_question(thresholds.doubt):
            return likeliest_topics(evidence.rankings)
        return likeliest_meanings(evidence.ranking, thresholds.guess)
    if says_something(evidence.findings):
        return ()
    if doubtful_question(intent, topics, thresholds.doubt):
        return likeliest_topics(evidence.rankings, topics)
    return ()


def _certain(evidence: Evidence, thresholds: Thresholds) -> str | None:
    for finding, intent in _CERTAIN.items():
        if evidence.findings.get(finding) is True:
            return intent
    bare = _BARE.get(_EDGES.sub("", evidence.text.lower()))
    if bare is not None or _declines(evidence):
        return bare or UNSURE
    if evidence.place and not _asks(evidence) and not evidence.findings:
        best = evidence.ranking[0]
        if best.probability < thresholds.sure or best.label not in _BESIDE_CHECK_IN:
            return SET_ZONE
    if _only_times_scores(evidence) or _numbers_a_good_mood(evidence):
        return CHECK_IN_ANSWER
    tells = evidence.check_in or (evidence.overall and not _asks(evidence))
    if CHECK_IN in evidence.pending and tells:
        best = evidence.ranking[0]
        if best.probability < thresholds.sure or not _beside_check_in(evidence, best.label):
            return CHECK_IN_ANSWER
    return None


def _declines(evidence: Evidence) -> bool:
    """Whether it says nothing but that what was asked cannot be answered."""
    asked_back = evidence.text.rstrip().endswith("?")
    return evidence.declined and not asked_back and not says_something(evidence.findings)


def _only_times_scores(evidence: Evidence) -> bool:
    """Whether its hours are when it hurt ("2 at 7am, 3 by lunchtime") and no wish for an hour."""
    if evidence.ranking[0].label != SET_HOUR or not evidence.scored:
        return False
    return not _asks(evidence) and _WISHES.search(evidence.text) is None


def _numbers_a_good_mood(evidence: Evidence) -> bool:
    """Whether "mood 4" was taken for sadness, for its first word alone."""
    if evidence.ranking[0].label != SAD or evidence.findings:
        return False
    return (read_mood(evidence.text) or 0) >= _FAIR_MOOD


def _beside_check_in(evidence: Evidence, intent: str) -> bool:
    """Whether an intent may stand although the message reads as an answer to the check-in.

    A name of an exercise alone makes no question of it: "clams and nordics" is what was done.
    """
    if intent in _BESIDE_CHECK_IN:
        return True
    if topic_of(intent) is None and intent not in _BESIDE_CHECK_IN_WHEN_ASKED:
        return False
    return _asks(evidence) or _ASKED_FOR.search(evidence.text) is not None


def _asks(evidence: Evidence) -> bool:
    return any(map(asks, [evidence.text, *(piece.text for piece in evidence.pieces)]))


def _topics(evidence: Evidence, thresholds: Thresholds) -> tuple[str, ...]:
    if evidence.only_states(thresholds.question):
        return ()
    topics = asked_topics(
        evidence.ranking,
        [piece.ranking for piece in evidence.pieces],
        [piece.ranking for piece in evidence.alternatives],
        Least(whole=thresholds.intent),
    )
    signs = [topic for sign, topic in _SIGN_TOPICS.items() if evidence.findings.get(sign) is True]
    return tuple(dict.fromkeys([*signs, *topics])) if topics else ()


def _likeliest(evidence: Evidence, topics: Sequence[str], thresholds: Thresholds) -> Ranked:
    best = evidence.ranking[0]
    if evidence.only_states(thresholds.question):
        return _statement(evidence)
    if topics and _gives_way(best, thresholds):
        return _asked(evidence, topics[0])
    if evidence.hides_question(thresholds.doubt):
        return Ranked(FALLBACK, best.probability)
    if best.probability >= thresholds.intent:
        return best
    if says_something(evidence.findings):
        return _statement(evidence)
    pieces = [piece.ranking[0] for piece in evidence.pieces]
    piece = max(pieces, key=lambda ranked: ranked.probability, default=best)
    return piece if piece.probability >= thresholds.sure else Ranked(FALLBACK, best.probability)


def _gives_way(best: Ranked, thresholds: Thresholds) -> bool:
    """Whether a question in the message matters more than what it is as a whole."""
    weak = best.probability < thresholds.intent or best.label in _GIVE_WAY
    return weak or best.label.startswith(("report_", "ask_"))


def _asked(evidence: Evidence, topic: str) -> Ranked:
    """The question about a topic, as likely as it is anywhere in the message."""
    asked = [one for each in evidence.rankings for one in each if topic_of(one.label) == topic]
    return max(asked, key=lambda ranked: ranked.probability)


def _statement(evidence: Evidence) -> Ranked:
    if _scores_beside_denials(evidence):
        return Ranked(CHECK_IN_ANSWER, 1.0)
    ranking = without_questions(evidence.ranking)
    if not _tells_of_the_day(evidence):
        ranking = tuple(ranked for ranked in ranking if ranked.label != CHECK_IN_ANSWER)
    return statement(ranking, evidence.findings)


def _scores_beside_denials(evidence: Evidence) -> bool:
    """Whether all findings are denied, and yet it hurt: "got up from the sofa was 5, 0 sitting".

    With a question open the denial may answer it.
    """
    told = evidence.check_in or {}
    hurts = any(told.get(name) for name in _PAINS)
    return hurts and not evidence.pending and only_denies(evidence.findings)


def _tells_of_the_day(evidence: Evidence) -> bool:
    """Whether it says what only a check-in answer says: waking, the run, the exercises."""
    return not _OF_THE_DAY.isdisjoint(evidence.check_in or ())
