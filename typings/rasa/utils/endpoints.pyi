from typing import Any

class EndpointConfig:
    url: str | None
    def __init__(
        self,
        url: str | None = None,
        params: dict[str, Any] | None = None,
        headers: dict[str, Any] | None = None,
        basic_auth: dict[str, str] | None = None,
        token: str | None = None,
        token_name: str = "token",
        cafile: str | None = None,
        **kwargs: Any,
    ) -> None: ...
    async def request(
        self,
        method: str = "post",
        subpath: str | None = None,
        content_type: str | None = "application/json",
        compress: bool = False,
        **kwargs: Any,
    ) -> Any: ...
