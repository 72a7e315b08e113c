"""What a look of the dispatcher costs, among few people and among many.

Run it with `python -m benchmarks.due_query`; it takes some minutes for a hundred thousand people.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from datetime import time as clock_time
from pathlib import Path

from bot.dispatch.dispatcher import Dispatcher, Pace
from storage.database import Database, open_database
from tests.storage.dispatch.crowd import settle
from tests.storage.dispatch.post import enrol

NOW = datetime(2026, 1, 5, 7, tzinfo=timezone.utc)
DUE, LOOKS, DAYS = 20, 30, 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    print("| people | check-ins kept | a look when nobody is due | a look when 20 are due |")
    print("|---|---|---|---|")
    for people in parser.parse_args().people:
        with tempfile.TemporaryDirectory() as folder:
            database = open_database(f"sqlite:///{Path(folder) / 'hammy.db'}")
            database.upgrade()
            settle(database, NOW, people=people, days=DAYS)
            idle, busy = _looks(database)
            database.close()
        print(f"| {people:,} | {people * DAYS:,} | {idle:.1f} ms | {busy:.1f} ms |")


def _looks(database: Database) -> tuple[float, float]:
    worker = Dispatcher(database, pace=Pace(batch=DUE))
    worker.tick(NOW)  # the first look of a day tidies up as well
    idle = [_milliseconds(lambda: worker.tick(NOW)) for _ in range(LOOKS)]
    busy = []
    for round_ in range(LOOKS // 3):
        for number in range(DUE):
            enrol(database, f"{round_}/{number}", NOW - timedelta(hours=1), "Europe/Lisbon",
                  clock_time(7))  # fmt: skip
        busy.append(_milliseconds(lambda: worker.tick(NOW)))
    return statistics.median(idle), statistics.median(busy)


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1000


if __name__ == "__main__":
    main()
