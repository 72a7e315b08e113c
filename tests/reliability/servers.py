"""Private database servers that a test may stop, kill and freeze without harming anybody else."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_POSTGRES_FOLDERS = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres_program(name: str) -> str | None:
    """Where one of PostgreSQL's programs lies; Debian keeps them out of the path."""
    found = sorted(
        str(path) for folder in _POSTGRES_FOLDERS for path in Path(folder).glob(f"*/bin/{name}")
    )
    return found[-1] if found else shutil.which(name)


@dataclass
class Server:
    """One server process.

    Attributes:
        command: What starts it.
        port: Where it listens, on the loopback.
        answers: Whether it does by now.
        user: Who it runs as, when that must not be us.
    """

    command: tuple[str, ...]
    port: int
    answers: Callable[[], bool]
    user: str | None = None
    log: Path = Path(os.devnull)
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command, stdout=log, stderr=log, user=self.user, cwd="/"
            )
        end = time.monotonic() + 30
        while not self.answers():
            assert self._process.poll() is None, f"{self.command[0]} ended at once"
            assert time.monotonic() < end, f"{self.command[0]} does not answer"
            time.sleep(0.05)

    def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)
            self._process.wait(30)

    def kill(self) -> None:
        self.stop(signal.SIGKILL)

    def freeze_all(self) -> None:
        """Stop the server and all its children where they are."""
        self._signal_all(signal.SIGSTOP)

    def thaw_all(self) -> None:
        self._signal_all(signal.SIGCONT)

    def _signal_all(self, number: signal.Signals) -> None:
        assert self._process is not None
        server = self._process.pid
        children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        for pid in (server, *map(int, children)):
            os.kill(pid, number)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Postgres:
    """A PostgreSQL cluster of its own."""

    folder: Path
    server: Server
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"postgresql://hammy@127.0.0.1:{self.server.port}/postgres"

    def end(self) -> None:
        self.server.stop(signal.SIGQUIT)
        shutil.rmtree(self.folder, ignore_errors=True)


def new_postgres() -> Postgres | None:
    """A new cluster that runs; None when PostgreSQL is not installed."""
    make, run, ready = (postgres_program(n) for n in ("initdb", "postgres", "pg_isready"))
    if make is None or run is None or ready is None:
        return None
    folder = Path(tempfile.mkdtemp(prefix="hammy-postgres-"))
    # PostgreSQL refuses to be run by root.
    user = "nobody" if os.geteuid() == 0 else None
    if user is not None:
        shutil.chown(folder, user)
    subprocess.run(
        [make, "-D", f"{folder}/data", "-U", "hammy", "-A", "trust", "-E", "UTF8", "--no-locale",
         "--no-sync"],
        check=True, stdout=subprocess.DEVNULL, user=user, cwd="/",
    )  # fmt: skip
    port = free_port()
    command = (run, "-D", f"{folder}/data", "-p", str(port), "-k", str(folder),
               "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off")  # fmt: skip
    asking = (ready, "-q", "-h", "127.0.0.1", "-p", str(port))

    def answers() -> bool:
        return subprocess.run(asking, check=False).returncode == 0

    server = Server(command, port, answers, user, Path(tempfile.gettempdir()) / os.devnull)
    server.start()
    return Postgres(folder, server)


def new_redis(folder: Path) -> Server | None:
    """A Redis server that runs; None when Redis is not installed."""
    program = shutil.which("redis-server")
    if program is None:
        return None
    port = free_port()
    command = (program, "--port", str(port), "--bind", "127.0.0.1", "--save", "",
               "--dir", str(folder))  # fmt: skip
    server = Server(command, port, lambda: listens(port))
    server.start()
    return server
