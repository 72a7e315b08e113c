"""Before consent: nothing is stored, but a red flag is answered all the same."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from actions.privacy.notice import privacy_notice
from bot.conversation.messages import (
    Button,
    Choice,
    Command,
    Incoming,
    Person,
    Reply,
    Unreadable,
    Words,
)
from bot.conversation.texts import text, unreadable

AGREE, REFUSE, PRIVACY = "!give_consent", "!refuse_consent", "!show_privacy"
_YES = re.compile(
    r"(yes|yep|yeah|yup|ok|okay|sure|fine|agreed?|i agree|go ahead|yes please)[ .!]*", re.I
)
_NO = re.compile(r"(no|nope|nah|no thanks?|no thank you|i do not agree|i don'?t agree)[ .!]*", re.I)
_MOST_PEOPLE = 2_000
_MOST_WORDS = 5

SafetyCheck = Callable[[str, Sequence[str]], Awaitable[str | None]]
"""Takes a message and those before it; gives the safety text they call for. Stores nothing."""


@dataclass(frozen=True)
class Welcome:
    """The person has agreed.

    Attributes:
        words: What they wrote before they agreed, to be answered now.
    """

    words: tuple[str, ...] = ()


@dataclass
class Doorstep:
    """Talks to people who have not agreed yet.

    What they write is held in memory only, so that they need not type it twice; a restart
    forgets it.

    Attributes:
        safety: Looks for a red flag in a message.
    """

    safety: SafetyCheck
    _held: OrderedDict[Person, list[str]] = field(default_factory=OrderedDict)

    async def answer(self, person: Person, incoming: Incoming) -> tuple[Reply, ...] | Welcome:
        """Answer, or say that the person has agreed."""
        if isinstance(incoming, Choice):
            return self._chosen(person, incoming.codes)
        if isinstance(incoming, Command):
            return self._commanded(incoming)
        if isinstance(incoming, Words):
            return await self._heard(person, incoming.text)
        if isinstance(incoming, Unreadable) and incoming.caption.strip():
            return await self._heard(person, incoming.caption)
        kind = incoming.kind if isinstance(incoming, Unreadable) else "location"
        return (Reply(unreadable(kind)), self._ask())

    def held(self, person: Person) -> tuple[str, ...]:
        """What they wrote before they agreed and has not been answered yet."""
        return tuple(self._held.get(person, ()))

    def forget(self, person: Person) -> None:
        """Let go of it once it was answered."""
        self._held.pop(person, None)

    def _chosen(self, person: Person, codes: tuple[str, ...]) -> tuple[Reply, ...] | Welcome:
        if codes == (AGREE,):
            return Welcome(self.held(person))
        if codes == (REFUSE,):
            self.forget(person)
            return (Reply(text("declined")),)
        if codes == (PRIVACY,):
            return (Reply(privacy_notice()), self._ask())
        return (Reply(text("introduction")), self._ask())

    def _commanded(self, command: Command) -> tuple[Reply, ...]:
        if command.name == "privacy":
            return (Reply(privacy_notice()), self._ask())
        if command.name in {"export", "delete"}:
            return (Reply(text("privacy_before_consent")),)
        return (Reply(text("introduction")), self._ask())

    async def _heard(self, person: Person, words: str) -> tuple[Reply, ...] | Welcome:
        if _YES.fullmatch(words.strip()):
            return self._chosen(person, (AGREE,))
        if _NO.fullmatch(words.strip()):
            return self._chosen(person, (REFUSE,))
        if warning := await self.safety(words, self.held(person)):
            return (Reply(warning),)
        first_time = person not in self._held
        self._hold(person, words)
        if first_time:
            return (Reply(text("introduction")), self._ask(text("consent_kept_words")))
        return (self._ask(text("consent_kept_words"), again=True),)

    def _hold(self, person: Person, words: str) -> None:
        held = self._held.setdefault(person, [])
        held.append(words)
        del held[:-_MOST_WORDS]
        self._held.move_to_end(person)
        while len(self._held) > _MOST_PEOPLE:
            self._held.popitem(last=False)

    @staticmethod
    def _ask(remark: str = "", *, again: bool = False) -> Reply:
        asking = text("consent_again" if again else "consent")
        return Reply(
            "\n\n".join(part for part in (asking, remark) if part),
            buttons=(
                (Button(text("agree_button"), AGREE), Button(text("refuse_button"), REFUSE)),
                (Button(text("privacy_button"), PRIVACY),),
            ),
        )
