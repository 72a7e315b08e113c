"""The export as a page that a person can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

_STYLE = "body{font:16px sans-serif;margin:2em auto;max-width:60em}td,th{padding:.2em .8em;"
_STYLE += "text-align:left;vertical-align:top;border-bottom:1px solid #ddd}"


def readable_page(held: Mapping[str, Any]) -> str:
    """An HTML page of everything in an export.

    Args:
        held: What `storage.export.export_runner` gave.
    """
    parts = [_section(name, rows) for name, rows in held.get("tables", {}).items() if rows]
    parts.append(_section("conversation", held.get("conversation") or []))
    when = escape(str(held.get("exported_at", "")))
    return (
        f"<!doctype html><meta charset='utf-8'><title>My data</title><style>{_STYLE}</style>"
        f"<h1>Everything Hammy keeps about me</h1><p>Written {when}.</p>{''.join(parts)}"
    )


def _section(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    if not rows:
        return ""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(row.get(c, '')))}</td>" for c in columns) + "</tr>"
        for row in rows
    )
    return f"<h2>{escape(name)}</h2><table><tr>{head}</tr>{body}</table>"
