"""Finds every finding a message speaks of and says how each is meant."""

from __future__ import annotations

import re
from dataclasses import replace

from nlu.extraction.content import content_of
from nlu.extraction.context.negation import Negations
from nlu.extraction.context.persons import Person, Persons
from nlu.extraction.context.questions import Questions
from nlu.extraction.context.time import Times
from nlu.extraction.engine import engine
from nlu.extraction.lexicon import Occurrence
from nlu.extraction.matches import Match, Matches
from nlu.extraction.matching import Scene
from nlu.extraction.model import Mention, State
from nlu.extraction.rules import Trait
from nlu.extraction.sayings import hide_sayings
from nlu.extraction.text import PUNCTUATION, Text


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
        hide_sayings(self._scene)
        self._negations = Negations(self._scene)
        self._questions = Questions(self._scene)
        self._times = Times(self._scene)
        self._persons = Persons(self._scene)
        self._matches = list(Matches(self._scene, self._negations).found())
        self._recovered = [
            match.counted
            for match in self._matches
            if match.rules.finding == "currently_symptomatic"
            and match.wording.value is False
            and not match.negated(self._negations)
            and not self._hurts_after(match.place)
        ]

    def mentions(self) -> tuple[Mention, ...]:
        """Every mention with its state, in reading order."""
        about = self._subject()
        states = [(match, self._state(match, about)) for match in self._matches]
        found = [
            self._mention(match, self._unless_overtaken(match, state, states))
            for match, state in states
            if state is not match.wording.dropped and not self._is_of_two_denials(match, state)
        ]
        if about:
            found.append(self._subject_mention(about))
        elif self._persons.writer_named():
            found.append(Mention("subject", "self", State.PRESENT, 0, 0))
        return tuple(sorted(dict.fromkeys(found), key=lambda m: (m.start, m.end, m.finding)))

    def as_meant(self, mention: Mention) -> Mention:
        """A score or a test with the state that its words give it ("if it goes over 5")."""
        if not mention.finding.startswith(("pain_", "test_")) or mention.state is not State.PRESENT:
            return mention
        words = [
            index
            for index, place in enumerate(self._scene.content.places)
            if mention.start <= self.text.tokens[place].start < mention.end
        ]
        if not words or isinstance(mention.value, tuple):
            return mention
        place = Occurrence(words[0], words[-1] + 1, tuple(words))
        is_score = mention.finding.startswith("pain_")
        traits = frozenset({Trait.CONDITIONAL}) if is_score else frozenset[Trait]()
        meant = self._questions.state(place, place, traits)
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

    def _span(self, place: Occurrence) -> tuple[int, int]:
        """Where some content words stand in the message as written."""
        content = self._scene.content
        places = [content.places[word] for word in place.words]
        return self.text.place(min(places), max(places) + 1)

    def _is_denied(self, place: Occurrence) -> bool:
        return self._negations.negated(place.words, place.words)

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
                return State.DENIED if self._did_not_happen(match, doubtful) else doubtful
        if rules.traits.isdisjoint({Trait.TIMELESS, Trait.ALWAYS}) and self._is_past(match):
            return State.PAST
        if match.rules.finding not in _COURSE and self._passes(match) and self._times.gone(place):
            return State.DENIED
        negated = match.negated(self._negations)
        if match.wording.value is False:
            return State.PRESENT if negated else State.DENIED
        return State.DENIED if negated else State.PRESENT

    def _is_of_two_denials(self, match: Match, state: State) -> bool:
        """As in "no pain, no calf swelling": nobody said that there is no pain of the calf."""
        return (
            state is State.DENIED
            and match.wording.value is not False
            and self._negations.begins_within(match.place)
        )

    def _did_not_happen(self, match: Match, state: State) -> bool:
        """As in "If I'd heard a pop I'd be worried, but I didn't"."""
        if Trait.EVENT not in match.rules.traits or state is not State.HYPOTHETICAL:
            return False
        last = self._scene.content.places[match.place.end - 1]
        behind = " ".join(self.text.words[last + 1 :])
        return _BUT_DID_NOT.match(behind) is not None

    def _unless_overtaken(
        self, match: Match, state: State, states: list[tuple[Match, State]]
    ) -> State:
        """Past, where it was so and is denied now ("couldn't walk, today I can")."""
        if (
            state is State.PRESENT
            and match.rules.traits.isdisjoint({Trait.LASTING, Trait.EVENT, Trait.TIMELESS})
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

_BUT_DID_NOT = re.compile(
    r"[^.!?]*(?<!\S)but (?:(?:thankfully|luckily|i|it|there|he|she) )*"
    r"(?:did|have|was|were|has|had) not"
    r"(?: (?:hear|heard|feel|felt|happen|happened|any|one|a|anything))*(?: [.,!]|$)"
)
_SYMPTOMATIC = ("PAIN_WORD", "TIGHT")
_OF_PERSONS = frozenset({"age_under_18"})
_COURSE = frozenset({"currently_symptomatic", "trend", "subject", "age_under_18"})
