"""Bodies through an app: forms as clients send them, how large they may be, and what the journal keeps of them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import Client, encode_multipart

from tests.toy.contracts import FORM, JSON, MULTIPART, body, document, operation
from tests.toy.vendor import complain
from tests.unit.conftest import Serve

FIELDS: dict[str, Any] = {
    "name": {"type": "string", "minLength": 1},
    "tags": {"type": "array", "items": {"type": "integer"}},
    "photo": {"type": "string", "format": "binary"},
}
DEFAULT_LIMIT = 256 * 1024


def sending(*media: str, **declared: Any) -> dict[str, Any]:
    """Return a contract with one operation that takes these media types."""
    taken = body(FIELDS, *(media or (FORM, MULTIPART)), required=("name",))
    return document(operation("send", "/a", "post", requestBody=taken, **declared))


def noted(client: Client) -> list[str]:
    """Return the notes of the newest exchange."""
    notes: list[str] = client.get("/__admin/requests").json["requests"][0]["notes"]
    return notes


@pytest.mark.parametrize("media", [FORM, MULTIPART])
def test_form_is_taken_as_clients_send_it(serve: Serve, media: str) -> None:
    answer = serve(sending()).post("/a", data={"name": "J\u00fcrg & Co", "tags": ["1", "2"]}, content_type=media)
    assert (answer.status_code, answer.json["arguments"]) == (
        200,
        {"name": "J\u00fcrg & Co", "tags": [1, 2], "photo": None},
    )


def test_file_comes_with_its_name_and_bytes(serve: Serve) -> None:
    answer = serve(sending()).post("/a", data={"name": "Anna", "photo": (BytesIO(b"GIF89a"), "me.gif")})
    assert answer.json["arguments"]["photo"] == ["me.gif", "GIF89a"]


def test_plain_form_may_hold_bytes_that_are_no_text(serve: Serve) -> None:
    answer = serve(sending()).post("/a", data=b"name=%FF&tags=1", content_type=FORM)
    assert answer.json["arguments"] == {"name": "\N{REPLACEMENT CHARACTER}", "tags": [1], "photo": None}


@pytest.mark.parametrize("media", [MULTIPART, f"{MULTIPART}; boundary=x"])
def test_form_without_its_boundary_is_an_empty_one(serve: Serve, media: str) -> None:
    answer = serve(sending()).post("/a", data=b"name=Anna", content_type=media)
    assert (answer.status_code, answer.json["errors"]) == (400, [["body", "name", "is required"]])


def test_body_of_another_media_type_is_415(serve: Serve) -> None:
    client = serve(sending())
    assert client.post("/a", data=b"{}", content_type=JSON).status_code == 415
    assert client.post("/a", data=b"{}").status_code == 415
    assert client.post("/a", content_type=JSON).json["errors"] == [["body", "name", "is required"]]


def test_fault_that_a_handler_found_is_told_by_its_field(serve: Serve) -> None:
    contract = sending(x_messages={"blank": "{name} says nothing"})
    client = serve(contract, handlers={"send": complain})
    answer = client.post("/a", data={"name": "is not nice"})
    assert answer.json["errors"] == [
        ["body", "name", "is not nice"],
        ["body", "tags", "tags says nothing"],
        ["body", "photo", "photo says nothing"],
    ]
    assert noted(client)[0] == "the body parameter 'name' was not valid"


def test_unknown_field_is_noted_without_its_value(serve: Serve) -> None:
    client = serve(sending())
    assert client.post("/a?page=1", data={"name": "Anna", "colour": "crimson"}).status_code == 200
    assert noted(client) == [f"unknown parameter '{name}' was ignored" for name in ("page", "colour")]


@pytest.mark.parametrize("text", [b"LEAKtoken", b"name=Anna&LEAKtoken=", b"name=Anna&LEAK.to%2Fken=x"])
def test_value_that_lost_its_name_is_not_noted(serve: Serve, text: bytes) -> None:
    client = serve(sending())
    client.post("/a", data=text, content_type=FORM)
    assert noted(client)[0] == "unknown parameter '***' was ignored"
    assert "LEAK" not in client.get("/__admin/requests").text


@pytest.mark.parametrize("media", [FORM, JSON])
@pytest.mark.parametrize(
    ("declared", "limit"),
    [({}, DEFAULT_LIMIT), ({"x_body_limit": 100}, 100), ({"x_body_limit": 1_000_000}, 1_000_000)],
    ids=["the-apps", "smaller", "larger"],
)
def test_body_over_the_limit_is_413(serve: Serve, declared: dict[str, int], limit: int, media: str) -> None:
    client = serve(sending(media, **declared))
    before, after = (b"name=", b"") if media == FORM else (b'{"name": "', b'"}')
    room = limit - len(before) - len(after)
    answers = [client.post("/a", data=before + b"x" * size + after, content_type=media) for size in (room, room + 1)]
    assert [answer.status_code for answer in answers] == [200, 413]
    assert len(answers[0].json["arguments"]["name"]) == room
    assert answers[1].json["kind"] == "Unacceptable"


@pytest.mark.parametrize(
    ("size", "declared", "status"),
    [(700_000, {"x_body_limit": 1_000_000}, 200), (1_000_000, {"x_body_limit": 1_000_000}, 413), (700_000, {}, 413)],
)
def test_limit_is_for_files_and_long_texts_alike(
    serve: Serve, size: int, declared: dict[str, int], status: int
) -> None:
    client = serve(sending(**declared))
    photo = FileStorage(BytesIO(b"x" * size), "me.gif")
    for data in ({"name": "Anna", "photo": photo}, {"name": "x" * size}):
        boundary, content = encode_multipart(data)
        answer = client.post("/a", data=content, content_type=f"{MULTIPART}; boundary={boundary}")
        assert answer.status_code == status


def test_limit_is_the_operations_own(serve: Serve) -> None:
    both = [operation(f"send{n}", f"/{n}", "post", requestBody=body(FIELDS), x_body_limit=n) for n in (10, 20)]
    client = serve(document(*both))
    assert [client.post(f"/{n}", data=b"name=" + b"x" * 10, content_type=FORM).status_code for n in (10, 20)] == [
        413,
        200,
    ]
