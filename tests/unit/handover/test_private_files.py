"""Files made for one person."""

import os
import stat
import tempfile
import time
from pathlib import Path

import pytest

from actions.private_files import forget, forget_left_behind, is_private, write_private
from bot.conversation.messages import Reply
from bot.telegram.outgoing import Message, Sort, payloads_of

DAY = 24 * 60 * 60


@pytest.fixture(autouse=True)
def temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_nobody_else_can_look_into_the_folder():
    folder = Path(write_private("a.png", b"x")).parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_forgetting_removes_file_and_folder(temporary_folder):
    path = write_private("a.png", b"x")
    forget(path)
    forget(path)
    assert not list(temporary_folder.iterdir())


def test_files_of_the_program_are_never_forgotten(temporary_folder):
    picture = temporary_folder / "bridge.png"
    picture.write_bytes(b"x")
    forget(str(picture))
    assert picture.exists()
    assert not is_private(str(picture))


def test_only_what_a_crash_left_long_ago_is_swept():
    old, new = write_private("a.png", b"x"), write_private("b.png", b"x")
    long_ago = time.time() - 2 * DAY
    os.utime(Path(old).parent, (long_ago, long_ago))
    forget_left_behind()
    assert (Path(old).exists(), Path(new).exists()) == (False, True)


def test_a_drawn_picture_goes_into_the_outbox_and_off_the_disk(temporary_folder):
    reply = Reply("*How it goes*\nDown.", image=write_private("progress.png", b"\x89PNG"))
    (payload,) = payloads_of([reply])
    message = Message.from_json(payload)
    assert (message.sort, message.text) == (Sort.PHOTO, "How it goes\nDown.")
    assert message.attachment is not None
    assert message.attachment.read() == b"\x89PNG"
    assert not list(temporary_folder.iterdir())


def test_a_file_is_off_the_disk_even_if_it_could_not_be_queued(temporary_folder):
    replies = [Reply("a", document=write_private("a", b"x")), Reply("b", document="/nowhere/b")]
    with pytest.raises(OSError, match="nowhere"):
        payloads_of(replies)
    assert not list(temporary_folder.iterdir())
