"""How a break changes what is told: status, headers, content type and body of a reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import orjson

from mock_server.breaks.edits import Edit
from mock_server.core.errors import ConfigError

_BOM = b"\xef\xbb\xbf"
# A moment long gone and one to come: RFC 9745 and RFC 8594.
_DEPRECATED = (("Deprecation", "@1767225600"), ("Sunset", "Thu, 31 Dec 2099 23:59:59 GMT"))
_HTML = b"<!DOCTYPE html>\n<html><head><title>Error</title></head><body><h1>Error</h1></body></html>\n"


@dataclass(frozen=True, slots=True)
class Told:
    """A reply. `headers` are without the content type."""

    status: int
    headers: Sequence[tuple[str, str]]
    content_type: str
    body: bytes

    @property
    def is_json(self) -> bool:
        """Whether the body is a JSON document."""
        return bool(self.body) and self.content_type.partition(";")[0].endswith("json")


def edited_body(told: Told, edit: Edit, steps: Sequence[str]) -> tuple[Told, int]:
    """Return a reply whose JSON was edited, and at how many places."""
    if edit.name == "html":
        return replace(told, content_type="text/html; charset=utf-8", body=_HTML), 1
    if not told.is_json:
        return told, 0
    document, count = edit.apply(orjson.loads(told.body), steps)
    return replace(told, body=orjson.dumps(document)), count


def edited_header(told: Told, name: str, edit: str, value: str) -> tuple[Told, int]:
    """Return a reply with a header dropped, renamed or set."""
    met = [one for one, _ in told.headers if one.lower() == name.lower()]
    others = [(one, text) for one, text in told.headers if one.lower() != name.lower()]
    texts = [text for one, text in told.headers if one.lower() == name.lower()]
    if edit == "value":
        return replace(told, headers=[*others, (name, value)]), 1
    renamed = [(value, text) for text in texts] if edit == "rename" else []
    return replace(told, headers=[*others, *renamed]), len(met)


def other_status(told: Told, old: int | None, new: str) -> tuple[Told, int]:
    """Return a reply with another status, where it has the old one."""
    if old is not None and told.status != old:
        return told, 0
    status, _, body = new.partition(" ")
    return replace(told, status=int(status), body=b"null" if body == "null" else told.body), 1


def deprecated(told: Told) -> tuple[Told, int]:
    """Return a reply that says its operation will go."""
    return replace(told, headers=[*told.headers, *_DEPRECATED]), 1


def other_content_type(told: Told, edit: str, value: str) -> tuple[Told, int]:
    """Return a reply of another content type, or with a byte order mark before its body."""
    if edit == "bom":
        return replace(told, body=_BOM + told.body), 1
    return replace(told, content_type=value), 1


def check_status(text: str) -> None:
    """Raise ConfigError for what is no status, or `200 null`: one whose body is null."""
    code, _, rest = text.partition(" ")
    if not (code.isascii() and code.isdigit() and 200 <= int(code) <= 599 and rest in ("", "null")):
        raise ConfigError(f"a status is from 200 to 599, not {text!r}")
