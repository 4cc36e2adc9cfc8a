"""What a text of a sample stands for: a credential, a day counted from the clock's, or what another operation replies.

`{credentials.client_id}` and `{clock+60d:%Y-%m-%d}` may stand anywhere in a text; `{listThings?limit=1#/items/0/id}` is
the whole of it, and with `*` for an index it stands for several values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

_CREDENTIAL = re.compile(r"\{credentials\.(\w+)\}")
_MOMENT = re.compile(r"\{clock([+-]\d+)d:([^{}]*)\}")
_REFERENCE = re.compile(r"\{(\w+)(?:\?([^{}#]*))?#([^{}]*)\}")
# OpenAPI's own expression for a part of a reply; its index is an example of many.
_LINKED = re.compile(r"\$response\.body#(.*)")
_INDEX = re.compile(r"/\d+(?=/|$)")


@dataclass(frozen=True, slots=True)
class Reference:
    """A part of what another operation replies, by a JSON pointer; `query` is what that is asked with, if anything."""

    operation: str
    query: Mapping[str, str]
    steps: Sequence[str]

    def values(self, document: Any) -> Iterator[Any]:
        """Yield what the pointer points at in a reply."""
        yield from _found(document, self.steps)


def reference_in(text: str) -> Reference | None:
    """Return the reference that a text is, or None."""
    match = _REFERENCE.fullmatch(text)
    if match is None:
        return None
    return Reference(match[1], dict(parse_qsl(match[2] or "", keep_blank_values=True)), match[3].split("/")[1:])


def linked(operation: str, expression: str) -> str | None:
    """Return the text that stands for what a link takes from the reply of an operation, None for other expressions."""
    match = _LINKED.fullmatch(expression)
    return None if match is None else f"{{{operation}#{_INDEX.sub('/*', match[1])}}}"


def filled(text: str, credentials: Mapping[str, str], now: datetime) -> str | None:
    """Return a text with credentials and days put in; None where there is no such credential."""
    if any(name not in credentials for name in _CREDENTIAL.findall(text)):
        return None
    text = _CREDENTIAL.sub(lambda match: credentials[match[1]], text)
    return _MOMENT.sub(lambda match: (now + timedelta(days=int(match[1]))).strftime(match[2]), text)


def _found(node: Any, steps: Sequence[str]) -> Iterator[Any]:
    if not steps:
        yield node
    elif isinstance(node, list):
        chosen = node if steps[0] == "*" else node[int(steps[0]) :][:1]
        for one in chosen:
            yield from _found(one, steps[1:])
    elif isinstance(node, Mapping) and steps[0] in node:
        yield from _found(node[steps[0]], steps[1:])
