"""The terminal chat's loop."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from datetime import datetime

from prompt_toolkit import PromptSession
from prompt_toolkit.formatted_text import HTML
from prompt_toolkit.history import InMemoryHistory
from rich.console import Console
from rich.markup import escape

from actions.private_files import forget
from bot.conversation.messages import Command, Conversation, Incoming, Person, Reply
from bot.conversation.texts import text
from bot.terminal.options import read_line
from bot.terminal.screen import show
from storage.problems import DatabaseUnavailable

_GOODBYES = {"exit", "quit", ":q"}


async def _typed_lines() -> AsyncIterator[str]:
    """Lines from a person, with editing and history, or from a pipe."""
    if not sys.stdin.isatty():
        for line in sys.stdin:
            yield line.rstrip("\n")
        return
    # History stays in memory: what people write about their health is not left in a file.
    session: PromptSession[str] = PromptSession(history=InMemoryHistory())
    while True:
        try:
            yield await session.prompt_async(HTML("<ansigreen><b>you</b></ansigreen> > "))
        except (EOFError, KeyboardInterrupt):
            return


async def _answered(
    conversation: Conversation, person: Person, incoming: Incoming, sent_at: datetime
) -> tuple[Reply, ...]:
    """The replies, or an apology: here the person is the one who tries again."""
    try:
        return await conversation.answer(person, incoming, sent_at=sent_at)
    except DatabaseUnavailable:
        return (Reply(text("went_wrong")),)


async def chat(
    conversation: Conversation, person: Person, *, now: Callable[[], datetime], console: Console
) -> None:
    """Talk until the person leaves.

    Args:
        conversation: Who answers.
        person: Who is typing.
        now: The clock, UTC.
        console: Where replies are shown.
    """
    options = show(console, await _answered(conversation, person, Command("start"), now()))
    pictures: set[str] = set()
    try:
        async for line in _typed_lines():
            if line.strip().lower() in _GOODBYES:
                break
            if not line.strip():
                continue
            if not sys.stdin.isatty():
                console.print(f"[green]you[/green] > {escape(line)}", highlight=False)
            with console.status("Hammy is typing ..."):
                incoming = read_line(line, options)
                replies = await _answered(conversation, person, incoming, now())
            pictures.update(reply.image for reply in replies if reply.image)
            options = show(console, replies)
    finally:
        # They can be looked at for as long as the talk lasts.
        for picture in pictures:
            forget(picture)
    console.print("[dim]Bye. Your data stays in the data folder; /delete removes it.[/dim]")
