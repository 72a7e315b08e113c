"""Shows replies in the terminal: bold where marked, options numbered, paths for pictures."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.text import Text

from bot.conversation.emphasis import without_marks
from bot.conversation.messages import Reply, Selection
from bot.terminal.options import Options

_MAX_WIDTH = 76


def _styled(text: str) -> Text:
    plain, bold = without_marks(text)
    styled = Text(plain)
    for start, end in bold:
        styled.stylize("bold", start, end)
    return styled


def show(console: Console, replies: tuple[Reply, ...]) -> tuple[Options, ...]:
    """Print replies and return the options that are now on offer, a set for each reply's own."""
    offered: tuple[Options, ...] = ()
    for reply in replies:
        width = min(console.width, _MAX_WIDTH)
        console.print(
            Panel(_styled(reply.text), title="Hammy", title_align="left", width=width),
            highlight=False,
        )
        for kind, path in (("picture", reply.image), ("file", reply.document)):
            if path:
                console.print(f"  [dim]{kind}:[/dim] {escape(path)}", highlight=False)
        if reply.buttons:
            options = Options.of(reply, after=offered)
            _show_options(console, options)
            offered = (*offered, options)
    return offered


def _show_options(console: Console, options: Options) -> None:
    group = None
    for label, button in options.labelled:
        if button.group != group and group is not None:
            console.print()
        group = button.group
        console.print(f"  [cyan]{label:>2}[/cyan]  {escape(button.title)}", highlight=False)
    hint = (
        'Type the ones that fit, like "1 3", or answer in your own words.'
        if options.selection is Selection.MANY
        else "Type one, or answer in your own words."
    )
    if options.selection is Selection.MANY and options.labelled[0][0] == "a":
        hint = hint.replace("1 3", "a d")
    console.print(f"  [dim]{hint}[/dim]", highlight=False)
