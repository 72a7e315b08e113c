"""A Bot API server for tests: real HTTP on the loopback, strict, with faults on demand."""

from __future__ import annotations

from tests.telegram.fake_api.faults import Fault, Refused
from tests.telegram.fake_api.records import BOT, TOKEN, Sent
from tests.telegram.fake_api.server import FakeTelegram

__all__ = ["BOT", "TOKEN", "FakeTelegram", "Fault", "Refused", "Sent"]
