"""Replies: statuses, contents and headers of an operation compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mock_server.drift.documents.contents import bare, paired_contents
from mock_server.drift.documents.model import Header, Operation, Reply
from mock_server.drift.documents.notes import Note, Spot
from mock_server.drift.documents.schemas import Schemas
from mock_server.drift.documents.words import media, word
from mock_server.drift.finding import BREAKING, DANGEROUS, INFORMATIONAL
from mock_server.drift.replies.naming import similarity

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
_SIMILAR = 0.6


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
        is_moved = other != status and status.isdigit() and other.isdigit()
        if is_moved:
            yield _moved(spot, status, other)
        yield from _contents(schemas, spot, reply, theirs.replies[other], is_moved=is_moved)
        yield from _headers(schemas, spot, reply.headers, theirs.replies[other].headers)
    for status in theirs.replies:
        if status not in pairs.values() and status not in ours.replies and not _general(status, ours.replies):
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
        # What either tells of many at once is each of them.
        of_ours = [one for one in came if status in _general(one, ours) and one not in pairs.values()]
        like = [*_general(status, theirs), *of_ours]
        if status not in pairs and like:
            pairs[status] = like[0]
    return pairs


def _general(status: str, among: Mapping[str, Reply]) -> list[str]:
    """Return what tells of a status together with others."""
    likely = (f"{status[0]}XX", *(() if _is_success(status) else ("DEFAULT",)))
    return [one for one in likely if one in among and one != status]


def _moved(spot: Spot, before: str, after: str) -> Note:
    is_breaking = (before, after) in _BREAKING or (_is_success(before) and (before, after) not in _DANGEROUS)
    severity = BREAKING if is_breaking else DANGEROUS
    return Note(f"{before}-to-{after}", severity, spot, f"status {word(before)}", f"status {word(after)}")


def _contents(schemas: Schemas, status: Spot, ours: Reply, theirs: Reply, *, is_moved: bool) -> Iterator[Note]:
    spot, place = status.at("body" if _is_success(status.name) else "error"), status.at("header", "Content-Type")
    pairs, went, came = paired_contents(ours.contents, theirs.contents)
    for one, other in pairs.items():
        if one != other:
            says, seen = media(one), media(other)
            yield Note("charset-added" if bare(one) == one else "charset-changed", INFORMATIONAL, place, says, seen)
    if len(went) == len(came) == 1:
        pairs[went[0]] = came[0]
    if went and (came or theirs.contents or not is_moved):
        seen = ", ".join(map(media, came)) if came else "not this one"
        kind = _retyped(came, is_error=spot.is_error)
        place = spot if kind in ("error-html", "body-html") else place
        yield Note(kind, BREAKING, place, f"media type {', '.join(map(media, went))}", seen)
    elif came:
        yield Note("content-type-added", INFORMATIONAL, place, "no such media type", ", ".join(map(media, came)))
    for one, other in pairs.items():
        yield from schemas.compare(spot, ours.contents[one], theirs.contents[other])


def _retyped(came: list[str], *, is_error: bool) -> str:
    """Return the catalogue's word for another media type."""
    types = {*map(bare, came)}
    if types & {"text/html"}:
        return "error-html" if is_error else "body-html"
    if types & {"text/plain"}:
        return "content-type-text"
    is_own = any(one.endswith("+json") or "/vnd." in one for one in types)
    return "content-type-vendor" if is_own else "content-type-changed"


def _headers(schemas: Schemas, status: Spot, ours: _Headers, theirs: _Headers) -> Iterator[Note]:
    went = {one.name: one for key, one in ours.items() if key not in theirs}
    came = {one.name: one for key, one in theirs.items() if key not in ours}
    renamed = _renamed(schemas, went, came)
    for name, one in went.items():
        spot = status.at("header", name, one.mark)
        if name in renamed:
            kind = "ratelimit-headers-renamed" if _is_of_limits(one) else "header-renamed"
            yield Note(kind, DANGEROUS, spot, f"the name {word(name)}", f"the name {word(renamed[name])}")
        else:
            yield _gone(spot, one)
    for name in came:
        if name not in renamed.values():
            spot = status.at("header", word(name))
            yield Note("header-added", INFORMATIONAL, spot, "no such header", f"header {word(name)}")
    for one, other in [(one, theirs[key]) for key, one in ours.items() if key in theirs]:
        spot = status.at("header", one.name, one.mark)
        if one.required != other.required:
            kind, severity = ("header-optional", DANGEROUS) if one.required else ("header-always", INFORMATIONAL)
            says, seen = ("required" if side.required else "optional" for side in (one, other))
            yield Note(kind, severity, spot, says, seen)
        yield from schemas.compare(spot, one.schema, other.schema)


def _renamed(schemas: Schemas, went: _Headers, came: _Headers) -> dict[str, str]:
    """Return which header each is that has another name: of the same values, and of like names or the only one."""
    found: dict[str, str] = {}
    scores = sorted(
        ((similarity(_words(one), _words(other)), one, other) for one in went for other in came), key=_score
    )
    for score, one, other in scores:
        is_likely = score >= _SIMILAR or len(went) == len(came) == 1
        is_free = one not in found and other not in found.values()
        if is_likely and is_free and schemas.is_same(went[one].schema, came[other].schema, is_reply=True):
            found[one] = other
    return found


def _words(name: str) -> str:
    return name.lower().removeprefix("x-")


def _score(scored: tuple[float, str, str]) -> float:
    return -scored[0]


def _gone(spot: Spot, one: Header) -> Note:
    name = one.name.lower()
    kinds = {"retry-after": "retry-after-missing", "www-authenticate": "www-authenticate-removed"}
    kind = kinds.get(name, "ratelimit-headers-removed" if _is_of_limits(one) else "header-removed")
    severity = BREAKING if one.required or name == "retry-after" else DANGEROUS
    return Note(kind, severity, spot, f"header {word(one.name)}", "no such header")


def _is_of_limits(one: Header) -> bool:
    return one.source.startswith("rate_limit")
