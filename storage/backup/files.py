"""Files that only their owner can read, and that are either whole or not there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.problems import DatabaseProblem


@contextmanager
def private_target(target: Path) -> Iterator[Path]:
    """A file to write into, which gets the target's name when all went well.

    Args:
        target: The name; its folder is made when it is missing, for its owner only.

    Yields:
        The unfinished file, empty.

    Raises:
        DatabaseProblem: The target is there already, or cannot be made.
    """
    partial = target.with_name(f".{target.name}.partial")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise DatabaseProblem(f"The backup {target} cannot be made: {error.strerror}.") from None
    try:
        yield partial
        # A link refuses to replace what is there, where renaming would not.
        os.link(partial, target)
    except FileExistsError:
        raise DatabaseProblem(f"There is a file {target} already; choose another name.") from None
    finally:
        partial.unlink(missing_ok=True)
