"""Describes a fault for the log without a word that a runner wrote."""

from __future__ import annotations

import traceback
from pathlib import Path


def describe(fault: BaseException, frames: int = 4) -> str:
    """Type and place of a fault; its message may quote a runner and is left out.

    Args:
        fault: What was raised.
        frames: How many innermost frames to name.
    """
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(fault.__traceback__)[-frames:]
    ]
    return f"{type(fault).__name__} at {' < '.join(reversed(places)) or 'unknown place'}"
