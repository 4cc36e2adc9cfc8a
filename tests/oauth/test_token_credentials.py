"""How a client proves who it is: HTTP Basic in both its dialects, or the body. RFC 6749 section 2.3.

Not applicable: X13 (a client that expired or was disabled) and X14 (a rotated secret), since clients are fixed here.
That secrets are compared in constant time cannot be seen from outside; that all refusals look the same can.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus, urlencode

import pytest
from werkzeug.test import Client

from mock_server import Clock, Config, create_app
from mock_server.app import App

GRANT = "grant_type=client_credentials"
ODD_ID, ODD_SECRET = "cli:ent+1", "s%20/=&+ x"


def raw_notes(app: App) -> list[str]:
    return [note for entry in app.runtime.journal.entries() for note in entry.notes if "Basic was sent raw" in note]


def test_t01_basic_credentials_get_a_token(door: Any) -> None:
    answer = door.ask()
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert {"access_token", "token_type", "expires_in"} <= answer.json.keys()


def test_t02_credentials_in_the_body_get_a_token(door: Any) -> None:
    answer = door.ask(f"{GRANT}&client_id=onmock-crm&client_secret=onmock-crm-secret", basic=None)
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param("&client_id=onmock-crm&client_secret=onmock-crm-secret", id="T08"),
        pytest.param("&client_secret=onmock-crm-secret", id="X12"),
        pytest.param("&client_id=onmock-reporting", id="T10"),
    ],
)
def test_two_methods_at_once_are_an_invalid_request(door: Any, extra: str) -> None:
    answer = door.ask(GRANT + extra)
    assert (answer.status_code, answer.json["error"]) == (400, "invalid_request")


def test_t09_basic_and_the_same_client_id_in_the_body_get_a_token(door: Any) -> None:
    assert door.ask(f"{GRANT}&client_id=onmock-crm").status_code == 200


@pytest.mark.parametrize("encode", [quote_plus, lambda text: quote(text, safe="")], ids=["plus", "percent"])
def test_t11_form_encoded_basic_of_reserved_characters_gets_a_token(door: Any, app: App, encode: Any) -> None:
    answer = door.ask(basic=f"{encode(ODD_ID)}:{encode(ODD_SECRET)}")
    assert (answer.status_code, raw_notes(app)) == (200, [])


def test_t12_raw_basic_of_reserved_characters_gets_a_token_and_a_note(door: Any, app: App) -> None:
    answer = door.ask(basic=f"{ODD_ID}:{ODD_SECRET}")
    assert (answer.status_code, len(raw_notes(app))) == (200, 1)


def test_basic_without_reserved_characters_gets_no_note(door: Any, app: App) -> None:
    assert door.ask().status_code == 200
    assert raw_notes(app) == []


def test_t13_reserved_characters_in_the_body_get_a_token(door: Any) -> None:
    body = urlencode({"grant_type": "client_credentials", "client_id": ODD_ID, "client_secret": ODD_SECRET})
    assert door.ask(body, basic=None).status_code == 200


@pytest.mark.parametrize("scheme", ["basic", "BASIC", "bAsIc"])
def test_t14_scheme_name_is_read_without_case(door: Any, scheme: str) -> None:
    assert door.ask(authorization=f"{scheme} b25tb2NrLWNybTpvbm1vY2stY3JtLXNlY3JldA==").status_code == 200


REFUSED = {
    "T15 nothing": {"basic": None},
    "T15 id alone": {"basic": None, "body": f"{GRANT}&client_id=onmock-crm"},
    "T15 empty secret": {"basic": None, "body": f"{GRANT}&client_id=onmock-crm&client_secret="},
    "T16 wrong secret": {"basic": "onmock-crm:wrong"},
    "T16 empty secret": {"basic": "onmock-crm:"},
    "T16 secret of another": {"basic": "onmock-crm:onmock-reporting-secret"},
    "T16 longer secret": {"basic": "onmock-crm:onmock-crm-secret2"},
    "T16 case": {"basic": "onmock-crm:ONMOCK-CRM-SECRET"},
    "T17 wrong secret in the body": {"basic": None, "body": f"{GRANT}&client_id=onmock-crm&client_secret=wrong"},
    "T19 unknown client": {"basic": "nobody:onmock-crm-secret"},
    "T19 NUL of an unknown client": {"basic": "nobody:\0"},
    "T20 not base64": {"authorization": "Basic %%%"},
    "T20 cut off": {"authorization": "Basic b25tb2NrLWNybTpvbm1vY2stY3JtLXNlY3JldA"},
    "T20 nothing after the scheme": {"authorization": "Basic"},
    "X11 other characters inside": {"authorization": "Basic b25tb2Nr!LWNybTpvbm1vY2stY3JtLXNlY3JldA=="},
    "X11 beyond ASCII": {"authorization": "Basic \xfc\xff"},
    "T21 no colon": {"basic": "onmock-crm"},
    "T21 only colons": {"basic": ":" * 5000},
    "T21 not UTF-8": {"basic": b"\xff\xfe:\xff"},
    "T22 bearer": {"authorization": "Bearer abc"},
    "T22 digest beside good credentials in the body": {
        "authorization": 'Digest username="onmock-crm"',
        "body": f"{GRANT}&client_id=onmock-crm&client_secret=onmock-crm-secret",
    },
}


@pytest.mark.parametrize("request_", REFUSED.values(), ids=REFUSED.keys())
def test_unproven_client_is_refused_with_a_challenge(door: Any, request_: dict[str, Any]) -> None:
    answer = door.ask(**request_)
    assert (answer.status_code, answer.json["error"]) == (401, "invalid_client")
    assert answer.headers.getlist("WWW-Authenticate") == ['Basic realm="Oniva", charset="UTF-8"']


@pytest.mark.parametrize("request_", REFUSED.values(), ids=[f"T18 {name}" for name in REFUSED])
def test_refusals_look_the_same(door: Any, request_: dict[str, Any]) -> None:
    wrong, other = door.ask(basic="onmock-crm:wrong", address="10.0.0.1"), door.ask(**request_)
    assert (other.status_code, other.data, list(other.headers)) == (401, wrong.data, list(wrong.headers))


@pytest.fixture(scope="module")
def accented_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A world whose client has an id and a secret beyond ASCII."""
    known = Path(__file__).parents[2] / "fixtures" / "oniva" / "scenarios" / "empty.json"
    scenario = json.loads(known.read_text(encoding="utf-8"))
    scenario["clients"] = [{"id": "bücher", "secret": "geheim-é", "name": "Accents", "scopes": ["events:read"]}]
    path = tmp_path_factory.mktemp("scenario") / "accents.json"
    path.write_text(json.dumps(scenario), encoding="utf-8")
    app = create_app(Config(("oniva",), epoch=date(2026, 3, 2), scenario=str(path), enforce=True), Clock(frozen=True))
    yield Client(app)
    app.close()


@pytest.mark.parametrize(
    "basic",
    [
        pytest.param(f"{quote_plus('bücher')}:{quote_plus('geheim-é')}".encode(), id="T11 form-encoded"),
        pytest.param("bücher:geheim-é".encode(), id="T12 UTF-8"),
        pytest.param("bücher:geheim-é".encode("latin-1"), id="T12 Latin-1"),
    ],
)
def test_accents_in_basic_get_a_token(accented_client: Client, new_door: Callable[[Client], Any], basic: bytes) -> None:
    assert new_door(accented_client).ask(basic=basic).status_code == 200
