"""Edits of headers, of a reply and of a request, and their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from mock_server.breaks.declared import headers
from mock_server.breaks.edit import Edit, Target, Word, name_of
from mock_server.breaks.moments import http_date
from mock_server.breaks.shape import shortened
from mock_server.breaks.views import RequestView, ResponseView
from mock_server.core.api_errors import FieldError, InvalidRequest
from mock_server.core.errors import ConfigError

# RFC 9110 section 5.6.2 for names; texts without line ends for values.
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+\Z")
_TEXT = re.compile(r"[ -~]+\Z")
_MEDIA = "Content-Type"
# What holds a message together is the server's to say (RFC 9112 section 6).
_FRAMES = {"content-length", "transfer-encoding", "connection", "content-type"}

Pair = tuple[str, str]
# A header to what comes in its place; None is that it stays.
Change = Callable[[Pair, ResponseView], tuple[Pair, ...] | None]


@dataclass(frozen=True)
class HeaderEdit(Edit):
    """An edit of one header, wherever it is sent."""

    name: str
    change: Change

    def after(self, response: ResponseView) -> tuple[ResponseView, int]:
        """Edit the header, as often as it is there."""
        if self.name.lower() == _MEDIA.lower():
            return self._media(response)
        sent: list[Pair] = []
        count = 0
        for pair in response.headers:
            changed = self.change(pair, response) if pair[0].lower() == self.name.lower() else None
            sent += [pair] if changed is None else changed
            count += changed is not None
        return replace(response, headers=tuple(sent)), count

    def _media(self, response: ResponseView) -> tuple[ResponseView, int]:
        if response.content_type is None:
            return response, 0
        changed = self.change((_MEDIA, response.content_type), response)
        if changed is None:
            return response, 0
        kept = [text for name, text in changed if name == _MEDIA]
        others = tuple(pair for pair in changed if pair[0] != _MEDIA)
        media = kept[0] if kept else None
        return replace(response, content_type=media, headers=(*response.headers, *others)), 1


@dataclass(frozen=True)
class AddedHeader(Edit):
    """A header on every reply."""

    pair: Pair

    def after(self, response: ResponseView) -> tuple[ResponseView, int]:
        """Add the header, beside whatever is there."""
        return replace(response, headers=(*response.headers, self.pair)), 1


@dataclass(frozen=True)
class RequiredHeader(Edit):
    """A header without which a request is refused."""

    name: str
    message: str

    step = "validate"

    def before(self, request: RequestView) -> RequestView:
        """Raise InvalidRequest without the header."""
        if not any(name.lower() == self.name.lower() for name in request.headers):
            raise InvalidRequest([FieldError(self.message, "", "header", self.name, "missing")])
        return request


def _known(target: Target) -> str:
    """Return the name of a header that some reply of the operation has."""
    known = [*headers(target.contract, target.operation), _MEDIA]
    if target.place.name.lower() not in {name.lower() for name in known}:
        raise ConfigError(
            f"{target.operation.id} is answered without a header {target.place.name!r}; there are {shortened(known)}"
        )
    return target.place.name


def _any(name: str) -> str:
    if not _TOKEN.match(name) or name.lower() in _FRAMES:
        raise ConfigError(f"{name!r} cannot be the name of a new header")
    return name


def _text(value: str) -> str:
    if not _TEXT.match(value):
        raise ConfigError("what a header says is printable ASCII")
    return value


def _drop(target: Target, _: str) -> Edit:
    return HeaderEdit(_known(target), lambda pair, response: ())


def _rename(target: Target, new: str) -> Edit:
    name = _any(name_of(new))
    return HeaderEdit(_known(target), lambda pair, response: ((name, pair[1]),))


def _value(target: Target, value: str) -> Edit:
    text = _text(value)
    return HeaderEdit(_known(target), lambda pair, response: ((pair[0], text),) if pair[1] != text else None)


def _format(target: Target, form: str) -> Edit:
    spell = _FORMS[form]

    def change(pair: Pair, response: ResponseView) -> tuple[Pair, ...] | None:
        is_number = pair[1].isascii() and pair[1].isdigit() and len(pair[1]) < 10
        return ((pair[0], spell(response.now + int(pair[1]))),) if is_number else None

    return HeaderEdit(_known(target), change)


_FORMS: Mapping[str, Callable[[float], str]] = {
    "http-date": http_date,
    "epoch": lambda seconds: str(int(seconds)),
    "epoch-ms": lambda seconds: str(int(seconds * 1000)),
}


def _add(target: Target, value: str) -> Edit:
    return AddedHeader((_any(target.place.name), _text(value)))


def _require(target: Target, _: str) -> Edit:
    name = target.place.name
    if not _TOKEN.match(name):
        raise ConfigError(f"{name!r} cannot be the name of a header")
    literal = target.contract.document.get("x-messages", {}).get("missing", "is required")
    return RequiredHeader(name, literal.replace("{name}", name))


WORDS = (
    Word("drop", "", "the header is not sent", _drop),
    Word("rename", "NAME", "the header has another name", _rename),
    Word("value", "TEXT", "the header says something else", _value),
    Word("format", "|".join(_FORMS), "seconds to wait are told as a time", _format),
    Word("add", "TEXT", "the header comes with every reply", _add),
    Word("require", "", "a request without the header is refused", _require),
)
