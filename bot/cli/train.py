"""`hammy train`: make the model when it is missing or stale."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bot.runtime.quiet import silence_libraries


def command(arguments: Sequence[str]) -> int:
    """Train unless the model already fits the sources."""
    parser = argparse.ArgumentParser(prog="hammy train")
    parser.add_argument("--force", action="store_true", help="train even when nothing changed")
    options = parser.parse_args(arguments)
    silence_libraries("ERROR")

    from bot.runtime.model import ModelProblem, model_path, train  # noqa: PLC0415
    from bot.settings import load_settings  # noqa: PLC0415

    models = load_settings().models_dir
    present = model_path(models)
    if present.is_file() and not options.force:
        print(f"The model is up to date ({present.name}).")
        return 0
    try:
        print("Training the model (a minute or two) ...", flush=True)
        print(f"Trained {train(models).name}.")
    except ModelProblem as problem:
        print(f"hammy train: {problem}", file=sys.stderr)
        return 1
    return 0
