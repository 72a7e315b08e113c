"""Two programs that share the work read the same words the same."""

from __future__ import annotations

import os
import subprocess
import sys

_READS = """
from datetime import date
from nlu.extraction.engine import engine
from nlu.extraction.extractor import extract

lexicon, speller = engine().lexicon, engine().speller
words = sorted(word for word in lexicon.vocabulary if word.isalpha() and len(word) > 4)
for word in words:
    for wrong in (word[:2] + word[3:], word[:-2] + word[-1] + word[-2], word + word[-1]):
        print(speller.correct(wrong))
for text in ("blader not working", "can hop no problem", "walk not normal", "leg's leppin sore"):
    print(extract(text, today=date(2026, 5, 5)))
"""


def reads(seed: int) -> str:
    """What a new program makes of some misspelt words, its hashes seeded by a number."""
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    command = [sys.executable, "-c", _READS]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_words_are_read_the_same_by_every_program() -> None:
    first, second = reads(1), reads(2)
    assert len(first.splitlines()) > 1000
    assert first == second
