"""A TCP cable that can be cut, left dangling, or made to drip, between the bot and a server."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field

_PIECE = 65_536


@dataclass
class Cable:
    """Carries connections to a port of the loopback.

    Attributes:
        to: The server's port.
        mode: "whole"; "dangling": connections are taken and nothing is carried, as when the other
            side vanished without a word; "cut": connections are refused and the open ones broken;
            "dripping": the server's answers come byte by byte.
        drip: Seconds between two bytes.
    """

    to: int
    mode: str = "whole"
    drip: float = 0.5
    port: int = 0
    _server: asyncio.AbstractServer | None = None
    _ends: set[asyncio.StreamWriter] = field(default_factory=set)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
        self._break_all()
        for task in self._tasks:
            task.cancel()

    async def cut(self) -> None:
        """Refuse connections and break the open ones."""
        await self.stop()
        self.mode = "cut"

    async def mend(self) -> None:
        """Carry everything again; connections that were left dangling stay dead."""
        if self.mode == "cut":
            await self.start()
        elif self.mode == "dangling":
            self._break_all()
        self.mode = "whole"

    def _break_all(self) -> None:
        for writer in self._ends:
            with suppress(OSError, RuntimeError):
                writer.transport.abort()
        self._ends.clear()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._ends.add(writer)
        try:
            from_server, to_server = await asyncio.open_connection("127.0.0.1", self.to)
        except OSError:
            writer.transport.abort()
            return
        self._ends.add(to_server)
        for task in (
            asyncio.ensure_future(self._carry(reader, to_server, drips=False)),
            asyncio.ensure_future(self._carry(from_server, writer, drips=True)),
        ):
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, drips: bool
    ) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while piece := await reader.read(_PIECE):
                if self.mode == "dangling":
                    await asyncio.Event().wait()
                if self.mode == "dripping" and drips:
                    await self._drip(piece, writer)
                else:
                    writer.write(piece)
                    await writer.drain()
        with suppress(OSError):
            writer.close()

    async def _drip(self, piece: bytes, writer: asyncio.StreamWriter) -> None:
        for place in range(len(piece)):
            if self.mode != "dripping":
                writer.write(piece[place:])
                break
            writer.write(piece[place : place + 1])
            await writer.drain()
            await asyncio.sleep(self.drip)
        await writer.drain()
