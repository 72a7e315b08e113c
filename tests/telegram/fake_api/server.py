"""The server itself: takes requests, lets them go wrong, and answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.telegram.fake_api.faults import Fault, Refused, refusal, reset
from tests.telegram.fake_api.methods import Methods
from tests.telegram.fake_api.people import People
from tests.telegram.fake_api.records import TOKEN, Upload


@dataclass
class FakeTelegram(People, Methods):
    """A Bot API server with people who write to the bot."""

    _runner: web.AppRunner | None = None

    async def start(self, port: int = 0) -> None:
        self._closing = False
        app = web.Application(client_max_size=50 * 1024 * 1024)
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        self._closing = True
        self._change()
        if self._runner is not None:
            await self._runner.cleanup()

    def fail(
        self,
        kind: str | Refused,
        method: str | None = None,
        *,
        chat: int | None = None,
        times: int = 1,
    ) -> Fault:
        fault = Fault(kind, method, chat, times)
        self.faults.append(fault)
        return fault

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.path.removeprefix(f"/bot{TOKEN}/")
        if method == request.path:
            return refusal(Refused(401, "Unauthorized"))
        handler = getattr(self, f"_on_{method.lower()}", None)
        if handler is None:
            return refusal(Refused(404, "Not Found"))
        parameters = await _parameters(request)
        self.calls.append((method, parameters))
        fault = self._fault_for(method, parameters)
        try:
            if fault is not None and fault.kind != "lost_answer":
                return await self._go_wrong(request, fault)
            result = await handler(parameters)
        except Refused as refused:
            return refusal(refused)
        finally:
            self._change()
        if fault is not None:
            return reset(request)
        return web.json_response({"ok": True, "result": result})

    def _fault_for(self, method: str, parameters: dict[str, Any]) -> Fault | None:
        chat = int(parameters["chat_id"]) if "chat_id" in parameters else None
        for fault in self.faults:
            if fault.times > 0 and fault.method in (None, method) and fault.chat in (None, chat):
                fault.times -= 1
                return fault
        return None

    async def _go_wrong(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        if isinstance(fault.kind, Refused):
            raise fault.kind
        if fault.kind == "hang":
            await self.until(lambda: self._closing, seconds=30)
        if fault.kind == "garbage":
            return web.Response(text="<html>not what you expect</html>")
        return reset(request)


async def _parameters(request: web.Request) -> dict[str, Any]:
    if request.method == "GET":
        return dict(request.query)
    return {name: _value(value) for name, value in (await request.post()).items()}


def _value(value: str | web.FileField | bytes | bytearray) -> Any:
    if not isinstance(value, web.FileField):
        return value
    with value.file as file:
        return Upload(value.filename, file.read())
