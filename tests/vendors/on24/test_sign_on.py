"""Single sign-on: an identity provider with a key of its own signs people on, over HTTP."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree
from werkzeug.test import TestResponse

from mock_server.core.errors import ConfigError
from tests.saml.identity_provider import IdentityProvider, Story, encoded
from tests.vendors.on24.conftest import NOON
from tests.vendors.on24.desk import EVENT, Desk

ENTITY_ID = "SAP PROD SAML-EliteAudience.on24.com"
ACS = "/federation/sp/ACS.saml2"
ACS_URL = f"http://localhost/on24{ACS}"
REFUSED = (403, "INVALID_SAML_RESPONSE")


@pytest.fixture(scope="module")
def identity() -> IdentityProvider:
    """An identity provider with a key."""
    return IdentityProvider()


@pytest.fixture(scope="module")
def certificate(identity: IdentityProvider, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file with its certificate."""
    path = tmp_path_factory.mktemp("saml") / "idp.pem"
    path.write_text(identity.certificate)
    return path


@pytest.fixture
def trusting(certificate: Path) -> Iterator[Desk]:
    """A world that asks for the identity provider's signature."""
    desk = Desk.open(settings={"on24": {"saml_certificate": str(certificate)}})
    yield desk
    desk.close()


@pytest.fixture(scope="module")
def believing() -> Iterator[Desk]:
    """A world without a certificate that many write to."""
    desk = Desk.open()
    yield desk
    desk.close()


def story(now: datetime = NOON, **changes: object) -> Story:
    """Return what is said of Ann at a moment, for this service provider."""
    told = {
        "audience": ENTITY_ID,
        "recipient": ACS_URL,
        "destination": ACS_URL,
        "starts": now - timedelta(minutes=1),
        "ends": now + timedelta(minutes=5),
        "confirmed_until": now + timedelta(minutes=5),
        "session_ends": None,
        "attributes": {"Email": "ann@acme.example", "FirstName": "Ann", "LASTNAME": "Lee", "company": "Acme"},
    }
    return Story().but(**{**told, **changes})


def audience_url(desk: Desk, event: int = EVENT) -> str:
    return desk.json(f"/event/{event}")["audienceurl"]


def sign_on(desk: Desk, document: str, relay_state: str | None = f"eventid={EVENT}", path: str = ACS) -> TestResponse:
    form = {"SAMLResponse": encoded(document), "RelayState": relay_state}
    return desk.client.post(f"/on24{path}", data={name: text for name, text in form.items() if text is not None})


def problem(response: TestResponse) -> tuple[int, str]:
    assert list(response.json) == ["error", "message"], response.text
    return response.status_code, response.json["error"]


def people(desk: Desk, event: int = EVENT) -> list[dict]:
    return desk.json(f"/event/{event}/registrant")["registrants"]


def vsid(name: str) -> str:
    return base64.urlsafe_b64encode(json.dumps({"vsid": name}).encode()).decode().rstrip("=")


def test_signed_assertion_registers_and_leads_to_the_lobby(trusting: Desk, identity: IdentityProvider) -> None:
    response = sign_on(trusting, identity.with_signed_assertion(story()), audience_url(trusting))
    assert response.status_code == 302, response.text
    ann = people(trusting)[-1]
    assert [ann[name] for name in ("email", "firstname", "lastname", "company")] == [
        "ann@acme.example",
        "Ann",
        "Lee",
        "Acme",
    ]
    query = parse_qs(urlsplit(response.location).query)
    assert (query["eventid"], query["eventuserid"]) == ([str(EVENT)], [str(ann["eventuserid"])])
    assert trusting.client.get(response.location).status_code == 200
    again = sign_on(trusting, identity.with_signed_response(story(id="_a2", attributes={"email": "ANN@acme.example"})))
    assert again.status_code == 302
    assert people(trusting)[-1]["eventuserid"] == ann["eventuserid"]
    assert people(trusting)[-1]["firstname"] == "Ann"


def test_metadata_tell_what_to_set_up(trusting: Desk) -> None:
    response = trusting.client.get("/on24/federation/sp/metadata")
    assert (response.status_code, response.mimetype) == (200, "application/samlmetadata+xml")
    root = etree.fromstring(response.data)
    assert root.get("entityID") == ENTITY_ID
    assert root[0].get("WantAssertionsSigned") == "true"
    assert root[0].find("{*}AssertionConsumerService").get("Location") == ACS_URL


def test_assertion_counts_once(trusting: Desk, identity: IdentityProvider) -> None:
    document = identity.with_signed_assertion(story())
    assert sign_on(trusting, document).status_code == 302
    response = sign_on(trusting, document)
    assert problem(response) == REFUSED
    assert response.json["message"] == "The assertion was used before."


def test_each_world_is_a_service_provider_of_its_own(trusting: Desk, identity: IdentityProvider) -> None:
    before = people(trusting)
    made = [trusting.client.post("/__admin/worlds", json={"vendor": "on24", "epoch": "2026-03-02"}).json for _ in "ab"]
    place, other = (f"{one['base_url']}{ACS}" for one in made)
    now = datetime.fromisoformat(made[0]["now"])
    document = identity.with_signed_assertion(story(now, recipient=place, destination=place))
    form = {"SAMLResponse": encoded(document), "RelayState": f"eventid={EVENT}"}
    response = trusting.client.post(place, data=form)
    assert response.status_code == 302, response.text
    assert response.location.startswith(f"{made[0]['base_url']}/")
    assert trusting.client.post(other, data=form).json["error"] == REFUSED[1]
    assert problem(sign_on(trusting, document)) == REFUSED
    assert people(trusting) == before


def test_assertion_is_good_for_a_while_of_the_world_s_clock(trusting: Desk, identity: IdentityProvider) -> None:
    document = identity.with_signed_assertion(story())
    trusting.clock.set(NOON + timedelta(minutes=6))
    assert sign_on(trusting, document).json["message"] == "The assertion is not good any more."
    trusting.clock.set(NOON - timedelta(minutes=3))
    assert sign_on(trusting, document).json["message"] == "The assertion is not good yet."
    trusting.clock.set(NOON)
    assert sign_on(trusting, document).status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"audience": "SAML-VSHOW.on24.com"},
        {"audience": None},
        {"recipient": "https://federation.example/sp/ACS.saml2"},
        {"destination": "https://federation.example/sp/ACS.saml2"},
        {"status": "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"},
        {"attributes": {}, "name_id": "ann"},
        {"attributes": {"email": "ann"}},
    ],
    ids=str,
)
def test_what_is_not_for_us_registers_nobody(
    trusting: Desk, identity: IdentityProvider, changes: dict[str, object]
) -> None:
    before = people(trusting)
    assert problem(sign_on(trusting, identity.with_signed_assertion(story(**changes)))) == REFUSED
    assert people(trusting) == before


def test_what_is_not_signed_by_the_right_one_registers_nobody(trusting: Desk, identity: IdentityProvider) -> None:
    before = people(trusting)
    signed = identity.with_signed_assertion(story())
    for document in (
        story().unsigned(),
        IdentityProvider().with_signed_assertion(story()),
        signed.replace("ann@acme.example", "eve@acme.example"),
        signed.replace("<saml:Issuer>", "<!DOCTYPE x><saml:Issuer>"),
    ):
        assert problem(sign_on(trusting, document)) == REFUSED
    assert people(trusting) == before


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><x/>',
        "<x",
        "<x/>",
        "",
    ],
)
def test_hostile_documents_are_refused(library: Desk, document: str) -> None:
    response = sign_on(library, document)
    assert response.status_code == (403 if document else 400)
    assert response.json["error"] == ("INVALID_SAML_RESPONSE" if document else "INVALID_REQUEST")
    response = library.client.post(f"/on24{ACS}", data={"SAMLResponse": "%%%", "RelayState": f"eventid={EVENT}"})
    assert problem(response) == REFUSED


def test_unsigned_is_believed_without_a_certificate(desk: Desk) -> None:
    document = story(name_id="eve@acme.example", attributes={"firstname": "x" * 60}, audience=None).unsigned()
    for _ in range(2):
        assert sign_on(desk, document).status_code == 302
    eve = people(desk)[-1]
    assert (eve["email"], eve["firstname"]) == ("eve@acme.example", "x" * 50)
    metadata = etree.fromstring(desk.client.get("/on24/federation/sp/metadata").data)
    assert metadata[0].get("WantAssertionsSigned") == "false"


def test_place_for_one_service_provider(trusting: Desk, identity: IdentityProvider) -> None:
    for at, name in enumerate((ENTITY_ID, "SAML-EliteAudience.on24.com")):
        path = f"/federation/sp/{vsid(name)}/ACS.saml2"
        url = f"http://localhost/on24{path}"
        document = identity.with_signed_assertion(story(id=f"_b{at}", recipient=url, destination=url))
        assert sign_on(trusting, document, path=path).status_code == 302
    for name in (vsid("SAML-VSHOW.on24.com"), vsid(""), "nonsense", "%F0%9F", base64.urlsafe_b64encode(b"[]").decode()):
        assert problem(sign_on(trusting, story().unsigned(), path=f"/federation/sp/{name}/ACS.saml2"))[0] == 404


def test_place_on_a_host_of_its_own(trusting: Desk, identity: IdentityProvider) -> None:
    url = "http://federation.on24.localhost:8024/sp/ACS.saml2"
    form = {
        "SAMLResponse": encoded(identity.with_signed_assertion(story(recipient=url, destination=url))),
        "RelayState": f"eventid={EVENT}",
    }
    headers = {"Host": "federation.on24.localhost:8024"}
    assert trusting.client.post("/sp/ACS.saml2", data=form, headers=headers).status_code == 302


@pytest.mark.parametrize(
    ("relay_state", "status"),
    [
        (None, 400),
        ("", 400),
        ("https://www.acme.example/", 400),
        ("eventid=", 400),
        ("eventid=7654321", 404),
        ("eventid=nonsense", 404),
        (f"eventid={EVENT}&key=wrong", 404),
        (f"https://event.on24.com/wcc/r/{EVENT}/0000", 404),
        (f"https://event.on24.com/eventRegistration/EventLobbyServlet?target=x&eventid={EVENT}", 302),
        (f"EventID={EVENT}", 302),
    ],
)
def test_relay_state_names_the_event(believing: Desk, relay_state: str | None, status: int) -> None:
    assert sign_on(believing, story().unsigned(), relay_state).status_code == status


@pytest.mark.parametrize("content", [None, b"hello", b"\xff\xfe\x00"])
def test_bad_certificate_is_told_in_one_line_at_the_start(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "idp.pem"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match="cannot be read") as caught:
        Desk.open(settings={"on24": {"saml_certificate": str(path)}})
    assert "\n" not in str(caught.value)
