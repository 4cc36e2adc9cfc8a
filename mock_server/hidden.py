"""What a request said that the journal may not show, wherever it turns up again: in a message, for example."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mock_server.core.call import Upload
from mock_server.exchange import Exchange
from mock_server.journal import MASK

# As much of a text tells on it, where a message has cut it.
_BEGINNING = 12


def hidden_texts(exchange: Exchange) -> list[str]:
    """Return every text of the path, the query and the body that may be a person or a secret; longest first."""
    operation = exchange.operation
    if operation is None:
        return []
    media = exchange.request.headers.get("Content-Type", "")
    texts = [media, media.partition(";")[0].strip()]
    for one in operation.parameters.all:
        if one.place == "path" and not one.may_be_shown((exchange.path[one.argument],)):
            texts.append(exchange.path[one.argument])
    for name, values in exchange.request.query.items():
        if not operation.parameters.may_be_shown(name, exchange.decoded):
            texts += values
    if operation.body is not None:
        fields = operation.body.arguments
        texts += _texts([said for name, said in exchange.decoded.arguments.items() if name in fields])
    # Messages quote texts as Python does, and write media types in small letters.
    spelt = {one for text in texts if text for one in (text, text.lower(), repr(text)[1:-1])}
    return sorted(spelt, key=len, reverse=True)


def masked(message: str, hidden: Sequence[str]) -> str:
    """Return a message with every hidden text in it masked; "" where it holds a part of one."""
    for text in hidden:
        message = re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", MASK, message)
    return "" if any(text[:_BEGINNING] in message for text in hidden if len(text) > _BEGINNING) else message


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Upload):
        yield value.name
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
