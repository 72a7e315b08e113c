"""How hard a text is to read: the Flesch-Kincaid grade."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"[.!?]+(?:\s|$)")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_E = re.compile(r"(?:[^laeiouy]e|[aeiouy]le)$")
_SILENT_ED = re.compile(r"[^tdaeiouy]ed$")
_SILENT_ES = re.compile(r"[^aeiouysxzcg]es$")
_TWO_SYLLABLES = re.compile(r"(?:i(?:a|o(?!n)|u)|eo|ua(?!r)|[aeiou]ing)")
_LONG_BY_EYE = {"area": 3, "areas": 3, "idea": 3, "being": 2, "doing": 2, "going": 2}


def syllables(word: str) -> int:
    """Syllables of an English word, by its spelling."""
    word, _, ending = word.lower().replace("’", "'").partition("'")
    if word in _LONG_BY_EYE:
        return _LONG_BY_EYE[word]
    if ending == "t" and word[-2:] in ("sn", "dn"):
        return syllables(word[:-1]) + 1
    count = len(_VOWELS.findall(word)) + len(_TWO_SYLLABLES.findall(word))
    if _SILENT_E.search(word) or _SILENT_ED.search(word) or _SILENT_ES.search(word):
        count -= 1
    return max(1, count)


def grade(text: str) -> float:
    """Flesch-Kincaid grade of a text: about the school year that reads it with ease."""
    words = _WORD.findall(text)
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    spoken = sum(map(syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59
