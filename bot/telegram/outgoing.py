"""Replies as messages for Telegram, in the form in which they wait in the outbox."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any

from actions.private_files import forget, is_private
from bot.conversation.messages import Reply
from bot.telegram.formatting import LONGEST_CAPTION, Styled, styled_pieces, utf16_length
from bot.telegram.keyboards import keyboard_of, new_token


class Sort(str, Enum):
    """How a message is sent; stored as its value."""

    TEXT = "text"
    PHOTO = "photo"
    DOCUMENT = "document"


class UnreadableMessage(ValueError):
    """What waits in the outbox is no message that this version understands."""


@dataclass(frozen=True)
class Attachment:
    """A picture or file.

    Attributes:
        name: Its file name.
        path: Where the picture lies that is part of the program.
        content: The file itself in base64: it belongs to one person, is gone from the disk by
            the time of sending, and must be erased together with the message.
    """

    name: str
    path: str | None = None
    content: str | None = None

    def read(self) -> bytes:
        """The bytes.

        Raises:
            OSError: The picture is not there.
        """
        if self.content is not None:
            return base64.b64decode(self.content)
        return Path(self.path or "").read_bytes()


@dataclass(frozen=True)
class Message:
    """One message to a chat.

    Attributes:
        sort: How it is sent.
        text: Its text or caption, without marks.
        bold: Offset and length of bold parts, UTF-16 code units.
        keyboard: Rows of buttons, each a label and its callback data.
        attachment: The picture or file, or None.
    """

    sort: Sort
    text: str = ""
    bold: tuple[tuple[int, int], ...] = ()
    keyboard: tuple[tuple[tuple[str, str], ...], ...] = ()
    attachment: Attachment | None = None

    def to_json(self) -> dict[str, object]:
        """As it is stored."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any] | None) -> Message:
        """As it was stored.

        Raises:
            UnreadableMessage: It was not stored by `to_json`.
        """
        try:
            fields = dict(stored or {})
            attachment = fields.get("attachment")
            return cls(
                sort=Sort(fields["sort"]),
                text=str(fields["text"]),
                bold=tuple((int(start), int(length)) for start, length in fields["bold"]),
                keyboard=tuple(
                    tuple((str(label), str(data)) for label, data in row)
                    for row in fields["keyboard"]
                ),
                attachment=Attachment(**attachment) if attachment else None,
            )
        except (KeyError, TypeError, ValueError) as problem:
            raise UnreadableMessage from problem

    def plain(self) -> Message:
        """The same words without any formatting."""
        return replace(self, bold=())

    def words_only(self) -> Message:
        """The same words as a plain text message without buttons, picture or file."""
        return Message(Sort.TEXT, self.text)


def messages_of(reply: Reply) -> tuple[Message, ...]:
    """One reply as messages that Telegram accepts, in order.

    Reads the document, or a picture made for one person, from the disk if there is one.

    Raises:
        OSError: It cannot be read.
    """
    messages = list(_with_attachments(reply))
    keyboard = tuple(
        tuple((key.label, key.data) for key in row) for row in keyboard_of(reply, new_token())
    )
    if messages and keyboard:
        messages[-1] = replace(messages[-1], keyboard=keyboard)
    return tuple(messages)


def payloads_of(replies: Iterable[Reply]) -> tuple[dict[str, object], ...]:
    """What to put into the outbox for some replies; see `messages_of`.

    Files that were made for one person are inside afterwards, and no longer on the disk.
    """
    said = tuple(replies)
    try:
        return tuple(message.to_json() for reply in said for message in messages_of(reply))
    finally:
        for path in (path for reply in said for path in (reply.image, reply.document) if path):
            forget(path)


def _with_attachments(reply: Reply) -> Iterable[Message]:
    attached = [
        Message(sort, attachment=attachment)
        for sort, attachment in (
            (Sort.PHOTO, _picture(reply.image)),
            (Sort.DOCUMENT, _file(reply.document)),
        )
        if attachment is not None
    ]
    pieces = styled_pieces(reply.text)
    if len(attached) == 1 and len(pieces) == 1 and _fits_below(pieces[0]):
        return [replace(attached[0], text=pieces[0].text, bold=pieces[0].bold)]
    return [*attached, *(Message(Sort.TEXT, piece.text, piece.bold) for piece in pieces)]


def _fits_below(piece: Styled) -> bool:
    return utf16_length(piece.text) <= LONGEST_CAPTION


def _picture(path: str | None) -> Attachment | None:
    if not path:
        return None
    if is_private(path):
        return _file(path)
    return Attachment(Path(path).name, path=str(Path(path).resolve()))


def _file(path: str | None) -> Attachment | None:
    if not path:
        return None
    content = base64.b64encode(Path(path).read_bytes()).decode("ascii")
    return Attachment(Path(path).name, content=content)
