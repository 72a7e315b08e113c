"""Backups of a PostgreSQL database, by PostgreSQL's own programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy.engine import URL

from storage.problems import DatabaseProblem

SUFFIX = ".dump"
_MAGIC = b"PGDMP"


def back_up(address: URL, target: Path) -> None:
    """Copy everything at one moment into `target`, compressed."""
    _run(
        "pg_dump",
        address,
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--file={target}",
        problem="The backup failed",
    )


def restore(address: URL, source: Path) -> None:
    """Put a backup in the place of what the database holds, all or nothing."""
    with source.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise DatabaseProblem(f"{source} is no backup of a PostgreSQL database.")
    _run(
        "pg_restore",
        address,
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
        "--single-transaction",
        "--exit-on-error",
        str(source),
        problem="The backup could not be put back",
    )


def _run(program: str, address: URL, *arguments: str, problem: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise DatabaseProblem(
            f"{program} is not on this machine; install PostgreSQL's client programs."
        )
    plain = address.set(drivername="postgresql", password=None)
    environment = {**os.environ, "PGCONNECT_TIMEOUT": "5"}
    if address.password:
        # On the command line every user of the machine could read it.
        environment["PGPASSWORD"] = str(address.password)
    done = subprocess.run(
        [found, f"--dbname={plain.render_as_string(hide_password=True)}", *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[0]
        raise DatabaseProblem(f"{problem}: {reason}")
