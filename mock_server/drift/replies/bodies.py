"""Bodies: octets become a document, and what was in the way of that is told."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mock_server.breaks.declared import error_schemas, responses, schema_of
from mock_server.breaks.place import Place
from mock_server.contract.json_text import parse_json
from mock_server.contract.schemas import Schema
from mock_server.drift.exchange import Answered, Exchange
from mock_server.drift.finding import Finding
from mock_server.drift.replies.telling import Teller

_BOM = b"\xef\xbb\xbf"
_ERRORS = 400
# Many parsers of decimals do not know it. Noise far behind the point is written so by all, and told as what it is.
_EXPONENT, _TEXTS = re.compile(rb"\d[eE](?:\+?\d|-0?[0-4]\b)"), re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
# Where a number with one may be, texts included: most bodies have none, so that nothing is to be left out of them.
_PERHAPS = re.compile(rb"(?:\A|[:\[,\s])-?\d+(?:\.\d+)?[eE]")
_UTF8 = ("", "utf-8", "utf8", "us-ascii")
# Those that have no body by RFC 9110.
_BODILESS = (204, 205, 304)
_NOT_JSON = {"body": "body-not-json", "error": "error-shape"}
ABSENT = object()


@dataclass(slots=True)
class Opened:
    """What a body holds: `document` is ABSENT where there is none, or none to be judged by `schema`."""

    family: str
    schema: Schema | None = None
    document: Any = ABSENT
    findings: list[Finding] = field(default_factory=list)
    is_page: bool = False


def declared_schema(teller: Teller, status: int) -> Schema | None:
    """Return the schema of a reply of a status; of one that the contract does not know, that of its like."""
    known = responses(teller.contract, teller.operation)
    if status in known:
        return schema_of(known[status])
    if status >= _ERRORS:
        return next(iter(error_schemas(teller.contract, teller.operation)), None)
    return schema_of(known.get(teller.operation.success, {}))


def open_body(teller: Teller, exchange: Exchange) -> Opened:
    """Open the body of a reply whose contract has a schema of JSON."""
    answered = exchange.answered
    opened = Opened("error" if answered.status >= _ERRORS else "body")
    opened.schema = declared_schema(teller, answered.status)
    if opened.schema is None or answered.is_cut or answered.status in _BODILESS:
        return opened
    tell = _Tells(teller, Place(opened.family))
    if not answered.body:
        opened.findings.append(tell(_NOT_JSON[opened.family], "JSON", "no body"))
        return opened
    body = answered.plain
    if exchange_is_compressed_unasked(exchange):
        opened.findings.append(tell("gzip-forced", "a body as it is", "a compressed one that was not asked for"))
    if _is_page(answered, body):
        kind = "body-html" if opened.family == "body" else "error-html"
        opened.findings.append(tell(kind, "JSON", "a page of HTML"))
        opened.is_page = True
        return opened
    opened.findings += _read(tell, answered, body, opened)
    return opened


@dataclass(frozen=True, slots=True)
class _Tells:
    teller: Teller
    place: Place

    def __call__(self, kind: str, says: str, seen: str) -> Finding:
        return self.teller.tell(kind, self.place, says, seen)


def _read(tell: _Tells, answered: Answered, body: bytes, opened: Opened) -> Iterator[Finding]:
    if body.startswith(_BOM):
        yield tell("bom", "UTF-8 without a mark", "a byte order mark before it")
        body = body.removeprefix(_BOM)
    text, is_other = _decoded(body, charset_of(answered))
    if is_other:
        yield tell("charset-latin1", "UTF-8", "octets of another character set")
    try:
        opened.document = parse_json(text)
    except ValueError:
        yield tell(_NOT_JSON[opened.family], "JSON", "no JSON")
        return
    if _has_name_twice(text):
        yield tell("duplicate-key", "each name once in an object", "one more than once")
    if _PERHAPS.search(text) and _EXPONENT.search(_TEXTS.sub(b"", text)):
        yield tell("number-exponent", "numbers as people write them", "one with an exponent")


def _has_name_twice(text: bytes) -> bool:
    """Tell whether an object has two members of one name: parsers take the one or the other (RFC 8259 section 4)."""
    found: list[bool] = []

    def noted(pairs: list[tuple[str, object]]) -> None:
        found.append(len(dict(pairs)) < len(pairs))

    json.loads(text, object_pairs_hook=noted)
    return any(found)


def charset_of(answered: Answered) -> str:
    """Return the character set that a reply names, in small letters; "" for none."""
    parameters = (answered.header("Content-Type") or "").lower().split(";")[1:]
    found = (one.strip().removeprefix("charset=") for one in parameters if one.strip().startswith("charset="))
    return next(found, "").strip('"')


def _decoded(body: bytes, charset: str) -> tuple[bytes, bool]:
    """Return the body in UTF-8, and whether it says to be, or is, in something else."""
    if charset in _UTF8:
        try:
            body.decode()
        except UnicodeDecodeError:
            return body.decode("latin-1").encode(), True
        return body, False
    try:
        return body.decode(charset).encode(), True
    except (LookupError, ValueError):
        return body.decode("latin-1").encode(), True


def exchange_is_compressed_unasked(exchange: Exchange) -> bool:
    """Whether a body is compressed though the request did not say that it may be."""
    coding = (exchange.answered.header("Content-Encoding") or "").strip().lower()
    asked = next((text for name, text in exchange.asked.headers.items() if name.lower() == "accept-encoding"), "")
    return coding not in ("", "identity") and coding not in asked.lower() and "*" not in asked


def _is_page(answered: Answered, body: bytes) -> bool:
    start = body.lstrip()[:15].lower()
    is_said = answered.media_type == "text/html" and not start.startswith((b"{", b"["))
    return is_said or start.startswith((b"<!doctype html", b"<html"))
