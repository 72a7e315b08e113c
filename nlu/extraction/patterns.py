"""The small language in which rules say which words, in which order and how near, mean what.

A pattern is a row of elements with blanks between them:

- `limping` one word; `felt/heard/had` any of them; `POP` a concept; `POP/SNAP` either concept;
- `(word)` may be missing; `[word]` is the part that counts, see the file that holds the rule;
- `A B` stand side by side, `A ~3 B` have at most three words between them;
- `A & B` stand in either order with at most eight words between, `A &4 B` at most four;
- `A && B` stand anywhere in the same sentence, `A &&& B` in the same message, in either order.

Fillers and punctuation never count as words. But for `&&` and `&&&`, a pattern does not reach
beyond a sentence or a word like "but", and words side by side are not parted by a comma.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import permutations, product

from nlu.extraction.content import FILLERS, without_fillers
from nlu.extraction.loading import RuleError
from nlu.extraction.text import read

_UNORDERED_REACH = 8
_FAR_REACH = 150


@dataclass(frozen=True)
class Element:
    """One place in a pattern.

    Attributes:
        names: Concept names, and single words in lower case; any of them fills the place.
        counted: Whether it is marked by square brackets.
    """

    names: frozenset[str]
    counted: bool = False


class Scope(Enum):
    """How far a pattern reaches."""

    THOUGHT = "thought"
    SENTENCE = "sentence"
    MESSAGE = "message"


@dataclass(frozen=True)
class Pattern:
    """Elements in a fixed order.

    Attributes:
        elements: The places to be filled.
        gaps: The room before each element, in words (the first unused).
        scope: How far it reaches.
    """

    elements: tuple[Element, ...]
    gaps: tuple[int, ...]
    scope: Scope = Scope.THOUGHT

    @cached_property
    def anchor(self) -> frozenset[str]:
        """The names of the element that a message is least likely to hold."""

        def likelihood(element: Element) -> tuple[int, int]:
            return (
                sum(not name[:1].isupper() for name in element.names),
                -max(len(name) for name in element.names),
            )

        return min(self.elements, key=likelihood).names


def phrases_in(written: str) -> list[tuple[str, ...]]:
    """The plain phrases a rule line spells out: `felt/heard pop` is two of them.

    Raises:
        RuleError: Nothing is left of a phrase once fillers are gone.
    """
    spellings: list[tuple[str, ...]] = []
    for words in product(*(_choices(part) for part in written.split())):
        tokens = read(" ".join(filter(None, words))).words
        phrase = tuple(tokens[index] for index in without_fillers(tokens))
        if len(phrase) < min(2, len(tokens)):
            raise RuleError(f"phrase {written!r} is {phrase or 'nothing'} without fillers")
        spellings.append(phrase)
    return spellings


def is_plain(written: str) -> bool:
    """Whether a rule line is a plain phrase: words only, no concepts, gaps or brackets."""
    return not any(
        part[0] in "~&[" or part.strip("()")[0].isupper() or ("/" in part and _has_concept(part))
        for part in written.split()
    )


def compiled(written: str) -> list[Pattern]:
    """A pattern as fixed-order sequences (several if it allows either order or options).

    Raises:
        RuleError: The pattern is malformed.
    """
    groups, reach, scope = _groups(written)
    sequences = []
    for order in permutations(range(len(groups))):
        for chosen in product(*(_variants(groups[index]) for index in order)):
            elements: list[Element] = []
            gaps: list[int] = []
            for part in chosen:
                if not part:
                    raise RuleError(f"pattern {written!r} has an empty part")
                for position, (element, gap) in enumerate(part):
                    elements.append(element)
                    gaps.append(gap if position else reach)
            sequences.append(Pattern(tuple(elements), tuple(gaps), scope))
    return sequences


def _has_concept(part: str) -> bool:
    return any(name[:1].isupper() for name in part.strip("()[]").split("/"))


def _choices(part: str) -> list[str]:
    if part.startswith("("):
        return ["", *part.strip("()").split("/")]
    choices = part.split("/")
    if len(choices) == 1:
        return choices
    return [choice for choice in choices if not FILLERS.issuperset(read(choice).words)]


def _groups(written: str) -> tuple[list[list[str]], int, Scope]:
    groups: list[list[str]] = [[]]
    reach, scope = _UNORDERED_REACH, Scope.THOUGHT
    for part in written.split():
        if part.startswith("&&"):
            reach = _FAR_REACH
            scope = Scope.MESSAGE if part == "&&&" else Scope.SENTENCE
            groups.append([])
        elif part.startswith("&"):
            reach = int(part[1:]) if part[1:] else reach
            groups.append([])
        else:
            groups[-1].append(part)
    return groups, reach, scope


def _variants(parts: Sequence[str]) -> list[list[tuple[Element, int]]]:
    """A group's elements with the room before each, once with and once without each option."""
    variants: list[tuple[list[tuple[Element, int]], int]] = [([], 0)]
    counted = False
    for part in parts:
        if part.startswith("~"):
            room = int(part[1:])
            variants = [(elements, max(gap, room)) for elements, gap in variants]
            continue
        counted = counted or part.startswith("[")
        element = _element(part, counted)
        counted = counted and not part.endswith("]")
        if element is None:
            continue
        extended = [([*elements, (element, gap)], 0) for elements, gap in variants]
        variants = [*variants, *extended] if part.startswith("(") else extended
    return [elements for elements, _ in variants if elements]


def _element(part: str, counted: bool) -> Element | None:
    """The element, without the fillers it names; None if nothing else is left."""
    names = set()
    for name in part.strip("()[]").split("/"):
        if name[:1].isupper():
            names.add(name)
        else:
            words = read(name).words
            if len(words) != 1:
                raise RuleError(f"{name!r} is not one word")
            names.update(set(words) - FILLERS)
    return Element(frozenset(names), counted) if names else None
