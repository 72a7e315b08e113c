"""Makes the encoder's model file once and finds it again."""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import cache
from pathlib import Path

from nlu.encoder import weights as source

_PROJECT = Path(__file__).resolve().parents[2]
_NAME = "all-minilm-l6-v2"
_BUILDERS = ("graph.py", "weights.py")


def default_directory() -> Path:
    """Where the model file is kept: ``HAMMY_DATA_DIR``, else the project's ``models``."""
    return Path(os.environ.get("HAMMY_DATA_DIR") or _PROJECT / "models")


def stamp(*, eight_bit: bool = True) -> str:
    """What a model file must carry to be taken: precision, weights version and builder.

    The builder is known by its source, so that a file from before a change is never taken.

    Raises:
        EncoderError: The weights package is not installed.
    """
    precision = "int8" if eight_bit else "float32"
    return f"{precision}-{source.package_version()}-{_builder()}"


@cache
def _builder() -> str:
    digest = hashlib.sha256()
    for name in _BUILDERS:
        digest.update((Path(__file__).parent / name).read_bytes())
    return digest.hexdigest()[:10]


def ensure_encoder(directory: Path | None = None, *, eight_bit: bool = True) -> Path:
    """Path of the encoder's model file, built if it is not there yet.

    The same weights always give the same bytes. The file appears whole or not
    at all, so several processes may call this at once.

    Args:
        directory: Where to keep it; by default `default_directory`.
        eight_bit: The fast form with 8-bit products, or the exact one.

    Raises:
        EncoderError: The weights package is missing or the directory not writable.
    """
    directory = directory or default_directory()
    path = directory / f"{_NAME}.{stamp(eight_bit=eight_bit)}.onnx"
    if not path.is_file():
        try:
            directory.mkdir(parents=True, exist_ok=True)
            _write(path, _build(eight_bit))
        except OSError as error:
            raise source.EncoderError(
                f"Cannot write the sentence encoder to {directory}: {error.strerror}."
            ) from error
        _forget_older(path)
    return path


def _build(eight_bit: bool) -> bytes:
    from nlu.encoder.graph import build  # noqa: PLC0415 (onnx is only needed to build)

    return build(
        source.read_weights(),
        eight_bit=eight_bit,
        metadata={
            "stamp": stamp(eight_bit=eight_bit),
            "tokenizer": source.model_file("tokenizer.json").read_text(encoding="utf-8"),
        },
    )


def _write(path: Path, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=path.name, suffix=".part", delete=False
    ) as part:
        try:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
            os.fchmod(part.fileno(), 0o644)
            Path(part.name).replace(path)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise


def _forget_older(path: Path) -> None:
    precision = path.name.removeprefix(f"{_NAME}.").partition("-")[0]
    for older in path.parent.glob(f"{_NAME}.{precision}-*.onnx"):
        if older != path:
            older.unlink(missing_ok=True)
