"""`hammy check`: is everything in order, and if not, what mends it."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence

from bot.runtime.quiet import silence_libraries

Check = tuple[str, Callable[[], str]]


def command(arguments: Sequence[str]) -> int:
    """Run every check; exit status 1 when one fails."""
    argparse.ArgumentParser(prog="hammy check").parse_args(arguments)
    silence_libraries("ERROR")
    failed = 0
    for name, check in _checks():
        try:
            print(f"ok      {name}: {check()}")
        except Exception as problem:
            failed += 1
            print(f"FAILED  {name}: {_one_line(problem)}")
    return 1 if failed else 0


def _one_line(problem: Exception) -> str:
    text = " ".join(str(problem).split())
    return text or type(problem).__name__


def _checks() -> Iterator[Check]:
    yield "settings", _settings
    yield "content", _content
    yield "dialogue", _dialogue
    yield "model", _model
    yield "database", _database


def _settings() -> str:
    from bot.cli.telegram_settings import check_for_telegram  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    check_for_telegram(settings)
    return (
        "readable, Telegram token set"
        if settings.telegram_bot_token
        else "readable, no Telegram token (terminal only)"
    )


def _content() -> str:
    from coach.findings import VOCABULARY  # noqa: PLC0415
    from coach.knowledge import topics  # noqa: PLC0415
    from coach.triage import SCREENS, TABLE  # noqa: PLC0415
    from coach.wording import RULES  # noqa: PLC0415

    return (
        f"{len(VOCABULARY)} findings, {len(TABLE.rows)} rows, {len(SCREENS)} screens, "
        f"{len(topics())} topics, {len(RULES)} rules"
    )


def _dialogue() -> str:
    from rasa.shared.core.domain import Domain  # noqa: PLC0415

    from bot.runtime.in_process_actions import InProcessActions  # noqa: PLC0415
    from bot.settings import PROJECT_ROOT  # noqa: PLC0415

    domain = Domain.load(str(PROJECT_ROOT / "domain.yml"))
    wanted = {a for a in domain.user_actions if a.startswith("action_")}
    missing = wanted - InProcessActions().names
    if missing:
        raise LookupError(f"domain.yml names actions without code: {', '.join(sorted(missing))}")
    return f"{len(domain.intents)} intents, {len(wanted)} actions"


def _model() -> str:
    from bot.runtime.model import model_path  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    present = model_path(load_settings().models_dir)
    if not present.is_file():
        raise LookupError("no model fits the present sources; run `hammy train`")
    from bot.runtime.agent import load_agent  # noqa: PLC0415

    load_agent(present, "sqlite://")
    return f"{present.name} loads"


def _database() -> str:
    from bot.settings import load_settings  # noqa: PLC0415
    from storage.database import open_database  # noqa: PLC0415

    database = open_database(load_settings().database)
    database.check()
    database.close()
    return "answers, schema up to date"
