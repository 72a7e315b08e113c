from typing import Any

class UserMessage:
    text: str | None
    output_channel: OutputChannel
    sender_id: str
    input_channel: str | None
    metadata: dict[str, Any] | None
    def __init__(
        self,
        text: str | None = None,
        output_channel: OutputChannel | None = None,
        sender_id: str | None = None,
        parse_data: dict[str, Any] | None = None,
        input_channel: str | None = None,
        message_id: str | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> None: ...

class OutputChannel:
    @classmethod
    def name(cls) -> str: ...
    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None: ...
