"""Finds every finding a message speaks of and says how each is meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from nlu.extraction.content import content_of
from nlu.extraction.context.negation import Negations
from nlu.extraction.context.persons import Person, Persons
from nlu.extraction.context.questions import Questions
from nlu.extraction.context.time import Times
from nlu.extraction.lexicon import Lexicon, Occurrence, literal_words, load_concepts
from nlu.extraction.matching import PatternIndex, Scene
from nlu.extraction.model import Mention, State
from nlu.extraction.patterns import Pattern, Scope
from nlu.extraction.rules import (
    Decoy,
    FindingRules,
    RuleBook,
    Trait,
    Wording,
    all_patterns,
    load_rule_book,
)
from nlu.extraction.spelling import Speller
from nlu.extraction.text import PUNCTUATION, Text
from nlu.values.phrases import words_of


@dataclass(frozen=True)
class Match:
    """Words that speak of a finding, before it is known how they are meant.

    Attributes:
        rules: The finding's rules.
        wording: What the words say of it when simply stated.
        place: All words the pattern took.
        counted: The part that a negation or a time must reach to matter.
    """

    rules: FindingRules
    wording: Wording
    place: Occurrence
    counted: Occurrence


@dataclass(frozen=True)
class Engine:
    """The rules, the concepts they use, and the speller that knows their words."""

    book: RuleBook
    lexicon: Lexicon
    speller: Speller
    wordings: PatternIndex[tuple[FindingRules, Wording]]
    decoys: PatternIndex[Decoy]


@cache
def engine() -> Engine:
    """The engine, read from the rule files once.

    Raises:
        RuleError: A rule file is malformed.
    """
    book = load_rule_book()
    lexicon = Lexicon(load_concepts(), literal_words(all_patterns(book)))
    return Engine(
        book,
        lexicon,
        Speller({*lexicon.vocabulary, *words_of("check_in", "exercises")}),
        PatternIndex(
            (pattern, (rules, wording))
            for rules in book.findings.values()
            for wording in rules.wordings
            for pattern in wording.patterns
        ),
        PatternIndex((pattern, decoy) for decoy in book.decoys for pattern in decoy.patterns),
    )


class Reading:
    """One message, read."""

    def __init__(self, text: Text, asked: str | None = None) -> None:
        """Read a message.

        Args:
            text: The message, its spelling put right.
            asked: The finding just asked about, if it is one alone.
        """
        self.text = text
        self._scene = Scene(content_of(text), engine().lexicon, asked)
        self._hide_decoys()
        self._negations = Negations(self._scene)
        self._questions = Questions(self._scene)
        self._times = Times(self._scene)
        self._persons = Persons(self._scene)
        self._matches = list(self._yielding(list(self._all_matches())))
        self._recovered = [
            match.counted
            for match in self._matches
            if match.rules.finding == "currently_symptomatic"
            and match.wording.value is False
            and not self._negated(match)
            and not self._hurts_after(match.place)
        ]

    def mentions(self) -> tuple[Mention, ...]:
        """Every mention with its state, in reading order."""
        about = self._subject()
        states = [(match, self._state(match, about)) for match in self._matches]
        found = [
            self._mention(match, self._unless_overtaken(match, state, states))
            for match, state in states
            if state is not match.wording.dropped
        ]
        if about:
            found.append(self._subject_mention(about))
        elif self._persons.writer_named():
            found.append(Mention("subject", "self", State.PRESENT, 0, 0))
        return tuple(sorted(set(found), key=lambda m: (m.start, m.end, m.finding)))

    def as_meant(self, mention: Mention) -> Mention:
        """A score with the state that the words around it give it ("if it goes over 5")."""
        if not mention.finding.startswith("pain_") or mention.state is not State.PRESENT:
            return mention
        words = [
            index
            for index, place in enumerate(self._scene.content.places)
            if mention.start <= self.text.tokens[place].start < mention.end
        ]
        if not words or isinstance(mention.value, tuple):
            return mention
        place = Occurrence(words[0], words[-1] + 1, tuple(words))
        meant = self._questions.state(place, place, frozenset({Trait.CONDITIONAL}))
        if mention.value == 0 and meant is None:
            meant = self._questions.state(place, place, frozenset())
        return replace(mention, state=meant) if meant else mention

    def state_between(self, start: int, end: int) -> State | None:
        """How a stretch of the message is meant as a whole; None where nothing tells.

        Nothing tells either where its words are known to be a saying. Denial is not looked for:
        many signs are told by what one can not do.

        Args:
            start: Where it begins in the message as written (characters).
            end: Where it ends there.
        """
        words = tuple(
            index
            for index, place in enumerate(self._scene.content.places)
            if start <= self.text.tokens[place].start < end
            and self._scene.content.words[index] not in PUNCTUATION
        )
        if not words or self._scene.is_hidden(words):
            return None
        whole = Occurrence(words[0], words[-1] + 1, words)
        said = Occurrence(words[-1], words[-1] + 1, words[-1:])
        if not self._subject() and self._persons.is_others(said, whole):
            return State.OTHER_PERSON
        doubtful = self._questions.state(said, whole, frozenset({Trait.ALARM}))
        if doubtful:
            return doubtful
        return State.PAST if self._times.distant(said, alarm=True) else State.PRESENT

    def tightness(self) -> tuple[int, int] | None:
        """Where tightness without any word of pain is stated, in characters."""
        places = self._scene.occurrences
        if any(not self._is_denied(place) for place in places.get("PAIN_WORD", ())):
            return None
        for place in places.get("TIGHT", ()):
            stated = self._questions.state(place, place, frozenset()) is None
            if stated and not self._is_denied(place) and not self._times.gone(place):
                return self._span(place)
        return None

    def corrections(self) -> list[int]:
        """Where the message corrects itself, in characters of the message as written."""
        content = self._scene.content
        return [
            self.text.tokens[content.places[place.start]].start
            for place in self._scene.occurrences.get("CORRECTION", ())
        ]

    def places(self) -> list[tuple[int, int]]:
        """Where the message names a part of the body, in characters."""
        return [self._span(Occurrence(word, word + 1, (word,))) for word in self._scene.body]

    def _all_matches(self) -> Iterator[Match]:
        for pattern, (rules, wording) in engine().wordings.candidates(self._scene):
            for place, parts in self._scene.find(pattern):
                match = Match(rules, wording, place, _counted(pattern, place, parts))
                if not self._is_something_else(match):
                    yield match

    def _is_something_else(self, match: Match) -> bool:
        """Whether an exception stands near.

        One that takes a sign away has to be said of it, in one breath and not denied; one that
        takes back a good word ("fine now") is heard wherever it stands.
        """
        segments = self._scene.content.segments
        takes_a_sign = match.wording.value is not False
        # What says that all is well ("put weight on it no problem") is no sign of anything else.
        well = not takes_a_sign and not self._negated(match)
        unless = () if well else match.rules.unless
        return any(
            segments[place.start] == segments[match.place.start]
            and place.start <= match.place.end + 3
            and place.end >= match.place.start - 3
            and not (takes_a_sign and self._is_apart(match, pattern, place, parts))
            for pattern in (*unless, *match.wording.unless)
            for place, parts in self._scene.find(pattern)
        )

    def _is_apart(
        self, match: Match, pattern: Pattern, place: Occurrence, parts: Iterable[Occurrence]
    ) -> bool:
        return (
            self._scene.is_parted((place, match.place))
            or self._is_parted(pattern, parts)
            or self._negations.negated(place.words, (*place.words, *match.place.words))
        )

    def _yielding(self, matches: list[Match]) -> Iterator[Match]:
        """The matches whose words no stronger finding claims.

        A sign without a place ("swollen") gives way to the one named with its place beside it.
        """
        segments = self._scene.content.segments
        claimed: dict[str, set[int]] = {}
        near: dict[str, set[int]] = {}
        for match in matches:
            claimed.setdefault(match.rules.finding, set()).update(match.counted.words)
            near.setdefault(match.rules.finding, set()).add(segments[match.place.start])
        for match in matches:
            words = set(match.counted.words)
            placeless = match.place.words == match.counted.words
            segment = segments[match.place.start]
            if not any(
                words & claimed.get(other, set()) or (placeless and segment in near.get(other, ()))
                for other in match.rules.yields_to
            ):
                yield match

    def _span(self, place: Occurrence) -> tuple[int, int]:
        """Where some content words stand in the message as written."""
        content = self._scene.content
        places = [content.places[word] for word in place.words]
        return self.text.place(min(places), max(places) + 1)

    def _is_denied(self, place: Occurrence) -> bool:
        return self._negations.negated(place.words, place.words)

    def _negated(self, match: Match) -> bool:
        return self._negations.negated(match.counted.words, match.place.words)

    def _state(self, match: Match, about: Person | None) -> State:
        rules, place = match.rules, match.counted
        if (
            not about
            and rules.finding not in _OF_PERSONS
            and self._persons.is_others(place, match.place)
        ):
            return State.OTHER_PERSON
        if Trait.ALWAYS not in rules.traits:
            doubtful = self._questions.state(place, match.place, rules.traits)
            if doubtful:
                return doubtful
        if rules.traits.isdisjoint({Trait.TIMELESS, Trait.ALWAYS}) and self._is_past(match):
            return State.PAST
        if match.rules.finding not in _COURSE and self._passes(match) and self._times.gone(place):
            return State.DENIED
        negated = self._negated(match)
        if match.wording.value is False:
            return State.PRESENT if negated else State.DENIED
        return State.DENIED if negated else State.PRESENT

    def _unless_overtaken(
        self, match: Match, state: State, states: list[tuple[Match, State]]
    ) -> State:
        """Past, where it was so and is denied now ("couldn't walk, today I can")."""
        if (
            state is State.PRESENT
            and match.rules.traits.isdisjoint({Trait.LASTING, Trait.EVENT})
            and self._times.in_the_past(match.place)
            and any(
                later.rules is match.rules
                and said is State.DENIED
                and later.place.start >= match.place.end
                and not self._times.in_the_past(later.place)
                for later, said in states
            )
        ):
            return State.PAST
        return state

    def _hurts_after(self, place: Occurrence) -> bool:
        """Whether pain or tightness is stated further on ("left is fine now but right hurts")."""
        return any(
            other.start >= place.end and not self._is_denied(other)
            for name in _SYMPTOMATIC
            for other in self._scene.occurrences.get(name, ())
        )

    def _is_past(self, match: Match) -> bool:
        if match.rules.finding == "currently_symptomatic" and match.wording.value is False:
            return match.counted not in self._recovered
        if match.rules.finding in _COURSE:
            return False
        place = match.counted
        in_doubt = not match.rules.traits.isdisjoint({Trait.ALARM, Trait.EVENT})
        if self._times.distant(place, alarm=in_doubt):
            return True
        return self._passes(match) and self._times.before(place, self._recovered)

    def _passes(self, match: Match) -> bool:
        """Whether a sign counts no more once it has gone."""
        return match.wording.value is True and Trait.LASTING not in match.rules.traits

    def _mention(self, match: Match, state: State) -> Mention:
        start, end = self._span(match.place)
        value = match.wording.value
        if isinstance(value, bool) and state.counts:
            value = state is State.PRESENT
        return Mention(match.rules.finding, value, state, start, end)

    def _subject(self) -> Person | None:
        """Whom the message is about if not the writer."""
        symptoms = [
            match.counted
            for match in self._matches
            if match.rules.finding not in _HISTORY and match.wording.dropped is None
        ]
        symptoms += self._scene.occurrences.get("INJURED", ())
        return self._persons.subject(symptoms)

    def _subject_mention(self, person: Person) -> Mention:
        first = self._scene.content.places[person.place.start]
        start, end = self.text.place(first, first + 1)
        return Mention("subject", person.subject, State.PRESENT, start, end)

    def _hide_decoys(self) -> None:
        shown = {
            word
            for pattern in engine().book.shown
            for place, parts in self._scene.find(pattern)
            if not self._is_parted(pattern, parts)
            for word in _counted(pattern, place, parts).words
        }
        for pattern, decoy in list(engine().decoys.candidates(self._scene)):
            for place, parts in self._scene.find(pattern):
                hidden = _counted(pattern, place, parts).words
                if self._is_parted(pattern, parts) or not shown.isdisjoint(hidden):
                    continue
                if not self._excepted(place, decoy.unless):
                    self._scene.hide(hidden)
        self._scene.settle()

    def _is_parted(self, pattern: Pattern, parts: Iterable[Occurrence]) -> bool:
        """Whether a comma stands in the middle of what has to be one thought.

        What takes a sign away has to be said of it: "want to kill myself, marathon in May" is no
        saying about a marathon.
        """
        return pattern.scope is Scope.THOUGHT and self._scene.is_parted(parts)

    def _excepted(self, place: Occurrence, unless: Iterable[Pattern]) -> bool:
        sentences = self._scene.content.sentences
        return any(
            sentences[other.start] == sentences[place.start]
            for pattern in unless
            for other, _ in self._scene.find(pattern)
        )


_HISTORY = frozenset(
    {
        "age_under_18",
        "clot_risk_factor",
        "prior_rupture_or_surgery",
        "recurrent_12mo",
        "weight_loss_or_cancer_history",
        "bone_stress_risk",
        "blood_thinner_or_bleeding_disorder",
        "fluoroquinolone",
        "pregnant_or_postpartum",
        "recent_training_jump",
        "currently_symptomatic",
        "trend",
        "onset",
    }
)
"""Findings that do not make the person they are said of the hurt one."""

_SYMPTOMATIC = ("PAIN_WORD", "TIGHT")
_OF_PERSONS = frozenset({"age_under_18"})
_COURSE = frozenset({"currently_symptomatic", "trend", "subject", "age_under_18"})


def _counted(pattern: Pattern, place: Occurrence, parts: tuple[Occurrence, ...]) -> Occurrence:
    """The words of the marked elements, or all of them where none is marked."""
    marked = [
        part for part, element in zip(parts, pattern.elements, strict=True) if element.counted
    ]
    if not marked:
        return place
    words = tuple(sorted({word for part in marked for word in part.words}))
    return Occurrence(words[0], words[-1] + 1, words)
