"""The table that is printed: what was measured, against what was aimed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it is about, ours and what it is compared with, their ratio, and the aim in words.

    `is_met` is None where nothing was aimed at.
    """

    what: str
    ours: str
    other: str
    ratio: str
    aim: str = ""
    is_met: bool | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind under the same heads."""

    title: str
    ours: str
    other: str
    ratio: str
    rows: Sequence[Row]


def at_least(ratio: float, aim: float) -> tuple[str, bool]:
    """Say an aim that a ratio must not fall below, and whether it is met."""
    return f">= {aim:g}", ratio >= aim


def at_most(value: float, aim: float, unit: str = "") -> tuple[str, bool]:
    """Say an aim that a value must not pass, and whether it is met."""
    return f"<= {aim:g}{unit}", value <= aim


def render(section: Section) -> str:
    """Align one section."""
    head = (section.title, section.ours, section.other, section.ratio, "aim", "")
    lines = [head, *((row.what, row.ours, row.other, row.ratio, row.aim, _verdict(row)) for row in section.rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    rule = tuple("-" * width for width in widths)
    return "\n".join(_align(line, widths) for line in (head, rule, *lines[1:]))


def _align(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = (
        cell.rjust(width) if 0 < column < 4 else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join((first, *rest)).rstrip()


def _verdict(row: Row) -> str:
    return "" if row.is_met is None else "met" if row.is_met else "MISSED"
