"""The concepts of the rules, and where a message speaks of them.

A concept is a set of phrases that mean one thing (`NUMB`, `CALF`, `GROIN_AREA`); some are
patterns over other concepts. spaCy's PhraseMatcher finds the phrases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from nlu.extraction.content import Content
from nlu.extraction.loading import RuleError, load_rules, rule_files
from nlu.extraction.patterns import Pattern, compiled, is_plain, phrases_in
from nlu.extraction.text import PUNCTUATION

UNKNOWN_WORD = "□"
"""Stands for every word no rule knows, so that nothing a runner writes is kept in memory."""


class Occurrence(NamedTuple):
    """One place where a concept is spoken of, in content words.

    Attributes:
        start: First content word.
        end: One past the last.
        words: The content words that make it up (a pattern may leave some out between).
    """

    start: int
    end: int
    words: tuple[int, ...]


Occurrences = dict[str, list[Occurrence]]


class Lexicon:
    """All concepts, ready to be looked up in a message."""

    def __init__(self, concepts: Mapping[str, Iterable[str]], words: Iterable[str]) -> None:
        """Compile the concepts.

        Args:
            concepts: The lines of each concept: phrases and patterns.
            words: Single words that patterns elsewhere name.

        Raises:
            RuleError: A concept names an unknown one, or names itself in a circle.
        """
        self.names = frozenset(concepts)
        self.vocabulary: set[str] = set()
        self._nlp = spacy.blank("en")
        self._matcher = PhraseMatcher(self._nlp.vocab)
        self._patterns: dict[str, list[Pattern]] = {}
        phrases: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        single: set[str] = set(words)
        for name, lines in concepts.items():
            for line in lines:
                if is_plain(line):
                    phrases[name].extend(phrases_in(line))
                    continue
                patterns = compiled(line)
                self._patterns.setdefault(name, []).extend(patterns)
                single |= literal_words(patterns)
        for word in single:
            phrases[word].append((word,))
        for name, spellings in phrases.items():
            unique = sorted(set(spellings))
            self.vocabulary.update(word for phrase in unique for word in phrase)
            self._matcher.add(name, [Doc(self._nlp.vocab, words=list(p)) for p in unique])
        self._known = self.vocabulary | PUNCTUATION
        self.pattern_order = self._in_order()

    @property
    def strings(self) -> frozenset[str]:
        """Every word held in memory by the matcher."""
        return frozenset(self._nlp.vocab.strings)

    def phrases_at(self, content: Content) -> Occurrences:
        """Where the plain phrases of each concept stand in the message."""
        words = [word if word in self._known else UNKNOWN_WORD for word in content.words]
        found: Occurrences = defaultdict(list)
        if not words:
            return found
        name_of = self._nlp.vocab.strings
        segments = content.segments
        for key, start, end in self._matcher(Doc(self._nlp.vocab, words=words)):
            if segments[start] == segments[end - 1]:
                found[name_of[key]].append(Occurrence(start, end, tuple(range(start, end))))
        return found

    def _in_order(self) -> list[tuple[str, frozenset[str], list[Pattern]]]:
        """Concepts made of patterns, each after those it needs, with what none can do without."""
        ordered: list[tuple[str, frozenset[str], list[Pattern]]] = []
        state: dict[str, bool] = {}

        def visit(name: str, path: tuple[str, ...]) -> None:
            if name not in self.names:
                raise RuleError(f"{path[-1] if path else '?'} names unknown concept {name}")
            if state.get(name):
                return
            if name in path:
                raise RuleError(f"concepts in a circle: {' > '.join((*path, name))}")
            for pattern in self._patterns.get(name, ()):
                for element in pattern.elements:
                    for part in sorted(element.names):
                        if part[:1].isupper():
                            visit(part, (*path, name))
            state[name] = True
            if patterns := self._patterns.get(name):
                anchors = frozenset().union(*(pattern.anchor for pattern in patterns))
                ordered.append((name, anchors, patterns))

        for name in sorted(self.names):
            visit(name, ())
        return ordered


def literal_words(patterns: Iterable[Pattern]) -> set[str]:
    """The single words that patterns name."""
    return {
        name
        for pattern in patterns
        for element in pattern.elements
        for name in element.names
        if not name[:1].isupper()
    }


def load_concepts() -> dict[str, list[str]]:
    """Every concept of the rule files.

    Raises:
        RuleError: Two files define the same concept.
    """
    concepts: dict[str, list[str]] = {}
    for file in rule_files("concepts"):
        for name, lines in load_rules(file).items():
            if name in concepts:
                raise RuleError(f"{file}: concept {name} is defined twice")
            concepts[name] = [str(line) for line in lines]
    return concepts
