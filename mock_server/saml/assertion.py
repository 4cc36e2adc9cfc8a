"""An assertion, read: who it speaks of, and for whom and how long it is good."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element

from mock_server.saml.errors import SamlError
from mock_server.saml.names import BEARER, PREFIXES, VERSION

# xs:dateTime, which SAML has in UTC. Digits of a second beyond the sixth are cut off.
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Assertion:
    """What an identity provider says of somebody.

    `attributes` are all their values by name, and by friendly name where no name is the same. `session_index` and
    `session_ends` are of the session there. `is_verified` tells whether a signature was asked for, and good.
    """

    id: str
    issuer: str
    name_id: str
    name_id_format: str | None
    attributes: Mapping[str, Sequence[str]]
    session_index: str | None = None
    session_ends: datetime | None = None
    is_verified: bool = False

    def value(self, name: str) -> str | None:
        """Return the first value of an attribute that is not blank; its name counts in any case."""
        values = (text for key, texts in self.attributes.items() if key.lower() == name.lower() for text in texts)
        return next((text for text in values if text), None)


@dataclass(frozen=True, slots=True)
class Window:
    """From when on, and until when (but not then), something is good."""

    starts: datetime | None
    ends: datetime | None


def read_assertion(element: Element, *, is_verified: bool) -> Assertion:
    """Return what an element says; raise SamlError where it has not what an assertion needs."""
    if element.get("Version") != VERSION or not element.get("ID"):
        raise SamlError("the assertion has no id, or is not of SAML 2.0")
    name_id = element.find("saml:Subject/saml:NameID", PREFIXES)
    statement = element.find("saml:AuthnStatement", PREFIXES)
    return Assertion(
        id=element.get("ID", ""),
        issuer=_text(element.find("saml:Issuer", PREFIXES), "issuer"),
        name_id=_text(name_id, "NameID"),
        name_id_format=None if name_id is None else name_id.get("Format"),
        attributes=_attributes(element),
        session_index=None if statement is None else statement.get("SessionIndex"),
        session_ends=None if statement is None else moment_of(statement, "SessionNotOnOrAfter"),
        is_verified=is_verified,
    )


def conditions(element: Element) -> Window:
    """Return when an assertion is good, by its conditions."""
    found = element.findall("saml:Conditions", PREFIXES)
    if len(found) > 1:
        raise SamlError("the assertion has its conditions twice")
    return _window(found[0]) if found else Window(None, None)


def audiences(element: Element) -> Sequence[Sequence[str]]:
    """Return for whom an assertion is: one of each of these lists."""
    found = element.findall("saml:Conditions/saml:AudienceRestriction", PREFIXES)
    return [[(one.text or "").strip() for one in each.findall("saml:Audience", PREFIXES)] for each in found]


def bearers(element: Element) -> Sequence[tuple[str | None, Window]]:
    """Return to whom the bearer may bring an assertion, and when, of each way that is confirmed."""
    found = element.findall("saml:Subject/saml:SubjectConfirmation", PREFIXES)
    ways = [one.find("saml:SubjectConfirmationData", PREFIXES) for one in found if one.get("Method") == BEARER]
    return [(None, Window(None, None)) if way is None else (way.get("Recipient"), _window(way)) for way in ways]


def moment_of(element: Element, name: str) -> datetime | None:
    """Return a moment that an attribute holds, None where there is none."""
    text = element.get(name)
    if text is None:
        return None
    match = _MOMENT.fullmatch(text.strip())
    try:
        if match is None:
            raise ValueError(text)
        fraction = (match[2] or ".")[:7].ljust(7, "0")
        return datetime.fromisoformat(f"{match[1]}{fraction}{(match[3] or 'Z').replace('Z', '+00:00')}").astimezone(UTC)
    except (ValueError, OverflowError):
        raise SamlError(f"{name} is no moment") from None


def _window(element: Element) -> Window:
    return Window(moment_of(element, "NotBefore"), moment_of(element, "NotOnOrAfter"))


def _text(element: Element | None, name: str) -> str:
    # An element within would split the text, and what is read be less than what is written.
    text = "" if element is None or len(element) else (element.text or "").strip()
    if not text:
        raise SamlError(f"the assertion has no {name}")
    return text


def _attributes(element: Element) -> Mapping[str, Sequence[str]]:
    values: dict[str, list[str]] = {}
    friendly: dict[str, list[str]] = {}
    for one in element.findall("saml:AttributeStatement/saml:Attribute", PREFIXES):
        texts = ["".join(value.itertext()).strip() for value in one.findall("saml:AttributeValue", PREFIXES)]
        values.setdefault(one.get("Name", ""), []).extend(texts)
        if one.get("FriendlyName"):
            friendly.setdefault(one.get("FriendlyName", ""), []).extend(texts)
    return {name: tuple(texts) for name, texts in (friendly | values).items()}
