"""What this process counts while it works, for Prometheus; nothing of any one person."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector

_TURN_BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)

PROCESS = CollectorRegistry()
"""What this process has counted itself; the queues are counted in the database when asked."""

TURN_SECONDS = Histogram(
    "hammy_turn_seconds",
    "How long the turns of conversations took, from being claimed to lying in the outbox.",
    buckets=_TURN_BOUNDS,
    registry=PROCESS,
)
TURNS = Counter(
    "hammy_turns",
    "Turns of conversations by how they ended: answered, retried, set_aside.",
    ["outcome"],
    registry=PROCESS,
)
SENDS = Counter(
    "hammy_sends",
    "Tries to send a message by how they ended: sent, or the kind of Telegram's refusal.",
    ["outcome"],
    registry=PROCESS,
)
ProcessCollector(registry=PROCESS)
