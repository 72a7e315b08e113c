"""Which words are only asked about, wondered about, feared or imagined.

A question reaches from its opening words to the end of the sentence; what is stated inside it
("is it normal that I have a bruise?", "why is my calf swollen?", "does this bruise matter?")
is still stated.
"""

from __future__ import annotations

from collections.abc import Callable

from nlu.extraction.context.openings import question_openings
from nlu.extraction.lexicon import Occurrence
from nlu.extraction.loading import load_rules
from nlu.extraction.matching import Scene
from nlu.extraction.model import State
from nlu.extraction.rules import Trait

_RULES = load_rules("context.yml")["questions"]
_SYMPTOMS: tuple[str, ...] = tuple(load_rules("context.yml")["negation"]["symptom_concepts"])
_GOES_ON = frozenset(_RULES["goes_on"])
_DEFINITE = frozenset(_RULES["definite"])
_OWNED = frozenset(_RULES["owned"])
_ANSWERS = frozenset(_RULES["answers"])
_PARTING = frozenset({",", "-", "and", "because", "cos", "as"})
_QUESTION_ENDS = frozenset({",", "-", ";", "(", "plus"})
_POINTING = frozenset({"it", "this", "that", "them", "these"})
_THOUGHT_ENDS = frozenset({",", "-", ":", ";", "(", "and", "because", "plus", "then", "now"})
_TELLERS = frozenset({"i", "there", "it", "both", "whole"})
_STATING = frozenset(_RULES["stating"])
_STATING_FIRST = frozenset(_RULES["stating_first"])
_JUST_STATED = tuple((word,) for word in ("is", "are", "feels", "looks", "has"))
_OWN_REACH = 3
_DIAGNOSES = frozenset({"tear", "torn", "rupture"})
_LONGEST_BARE_QUESTION = 4
_DOUBT_REACH = 8
_FEAR_REACH = 6
_RETRACTION_REACH = 4
_IF_ENDS = frozenset({",", "then", "-", ":", ";", "(", ")"})


class Questions:
    """All questions, fears and conditions of one message."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._words = scene.content.words
        self._sentences = scene.content.sentences
        self._segments = scene.content.segments
        self._asks = question_openings(scene)
        excluded = {w for place in scene.occurrences.get("NOT_IF", ()) for w in place.words}
        self._ifs = [
            place for place in scene.occurrences.get("IF", ()) if excluded.isdisjoint(place.words)
        ]

    def state(self, place: Occurrence, whole: Occurrence, traits: frozenset[Trait]) -> State | None:
        """How a mention is meant if it is not simply stated.

        Args:
            place: The part of the mention that counts.
            whole: All of it.
            traits: What is special about its finding.
        """
        alarm = Trait.ALARM in traits
        in_doubt_told = not traits.isdisjoint({Trait.ALARM, Trait.EVENT})
        definite = self._is_definite(place, whole)
        conditional = Trait.CONDITIONAL not in traits
        readings: tuple[tuple[State, Callable[[], bool]], ...] = (
            (State.HYPOTHETICAL, lambda: self._covered(place, "WHAT_IF")),
            (State.HYPOTHETICAL, lambda: self._retracted(place)),
            (State.ASKED, lambda: self._only_read_of(place, definite, in_doubt_told)),
            (
                State.HYPOTHETICAL,
                lambda: conditional and self._conditional(place, doubt_counts=alarm and definite),
            ),
            (State.HYPOTHETICAL, lambda: self._feared(place, definite=definite)),
            (State.ASKED, lambda: not definite and self._asked(place, in_doubt_told)),
            (State.ASKED, lambda: not alarm and self._doubted(place)),
            (State.ASKED, lambda: not definite and self._bare_question(place, alarm=alarm)),
        )
        return next((state for state, holds in readings if holds()), None)

    def _covered(self, place: Occurrence, name: str, reach: int = 40) -> bool:
        return any(
            cue.end <= place.start <= cue.end + reach
            and self._sentences[cue.start] == self._sentences[place.start]
            for cue in self._scene.occurrences.get(name, ())
        )

    def _asked(self, place: Occurrence, in_doubt_told: bool) -> bool:
        cues = [
            cue
            for cue in self._asks
            if cue.start < place.start
            and (cue.end < place.end or place.end < cue.end)
            and self._sentences[cue.start] == self._sentences[place.start]
        ]
        if not cues:
            return False
        last = max(cues, key=lambda cue: cue.end)
        return last.end > place.end or not (
            self._asserted_between(last, place)
            or self._told_after_comma(last, place)
            or self._is_over(last, place, in_doubt_told)
        )

    def _only_read_of(self, place: Occurrence, definite: bool, in_doubt_told: bool) -> bool:
        """As in "Google says a pop means it is torn"."""
        if definite or not self._covered(place, "READ_ABOUT"):
            return False
        cue = [c for c in self._scene.occurrences["READ_ABOUT"] if c.end <= place.start][-1]
        answered = ":" in self._words[cue.end : place.start]
        told = self._asserted_between(cue, place) or self._told_after_comma(cue, place)
        return not answered and not told and not self._is_over(cue, place, in_doubt_told)

    def _retracted(self, place: Occurrence) -> bool:
        earnest = self._scene.occurrences.get("NOT_RETRACTED", ())
        in_earnest = {word for place in earnest for word in place.words}
        return any(
            in_earnest.isdisjoint(cue.words)
            and self._sentences[cue.start] == self._sentences[place.start]
            and cue.start - _RETRACTION_REACH <= place.start <= cue.end + _RETRACTION_REACH
            and _PARTING.isdisjoint(self._words[cue.end : place.start])
            and (cue.end <= place.start or not self._goes_on_about(cue))
            for cue in self._scene.occurrences.get("RETRACTED", ())
        )

    def _goes_on_about(self, cue: Occurrence) -> bool:
        """As in "my calf is swollen, just kidding about the race": the race is taken back."""
        return "about" in self._words[cue.start : cue.end + 1]

    def _doubted(self, place: Occurrence) -> bool:
        return any(
            cue.end <= place.start <= cue.end + _DOUBT_REACH
            and self._segments[cue.start] == self._segments[place.start]
            and self._words[cue.end] != ","
            and not self._told_after_comma(cue, place)
            and not self._doubt_ends(cue, place)
            for cue in self._scene.occurrences.get("DOUBT", ())
        )

    def _doubt_ends(self, cue: Occurrence, place: Occurrence) -> bool:
        """As in "not sure what it is, deep ache in my groin", but not "not sure if a limp, ..."."""
        ends = self._thought_end(cue, place)
        return ends is not None and not self._names_a_sign(cue.end, ends)

    def _names_a_sign(self, start: int, end: int) -> bool:
        return any(
            start <= symptom.start < end and self._words[symptom.start] not in _DIAGNOSES
            for name in _SYMPTOMS
            for symptom in self._scene.occurrences.get(name, ())
        )

    def _conditional(self, place: Occurrence, *, doubt_counts: bool) -> bool:
        for cue in self._ifs:
            if not (
                cue.end <= place.start and self._segments[cue.start] == self._segments[place.start]
            ):
                continue
            between = self._words[cue.end : place.start]
            if any(word in _IF_ENDS for word in between) or self._scene.content.adds_between(
                cue.end - 1, place.start
            ):
                continue
            subjects = [w for w in between if w in {"i", "it", "he", "she", "they", "there"}]
            if len(subjects) > 1:
                continue
            if doubt_counts and self._present_after(cue, place):
                continue
            return True
        return False

    def _present_after(self, cue: Occurrence, place: Occurrence) -> bool:
        """As in "Should I worry if my calf is swollen": it is."""
        between = self._words[cue.end : place.end]
        return any(word in {"is", "am", "are", "feels", "has"} for word in between)

    def _feared(self, place: Occurrence, *, definite: bool) -> bool:
        for future in self._scene.occurrences.get("FUTURE", ()):
            if not set(future.words).isdisjoint(place.words):
                return True
        cues = [
            cue
            for name in (("AWAIT",) if definite else ("AWAIT", "FEAR"))
            for cue in self._scene.occurrences.get(name, ())
            if cue.end <= place.start <= cue.end + _FEAR_REACH
            and self._segments[cue.start] == self._segments[place.start]
            and _THOUGHT_ENDS.isdisjoint(self._words[cue.end : place.start])
            and not self._scene.content.adds_between(cue.end - 1, place.start)
            and self._words[max(cue.start - 1, 0)] != "not"
        ]
        return any(not self._asserted_between(cue, place) for cue in cues)

    def _asserted_between(self, cue: Occurrence, place: Occurrence) -> bool:
        for name in ("ASSERT", "BODY_SUBJECT"):
            for stated in self._scene.occurrences.get(name, ()):
                if stated.start >= cue.end and stated.start < place.end:
                    return True
        return False

    def _is_over(self, cue: Occurrence, place: Occurrence, in_doubt_told: bool) -> bool:
        """As in "should I worry, shortness of breath": the question is asked before the comma.

        But not in "any sign of swelling, bruising", which goes on with what is asked about.
        """
        end = self._thought_end(cue, place)
        if end is None:
            return False
        if self._scene.content.adds_between(cue.end - 1, place.start) or (
            in_doubt_told and self._segments[place.start] != self._segments[cue.start]
        ):
            return not self._names_a_sign(cue.end, end)
        if in_doubt_told and self._is_own(end, place):
            return True
        asked = self._words[cue.start : end]
        goes_on = not _GOES_ON.isdisjoint(asked) and _POINTING.isdisjoint(asked[-1:])
        return not goes_on and not self._names_a_sign(cue.end, end)

    def _thought_end(self, cue: Occurrence, place: Occurrence) -> int | None:
        """The first word behind a cue with which a new thought begins, before a mention."""
        content = self._scene.content
        return next(
            (
                at
                for at in range(cue.end, place.start + 1)
                if self._ends_question(at)
                or self._segments[at] != self._segments[at - 1]
                or content.adds_between(at - 1, at)
            ),
            None,
        )

    def _ends_question(self, at: int) -> bool:
        """As in "what should I do - it hurts", "what should I do because it hurts"."""
        reason = self._words[at] == "because" and self._words[at + 1 : at + 2] != ("of",)
        return reason or self._words[at] in _QUESTION_ENDS

    def _is_own(self, comma: int, place: Occurrence) -> bool:
        """As in "Google says a tear, pins and needles in my foot"."""
        content = self._scene.content
        end = min(place.end + _OWN_REACH, len(content.places) - 1)
        return "my" in content.text.words[content.places[comma] : content.places[end]]

    def _told_after_comma(self, cue: Occurrence, place: Occurrence) -> bool:
        """As in "can I race on sunday, I passed out today": the second half is told."""
        return any(
            self._words[at] in _PARTING and self._is_told(at + 1, place, self._words[at] == ",")
            for at in range(cue.end, place.start)
        )

    def _is_told(self, first: int, place: Occurrence, after_comma: bool) -> bool:
        """Whether a statement with a subject of its own begins at a word and holds a mention."""
        words, content = self._words, self._scene.content
        if words[first] == "i" and after_comma and first + 1 <= place.start:
            return True
        if words[first] in _STATING_FIRST and after_comma:
            return True
        end = min(len(words), place.end + 2)
        at = content.places[first]
        owned = "my" in content.text.words[at - 1 : at + 1] or words[first] in _TELLERS
        states = not _STATING.isdisjoint(words[first + 1 : end])
        return (owned and states) or words[first + 1 : first + 2] in _JUST_STATED

    def _is_definite(self, place: Occurrence, whole: Occurrence) -> bool:
        """Whether the words speak of something there: "my calf swelling", "this bruise"."""
        content = self._scene.content
        words = content.text.words
        first, last = content.places[whole.start], content.places[whole.end - 1]
        named = {content.places[index] for index in (*self._scene.body, *place.words)}
        owned = any(
            words[at] in _OWNED and not named.isdisjoint(range(at + 1, at + 3))
            for at in range(max(0, first - 2), last)
        )
        at = content.places[place.start]
        return owned or not _DEFINITE.isdisjoint(words[max(0, at - 2) : at])

    def _bare_question(self, place: Occurrence, *, alarm: bool) -> bool:
        """As in "Bruise?", "swelling normal?": too little is said to take it as stated."""
        words, index = self._words, place.end
        sentence = self._sentences[place.start]
        while index < len(words) and self._sentences[index] == sentence:
            index += 1
        if index == 0 or words[index - 1] != "?" or self._answered(index):
            return False
        first = place.start
        while first and self._sentences[first - 1] == sentence:
            first -= 1
        said = [word for word in words[first : index - 1] if word not in {",", "any"}]
        if any(word in {"i", "is", "am", "have", "had", "felt", "got", "why"} for word in said):
            return False
        return len(said) <= (1 if alarm else _LONGEST_BARE_QUESTION)

    def _answered(self, index: int) -> bool:
        """Whether a short answer follows the question mark at once."""
        content = self._scene.content
        after = content.places[index - 1] + 1
        return content.text.words[after : after + 1] != () and (
            content.text.words[after] in _ANSWERS
        )
