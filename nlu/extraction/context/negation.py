"""Which words of a message are denied.

A negation reaches forward from its cue ("no", "not", "don't think") until the thought is over:
at a new subject, a finite verb, a word such as "just" or "except", or a list item that no longer
continues the list. Short answers deny backwards ("bruising: none", "limp? no").
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from nlu.extraction.lexicon import Occurrence
from nlu.extraction.loading import load_rules
from nlu.extraction.matching import Scene

_RULES = load_rules("context.yml")["negation"]
_REACH: int = _RULES["reach"]
_STOPS = frozenset(_RULES["stops"])
_LINKS = frozenset(_RULES["links"])
_ALTERNATIVES = frozenset(_RULES["alternatives"])
_SUBJECTS = frozenset(_RULES["subjects"])
_FINITE = frozenset(_RULES["finite"])
_MODIFIERS = frozenset(_RULES["modifiers"])
_ABSORBERS = frozenset(_RULES["absorbers"])
_LINKING_VERBS = frozenset(_RULES["linking_verbs"])
_NOUNS = frozenset(_RULES["nouns"])
_ADJECTIVES = frozenset(_RULES["adjectives"])
_PREDICATES = frozenset(_RULES["predicates"])
_SYMPTOMS: tuple[str, ...] = tuple(_RULES["symptom_concepts"])
_COUNTS = frozenset(_RULES["counts"])
_TISSUES = frozenset(_RULES["tissues"])
_NEGATORS = frozenset(_RULES["negators"])
_DEFINITE = frozenset({"the", "my", "this", "these"})
_NEW_ITEM = frozenset(_RULES["new_item"])
_DO = frozenset({"do", "does", "did"})
_END_MARKS = frozenset(".!?\n,;:()-/")
_BEFORE_A_COUNT = frozenset(_RULES["before_a_count"])


class Kind(Enum):
    """What sort of negation a cue is."""

    NO = "NEG_NO"
    NOT = "NEG_NOT"
    RAISING = "NEG_RAISING"


@dataclass(frozen=True)
class Cue:
    """A negation and the content words it denies: from `place.end` to `reach`, excluded."""

    place: Occurrence
    kind: Kind
    reach: int

    def covers(self, word: int) -> bool:
        """Whether a content word is denied by it."""
        return self.place.end <= word < self.reach


class Negations:
    """All negations of one message."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._words = scene.content.words
        self._segments = scene.content.segments
        self._symptoms = {
            word
            for name in _SYMPTOMS
            for place in scene.occurrences.get(name, ())
            for word in place.words
        }
        self._answers = {
            answer
            for word in sorted(self._symptoms)
            if (answer := self._answer_after(word + 1)) is not None
        }
        self._cues = [
            Cue(place, kind, self._scope_end(place, kind)) for place, kind in self._cue_places()
        ]

    def negated(self, words: Iterable[int], consumed: Iterable[int]) -> bool:
        """Whether a mention made of some content words is denied.

        Args:
            words: The content words that count.
            consumed: All words of the pattern; a "not" that belongs to it ("can not feel") denies
                nothing.
        """
        consumed = frozenset(consumed)
        cues = [cue for cue in self._cues if consumed.isdisjoint(self._negators(cue))]
        denied = any(self._depth(word, cues) % 2 for word in words)
        return denied or self._answer_after(max(consumed) + 1) is not None

    def begins_within(self, place: Occurrence) -> bool:
        """Whether another "no" begins inside a mention and is no part of it."""
        return any(
            cue.kind is Kind.NO
            and place.start < cue.place.start < place.end
            and set(cue.place.words).isdisjoint(place.words)
            for cue in self._cues
        )

    def _depth(self, word: int, cues: Sequence[Cue]) -> int:
        """How many negations a word stands under; "not ... no" counts as one."""
        over = [cue for cue in cues if cue.covers(word)]
        simple = [cue for cue in over if cue.kind is not Kind.RAISING]
        return sum(
            cue.kind is not Kind.NO or not any(other.covers(cue.place.start) for other in simple)
            for cue in over
        )

    def _cue_places(self) -> list[tuple[Occurrence, Kind]]:
        """The cues, longest first where they overlap, without the ones that deny nothing."""
        occurrences = self._scene.occurrences
        taken: set[int] = set()
        for name in ("NEG_FALSE", "NEVER_BEFORE"):
            for place in occurrences.get(name, ()):
                taken.update(place.words)
        found: list[tuple[Occurrence, Kind]] = []
        candidates = [(place, kind) for kind in Kind for place in occurrences.get(kind.value, ())]
        candidates += [
            (Occurrence(index, index + 1, (index,)), Kind.NO)
            for index, word in enumerate(self._words)
            if word == "0" and self._is_none_of(index)
        ]
        for place, kind in sorted(candidates, key=lambda c: (c[0].start - c[0].end, c[0].start)):
            if taken.isdisjoint(place.words) and place.start not in self._answers:
                taken.update(place.words)
                found.append((place, kind))
        return sorted(found, key=lambda c: c[0].start)

    def _is_none_of(self, index: int) -> bool:
        """Whether a nought counts the sign behind it ("0 limp"), and is not a score before it.

        In "walking 0 limp" it is the score of the walking; the limp is left to be asked about.
        """
        words = self._words
        sign = index + 1
        if sign not in self._symptoms or words[sign] not in _NOUNS:
            return False
        behind = words[sign + 1 : sign + 2]
        if behind and behind[0] not in _END_MARKS | {"and", "or", "but", "0", "no", "when"}:
            return False
        before = words[max(index - 2, 0) : index]
        counted_too = len(before) == 2 and before[0] == "0" and before[1] in _NOUNS
        return counted_too or not before or before[-1] in _BEFORE_A_COUNT

    def _scope_end(self, place: Occurrence, kind: Kind) -> int:
        return _Walk(self, place.end, kind).end()

    def opens_thought(self, index: int) -> bool:
        """Whether a body part is the subject of a new thought ("calf is swollen")."""
        words, body = self._words, self._scene.body
        if index and words[index - 1] in _LINKS:
            return False
        after = index + 1
        while after < len(words) and (after in body):
            after += 1
        if after >= len(words):
            return False
        return words[after] in _PREDICATES or (
            words[after] in _ADJECTIVES and words[after] not in _NOUNS
        )

    def _negators(self, cue: Cue) -> list[int]:
        """The words of a cue that deny, without those they lean on ("not" of "not think")."""
        words = [word for word in cue.place.words if self._words[word] in _NEGATORS]
        return words or list(cue.place.words)

    def _answer_after(self, after: int) -> int | None:
        """Where a short "no" follows: "bruising: none", "limp? no", "swelling no"."""
        words = self._words
        index, marks = after, 0
        while index < len(words) and words[index] in _END_MARKS and marks < 2:
            if words[index] in ".!\n;":
                return None
            index, marks = index + 1, marks + 1
        ends = [
            place.end
            for place in self._scene.occurrences.get("NO_ANSWER", ())
            if place.start == index
        ]
        if not ends:
            return None
        end = max(ends)
        if end >= len(words) or words[end] in _END_MARKS or words[end] == "but":
            return index
        return index if marks == 0 and self._answers_close(end) else None

    def _answers_close(self, index: int) -> bool:
        """Whether the stretch of words ends with a yes or no: "limp no bruise no"."""
        last = index
        segment = self._segments[index]
        while last + 1 < len(self._words) and self._segments[last + 1] == segment:
            last += 1
        while last > index and self._words[last] in _END_MARKS:
            last -= 1
        return self._words[last] in {"no", "yes", "none", "nope", "yep", "yeah", "nah"}


class _Walk:
    """One walk from a cue to the end of what it denies."""

    def __init__(self, negations: Negations, start: int, kind: Kind) -> None:
        self._all = negations
        self._words = negations._words
        self._body = negations._scene.body
        self._symptoms = negations._symptoms
        self._start = start
        self._kind = kind
        self._subjects_left = 1 if kind is Kind.RAISING else 0
        self._verbs_left = 1 if kind is Kind.RAISING else 0
        self._linked = True
        self._head_seen = False

    def end(self) -> int:
        """The first content word that is not denied any more."""
        words = self._words
        if self._start >= len(words):
            return self._start
        segment = self._all._segments[self._start - 1]
        index = self._start
        while (
            index < len(words)
            and index - self._start < _REACH
            and self._all._segments[index] == segment
            and self._goes_on(index)
        ):
            index += 1
        return index

    def _goes_on(self, index: int) -> bool:  # noqa: PLR0911 one answer for each kind of word
        word = self._words[index]
        if word in _STOPS:
            return False
        if word in {",", "and"}:
            return self._list_goes_on(index)
        if word in _ALTERNATIVES:
            self._linked = True
            return True
        if word in _SUBJECTS:
            return self._subject(index)
        if word in _FINITE:
            self._verbs_left -= index > self._start
            return self._verbs_left >= 0
        if word in _LINKS:
            self._linked = True
            return not self._definite_symptom_follows(index)
        if index in self._body:
            return self._body_part(index)
        if index in self._symptoms:
            return self._symptom(index)
        return self._other(index)

    def _subject(self, index: int) -> bool:
        before = self._words[index - 1]
        objects = self._words[index] not in {"i", "he", "she", "they", "we"}
        if objects and index > self._start and (before in _LINKS or not self._verb_follows(index)):
            self._linked = self._linked and before not in _LINKS
            return True
        if self._subjects_left:
            self._subjects_left -= 1
            return True
        return False

    def _verb_follows(self, index: int) -> bool:
        after = self._words[index + 1 : index + 2]
        return bool(after) and (
            after[0] in _FINITE
            or after[0] in {"have", "can", "feel", "get", "do"}
            or index + 1 in self._symptoms
            or self._words[index] in {"i", "he", "she", "they", "we", "there"}
        )

    def _definite_symptom_follows(self, index: int) -> bool:
        content = self._all._scene.content
        after = index + 1
        if after >= len(content.words) or after not in self._symptoms:
            return False
        between = content.text.words[content.places[index] + 1 : content.places[after]]
        return any(word in _DEFINITE for word in between)

    def _body_part(self, index: int) -> bool:
        if self._all.opens_thought(index):
            if self._subjects_left:
                self._subjects_left -= 1
                return True
            return self._words[self._start - 1] in {"neither", "none"}
        return self._linked or not self._head_seen

    def _symptom(self, index: int) -> bool:
        word = self._words[index]
        after = self._words[index + 1 : index + 2]
        if index > self._start and after and after[0] in _FINITE and word in _NOUNS:
            return False
        if self._head_seen and not self._linked:
            listed = word in _NOUNS and self._words[index - 1] in _NOUNS
            belongs = index - 1 in self._symptoms and index - 1 in self._neighbours(index)
            if not (listed or belongs):
                return False
        self._head_seen = True
        self._linked = False
        return True

    def _neighbours(self, index: int) -> set[int]:
        """Words that form one symptom phrase with a word."""
        return {
            word
            for name in _SYMPTOMS
            for place in self._all._scene.occurrences.get(name, ())
            if index in place.words
            for word in place.words
        }

    def _other(self, index: int) -> bool:
        word = self._words[index]
        if word in _NEGATORS or self._counts_anew(index):
            return (
                word in _NEGATORS
                and not (word in {"not", "never"} and self._is_complete(index))
                and (self._kind is Kind.RAISING or self._linked)
            )
        if word in _MODIFIERS:
            return True
        if self._kind is not Kind.NO and word in _LINKING_VERBS:
            return True
        after = self._words[index + 1 : index + 2]
        if word not in _ABSORBERS and after and after[0] in _NOUNS and self._kind is Kind.NO:
            return True
        if self._head_seen and not self._linked:
            return index - self._start < _REACH // 2
        self._head_seen = True
        self._linked = False
        return True

    def _is_complete(self, index: int) -> bool:
        """As in "no problem not weak": the first denial has its own noun, a new one begins."""
        return index == self._start and self._words[index - 1] not in _NEGATORS

    def _counts_anew(self, index: int) -> bool:
        """As in "for no reason two days after": a time begins behind what was denied."""
        return self._words[index] in _COUNTS and self._words[index - 1] in _ABSORBERS

    def _list_goes_on(self, index: int) -> bool:
        """Whether a comma or "and" leads to one more denied thing."""
        words = self._words
        after = index + 1
        if after < len(words) and words[after] in {"and", "or", "nor"}:
            after += 1
            if words[after - 1] != "and":
                self._linked = True
                return True
        if after >= len(words) or after == self._start + 1:
            return False
        item = words[after]
        if item in _STOPS or item in _SUBJECTS or item in {"no", "not", "never", "without"}:
            return False
        if self._begins_new_item(index, after) or self._contrasts_place(index, after):
            return False
        follows = words[after + 1] if after + 1 < len(words) else "."
        fits = item in _NOUNS or (
            self._kind is not Kind.NO and item in _ADJECTIVES and not self._denies_a_verb(index)
        )
        if words[index] == "and":
            self._linked = True
            return fits and follows not in _FINITE
        self._linked = True
        return self._alternative_ahead(after) or (
            fits and (follows in _END_MARKS or follows in {"and", "at", "whatsoever", "etc"})
        )

    def _denies_a_verb(self, index: int) -> bool:
        """As in "it doesn't hurt much and numb": a verb is denied, no adjective behind it."""
        before = self._words[max(0, self._start - 2) : self._start - 1]
        verb_alone = _LINKING_VERBS.isdisjoint(self._words[self._start : index])
        return verb_alone and not _DO.isdisjoint(before)

    def _begins_new_item(self, index: int, after: int) -> bool:
        """Whether an article or amount makes the item a statement: "no limp, some bruising"."""
        content = self._all._scene.content
        between = content.text.words[content.places[index] + 1 : content.places[after]]
        return any(word in _NEW_ITEM for word in between)

    def _contrasts_place(self, index: int, after: int) -> bool:
        """As in "in the bone not the muscle, limping": a place is denied, a sign is told."""
        denied = range(self._start, index)
        return after in self._symptoms and all(
            word in self._body or self._words[word] in _TISSUES for word in denied
        )

    def _alternative_ahead(self, index: int) -> bool:
        """Whether the list is closed by "or" within a few short items."""
        words = self._words
        for position in range(index, min(index + 10, len(words))):
            word = words[position]
            if word in _ALTERNATIVES:
                return True
            if (
                word != ","
                and word not in _LINKS
                and (word in _SUBJECTS or word in _FINITE or word in _STOPS or word in _END_MARKS)
            ):
                return False
        return False
