"""How fast messages may go out: one rate for the whole bot, one for each chat."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

_MOST_CHATS = 10_000


@dataclass
class Bucket:
    """Lets some through at once and the rest at a steady rate.

    Attributes:
        rate: How many a second.
        burst: How many at once after a rest.
    """

    rate: float
    burst: int
    _free_at: float = float("-inf")

    def wait(self, now: float) -> float:
        """Take the next place.

        Args:
            now: Seconds of a clock that never goes back.

        Returns:
            Seconds until the place.
        """
        # `_free_at` is when the bucket is full again after all places that were given away.
        start = max(self._free_at, now - (self.burst - 1) / self.rate)
        self._free_at = start + 1 / self.rate
        return max(0.0, start - now)


@dataclass(frozen=True)
class Rates:
    """Telegram's limits, with some room.

    Attributes:
        overall: Messages a second to all chats; Telegram's limit is about 30.
        chat: Messages a second to one chat; the limit is about one.
        chat_burst: Messages to one chat at once, which Telegram lets pass.
    """

    overall: float = 25.0
    chat: float = 1.0
    chat_burst: int = 4


@dataclass
class Pacer:
    """Hands out places for messages to chats.

    Attributes:
        rates: The limits to keep.
    """

    rates: Rates = field(default_factory=Rates)
    _overall: Bucket = field(init=False)
    _chats: OrderedDict[str, Bucket] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self._overall = Bucket(self.rates.overall, burst=max(1, int(self.rates.overall / 5)))

    def wait_for_chat(self, address: str, now: float) -> float:
        """Take the next place of one chat; seconds until it."""
        bucket = self._chats.setdefault(address, Bucket(self.rates.chat, self.rates.chat_burst))
        self._chats.move_to_end(address)
        if len(self._chats) > _MOST_CHATS:
            self._chats.popitem(last=False)
        return bucket.wait(now)

    def wait_for_all(self, now: float) -> float:
        """Take the next place of the whole bot; seconds until it.

        Ask for the chat's first: a place that is taken here and not used is lost for everybody.
        """
        return self._overall.wait(now)
