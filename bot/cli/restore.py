"""`hammy restore`: put a backup back."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.cli.problem import UnusableInput
from bot.settings import SettingsProblem, load_settings
from storage.backup import restore
from storage.problems import DatabaseProblem


def command(arguments: Sequence[str]) -> int:
    """Put one backup in the place of the present database.

    Raises:
        UnusableInput: The settings cannot be used.
    """
    parser = argparse.ArgumentParser(
        prog="hammy restore", description="Stop Hammy first; start it again afterwards."
    )
    parser.add_argument("file", type=Path, help="what `hammy backup` made")
    parser.add_argument(
        "--replace", action="store_true", help="even when the database holds people already"
    )
    options = parser.parse_args(arguments)
    try:
        restore(load_settings().database, options.file, replace=options.replace)
    except SettingsProblem as problem:
        raise UnusableInput(str(problem)) from None
    except DatabaseProblem as problem:
        print(f"hammy restore: {problem}", file=sys.stderr)
        return 1
    print(f"Restored {options.file}.")
    return 0
