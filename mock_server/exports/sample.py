"""Sample: a request of an operation with every value known, before it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote, urlencode

import orjson

_BOUNDARY = "a-part-of-a-form"
_PARTS = "multipart/form-data"

# Whose credentials a request shows: those that let in, some that may do less, or none.
OWN, LESSER, NONE = "own", "lesser", "none"


@dataclass(frozen=True, slots=True)
class Sample:
    """A request. `fields` are a form's or a JSON object's; a file is a mapping with `filename` and `content`, and other
    mappings in a form are sent as JSON. `media` is the type of the body, "" where there is none.
    """

    method: str
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)
    media: str = ""
    credentials: str = OWN

    def target(self, template: str) -> str:
        """Return the path with its query, from the template of a path."""
        for name, text in self.path.items():
            template = template.replace(f"{{{name}}}", quote(text, safe=""))
        return f"{template}?{urlencode(self.query)}" if self.query else template

    def body(self) -> str:
        """Return the body as a text."""
        if self.media.endswith("json"):
            return orjson.dumps(self.fields).decode()
        if self.media == _PARTS:
            return _parts(self.fields)
        return urlencode({name: _sent(value) for name, value in self.fields.items()}, doseq=True)

    def content_type(self) -> str:
        """Return the Content-Type of the body, "" where there is none."""
        return f"{_PARTS}; boundary={_BOUNDARY}" if self.media == _PARTS else self.media

    def asked(self, **query: str) -> Sample:
        """Return the same request with another query, if there is any to ask with."""
        return replace(self, query=query) if query else self

    def saying(self, **fields: Any) -> Sample:
        """Return the same request with other fields; None leaves one out."""
        merged = {**self.fields, **fields}
        return replace(self, fields={name: value for name, value in merged.items() if value is not None})

    def without_body(self) -> Sample:
        """Return the same request without a body."""
        return replace(self, fields={}, media="")


def is_file(value: Any) -> bool:
    """Tell whether a field is a file."""
    return isinstance(value, Mapping) and "filename" in value


def _sent(value: Any) -> Any:
    """Return what a form says for a value: a text, or texts for a field that is repeated."""
    if isinstance(value, Mapping):
        return orjson.dumps(value).decode()
    return [str(one) for one in value] if isinstance(value, list) else str(value)


def _parts(fields: Mapping[str, Any]) -> str:
    """Return a multipart form (RFC 7578) with a boundary that is always the same."""
    parts = [_part(name, value) for name, value in fields.items()]
    return "".join(f"--{_BOUNDARY}\r\n{part}\r\n" for part in parts) + f"--{_BOUNDARY}--\r\n"


def _part(name: str, value: Any) -> str:
    disposition = f'Content-Disposition: form-data; name="{name}"'
    if not is_file(value):
        return f"{disposition}\r\n\r\n{_sent(value)}"
    kind = "Content-Type: application/octet-stream"
    return f'{disposition}; filename="{value["filename"]}"\r\n{kind}\r\n\r\n{value["content"]}'
