"""Replies: statuses, contents and headers of an operation compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mock_server.drift.documents.contents import bare, paired_contents
from mock_server.drift.documents.model import Header, Operation, Reply
from mock_server.drift.documents.notes import Note, Spot
from mock_server.drift.documents.schemas import Schemas
from mock_server.drift.documents.words import media, word
from mock_server.drift.finding import BREAKING, DANGEROUS, INFORMATIONAL

# Another status that breaks clients, by the catalogue: they go another way on it.
_BREAKING = {
    ("200", "202"),
    ("401", "403"),
    ("401", "404"),
    ("403", "401"),
    ("403", "404"),
    ("429", "403"),
    ("429", "503"),
}
_DANGEROUS = {("200", "206")}
_Headers = Mapping[str, Header]


def reply_notes(schemas: Schemas, ours: Operation, theirs: Operation) -> Iterator[Note]:
    """Yield what replies say otherwise."""
    pairs = paired_statuses(ours.replies, theirs.replies)
    for status, reply in ours.replies.items():
        spot = Spot(ours.id, "status", status, mark=reply.mark)
        other = pairs.get(status)
        if other is None:
            severity = BREAKING if _is_success(status) else DANGEROUS
            yield Note("status-removed", severity, spot, f"status {word(status)}", "no such status")
            continue
        if other != status and other in _specific(theirs.replies):
            yield _moved(spot, status, other)
        yield from _reply(schemas, spot, reply, theirs.replies[other])
    for status in theirs.replies:
        if status not in pairs.values() and status not in ours.replies:
            severity = INFORMATIONAL if _is_success(status) else DANGEROUS
            spot = Spot(ours.id, "status", word(status), mark=ours.mark)
            yield Note("status-added", severity, spot, "no such status", f"status {word(status)}")


def _is_success(status: str) -> bool:
    return status.startswith("2")


def _specific(statuses: Mapping[str, Reply]) -> list[str]:
    return [one for one in statuses if one.isdigit()]


def paired_statuses(ours: Mapping[str, Reply], theirs: Mapping[str, Reply]) -> dict[str, str]:
    """Return which of their replies each of ours is: of that status, or a general one, or the one that came for it."""
    pairs = {status: status for status in ours if status in theirs}
    went = [status for status in _specific(ours) if status not in theirs]
    came = [status for status in _specific(theirs) if status not in ours]
    for successes in (True, False):
        left = [one for one in went if _is_success(one) == successes]
        new = [one for one in came if _is_success(one) == successes]
        if len(left) == len(new) == 1:
            pairs[left[0]] = new[0]
    for status in ours:
        general = [one for one in (f"{status[0]}XX", *(() if _is_success(status) else ("DEFAULT",))) if one in theirs]
        if status not in pairs and general:
            pairs[status] = general[0]
    return pairs


def _moved(spot: Spot, before: str, after: str) -> Note:
    is_breaking = (before, after) in _BREAKING or (_is_success(before) and (before, after) not in _DANGEROUS)
    severity = BREAKING if is_breaking else DANGEROUS
    return Note(f"{before}-to-{after}", severity, spot, f"status {word(before)}", f"status {word(after)}")


def _reply(schemas: Schemas, status: Spot, ours: Reply, theirs: Reply) -> Iterator[Note]:
    yield from _contents(schemas, status, ours, theirs)
    yield from _headers(schemas, status, ours.headers, theirs.headers)


def _contents(schemas: Schemas, status: Spot, ours: Reply, theirs: Reply) -> Iterator[Note]:
    spot, place = status.at("body" if _is_success(status.name) else "error"), status.at("header", "Content-Type")
    pairs, went, came = paired_contents(ours.contents, theirs.contents)
    for one, other in pairs.items():
        if one != other:
            says, seen = media(one), media(other)
            yield Note("charset-added" if bare(one) == one else "charset-changed", INFORMATIONAL, place, says, seen)
    if len(went) == len(came) == 1:
        pairs[went[0]] = came[0]
    if went:
        seen = ", ".join(map(media, came)) if came else "not this one"
        yield Note(_retyped(came), BREAKING, place, f"media type {', '.join(map(media, went))}", seen)
    elif came:
        yield Note("content-type-added", INFORMATIONAL, place, "no such media type", ", ".join(map(media, came)))
    for one, other in pairs.items():
        yield from schemas.compare(spot, ours.contents[one], theirs.contents[other])


def _retyped(came: list[str]) -> str:
    """Return the catalogue's word for another media type."""
    if any(bare(one) == "text/plain" for one in came):
        return "content-type-text"
    return "content-type-vendor" if any(bare(one).endswith("json") for one in came) else "content-type-changed"


def _headers(schemas: Schemas, status: Spot, ours: _Headers, theirs: _Headers) -> Iterator[Note]:
    went = [one for key, one in ours.items() if key not in theirs]
    came = [one for key, one in theirs.items() if key not in ours]
    pairs = [(one, theirs[key]) for key, one in ours.items() if key in theirs]
    renamed = len(went) == len(came) == 1 and schemas.is_same(went[0].schema, came[0].schema, is_reply=True)
    for one in went:
        spot = status.at("header", one.name, one.mark)
        if renamed:
            kind = "ratelimit-headers-renamed" if _is_of_limits(one) else "header-renamed"
            yield Note(kind, DANGEROUS, spot, f"the name {word(one.name)}", f"the name {word(came[0].name)}")
        else:
            yield _gone(spot, one)
    for one in () if renamed else came:
        spot = status.at("header", word(one.name))
        yield Note("header-added", INFORMATIONAL, spot, "no such header", f"header {word(one.name)}")
    for one, other in pairs:
        spot = status.at("header", one.name, one.mark)
        if one.required != other.required:
            kind, severity = ("header-optional", DANGEROUS) if one.required else ("header-always", INFORMATIONAL)
            says, seen = ("required" if side.required else "optional" for side in (one, other))
            yield Note(kind, severity, spot, says, seen)
        yield from schemas.compare(spot, one.schema, other.schema)


def _gone(spot: Spot, one: Header) -> Note:
    name = one.name.lower()
    kinds = {"retry-after": "retry-after-missing", "www-authenticate": "www-authenticate-removed"}
    kind = kinds.get(name, "ratelimit-headers-removed" if _is_of_limits(one) else "header-removed")
    severity = BREAKING if one.required or name == "retry-after" else DANGEROUS
    return Note(kind, severity, spot, f"header {word(one.name)}", "no such header")


def _is_of_limits(one: Header) -> bool:
    return one.source.startswith("rate_limit")
