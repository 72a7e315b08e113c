"""The emergency texts: one for each emergency row, one or two sentences, said alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.findings import VOCABULARY, ContentError, Findings
from coach.triage.assess import Assessment
from coach.triage.levels import Level
from coach.triage.table import TABLE
from coach.wording.lines import Line, line, read


@dataclass(frozen=True)
class EmergencyTexts:
    """All emergency texts.

    Attributes:
        call: The emergency number in local words.
        drive: What is said about getting there, by who it is about.
        rows: The text of each emergency row.
    """

    call: str
    drive: Mapping[str, str]
    rows: Mapping[str, Line]

    def text(self, row: str, subject: str) -> str:
        """The text of a row for somebody.

        Raises:
            KeyError: When it is no emergency row.
        """
        return self.rows[row].text.format(call=self.call, drive=self.drive[subject]).strip()


def load(path: Path) -> EmergencyTexts:
    """Read a file of emergency texts.

    Raises:
        ContentError: When a row or a person it may be about has no text.
    """
    data: Mapping[str, Any] = read(path)
    try:
        texts = EmergencyTexts(
            call=data["call"],
            drive=dict(data["drive"]),
            rows={row: line(entry) for row, entry in data["rows"].items()},
        )
        for row in TABLE.rows:
            if row.level is Level.EMERGENCY:
                for subject in VOCABULARY["subject"].choices:
                    texts.text(row.id, subject)
    except KeyError as missing:
        raise ContentError(f"{path.name}: {missing.args[0]!r} is missing") from None
    except (TypeError, AttributeError, ValueError) as wrong:
        raise ContentError(f"{path.name}: {wrong}") from None
    return texts


EMERGENCY = load(Path(__file__).with_name("emergency.yml"))
"""The project's own emergency texts."""


def emergency_text(assessment: Assessment, findings: Findings) -> str:
    """The text of the most urgent row, fitted to the person it is about.

    Raises:
        KeyError: When no emergency row holds.
    """
    return EMERGENCY.text(assessment.rows[0], findings.choice("subject") or "self")
