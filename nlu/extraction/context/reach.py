"""How far a denial reaches.

It goes on from its cue until the thought is over: at a new subject, a finite verb, a word such as
"just" or "except", or a list item that no longer continues the list.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from enum import Enum

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
NOUNS = frozenset(_RULES["nouns"])
_ADJECTIVES = frozenset(_RULES["adjectives"])
_PREDICATES = frozenset(_RULES["predicates"])
_SYMPTOMS: tuple[str, ...] = tuple(_RULES["symptom_concepts"])
_AILMENTS = frozenset(_RULES["ailments"])
_COUNTS = frozenset(_RULES["counts"])
_TISSUES = frozenset(_RULES["tissues"])
NEGATORS = frozenset(_RULES["negators"])
_DEFINITE = frozenset({"the", "my", "this", "these"})
_NEW_ITEM = frozenset(_RULES["new_item"])
_DO = frozenset({"do", "does", "did"})
END_MARKS = frozenset(".!?\n,;:()-/")


class Kind(Enum):
    """What sort of negation a cue is."""

    NO = "NEG_NO"
    NOT = "NEG_NOT"
    RAISING = "NEG_RAISING"


def symptom_words(scene: Scene) -> frozenset[int]:
    """The content words of a message that belong to the name of a sign."""
    return frozenset(
        word
        for name in _SYMPTOMS
        for place in scene.occurrences.get(name, ())
        for word in place.words
    )


class Reach:
    """A walk from the cue of a denial to the end of what it denies."""

    def __init__(self, scene: Scene, symptoms: AbstractSet[int], start: int, kind: Kind) -> None:
        """Stand behind the cue.

        Args:
            scene: The message.
            symptoms: Its content words that name signs, as `symptom_words` finds them.
            start: The first content word behind the cue.
            kind: What sort of denial the cue is.
        """
        self._scene = scene
        self._words = scene.content.words
        self._segments = scene.content.segments
        self._body = scene.body
        self._symptoms = symptoms
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
        segment = self._segments[self._start - 1]
        index = self._start
        while (
            index < len(words)
            and index - self._start < _REACH
            and self._segments[index] == segment
            and not self._is_added(index)
            and self._goes_on(index)
        ):
            index += 1
        return index

    def _is_added(self, index: int) -> bool:
        """As in "no bruise also a limp", but not in "not also numb"."""
        if index == self._start and self._words[index - 1] not in {"nothing", "none"}:
            return False
        return self._scene.content.adds_between(index - 1, index)

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
        content = self._scene.content
        after = index + 1
        if after >= len(content.words) or after not in self._symptoms:
            return False
        between = content.text.words[content.places[index] + 1 : content.places[after]]
        return any(word in _DEFINITE for word in between)

    def _body_part(self, index: int) -> bool:
        if self._opens_thought(index):
            if self._subjects_left:
                self._subjects_left -= 1
                return True
            return self._words[self._start - 1] in {"neither", "none"}
        return self._linked or not self._head_seen

    def _opens_thought(self, index: int) -> bool:
        """Whether a body part is the subject of a new thought ("calf is swollen")."""
        words, body = self._words, self._body
        if index and words[index - 1] in _LINKS:
            return False
        after = index + 1
        while after < len(words) and (after in body):
            after += 1
        if after >= len(words):
            return False
        return words[after] in _PREDICATES or (
            words[after] in _ADJECTIVES and words[after] not in NOUNS
        )

    def _symptom(self, index: int) -> bool:
        word = self._words[index]
        after = self._words[index + 1 : index + 2]
        if index > self._start and after and after[0] in _FINITE and word in NOUNS:
            return False
        if self._head_seen and not self._linked:
            listed = word in NOUNS and self._words[index - 1] in NOUNS
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
            for place in self._scene.occurrences.get(name, ())
            if index in place.words
            for word in place.words
        }

    def _other(self, index: int) -> bool:
        word = self._words[index]
        if word in NEGATORS or self._counts_anew(index):
            return (
                word in NEGATORS
                and not (word in {"not", "never"} and self._is_complete(index))
                and (self._kind is Kind.RAISING or self._linked)
            )
        if word in _MODIFIERS:
            return True
        if self._kind is not Kind.NO and word in _LINKING_VERBS:
            return True
        after = self._words[index + 1 : index + 2]
        if word not in _ABSORBERS and after and after[0] in NOUNS and self._kind is Kind.NO:
            return True
        if self._head_seen and not self._linked:
            return index - self._start < _REACH // 2
        self._head_seen = True
        self._linked = False
        return True

    def _is_complete(self, index: int) -> bool:
        """As in "no problem not weak": the first denial has its own noun, a new one begins."""
        return index == self._start and self._words[index - 1] not in NEGATORS

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
        last = max(self._neighbours(after), default=after)
        follows = words[last + 1] if last + 1 < len(words) else "."
        fits = item in NOUNS or (
            self._kind is not Kind.NO and item in _ADJECTIVES and not self._denies_a_verb(index)
        )
        if words[index] == "and":
            self._linked = True
            return fits and follows not in _FINITE and self._denies_a_sign(index)
        self._linked = True
        return self._alternative_ahead(after) or (
            fits
            and self._denies_a_sign(index)
            and (follows in END_MARKS or follows in {"and", "at", "whatsoever", "etc"})
        )

    def _denies_a_sign(self, index: int) -> bool:
        """Whether a list of signs has begun, unlike in "no rush, feverish", "not cramp, dizzy"."""
        denied = range(self._start, index)
        if self._kind is Kind.NOT and self._words[self._start] in {*NOUNS, "in"}:
            return False
        kinds = NOUNS | _AILMENTS if self._kind is Kind.NO else frozenset[str]()
        if self._denies_a_verb(index):
            return False
        return any(word in self._symptoms or self._words[word] in kinds for word in denied)

    def _denies_a_verb(self, index: int) -> bool:
        """As in "it doesn't hurt much and numb": a verb is denied, no adjective behind it."""
        before = self._words[max(0, self._start - 2) : self._start - 1]
        verb_alone = _LINKING_VERBS.isdisjoint(self._words[self._start : index])
        return verb_alone and not _DO.isdisjoint(before)

    def _begins_new_item(self, index: int, after: int) -> bool:
        """Whether an article or amount makes the item a statement: "no limp, some bruising"."""
        content = self._scene.content
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
                and (word in _SUBJECTS or word in _FINITE or word in _STOPS or word in END_MARKS)
            ):
                return False
        return False
