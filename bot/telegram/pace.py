"""How long the channel waits for what; everything in seconds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from bot.telegram.client import POLL_GRACE
from bot.telegram.pacing import Rates


@dataclass(frozen=True)
class Pace:
    """The channel's waiting times and how much it does at once.

    Attributes:
        poll: How long Telegram may hold a poll open when there is nothing new.
        answer: How long Telegram may take to answer anything but a poll.
        first_backoff: After the first failure to reach Telegram.
        longest_backoff: The most between two tries.
        conflict: Between tries while another program uses the same token.
        refusals: How long Telegram may refuse a token that it knew before we give up.
        idle: The longest until a queue is looked at again without being woken.
        turn: The most that one turn of the conversation may take.
        turn_retry: Until a failed turn is tried again, doubled each time.
        typing_after: A turn that takes longer than this shows that somebody is typing.
        small_call: The most for answering a press or changing a keyboard.
        tidy: Between looks for what was deleted and is still in the database's file.
        renew: Between two signs of life about what is in work.
        lease: Work that shows no sign of life for so long has lost its worker.
        longest_work: Work that takes longer gives no more signs of life: it hangs.
        turns: How many turns at once.
        messages: How many messages on their way at once.
        patience: A message that Telegram has not answered for so long lets the next one pass.
        suspects: At the start: for what was in work when the program died before; 0 to do
            without.
        finish_turns: At the end: for the turns that have begun.
        finish_messages: At the end: for their answers.
        rates: How fast messages go out.
        clock: Between looks at whether the clock was set.
    """

    poll: float = 30.0
    answer: float = 15.0
    first_backoff: float = 1.0
    longest_backoff: float = 30.0
    conflict: float = 30.0
    refusals: float = 60.0
    idle: float = 1.0
    turn: float = 60.0
    turn_retry: float = 2.0
    typing_after: float = 0.5
    small_call: float = 5.0
    tidy: float = 30.0
    renew: float = 4.0
    lease: float = 20.0
    longest_work: float = 180.0
    turns: int = 16
    messages: int = 64
    patience: float = 0.1
    suspects: float = 10.0
    finish_turns: float = 5.0
    finish_messages: float = 2.5
    rates: Rates = field(default_factory=Rates)
    clock: float = 1.0

    @property
    def silence(self) -> timedelta:
        """A program that polls and has had no answer for so long is not well."""
        return timedelta(seconds=2 * (self.poll + POLL_GRACE) + self.longest_backoff)
