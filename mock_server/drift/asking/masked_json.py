"""Masked JSON: a text of JSON, octet for octet as it was but for values that could be a person or a secret.

Broken JSON is masked as well: what looks like a text in it is one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from mock_server.breaks.shape import alternatives
from mock_server.contract.schemas import Schema, type_of
from mock_server.drift.asking.masks import Masks
from mock_server.drift.asking.telling import fits, is_all_form, is_instant, is_listed, number_may_stay, tells_nothing
from mock_server.drift.discretion import may_be_told

# The last part is whatever is not JSON.
_TOKENS = re.compile(
    r'(?P<text>"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z))|(?P<number>-?[0-9][-+0-9.eE]*)|(?P<sign>[][{}:,])|(?P<blank>\s+)'
    r"|(?P<word>(?:true|false|null|NaN|-?Infinity)(?!\w))|(?P<rest>.)",
    re.DOTALL,
)
_COLON = re.compile(r"\s*:")


@dataclass(slots=True)
class _Level:
    """An object or array that is being read, the schemas of it, and of what comes next in it."""

    schemas: Sequence[Schema]
    is_object: bool
    is_at_name: bool = False
    below: Sequence[Schema] = field(default=())


class JsonMasker:
    """Masks one text; `schemas` are what the contract says of its root, none for what it does not know.

    `words` are those of the contract's lists: they stay where the contract knows no member of that name, because one
    that has another name now still has them.
    """

    def __init__(self, masks: Masks, schemas: Sequence[Schema], words: Collection[str] = ()) -> None:
        self._masks, self._words = masks, words
        self._levels = [_Level((), is_object=False, below=[one for each in schemas for one in alternatives(each)])]

    def masked(self, text: str) -> str:
        """Return the text with placeholders."""
        return "".join(self._token(match) for match in _TOKENS.finditer(text))

    def _token(self, match: re.Match[str]) -> str:
        level, kind, token = self._levels[-1], match.lastgroup, match[0]
        if kind == "sign":
            self._turn(level, token)
            return token
        if kind == "text":
            # What only stands where a name would is none.
            is_name = level.is_at_name and _COLON.match(match.string, match.end())
            return self._name(level, token) if is_name else self._value(level, token)
        if kind == "number":
            return token if number_may_stay(level.below) else self._masks.number(token)
        return self._masks.text(token) if kind == "rest" else token

    def _turn(self, level: _Level, sign: str) -> None:
        if sign in "[{":
            is_object = sign == "{"
            kind = "object" if is_object else "array"
            schemas = _of_kind(kind, level.below) or _of_kind(kind, _near(level.below or level.schemas))
            below = [] if is_object else _items(schemas)
            self._levels.append(_Level(schemas, is_object, is_object, below))
        elif sign in "]}" and len(self._levels) > 1:
            self._levels.pop()
        elif sign == "," and level.is_object:
            level.is_at_name, level.below = True, ()

    def _name(self, level: _Level, token: str) -> str:
        name = _read(token)
        level.is_at_name = False
        level.below = _member(level.schemas, name) or _member(level.schemas, _spelled(name, level.schemas))
        is_named = any(name in one.get("properties", {}) for one in level.schemas)
        # The names of a map's members may be anybody's.
        is_map = bool(level.schemas) and not any("properties" in one for one in level.schemas)
        if is_named or (not is_map and may_be_told(name) and not self._masks.has_met(name)):
            return token
        return self._written(name, token)

    def _value(self, level: _Level, token: str) -> str:
        text = _read(token)
        return token if self._may_stay(text, level.below) else self._written(text, token)

    def _may_stay(self, text: str, schemas: Sequence[Schema]) -> bool:
        if is_listed(text, schemas) or (not schemas and (text in self._words or is_instant(text))):
            return True
        # A placeholder of another form would be a drift of its own.
        if is_all_form(text, schemas) and not fits(self._masks.placeholder(text), schemas):
            return True
        return tells_nothing(text, schemas) and not (text.isalpha() and self._masks.has_met(text))

    def _written(self, text: str, token: str) -> str:
        # What was escaped stays so, and what had no end has none.
        written = json.dumps(self._masks.text(text), ensure_ascii=token.isascii())
        return written if token[1:].endswith('"') else written[:-1]


def _read(token: str) -> str:
    """Return the text of a token; as it stands where it is none, or goes on behind the end."""
    try:
        return str(json.loads(token, strict=False))
    except ValueError:
        return token.strip('"')


def _of_kind(kind: str, schemas: Iterable[Schema]) -> list[Schema]:
    return [one for one in schemas if type_of(one) in (kind, "")]


def _near(schemas: Sequence[Schema]) -> Iterator[Schema]:
    """Yield what an object or array may be that the contract has not: something of its near, which has another name, is
    wrapped, or wrapped no more. Lists of texts are left out: they may be of anything.
    """
    for schema in schemas:
        if schema.get("properties"):
            yield schema
        for one in (each for member in schema.get("properties", {}).values() for each in alternatives(member)):
            if any("properties" in each for each in (one, *_items([one]))):
                yield one


def _spelled(name: str, schemas: Sequence[Schema]) -> str:
    """Return how the contract spells a name that has other capitals, or other signs between its words."""
    declared = (one for schema in schemas for one in schema.get("properties", {}))
    return next((one for one in declared if _bare(one) == _bare(name)), name)


def _bare(name: str) -> str:
    return re.sub("[^a-z0-9]", "", name.lower())


def _items(schemas: Sequence[Schema]) -> list[Schema]:
    return [one for schema in schemas if "items" in schema for one in alternatives(schema["items"])]


def _member(schemas: Sequence[Schema], name: str) -> list[Schema]:
    found: list[Schema] = []
    for schema in schemas:
        rest = schema.get("additionalProperties")
        declared = schema.get("properties", {}).get(name, rest if isinstance(rest, dict) else None)
        found += alternatives(declared) if declared is not None else []
    return found
