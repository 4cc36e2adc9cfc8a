"""Somebody between who plants canaries in what a tenant answers: for people, and where nobody should be."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from tests.drift.asking.raw import Answer
from tests.secrets.canaries import Canaries

PERSONAL = (
    "firstname",
    "lastname",
    "email",
    "phone",
    "mobile",
    "company",
    "street",
    "city",
    "address",
    "notes",
    "title",
)


@dataclass
class Said:
    """An answer on its way: `document` is its JSON or None; `body` is sent in its place."""

    path: str
    status: int
    headers: list[tuple[str, str]]
    document: Any
    body: bytes | None = None

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows of a list, or the record itself."""
        if not isinstance(self.document, dict):
            return []
        lists = [one for one in self.document.values() if isinstance(one, list)]
        return [row for rows in lists for row in rows if isinstance(row, dict)] or [self.document]


Trick = Callable[[Said, Canaries], None]


def plants(port: int, canaries: Canaries, *tricks: Trick) -> Answer:
    """Pass on what a server on this machine answers, after every trick."""

    def answer(connection: socket.socket, head: bytes) -> None:
        method = head.partition(b" ")[0]
        said = _asked(port, head)
        for trick in tricks:
            trick(said, canaries)
        body = said.body if said.body is not None else b""
        if said.body is None and said.document is not None:
            body = json.dumps(said.document, ensure_ascii=False).encode()
        kept = [(name, value) for name, value in said.headers if name.lower() not in ("content-length", "connection")]
        lines = [f"HTTP/1.1 {said.status} -", *(f"{name}: {value}" for name, value in kept)]
        lines += [f"Content-Length: {len(body)}", "Connection: close", "", ""]
        connection.sendall("\r\n".join(lines).encode("latin-1", "replace") + (b"" if method == b"HEAD" else body))

    return answer


def _asked(port: int, head: bytes) -> Said:
    top, _, body = head.partition(b"\r\n\r\n")
    line, *lines = top.decode("latin-1").split("\r\n")
    method, path, _ = line.split(" ")
    headers = dict(one.split(": ", 1) for one in lines)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, body, headers)
    with connection.getresponse() as response:
        text = response.read()
        said = Said(path, response.status, response.getheaders(), json.loads(text) if text else None)
    connection.close()
    return said


def people(said: Said, canaries: Canaries) -> None:
    """In the place of everybody: of names, addresses, numbers and free texts."""
    said.document = _replaced(said.document, canaries)


def _replaced(node: Any, canaries: Canaries) -> Any:
    if isinstance(node, list):
        return [_replaced(one, canaries) for one in node]
    if not isinstance(node, dict):
        return node
    return {name: _canary(name, one, canaries) or _replaced(one, canaries) for name, one in node.items()}


def _canary(name: str, value: Any, canaries: Canaries) -> str:
    kind = next((one for one in PERSONAL if one in name.lower()), "")
    if not kind or not isinstance(value, str) or not value:
        return ""
    forms = {"email": "email", "phone": "phone", "mobile": "phone", "notes": "words"}
    return canaries.of_kind(forms.get(kind, "person"), f"a record's {name}")


def names_as_members(said: Said, canaries: Canaries) -> None:
    """As names of members: of the document, of a row, of what was a text, of a map."""
    for row in said.rows[:6]:
        kinds = ("bare", "email", "person", "phone", "words")
        row |= {canaries.of_kind(kind, "name of a member"): {canaries.bare("name below"): 1} for kind in kinds}
        row |= {canaries.bare("in small letters").lower(): True, quote(canaries.email("percent-encoded")): None}
        row["contact"] = {canaries.email("name in a map"): {"is": "vip"}}


def values_of_lists(said: Said, canaries: Canaries) -> None:
    """As words of a list of words, as dates, numbers and ids: everything that is a text."""
    for at, row in enumerate(said.rows[:6]):
        for name, value in row.items():
            kind = ("bare", "person", "email", "phone", "secret")[at % 5]
            if isinstance(value, str | int | float) and not (name == "id" and at % 2):
                text = canaries.of_kind(kind, f"value of {name}")
                row[name] = text.lower() if at % 3 else text.upper()


def shapes(said: Said, canaries: Canaries) -> None:
    """In objects and lists where texts were."""
    for at, row in enumerate(said.rows[:6]):
        for name, value in row.items():
            if isinstance(value, str) and name != "id":
                one = canaries.bare(f"object at {name}")
                row[name] = {one: one} if at % 2 else [one, {"of": one.upper()}]


def headers(said: Said, canaries: Canaries) -> None:
    """In headers, known and unknown, and in their names."""
    one = canaries.email("a header")
    link = f"<https://api.example/{quote(one)}?email={quote(one)}&n={canaries.bare('Link')}>; rel=next"
    said.headers = [(name, value) for name, value in said.headers if name.lower() not in ("server", "content-type")]
    said.headers += [
        ("Content-Type", f'application/{canaries.bare("type")}+json; charset="{canaries.bare("charset")}"'),
        ("Link", link),
        ("X-User", canaries.bare("X-User")),
        ("Server", canaries.bare("Server")),
        ("ETag", f'"{canaries.bare("ETag")}"'),
        ("Deprecation", canaries.bare("Deprecation")),
        ("Sunset", canaries.bare("Sunset")),
        ("Warning", f'299 - "{canaries.email("Warning")}"'),
        ("Content-Language", canaries.bare("Content-Language")),
        ("Content-Encoding", canaries.bare("Content-Encoding")),
        ("Cache-Control", f"private={canaries.bare('Cache-Control')}"),
        ("Vary", canaries.bare("Vary")),
        ("Allow", canaries.bare("Allow")),
        ("Last-Modified", canaries.bare("Last-Modified")),
        ("WWW-Authenticate", f'Bearer realm="{canaries.email("realm")}", error="{canaries.bare("error")}"'),
        ("X-RateLimit-Limit", canaries.bare("a limit")),
        ("X-RateLimit-Reset", canaries.phone("a reset")),
        ("Set-Cookie", f"{canaries.bare('cookie')}={canaries.bare('cookie')}; Path=/"),
        (f"X-{canaries.bare('name of a header')}", "1"),
        (canaries.bare("a header in small letters").lower(), canaries.bare("its value")),
    ]


def errors(said: Said, canaries: Canaries) -> None:
    """In everything that an error tells, and in its own members."""
    if said.status >= 400:
        texts = {name: canaries.words(f"error {name}") for name in ("detail", "title", "message", "error")}
        said.document = {
            **texts,
            "errors": [{canaries.email("error"): canaries.person("error")}],
            "type": f"/{quote(canaries.email('type'))}",
        }
        said.headers = [(name, value) for name, value in said.headers if name.lower() != "content-type"]
        said.headers.append(("Content-Type", "application/json"))


def redirects(said: Said, canaries: Canaries) -> None:
    """In the address that a redirect has."""
    if "/bookings/" in said.path or "/registrant/" in said.path or said.path.endswith("/me"):
        where = f"/{canaries.bare('Location')}/{quote(canaries.email('Location'))}?n={canaries.bare('a query')}"
        said.status, said.document = 302, None
        said.headers = [("Location", f"https://{canaries.bare('a host')}.example{where}")]


def pages(said: Said, canaries: Canaries) -> None:
    """In pages, broken JSON, and texts of no kind."""
    text = f"{canaries.person('page')} {canaries.email('page')} {canaries.phone('page')}"
    if "/bookings" in said.path or "/registrant" in said.path:
        said.body = f"<html><title>{text}</title>{canaries.words('page')}".encode()
    elif said.status >= 400:
        said.body = text.encode("utf-16")
    elif said.document is not None and "token" not in said.path:
        said.body = json.dumps(said.document).encode()[:-1] + f', "{text}": "{text}'.encode()


def tokens(said: Said, canaries: Canaries) -> None:
    """In what the token operation tells beside a token."""
    if "token" in said.path and isinstance(said.document, dict):
        said.document |= {
            "scope": canaries.email("scope"),
            "token_type": canaries.bare("type"),
            "user": canaries.person("user"),
        }
        said.document |= {canaries.email("token member"): 1, "refresh_token": canaries.secret("refresh token")}
        said.document["expires_in"] = canaries.phone("life")


TRICKS: dict[str, tuple[Trick, ...]] = {
    "no drift": (people,),
    "names of members": (people, names_as_members),
    "values of lists": (people, values_of_lists),
    "shapes": (people, shapes),
    "headers": (people, headers),
    "errors": (people, errors),
    "redirects": (people, redirects),
    "pages": (people, pages),
    "tokens": (people, tokens),
}
