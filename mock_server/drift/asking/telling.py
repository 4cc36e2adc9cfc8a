"""Telling: which values of a document tell nothing of a person, by what the contract says of their place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mock_server.contract.schemas import Schema, type_of

_DATES = ("date", "date-time", "local-time", "time", "duration")
# Numbers of telephones begin otherwise.
_DATE = re.compile(
    r"(?!\+|0[0-9 ]{6,}\Z)[-0-9TtZzPp:+./, ]{1,40}( ?[AP]M)?( [A-Z]{3,4})?"
    r"|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} [0-9: ]+GMT"
)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
# What of a pattern is no text of its own: classes, counts, escapes.
_VARIABLE, _LETTERS = re.compile(r"\\.|\[[^]]*\]|\{[^}]*\}"), re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?")
_ENUM_WORD = re.compile(r"[A-Za-z][A-Za-z_-]{0,23}")
_BOOLEANS = ("true", "false", "yes", "no")


def tells_nothing(text: str, schemas: Sequence[Schema]) -> bool:
    """Tell whether a text may be kept: a word of a list, a date or a number where the contract has one."""
    texts = [schema for schema in schemas if type_of(schema) in ("string", "")] or schemas
    return bool(schemas) and all(_is_fine(text, schema) for schema in texts)


def is_instant(text: str) -> bool:
    """Tell whether a text is a moment with its time, which is no birthday."""
    return _INSTANT.fullmatch(text) is not None


def is_listed(text: str, schemas: Sequence[Schema]) -> bool:
    """Tell whether a text is one of the contract's own list for its place."""
    return any(text in one.get("enum", ()) and not one.get("x-sensitive") for one in schemas)


def fits(text: str, schemas: Sequence[Schema]) -> bool:
    """Tell whether a text has the form of its place, where the contract says one."""
    patterns = [one["pattern"] for one in schemas if "pattern" in one]
    return all(re.search(pattern, text) for pattern in patterns)


def is_all_form(text: str, schemas: Sequence[Schema]) -> bool:
    """Tell whether a text has the form of its place, and no word that is not in that form: `choice2`."""
    forms = [one for one in schemas if "pattern" in one and not one.get("x-sensitive")]
    if not forms or len(forms) < len(schemas) or not fits(text, forms):
        return False
    said = {word for one in forms for word in _LETTERS.findall(_VARIABLE.sub(" ", one["pattern"]))}
    # The last letter may be one that can be missing, as in `Hours?`.
    return all(any(word.startswith(one) for word in said) for one in _LETTERS.findall(text))


def number_may_stay(schemas: Sequence[Schema]) -> bool:
    """Tell whether a number may be kept: where the contract has a number, or a date that can be written as one."""
    return bool(schemas) and all(
        not schema.get("x-sensitive")
        and (type_of(schema) in ("integer", "number", "boolean") or schema.get("format") in _DATES)
        for schema in schemas
    )


def _is_fine(text: str, schema: Schema) -> bool:
    if schema.get("x-sensitive"):
        return False
    if text in schema.get("enum", ()) or text == schema.get("const"):
        return True
    if "enum" in schema or "const" in schema:
        # A value never seen has to be seen; it is a word like the others.
        return _ENUM_WORD.fullmatch(text) is not None
    if schema.get("format") in _DATES:
        return _DATE.fullmatch(text) is not None
    kind = type_of(schema)
    if kind in ("integer", "number"):
        return _NUMBER.fullmatch(text) is not None
    if kind == "boolean":
        return text.lower() in _BOOLEANS
    # Amounts and codes of countries and currencies have a pattern, and fit it.
    pattern = schema.get("pattern")
    if pattern is None or re.search(pattern, text) is None:
        return text == ""
    return re.fullmatch(r"-?[0-9]{1,9}\.[0-9]{1,4}|[A-Z]{2,3}|", text) is not None
