"""Edits of a member of an object: its name, whether it is there, which object it is in."""

from __future__ import annotations

from typing import Any

from mock_server.breaks.walk import UNCHANGED, MemberEdit


def rename(new: str) -> MemberEdit:
    """Call the member otherwise, where it stands."""

    def edit(parent: dict[str, Any], name: str) -> Any:
        if name == new:
            return UNCHANGED
        return {new if one == name else one: value for one, value in parent.items() if one != new}

    return edit


def drop(parent: dict[str, Any], name: str) -> Any:
    """Leave the member out."""
    return {one: value for one, value in parent.items() if one != name}


def drop_null(parent: dict[str, Any], name: str) -> Any:
    """Leave the member out where it is null."""
    return drop(parent, name) if parent[name] is None else UNCHANGED


def unwrap(parent: dict[str, Any], name: str) -> Any:
    """Put the member's value in the place of the object that it is in."""
    return parent[name]


def nest(new: str) -> MemberEdit:
    """Move the member into a new object beside it."""

    def edit(parent: dict[str, Any], name: str) -> Any:
        return {**drop(parent, name), new: {name: parent[name]}} if new not in drop(parent, name) else UNCHANGED

    return edit


def flatten(joint: str) -> MemberEdit:
    """Replace an object by its members, beside where it was: `location` and `city` make `location_city`."""

    def edit(parent: dict[str, Any], name: str) -> Any:
        inner = parent[name]
        if not isinstance(inner, dict):
            return UNCHANGED
        return drop(parent, name) | {f"{name}{joint}{one}": value for one, value in inner.items()}

    return edit
