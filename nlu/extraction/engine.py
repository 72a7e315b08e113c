"""The rules made ready for reading: concepts looked up, patterns indexed, spellings known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from nlu.extraction.lexicon import Lexicon, literal_words, load_concepts
from nlu.extraction.matching import PatternIndex
from nlu.extraction.rules import (
    Decoy,
    FindingRules,
    RuleBook,
    Wording,
    all_patterns,
    load_rule_book,
)
from nlu.extraction.spelling import Speller
from nlu.values.phrases import words_of


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
