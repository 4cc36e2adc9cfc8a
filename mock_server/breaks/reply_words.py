"""Edits of a reply beside its document's places: its bytes, its status, an empty list, a page of HTML."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

import orjson

from mock_server.breaks.document_words import schemas_of
from mock_server.breaks.edit import Edit, Target, Word, whole_number
from mock_server.breaks.views import ResponseView
from mock_server.breaks.walk import values_at
from mock_server.contract.schemas import type_of
from mock_server.core.errors import ConfigError

_PAGE = "<!DOCTYPE html><html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>\n"

_BODILESS = (204, 205, 304)

Change = Callable[[ResponseView], ResponseView | None]


@dataclass(frozen=True)
class ReplyEdit(Edit):
    """An edit of the replies that `meets` wants; None of `change` is that nothing was there to edit."""

    meets: Callable[[ResponseView], bool]
    change: Change

    def after(self, response: ResponseView) -> tuple[ResponseView, int]:
        """Edit a reply."""
        changed = self.change(response) if self.meets(response) else None
        return (response, 0) if changed is None or changed == response else (changed, 1)


def with_status(response: ResponseView, status: int) -> ResponseView:
    """Return a reply with another status, also where its document repeats it in a number or in words.

    One that has no body by RFC 9110 has none.
    """
    if status in _BODILESS:
        return replace(response, status=status, content_type=None, body=b"")
    try:
        document = orjson.loads(response.body)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        return replace(response, status=status)
    said = {response.status: status, _phrase(response.status): _phrase(status)}
    new = {name: said.get(one, one) if type(one) in (int, str) else one for name, one in document.items()}
    return replace(response, status=status, body=orjson.dumps(new) if new != document else response.body)


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in {*HTTPStatus} else ""


def _meets(target: Target) -> Callable[[ResponseView], bool]:
    if target.place.family == "body":
        return lambda response: response.is_success
    return lambda response: response.status >= 400


def _html(target: Target, _: str) -> Edit:
    _refuse_pointer(target)
    return ReplyEdit(_meets(target), _as_page)


def _as_page(response: ResponseView) -> ResponseView:
    title = "We will be back soon" if response.is_success else f"{response.status} {_phrase(response.status)}".strip()
    return replace(response, content_type="text/html; charset=utf-8", body=_PAGE.format(title).encode())


def _encode(target: Target, encoding: str) -> Edit:
    _refuse_pointer(target)
    return ReplyEdit(_meets(target), _ENCODINGS[encoding])


def _gzip(response: ResponseView) -> ResponseView:
    headers = (*response.headers, ("Content-Encoding", "gzip"))
    return replace(response, body=gzip.compress(response.body, mtime=0), headers=headers)


def _latin(response: ResponseView) -> ResponseView:
    media = (response.content_type or "").partition(";")[0]
    text = response.body.decode(errors="replace")
    body = text.encode("latin-1", errors="replace")
    return replace(response, content_type=f"{media}; charset=iso-8859-1", body=body)


_ENCODINGS: Mapping[str, Change] = {
    "bom": lambda response: replace(response, body=b"\xef\xbb\xbf" + response.body),
    "latin-1": _latin,
    "gzip": _gzip,
}


def _refuse_pointer(target: Target) -> None:
    if target.place.steps or target.every > 1:
        raise ConfigError(f"this is done to a whole reply: write {target.place.family} instead of {target.place}")


def _empty(target: Target, text: str) -> Edit:
    """Answer an empty list with a status alone."""
    status = whole_number(text, "a status", least=200, most=599)
    if not any(type_of(schema) == "array" for schema in schemas_of(target)):
        raise ConfigError(f"{target.place} is no list")

    def change(response: ResponseView) -> ResponseView | None:
        try:
            found = values_at(orjson.loads(response.body), target.place.steps)
        except ValueError:
            return None
        return replace(response, status=status, content_type=None, body=b"") if found == [[]] else None

    return ReplyEdit(_meets(target), change)


def _status(target: Target) -> int:
    status = whole_number(target.place.name, "a status", least=100, most=599)
    known = target.operation.responses
    if status not in known:
        raise ConfigError(
            f"{target.operation.id} is not answered with {status}; there are {', '.join(map(str, sorted(known)))}"
        )
    return status


def _become(target: Target, text: str) -> Edit:
    old, new = _status(target), whole_number(text, "a status", least=200, most=599)
    return ReplyEdit(lambda response: response.status == old, lambda response: with_status(response, new))


def _null(target: Target, _: str) -> Edit:
    old, success = _status(target), target.operation.success
    kind = target.operation.responses[success].content_type

    def change(response: ResponseView) -> ResponseView:
        return replace(response, status=success, content_type=kind, body=b"null")

    return ReplyEdit(lambda response: response.status == old, change)


DOCUMENT_WORDS = (
    Word("html", "", "a page of HTML comes instead", _html),
    Word("encode", "bom|latin-1|gzip", "the bytes are of another encoding", _encode),
    Word("empty", "STATUS", "an empty list is answered with a status and no body", _empty),
)
STATUS_WORDS = (
    Word("become", "STATUS", "another status, also where the document repeats it", _become),
    Word("null", "", "the status of success, and null", _null),
)
