"""Writes the unseen messages as `rasa test nlu` wants them.

Run `python -m benchmarks.rasa_test_data FILE`, then `rasa test nlu --nlu FILE`. Rasa counts one
intent a message, so a message with two fair readings may count as wrong there.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import yaml

from benchmarks.study.examples import unseen_examples


def main(path: Path) -> None:
    texts: dict[str, list[str]] = defaultdict(list)
    for examples in unseen_examples().values():
        for one in examples:
            texts[one.intents[0]].append(" ".join(one.text.split()))
    groups = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in said)}
        for intent, said in sorted(texts.items())
    ]
    data = yaml.safe_dump({"version": "3.1", "nlu": groups}, allow_unicode=True, width=10_000)
    path.write_text(data, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
