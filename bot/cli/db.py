"""`hammy db upgrade`: bring the database's schema up to date."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bot.settings import SettingsProblem, load_settings
from storage.database import open_database
from storage.problems import DatabaseProblem


def command(arguments: Sequence[str]) -> int:
    """Carry out one of the database's own commands."""
    parser = argparse.ArgumentParser(prog="hammy db")
    parser.add_argument("what", choices=["upgrade"], help="upgrade: make or migrate the tables")
    parser.parse_args(arguments)
    try:
        database = open_database(load_settings().database)
        database.upgrade()
        database.close()
    except (SettingsProblem, DatabaseProblem) as problem:
        print(f"hammy db: {problem}", file=sys.stderr)
        return 1
    print("The database is up to date.")
    return 0
