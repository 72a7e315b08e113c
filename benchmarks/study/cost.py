"""What a candidate costs, in a process of its own: loading, memory, time for one message.

Run as `python -m benchmarks.study.cost FILE TEXTS`: the file is a trained Rasa model (.tar.gz) or a
pickled candidate, the texts are a JSON list. Prints one JSON object. It imports nothing that the
candidate does not need, so that libraries are not charged to the wrong one.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

TIMED = 400
ORDINARY = 300


@dataclass(frozen=True)
class Cost:
    """What one candidate costs.

    Attributes:
        load: Seconds until the first message can be read, its libraries included.
        memory: Megabytes that the process holds after the last message.
        median: Milliseconds for one message.
        p99: The same, the slowest of a hundred.
    """

    load: float
    memory: float
    median: float
    p99: float


def cost_of(path: Path, texts: Sequence[str]) -> Cost:
    """Measure a stored candidate in a fresh process, on some of the texts."""
    ordinary = [text for text in texts if len(text) <= ORDINARY]
    listed = path.with_name("texts.json")
    listed.write_text(json.dumps(ordinary[:: max(1, len(ordinary) // TIMED)]), encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.study.cost", str(path), str(listed)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def _measure(path: Path, texts: Sequence[str]) -> Cost:
    start = time.perf_counter()
    read = _reader(path)
    read(texts[0])
    loaded = time.perf_counter() - start
    times = [_milliseconds(read, text) for text in texts]
    median, p99 = np.percentile(times, [50, 99])
    return Cost(loaded, _resident(), float(median), float(p99))


def _reader(path: Path) -> Callable[[str], Any]:
    if path.suffix == ".gz":
        from benchmarks.study.rasa_models import RasaModel  # noqa: PLC0415 - counts as loading

        return RasaModel(path, ()).parse
    with path.open("rb") as file:
        fitted = pickle.load(file)  # made by the study itself a moment ago
    return lambda text: fitted.shares([text])


def _milliseconds(read: Callable[[str], Any], text: str) -> float:
    start = time.perf_counter()
    read(text)
    return 1000 * (time.perf_counter() - start)


def _resident() -> float:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


if __name__ == "__main__":
    _TEXTS = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    sys.stdout.write(json.dumps(asdict(_measure(Path(sys.argv[1]), _TEXTS))) + "\n")
