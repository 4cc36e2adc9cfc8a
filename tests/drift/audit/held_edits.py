"""Edits of the second set of drifts."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Any

from tests.drift.audit.changing import Edit
from tests.drift.audit.editing import at, some


def status_is(word: str, edit: Edit) -> Edit:
    """Change rows of one status only."""

    def change(page: Any) -> None:
        for row in page["items"]:
            if row["status"] == word:
                edit(row)

    return change


def lifted(name: str) -> Edit:
    """Put what an object has where the object is."""

    def change(row: Any) -> None:
        row.update(row.pop(name))

    return change


def each(pointer: str, edit: Edit) -> Edit:
    """Change objects in their place."""

    def change(one: Any) -> Any:
        edit(one)
        return one

    return at(pointer, change)


def word(pointer: str, old: str, new: str) -> Edit:
    """Spell one word otherwise."""
    return at(pointer, lambda one: new if one == old else one)


def moment(pointer: str, write: str) -> Edit:
    """Write a moment otherwise, in UTC."""
    return some(pointer, lambda one: datetime.fromisoformat(one).astimezone(UTC).strftime(write))


def decomposed(text: str) -> str:
    """Accents of their own."""
    return unicodedata.normalize("NFD", text)
