"""`hammy backup`: a whole copy of the database while Hammy runs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime, timezone
from pathlib import Path

from bot.cli.problem import UnusableInput
from bot.settings import SettingsProblem, load_settings
from storage.backup import back_up, suffix_for
from storage.problems import DatabaseProblem

_NAME = "hammy-%Y%m%d-%H%M%S"


def command(arguments: Sequence[str]) -> int:
    """Make one backup, then forget the oldest of those with a date for a name.

    Raises:
        UnusableInput: The arguments or settings cannot be used.
    """
    parser = argparse.ArgumentParser(prog="hammy backup")
    parser.add_argument("file", nargs="?", type=Path, help="default: backups/ in the data folder")
    parser.add_argument("--keep", type=int, metavar="N", help="keep the newest N in backups/ only")
    options = parser.parse_args(arguments)
    if options.keep is not None and (options.keep < 1 or options.file is not None):
        raise UnusableInput("--keep takes a number from 1 up, and no file beside it.")
    try:
        settings = load_settings()
        suffix = suffix_for(settings.database)
        folder = settings.data_dir / "backups"
        target = options.file or folder / (datetime.now(timezone.utc).strftime(_NAME) + suffix)
        back_up(settings.database, target)
    except SettingsProblem as problem:
        raise UnusableInput(str(problem)) from None
    except DatabaseProblem as problem:
        print(f"hammy backup: {problem}", file=sys.stderr)
        return 1
    print(f"Backed up to {target}.")
    if options.keep is not None:
        for old in sorted(folder.glob(f"hammy-*-*{suffix}"), reverse=True)[options.keep :]:
            old.unlink(missing_ok=True)
    return 0
