"""Describing: what the contract says of a place, in words."""

from __future__ import annotations

from mock_server.contract.schemas import Schema, is_nullable, type_of

_TYPES = {
    "string": "a text",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "array": "an array",
    "object": "an object",
}
_FORMATS = {"date-time": "a date with time", "uuid": "a UUID", "uri": "a link", "email": "an e-mail address"}
_FEW = 8


def described(schema: Schema) -> str:
    """Return what a schema allows, in a half sentence."""
    told = _plainly(schema)
    return f"{told} or null" if is_nullable(schema) else told


def _plainly(schema: Schema) -> str:
    known = [str(one) for one in schema.get("enum", ()) if one is not None]
    if known:
        return f"one of {', '.join(known)}" if len(known) <= _FEW else f"one of {len(known)} words"
    if "const" in schema:
        return f"always {schema['const']}"
    if "x-strftime" in schema:
        return f"a date with time, written {schema['x-strftime']}"
    form = str(schema.get("format", ""))
    if form == "date-time" and "x-zone" in schema:
        return f"a date with time, to the second, in the zone {schema['x-zone']}"
    told = _TYPES.get(type_of(schema), "anything")
    return _FORMATS.get(form, f"{told} of the format {form}" if form else told)
