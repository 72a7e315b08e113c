"""Entry point of the `hammy` command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from bot.cli.problem import UnusableInput

_COMMANDS = {
    "run": ("bot.cli.run", "talk Telegram"),
    "chat": ("bot.cli.chat", "talk in this terminal"),
    "train": ("bot.cli.train", "train the language and dialogue model"),
    "db": ("bot.cli.db", "look after the database"),
    "backup": ("bot.cli.backup", "copy the whole database while Hammy runs"),
    "restore": ("bot.cli.restore", "put a backup back"),
    "bench": ("bot.cli.bench", "measure how fast this installation is"),
    "check": ("bot.cli.check", "validate settings, content, model and database"),
    "parse": ("bot.cli.parse", "read messages from standard input, one a line, as JSON"),
    "simulate": ("bot.cli.simulate", "let imaginary runners live through weeks of check-ins"),
    "triage": ("bot.cli.triage", "assess findings from standard input, one JSON object a line"),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hammy", description="A coach for runners with a sore hamstring."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (_, summary) in _COMMANDS.items():
        commands.add_parser(name, help=summary, add_help=False)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: Words of the command line, without the program's name.

    Returns:
        The exit status: 0 for success, 1 for a failed check or start, 2 for unusable input.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    chosen, rest = _parser().parse_known_args(words[:1])[0].command, words[1:]
    try:
        return int(import_module(_COMMANDS[chosen][0]).command(rest))
    except UnusableInput as problem:
        print(f"hammy {chosen}: {problem}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
