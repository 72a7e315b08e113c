"""What a label allows: one value, any amount, a range, or one of several words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

ANY = "any"
"""Some pain or some time without a number: every number of at least 1 fits."""
_DAYS_SLACK = 0.6
_DAYS_SHARE = 0.1


@dataclass(frozen=True)
class Expected:
    """The values that fit a label.

    Attributes:
        values: The words, truth values or lists that fit.
        low: The smallest number that fits, when numbers do.
        high: The largest number that fits.
    """

    values: tuple[Any, ...] = ()
    low: float | None = None
    high: float | None = None

    @property
    def examples(self) -> tuple[Any, ...]:
        """Values that fit, for checking against the vocabulary."""
        bounds = () if self.low is None or self.high is None else (self.low, min(self.high, 10))
        return (*self.values, *bounds)

    @property
    def present(self) -> bool:
        """Whether the label says that the finding is there (and not denied or declined)."""
        if self.low is not None:
            return self.high != 0
        return self.values not in ((False,), (None,))

    @property
    def denied(self) -> bool:
        """Whether the label says that the finding is not there."""
        return self.values == (False,) or self.high == 0

    def fits(self, actual: Any, days: bool = False) -> bool:
        """Whether a value that was read agrees with the label.

        Args:
            actual: The value read.
            days: Whether it counts days. "A month" is 30 or 31 and "this morning" may be half a
                day, so days may be off by half a day or a tenth.
        """
        if isinstance(actual, (list, tuple)):
            return any(isinstance(v, tuple) and set(v) == set(actual) for v in self.values)
        if actual is None or isinstance(actual, (bool, str)):
            return any(actual is v or (actual == v and isinstance(v, str)) for v in self.values)
        if self.low is None or self.high is None:
            return False
        slack = max(_DAYS_SLACK, _DAYS_SHARE * self.high) if days else 0.0
        return bool(self.low - slack <= actual <= self.high + slack)


def expected(label: Any, numeric: bool) -> Expected:
    """Read a label.

    Args:
        label: `any`, `4..5`, `same/worse`, a number, a word, a truth value, a list or null.
        numeric: Whether the finding is a number.

    Raises:
        ValueError: When a number's label is no number, range or word.
    """
    if isinstance(label, list):
        return Expected(values=(tuple(label),))
    if label is None or isinstance(label, bool):
        return Expected(values=(label,))
    if isinstance(label, (int, float)):
        return Expected(low=label, high=label)
    if numeric and label == ANY:
        return Expected(low=1, high=float("inf"))
    if numeric and ".." in label:
        low, high = (float(part) for part in label.split(".."))
        return Expected(low=low, high=high)
    return Expected(values=tuple(label.split("/")))
