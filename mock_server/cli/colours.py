"""Colours of a report on a terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from mock_server.drift.reports import Line

# By what a span is marked with: a severity, a verdict, or a word of drift/reports/terminal.py.
STYLES: dict[str, dict[str, Any]] = {
    "breaking": {"fg": "red", "bold": True},
    "dangerous": {"fg": "yellow", "bold": True},
    "informational": {"fg": "cyan"},
    "drift": {"fg": "red", "bold": True},
    "could not tell": {"fg": "magenta", "bold": True},
    "nothing new": {"fg": "green", "bold": True},
    "heading": {"bold": True},
    "faint": {"dim": True},
    "": {},
}


def coloured(lines: Iterable[Line]) -> str:
    """Return lines with their colours, which `click.echo` takes out again where there is no terminal."""
    return "".join(
        "".join(click.style(span.text, **STYLES[span.mark]) if span.mark else span.text for span in line) + "\n"
        for line in lines
    )
