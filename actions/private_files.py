"""Files made for one person: in a folder that only we can read, and gone once handed over."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

_PREFIX = "hammy-private-"
_LEFT_BEHIND_SECONDS = 24 * 60 * 60


def write_private(name: str, content: bytes) -> str:
    """Write a file that is to be handed over.

    Args:
        name: Its file name, as the person will see it.
        content: What is in it.

    Returns:
        Its path. Whoever hands it over forgets it with `forget`.
    """
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))  # only the owner may look into it
    path = folder / name
    path.write_bytes(content)
    return str(path)


def is_private(path: str) -> bool:
    """Whether a file was made by `write_private`, and is not a part of the program."""
    folder = Path(path).resolve().parent
    return (
        folder.name.startswith(_PREFIX) and folder.parent == Path(tempfile.gettempdir()).resolve()
    )


def forget(path: str) -> None:
    """Remove such a file with its folder; any other file stays, and a missing one is no fault."""
    if is_private(path):
        shutil.rmtree(Path(path).resolve().parent, ignore_errors=True)


def forget_left_behind() -> None:
    """Remove what a crash kept from being handed over; called when the program starts."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            old = time.time() - folder.stat().st_mtime > _LEFT_BEHIND_SECONDS
        except OSError:  # somebody else's, or just gone
            continue
        if old:
            shutil.rmtree(folder, ignore_errors=True)
