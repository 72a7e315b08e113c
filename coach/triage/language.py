"""Reads the `when` texts of the decision table into conditions."""

from __future__ import annotations

import re
from collections.abc import Mapping

from coach.findings import VOCABULARY, AnswerType, ContentError
from coach.triage.conditions import AllOf, AnyOf, Atom, Check, Condition, Not

_TOKEN = re.compile(r"\s*(>=|<=|[<=(){},]|[A-Za-z0-9_.]+)")
_COMPARISONS = {
    ">=": Check.AT_LEAST,
    "<=": Check.AT_MOST,
    "<": Check.BELOW,
    "=": Check.EQUAL,
}
_RESERVED = {"and", "or", "not", "is", "in", "no", "unknown"}


def parse(text: str, terms: Mapping[str, Condition]) -> Condition:
    """Read one condition.

    Args:
        text: In the language explained at the top of `rows.yml`.
        terms: Named conditions that the text may use.

    Raises:
        ContentError: When the text is not in the language or tests a finding in a way its type
            does not allow.
    """
    return _Parser(text, terms).read()


class _Parser:
    def __init__(self, text: str, terms: Mapping[str, Condition]) -> None:
        self._text = " ".join(text.split())
        self._terms = terms
        self._tokens: list[str] = []
        at = 0
        while at < len(self._text):
            match = _TOKEN.match(self._text, at)
            if match is None:
                raise self._wrong(f"cannot read {self._text[at:]!r}")
            self._tokens.append(match.group(1))
            at = match.end()

    def read(self) -> Condition:
        condition = self._either()
        if self._tokens:
            raise self._wrong(f"did not expect {self._tokens[0]!r}")
        return condition

    def _either(self) -> Condition:
        parts = [self._all()]
        while self._skip("or"):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all(self) -> Condition:
        parts = [self._one()]
        while self._skip("and"):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _one(self) -> Condition:
        if self._skip("("):
            inside = self._either()
            self._expect(")")
            return inside
        if self._skip("not"):
            return Not(self._one())
        name = self._take()
        if name in self._terms:
            return self._terms[name]
        if name in _RESERVED or name not in VOCABULARY:
            raise self._wrong(f"no finding or term {name!r}")
        return self._atom(name)

    def _atom(self, finding: str) -> Atom:
        following = self._tokens[0] if self._tokens else ""
        if following in _COMPARISONS:
            return self._comparison(finding)
        if self._skip("unknown"):
            return Atom(finding, Check.UNKNOWN)
        if self._skip("in"):
            self._require(finding, AnswerType.CHOICES)
            return Atom(finding, Check.ONE_OF, words=self._set(finding))
        if self._skip("is"):
            word = self._take()
            if word == "no":
                self._require(finding, AnswerType.YES_NO)
                return Atom(finding, Check.NO)
            self._require(finding, AnswerType.CHOICE, AnswerType.SCALE)
            return Atom(finding, Check.WORD, words=frozenset({self._word(finding, word)}))
        self._require(finding, AnswerType.YES_NO)
        return Atom(finding, Check.YES)

    def _comparison(self, finding: str) -> Atom:
        self._require(finding, AnswerType.SCALE, AnswerType.DAYS)
        check = _COMPARISONS[self._take()]
        number = self._take()
        try:
            return Atom(
                finding,
                check,
                number=float(number),
                whole=VOCABULARY[finding].answer is AnswerType.SCALE,
            )
        except ValueError:
            raise self._wrong(f"{number!r} is no number") from None

    def _set(self, finding: str) -> frozenset[str]:
        self._expect("{")
        words = {self._word(finding, self._take())}
        while self._skip(","):
            words.add(self._word(finding, self._take()))
        self._expect("}")
        return frozenset(words)

    def _word(self, finding: str, word: str) -> str:
        if word not in VOCABULARY[finding].choices:
            raise self._wrong(f"{finding} has no word {word!r}")
        return word

    def _require(self, finding: str, *types: AnswerType) -> None:
        if VOCABULARY[finding].answer not in types:
            raise self._wrong(f"{finding} cannot be tested like that")

    def _take(self) -> str:
        if not self._tokens:
            raise self._wrong("ends too early")
        return self._tokens.pop(0)

    def _skip(self, token: str) -> bool:
        if self._tokens and self._tokens[0] == token:
            self._tokens.pop(0)
            return True
        return False

    def _expect(self, token: str) -> None:
        if not self._skip(token):
            raise self._wrong(f"expected {token!r}")

    def _wrong(self, what: str) -> ContentError:
        return ContentError(f"condition {self._text!r}: {what}")
