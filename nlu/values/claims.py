"""Which cue claims a time: the start of the trouble, the looking after it, or something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache

from nlu.values.phrases import listed, pattern, rules
from nlu.values.time_phrases import Form, TimePhrase

_WINDOW = 60
"""Characters looked at on either side of a time for what directly touches it."""

_DENIAL = re.compile(r"(?<!\S)(?:no|zero|nil|without|without any|not any|free of) $")
_SCORE_BEFORE = re.compile(
    r"(?<!\S)(?:10|\d(?:\.5)?|zero|one|two|three|four|five|six|seven|eight|nine)"
    r"(?: / 10| out of (?:10|ten))? $"
)
"""A score told of a day: "4 yesterday"."""
_SUDDEN = re.compile(r"(?<!\S)sudden(?:ly)?(?!\S)")
_FARTHEST = 9.0
_PER_STEP = 0.2
CLAIMED = 2.4
"""From here on the words around a time say what it is the time of."""
COUNTED_BACK = 2.0
MENTIONED = 1.0
_TODAY_ONLY_SORE = 0.5
UNSAID = 0.3
"""A time that nothing claims: taken only as the answer to a question for one."""
_CLEAR = 4.0
_AN_AGE = 10 * 365
"""So many years with nothing around them are somebody's age."""
_BARE_HOURS = 3
"""Hours without "ago" are since the start only in an answer of so few words."""
_BARE_ANSWER = 6
"""A message of so few words that holds a time is about that time."""


class Kind(str, Enum):
    """What a time is the time of."""

    ONSET = "onset"
    """Since the trouble began (`days_since_onset`)."""
    SELF_CARE = "self_care"
    """Of resting or treating it (`days_self_managed`)."""
    OTHER = "other"
    """Of anything else; never an answer."""


def claim(plain: str, phrase: TimePhrase) -> tuple[Kind, float]:
    """What a time is the time of, and how clearly: higher is clearer, 0 is plainly another.

    Args:
        plain: The message, normalised (`Text.plain`).
        phrase: A time in it.
    """
    return _kind(_Setting(plain, phrase))


class _Setting:
    """A time phrase with the words around it in its sentence."""

    def __init__(self, plain: str, phrase: TimePhrase) -> None:
        self.plain = plain
        self.phrase = phrase
        self.sentence_start, self.sentence_end = _sentence(plain, phrase.start, phrase.end)
        self.before = plain[max(self.sentence_start, phrase.start - _WINDOW) : phrase.start]
        self.behind = plain[phrase.end + 1 : min(self.sentence_end, phrase.end + _WINDOW)]
        self.words = plain[phrase.start : phrase.end]

    def bare_before(self) -> str:
        """What stands before, without words that only soften ("about", "just over")."""
        before, shorter = self.before, ""
        while before != shorter:
            shorter = before
            before = _softener_pattern().sub("", before)
        return before

    def distance(self, cue: re.Match[str]) -> float:
        """How far a cue stands from the time; a cue inside it touches it."""
        if cue.end() <= self.phrase.start:
            return _weigh(self.plain[cue.end() : self.phrase.start])
        if cue.start() >= self.phrase.end:
            return _weigh(self.plain[self.phrase.end : cue.start()])
        return 0.0


def _kind(setting: _Setting) -> tuple[Kind, float]:
    if _is_plainly_other(setting):
        return Kind.OTHER, 0.0
    distance, kind, rank = min(
        _cues(setting),
        key=lambda cue: (cue[0], -cue[2], cue[1] is Kind.ONSET),
        default=(_FARTHEST, Kind.ONSET, 0.0),
    )
    if distance >= _FARTHEST:
        return _without_a_cue(setting)
    if kind is Kind.ONSET and _is_today(setting) and rank < _CLEAR:
        if len(setting.plain.split()) > _BARE_ANSWER and not _began_today(setting):
            return Kind.OTHER, UNSAID
        return Kind.ONSET, _TODAY_ONLY_SORE
    return kind, max(rank - distance * _PER_STEP, MENTIONED)


def _without_a_cue(setting: _Setting) -> tuple[Kind, float]:
    """A time with nothing around it that says of what: an answer, or one among complaints."""
    if _is_counted_back(setting):
        return Kind.ONSET, COUNTED_BACK
    if setting.phrase.days >= _AN_AGE:
        return Kind.OTHER, 0.0
    short = len(setting.plain.split()) <= _BARE_ANSWER
    if (
        short
        or _speaks_of_the_body(setting)
        or any(
            _pattern_of(tuple(phrases)).search(setting.plain)
            for phrases in rules("durations")["onset"].values()
        )
    ):
        return Kind.ONSET, MENTIONED
    return Kind.OTHER, UNSAID


def _speaks_of_the_body(setting: _Setting) -> bool:
    length = setting.phrase.form is Form.AMOUNT
    return length and listed("durations", "of_the_body").search(setting.plain) is not None


def _is_plainly_other(setting: _Setting) -> bool:
    if _is_of_another_story(setting):
        return True
    if setting.phrase.form is Form.DAY and _SCORE_BEFORE.search(setting.before):
        return True
    if listed("durations", "other_behind").match(setting.behind):
        return True
    if _ends("change_before", setting.before):
        return True
    if setting.phrase.form is Form.DAY:
        return _is_planned(setting)
    return _is_other_length(setting)


def _is_of_another_story(setting: _Setting) -> bool:
    """Of what is compared, of what was not, or of an earlier injury."""
    if _ends("compared_before", setting.before) or _is_denied_then(setting):
        return True
    clause = _clause(setting.before, last=True)
    return listed("durations", "earlier_injury").search(clause) is not None


def _is_denied_then(setting: _Setting) -> bool:
    """As in "no pain for eight weeks", "have not flown since May": the time of what was not."""
    lead = f"{setting.bare_before()}since" if setting.words.startswith("since") else ""
    clause = _clause(lead or setting.bare_before(), last=True)
    denied = listed("durations", "denied").search(clause)
    if denied is None:
        return False
    rest = clause[denied.start() :]
    return not any(
        listed("durations", key).search(rest) for key in ("wrong_when_denied", "self_care")
    )


def _is_other_length(setting: _Setting) -> bool:
    """Whether a length is a dose, an age, a time to come or an old story."""
    phrase = setting.phrase
    if phrase.unit in {"minute", "hour"} and phrase.days == 0:
        if len(setting.plain.split()) <= _BARE_HOURS:
            return False
        return listed("durations", "short_ago").match(setting.behind) is None
    if phrase.unit == "year" and _is_long_over(setting):
        return True
    cared_for = listed("durations", "self_care").match(setting.behind.removeprefix("of "))
    if cared_for or _ends("other_before_not", setting.before):
        return False
    before = setting.bare_before()
    return _ends("other_before", setting.before) or _ends("other_before", before)


def _is_long_over(setting: _Setting) -> bool:
    if not setting.behind.startswith(("ago", "back")):
        return False
    return listed("durations", "never_over").search(setting.plain) is None


def _is_planned(setting: _Setting) -> bool:
    """Whether a weekday is still to come ("race on Sunday", "can I run Saturday?")."""
    if setting.words.startswith(("yesterday", "last", "since", "the day", "this morning")):
        return False
    near = f"{_clause(setting.before, last=True)} {_clause(setting.behind, last=False)}"
    if listed("durations", "happened").search(near):
        return False
    return listed("durations", "planned_before").search(near) is not None


def _is_today(setting: _Setting) -> bool:
    return setting.phrase.form is Form.DAY and setting.phrase.days == 0


def _began_today(setting: _Setting) -> bool:
    """Whether something happened today, and it is not only sore today."""
    sentence = setting.plain[setting.sentence_start : setting.sentence_end]
    if _SUDDEN.search(sentence) or _ends("since_before", setting.before):
        return True
    return any(rank >= _CLEAR and kind is Kind.ONSET for _, kind, rank in _cues(setting))


def _is_counted_back(setting: _Setting) -> bool:
    if setting.words.startswith("since") or "ago" in setting.words:
        return True
    if setting.phrase.form is Form.DAY and _ends("since_before", setting.before):
        return True
    behind = listed("durations", "counted_back_behind").match(setting.behind)
    return bool(behind or _ends("counted_back_before", setting.bare_before()))


def _ends(key: str, words: str) -> bool:
    """Whether a phrase of the list closes the words."""
    return _closing(key).search(words) is not None


def _cues(setting: _Setting) -> Iterator[tuple[float, Kind, float]]:
    """Every cue in the sentence: how far it stands, what it means, how clear it is."""
    span = (setting.sentence_start, setting.sentence_end)
    for rank, phrases in rules("durations")["onset"].items():
        for cue in _pattern_of(tuple(phrases)).finditer(setting.plain, *span):
            if _DENIAL.search(setting.plain, max(0, cue.start() - 12), cue.start()):
                continue
            yield setting.distance(cue), Kind.ONSET, float(rank)
    for cue in listed("durations", "self_care").finditer(setting.plain, *span):
        yield setting.distance(cue), Kind.SELF_CARE, _CLEAR
    for cue in listed("durations", "other").finditer(setting.plain, *span):
        yield setting.distance(cue), Kind.OTHER, 0.0
    for cue in listed("durations", "other_when_before").finditer(setting.plain, *span):
        if cue.end() <= setting.phrase.start:
            yield setting.distance(cue), Kind.OTHER, 0.0


def _sentence(plain: str, start: int, end: int) -> tuple[int, int]:
    begin = max(plain.rfind(f" {mark} ", 0, start) for mark in ".!?\n") + 1
    ends = [at for mark in ".!?\n" if (at := plain.find(f" {mark}", end)) >= 0]
    return max(begin, 0), min(ends, default=len(plain))


def _clause(words: str, *, last: bool) -> str:
    parts = re.split(r" ?(?:[,;:]|\band\b|\bbut\b|\bso\b) ?", words)
    return parts[-1] if last else parts[0]


def _weigh(gap: str) -> float:
    return sum(map(_weight, gap.split()))


@cache
def _weight(word: str) -> float:
    table = rules("durations")
    if word in table["light_words"]:
        return 0.5
    return float(table["weights"].get(word, table["weights"]["other"]))


@cache
def _pattern_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return pattern(phrases)


@cache
def _closing(key: str) -> re.Pattern[str]:
    phrases = "|".join(sorted(rules("durations")[key], key=len, reverse=True))
    return re.compile(rf"(?<!\S)(?:{phrases}) ?$")


@cache
def _softener_pattern() -> re.Pattern[str]:
    phrases = "|".join(sorted(rules("durations")["softeners"], key=len, reverse=True))
    return re.compile(rf"(?<!\S)(?:{phrases}) $")
