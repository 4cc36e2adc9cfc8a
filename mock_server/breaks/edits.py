"""Edits of a JSON document at the places that a pointer leads to. Each says how many places it changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from mock_server.breaks import values
from mock_server.breaks.pointer import places
from mock_server.core.errors import ConfigError

_GONE = object()
# Changes the value at a place: the container, the key, what the edit says, and which place it is, from 0. Returns the
# new value, or _GONE for none; the same value changes nothing.
Change = Callable[[Any, Any, str, int], Any]


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: its name, and what stands behind the equals sign ("" where there is nothing)."""

    name: str
    value: str

    def apply(self, document: Any, steps: Sequence[str]) -> tuple[Any, int]:
        """Return the edited document, which may be the same object, and how many places were changed."""
        if self.name in _OF_THE_WHOLE:
            return _OF_THE_WHOLE[self.name](document, steps, self.value)
        if self.name == "case" and not steps:
            edited = values.with_cased_keys(document, self.value)
            return edited, int(edited != document)
        holder = {"": document}
        found = list(places(holder, ["", *steps]))
        changed = sum(self._change(container, key, at) for at, (container, key) in enumerate(found))
        return holder.get(""), changed

    def _change(self, container: Any, key: Any, at: int) -> bool:
        known = container[key] if isinstance(container, list) or key in container else _GONE
        if known is _GONE and self.name != "add":
            return False
        if self.name in _OF_THE_KEY:
            return _OF_THE_KEY[self.name](container, key, self.value)
        new = _CHANGES[self.name](container, key, self.value, at)
        if new is _GONE:
            del container[key]
        else:
            container[key] = new
        return bool(new is _GONE or new != known or type(new) is not type(known))


def check_edit(edit: Edit) -> None:
    """Raise ConfigError for an edit that there is not, or whose value is not one of its."""
    if edit.name not in EDITS:
        raise ConfigError(f"there is no edit {edit.name!r}; there are: {', '.join(sorted(EDITS))}")
    legal, needs = _LEGAL.get(edit.name), edit.name in _WITH_VALUE
    if legal is not None and edit.value not in legal:
        raise ConfigError(
            f"the edit {edit.name} takes {', '.join(one or 'nothing' for one in legal)}, not {edit.value!r}"
        )
    if needs and not edit.value:
        raise ConfigError(f"the edit {edit.name} needs a value: {edit.name}=...")
    if not needs and legal is None and edit.value:
        raise ConfigError(f"the edit {edit.name} takes no value")
    if edit.name == "value":
        _json(edit.value)
    if edit.name == "truncate" and not (edit.value.isascii() and edit.value.isdigit()):
        raise ConfigError(f"the edit truncate takes a whole number, not {edit.value!r}")


def _json(text: str) -> Any:
    try:
        return orjson.loads(text)
    except ValueError:
        raise ConfigError(f"the edit value takes JSON, not {text!r}") from None


def _rename(container: Any, key: Any, name: str) -> bool:
    if not isinstance(container, dict):
        return False
    # In its old place: the order of members is part of the picture.
    renamed = {(name if one == key else one): value for one, value in container.items()}
    container.clear()
    container.update(renamed)
    return True


def _add(container: Any, key: Any, name: str) -> bool:
    target = container[key] if isinstance(container, list) else container.get(key)
    if not isinstance(target, dict) or name in target:
        return False
    target[name] = "new"
    return True


def _null(container: Any, key: Any, which: str, at: int) -> Any:
    return None if which != "first" or at == 0 else container[key]


def _enum(container: Any, key: Any, word: str, at: int) -> Any:
    return word if at == 0 else container[key]


def _text(change: Callable[[str, str], Any]) -> Change:
    """Return the change of a text; anything else stays."""

    def changed(container: Any, key: Any, said: str, at: int) -> Any:
        value = container[key]
        return change(value, said) if isinstance(value, str) else value

    return changed


def _reverse(container: Any, key: Any, said: str, at: int) -> Any:
    value = container[key]
    return value[::-1] if isinstance(value, list) else value


def _count(container: Any, key: Any, said: str, at: int) -> Any:
    """A total becomes the number of rows that stand beside it."""
    rows = [value for value in container.values() if isinstance(value, list)] if isinstance(container, dict) else []
    return len(rows[0]) if rows else container[key]


def _wrap(document: Any, steps: Sequence[str], name: str) -> tuple[Any, int]:
    if not steps:
        return {name: document}, 1
    holder = {"": document}
    found = list(places(holder, ["", *steps]))
    for container, key in found:
        if isinstance(container, list) or key in container:
            container[key] = {name: container[key]}
    return holder[""], len(found)


def _flatten(document: Any, steps: Sequence[str], said: str) -> tuple[Any, int]:
    """What stands at the place becomes the whole document."""
    found = [container[key] for container, key in places({"": document}, ["", *steps]) if key in container]
    return (found[0], 1) if steps and found else (document, 0)


_OF_THE_WHOLE: Mapping[str, Callable[[Any, Sequence[str], str], tuple[Any, int]]] = {"wrap": _wrap, "flatten": _flatten}
_OF_THE_KEY: Mapping[str, Callable[[Any, Any, str], bool]] = {"rename": _rename, "add": _add}
_CHANGES: Mapping[str, Change] = {
    "drop": lambda container, key, said, at: _GONE,
    "drop-null": lambda container, key, said, at: _GONE if container[key] is None else container[key],
    "null": _null,
    "empty": lambda container, key, said, at: "" if container[key] is None else container[key],
    "value": lambda container, key, said, at: _json(said),
    "enum": _enum,
    "enum-all": lambda container, key, said, at: said,
    "retype": lambda container, key, said, at: values.retyped(container[key], said),
    "format": lambda container, key, said, at: values.reformatted(container[key], said),
    "money": lambda container, key, said, at: values.paid(container[key], said),
    "case": _text(values.cased),
    "prefix": _text(lambda value, said: said + value),
    "truncate": _text(lambda value, said: value[: int(said)]),
    "mask": _text(lambda value, said: "***"),
    "reverse": _reverse,
    "count": _count,
}
EDITS = frozenset({*_OF_THE_WHOLE, *_OF_THE_KEY, *_CHANGES})
_WITH_VALUE = frozenset({"rename", "add", "value", "enum", "enum-all", "prefix", "truncate", "wrap"})
_LEGAL: Mapping[str, Sequence[str]] = {
    "retype": values.TYPES,
    "format": values.FORMATS,
    "money": values.MONEY,
    "case": values.CASES,
    "null": ("", "first"),
}
