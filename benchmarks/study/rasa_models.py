"""Whole Rasa pipelines as candidates: Rasa's own default one, and Hammy's."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.runtime.quiet import silence_libraries

silence_libraries("ERROR")

import numpy as np  # noqa: E402 - libraries are silenced first
import yaml  # noqa: E402
from rasa.core.agent import Agent  # noqa: E402
from rasa.model_training import train_nlu  # noqa: E402

from benchmarks.study.examples import TRAINING  # noqa: E402

DEFAULT_PIPELINE = (
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "constrain_similarities": True, "ranking_length": 0},
    {"name": "EntitySynonymMapper"},
)  # fmt: skip
"""What Rasa gives a project that names no pipeline, without its response selector."""
_CLASSIFIER = 5


class RasaModel:
    """A trained Rasa model that reads one message after the other, in one loop as a bot does."""

    def __init__(self, model: Path, labels: Sequence[str]) -> None:
        self._agent = Agent.load(str(model))
        self._loop = asyncio.new_event_loop()
        self._labels = {label: place for place, label in enumerate(labels)}

    def parse(self, text: str) -> dict[str, Any]:
        """What Rasa hands to a conversation."""
        return dict(self._loop.run_until_complete(self._agent.parse_message(text)))

    def shares(self, texts: Sequence[str]) -> np.ndarray:
        """The ranking of each text; what is left out of it counts as impossible."""
        shares = np.zeros((len(texts), len(self._labels)))
        for row, text in enumerate(texts):
            parsed = self.parse(text)
            for entry in (*reversed(parsed["intent_ranking"]), parsed["intent"]):
                if entry["name"] in self._labels:
                    shares[row, self._labels[entry["name"]]] = entry["confidence"]
        return shares


def train_default(folder: Path, epochs: int) -> Path:
    """Train Rasa's default pipeline on our examples; the path of the model."""
    pipeline = [dict(component) for component in DEFAULT_PIPELINE]
    pipeline[_CLASSIFIER]["epochs"] = epochs
    settings = {"recipe": "default.v1", "assistant_id": "study", "language": "en"}
    with tempfile.TemporaryDirectory(prefix="hammy-study-") as scratch:
        config = Path(scratch) / "config.yml"
        config.write_text(yaml.safe_dump({**settings, "pipeline": pipeline}), encoding="utf-8")
        return Path(str(train_nlu(str(config), str(TRAINING), str(folder))))
