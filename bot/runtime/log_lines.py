"""How a log line looks: for people, or one JSON object a line for machines."""

from __future__ import annotations

import json
import logging
from datetime import datetime, timezone

TEXT = "%(asctime)s %(levelname)s %(name)s %(message)s"


class JsonLines(logging.Formatter):
    """One JSON object a line: when (UTC), level, where from, what; a fault by its type alone."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; a fault's own message stays out, as it may quote a runner."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, timezone.utc).isoformat(),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["fault"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False)


def formatter(log_format: str) -> logging.Formatter:
    """The formatter for a setting of `LOG_FORMAT`."""
    return JsonLines() if log_format == "json" else logging.Formatter(TEXT)
