"""Keeps libraries from reporting home and from logging what people write."""

from __future__ import annotations

import logging
import os
import warnings

import structlog

from bot.runtime.log_lines import formatter


def _say_nothing(*_: object, **__: object) -> None:
    """Stands in for the function that prints warnings."""


_CHATTY = ("httpx", "httpcore", "telegram", "apscheduler", "rasa", "rasa_sdk", "matplotlib")


def silence_libraries(log_level: str = "WARNING", log_format: str = "text") -> None:
    """Prepare the process before Rasa is imported.

    Rasa sends usage reports unless told not to, TensorFlow fills the screen, and several
    libraries log addresses with the bot's token or the text of messages at INFO or DEBUG.

    Args:
        log_level: Level of our own loggers.
        log_format: `text` or `json`.
    """
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("LOG_LEVEL_LIBRARIES", "ERROR")
    # Rasa writes every message and tracker to its structured log unless told not to.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    if log_level != "DEBUG":
        # Rasa and TensorFlow reset the filters, so the printing itself is what has to stop.
        warnings.showwarning = _say_nothing
    handler = logging.StreamHandler()
    handler.setFormatter(formatter(log_format))
    logging.basicConfig(level=log_level, handlers=[handler])
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(log_level)))
