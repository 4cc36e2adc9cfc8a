"""Requests with a canary in every place that an operation has, and in those that it has not."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from urllib.parse import quote, urlencode

from mock_server.contract import Operation
from tests.secrets.canaries import KINDS, Canaries

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
Ask = dict[str, Any]


def requests_of(
    operation: Operation, canaries: Canaries, kind: str, known: Mapping[str, str], headers: Mapping[str, str]
) -> Iterator[Ask]:
    """Yield what werkzeug's client sends: canaries of a kind with the headers that let in, and secrets as headers."""
    places = [one.name for one in operation.parameters.all if one.place == "path"]
    wrong = {name: canaries.of_kind(kind, f"{operation.id} path {name}") for name in places}
    for path in {path_of(operation, wrong), *(path_of(operation, {**known, name: wrong[name]}) for name in places)}:
        yield {"method": operation.method, "path": path, "headers": headers}
    right = {"method": operation.method, "path": path_of(operation, known)}
    for extra in (*queries(operation, canaries, kind), *bodies(operation, canaries, kind)):
        yield {**right, **extra, "headers": headers}
    for odd in odd_headers(operation.id, canaries) if kind == "secret" else ():
        yield {**right, "headers": {**headers, **odd}}
        yield {**right, "headers": odd}


def path_of(operation: Operation, texts: Mapping[str, str]) -> str:
    """Return the path with texts in its places; those that nothing is said of get a number."""
    path = operation.path
    for one in operation.parameters.all:
        path = path.replace(f"{{{one.name}}}", quote(texts.get(one.name, "7"), safe=""))
    return path


def queries(operation: Operation, canaries: Canaries, kind: str) -> Iterator[Ask]:
    """Yield query strings: known and unknown names, values without a name, names without a value, repeated ones."""
    names = [one.name for one in operation.parameters.all if one.place == "query"]

    def new(place: str) -> str:
        return canaries.of_kind(kind, f"{operation.id} query {place}")

    yield {"query_string": urlencode({name: new(name) for name in [*names, "colour", "access_token"]})}
    for name in names:
        yield {"query_string": urlencode({name: new(f"{name} alone")})}
    yield {"query_string": urlencode({new("as a name"): "1", new("as a name alone"): ""})}
    yield {"query_string": f"{quote(new('bare'))}&={quote(new('without a name'))}&;{quote(new('after a semicolon'))}"}
    yield {"query_string": urlencode([(names[0] if names else "x", new("twice")) for _ in range(2)])}


def bodies(operation: Operation, canaries: Canaries, kind: str) -> Iterator[Ask]:
    """Yield bodies: a form, a multipart form with files, JSON good and bad, and bytes of no kind."""
    fields = [one.name for form in (operation.body.forms.values() if operation.body else ()) for one in form.all]

    def new(place: str) -> str:
        return canaries.of_kind(kind, f"{operation.id} body {place}")

    said = {name: new(name) for name in [*fields, "client_id", "client_secret", "colour"]}
    said |= {new("as a name"): "1", new("as a name alone"): ""}
    yield {"data": urlencode(said), "content_type": FORM}
    yield {"data": f"{quote(new('bare'))}&={quote(new('without a name'))}", "content_type": FORM}
    yield {"data": json.dumps({**said, "deep": [{new("as a member"): new("in a list")}]}), "content_type": JSON}
    yield {"data": json.dumps([new("in a list")]), "content_type": JSON}
    yield {"data": f'{{"email": "{new("broken JSON")}', "content_type": JSON}
    yield {"data": new("raw").encode(), "content_type": f"text/{quote(new('as a type'), safe='')}"}
    # Names of parts and files stand in quotes there, without line breaks.
    parts: dict[str, Any] = {name.replace("\n", " "): text for name, text in said.items()}
    files = {
        name: new(f"file {name}")
        for name in [*fields[-2:], "file", new("as the name of a file's part").replace("\n", " ")]
    }
    parts |= {name: (BytesIO(text.encode()), f"{text[:60]}.pdf".replace("\n", " ")) for name, text in files.items()}
    yield {"data": parts, "content_type": "multipart/form-data"}


def odd_headers(place: str, canaries: Canaries) -> Iterator[dict[str, str]]:
    """Yield headers with canaries as credentials, in other headers, and as names."""

    def new(where: str) -> str:
        return canaries.secret(f"{place} header {where}")

    def basic(where: str) -> str:
        return base64.b64encode(f"{new(where)}:{new(where)}".encode()).decode()

    yield {"Authorization": f"Basic {basic('Basic')}"}
    yield {"Authorization": f"Basic {new('Basic, not coded')}"}
    yield {"Authorization": f"Bearer {new('Bearer')}"}
    yield {"Authorization": f"{new('scheme')} x"}
    yield {"accessTokenKey": new("key"), "accessTokenSecret": new("secret")}
    yield {"Cookie": f"session={new('cookie')}", "User-Agent": new("agent"), "Referer": f"http://x/?{new('referer')}"}
    yield {"X-Odd": new("odd"), f"X-{canaries.bare(f'{place} as the name of a header')}": "1"}
    yield {"Accept": new("accept"), "Content-Type": new("type"), "X-Forwarded-For": new("forwarded")}


def lost(vendor: str, canaries: Canaries) -> Iterator[Ask]:
    """Yield requests that no operation matches."""
    for kind in KINDS:
        one, two, three = (canaries.of_kind(kind, f"{vendor} nowhere {at}") for at in range(3))
        path = f"/{quote(one, safe='')}/{quote(two, safe='')}"
        for method in ("GET", "POST", "PATCH", "OPTIONS"):
            yield {"method": method, "path": path, "query_string": {"q": three}, "data": {"email": one}}
