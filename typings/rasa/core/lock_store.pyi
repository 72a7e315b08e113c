from contextlib import AbstractAsyncContextManager
from typing import Any

from rasa.core.lock import TicketLock

LOCK_LIFETIME: int

class LockError(Exception): ...

class LockStore:
    def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = ...,
        wait_time_in_seconds: float = 1,
    ) -> AbstractAsyncContextManager[TicketLock]: ...
    def issue_ticket(self, conversation_id: str, lock_lifetime: float = ...) -> int: ...
    def cleanup(self, conversation_id: str, ticket_number: int) -> None: ...
    def delete_lock(self, conversation_id: str) -> None: ...
    async def _acquire_lock(
        self, conversation_id: str, ticket: int, wait_time_in_seconds: float
    ) -> TicketLock: ...

class RedisLockStore(LockStore):
    red: Any
    key_prefix: str
    def __init__(
        self,
        host: str = "localhost",
        port: int = 6379,
        db: int = 1,
        username: str | None = None,
        password: str | None = None,
        use_ssl: bool = False,
        ssl_certfile: str | None = None,
        ssl_keyfile: str | None = None,
        ssl_ca_certs: str | None = None,
        key_prefix: str | None = None,
        socket_timeout: float = ...,
    ) -> None: ...

class InMemoryLockStore(LockStore):
    def __init__(self) -> None: ...
