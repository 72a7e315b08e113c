"""A real bot process with an echo or Hammy herself behind it, to be started with `python -m`.

Only waiting times and the clock can be set from outside; everything else is what operators run.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from bot.cli.problem import UnusableInput
from bot.cli.run import talk
from bot.conversation.messages import Conversation, Incoming, Person, Reply, Words
from bot.conversation.moment import whom_to_ask
from bot.runtime.quiet import silence_libraries
from bot.settings import Settings, load_settings
from bot.telegram.pace import Pace
from bot.telegram.pacing import Rates
from storage.database import Database

PACE, CLOCK = "RELIABILITY_PACE", "RELIABILITY_CLOCK"
HAMMY, CHECK_INS = "--hammy", "--check-ins"
_PAUSE = re.compile(r"within (?P<seconds>[\d.]+) s")


class _Echo:
    """Answers with what it heard; breaks or takes its time when it is told to."""

    async def answer(
        self, person: Person, incoming: Incoming, *, sent_at: datetime, edited: bool = False
    ) -> tuple[Reply, ...]:
        words = incoming.text if isinstance(incoming, Words) else str(incoming)
        if "break" in words:
            raise ValueError(words)
        if pause := _PAUSE.search(words):
            await asyncio.sleep(float(pause["seconds"]))
        return (Reply(f"heard {words}"),)


@dataclass
class _Asker:
    """Asks each check-in with its number, whenever Hammy would ask it."""

    database: Database

    async def ask(self, check_in_id: int, *, sent_at: datetime) -> tuple[Reply, ...]:
        def whom() -> bool:
            with self.database.session() as session:
                return whom_to_ask(session, check_in_id, sent_at, owes_answer=False) is not None

        wanted = await asyncio.to_thread(whom)
        return (Reply(f"check-in {check_in_id}"),) if wanted else ()


async def _echo(settings: Settings, database: Database) -> tuple[Conversation, _Asker | None]:
    return _Echo(), _Asker(database) if CHECK_INS in sys.argv else None


def _pace() -> Pace:
    given = json.loads(os.environ.get(PACE, "{}"))
    rates = Rates(**given.pop("rates", {}))
    return replace(Pace(), rates=rates, **given)


def _clock() -> Callable[[], datetime] | None:
    """A clock that is wrong by as many seconds as a file says."""
    if CLOCK not in os.environ:
        return None
    error = Path(os.environ[CLOCK])
    return lambda: datetime.now(timezone.utc) + timedelta(seconds=float(error.read_text()))


if __name__ == "__main__":
    settings = load_settings()
    silence_libraries(settings.log_level)
    make = None if HAMMY in sys.argv else _echo
    webhook = "--webhook" in sys.argv
    try:
        sys.exit(talk(settings, webhook=webhook, make=make, pace=_pace(), now=_clock()))
    except UnusableInput as problem:
        sys.exit(f"hammy run: {problem}")
