"""Reply steps: what makes an operation of ours answer as its like in another document does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.drift.documents.adopting import adopted, plain
from mock_server.drift.documents.contents import paired_contents
from mock_server.drift.documents.directions import REPLY, contents_going
from mock_server.drift.documents.model import Operation
from mock_server.drift.documents.replies import paired_statuses
from mock_server.drift.replies.actions import Step, steps_between
from mock_server.drift.replies.spots import step_of

Json = dict[str, Any]


def reply_steps(target: str, ours: Operation, theirs: Operation) -> Iterator[Step]:
    """Yield it for an operation at a target."""
    yield from _response_steps(f"{target}.responses", _replies(ours), adopted_replies(ours, theirs))


def adopted_replies(ours: Operation, theirs: Operation) -> Json:
    """Return the replies of ours as theirs has them; those it has not are gone."""
    pairs = paired_statuses(ours.replies, theirs.replies)
    before, after = ({str(key).upper(): one for key, one in _replies(each).items()} for each in (ours, theirs))
    # A general reply of theirs, such as `default`, is each of ours that it stands for.
    found = {
        (pairs[status] if pairs[status].isdigit() else status): _response(one, after[pairs[status]])
        for status, one in before.items()
        if status in pairs
    }
    return {**found, **{status: one for status, one in after.items() if status not in {*found, *pairs.values()}}}


def _replies(operation: Operation) -> Json:
    replies: Json = plain(operation.declared.get("responses", {}))
    return replies


def _response(ours: Json, theirs: Json) -> Json:
    kept = {key: one for key, one in ours.items() if key not in ("headers", "content")}
    headers = {name: _header(ours.get("headers", {}), name, one) for name, one in theirs.get("headers", {}).items()}
    return {**kept, **({"headers": headers} if headers else {}), **_content(ours, theirs)}


def _header(ours: Mapping[str, Json], name: str, theirs: Json) -> Json:
    own = next((one for known, one in ours.items() if known.lower() == name.lower()), None)
    if own is None:
        return theirs
    kept = {key: one for key, one in own.items() if key.startswith("x-") or key == "description"}
    new = {**kept, **theirs, "schema": adopted(own.get("schema", {}), theirs.get("schema", {}))}
    return own if _bare(new) == _bare(own) else new


def _bare(header: Json) -> Json:
    return {key: one for key, one in header.items() if key != "description"}


def _content(ours: Json, theirs: Json) -> Json:
    before = ours.get("content", {})
    after = contents_going(theirs.get("content", {}), REPLY)
    pairs, went, came = paired_contents(before, after)
    if len(went) == len(came) == 1:
        pairs[went[0]] = came[0]
    origins = {other: one for one, other in pairs.items()}
    found = {
        media: {**one, "schema": adopted(before[origins[media]].get("schema", {}), one.get("schema", {}))}
        if media in origins
        else one
        for media, one in after.items()
    }
    return {"content": found} if found else {}


def _response_steps(target: str, before: Json, after: Json) -> Iterator[Step]:
    for status, old in before.items():
        place = f"{target}{step_of(status)}"
        new = after.get(status)
        if new is None:
            yield Step(place, [{"target": place, "remove": True}])
        else:
            yield from _contents_between(place, old, new)
            yield from _headers_between(place, old.get("headers", {}), new.get("headers", {}))
    for status in after:
        if status not in before:
            yield Step(target, [{"target": target, "update": {status: after[status]}}])


def _contents_between(place: str, old: Json, new: Json) -> Iterator[Step]:
    before, after = old.get("content", {}), new.get("content", {})
    for media in before:
        here = f"{place}.content{step_of(media)}"
        if media in after:
            yield from steps_between(f"{here}.schema", before[media].get("schema", {}), after[media].get("schema", {}))
        else:
            yield Step(place, [{"target": here, "remove": True}])
    came = {media: one for media, one in after.items() if media not in before}
    if came:
        yield Step(place, [{"target": place, "update": {"content": came}}])


def _headers_between(place: str, before: Json, after: Json) -> Iterator[Step]:
    for name, one in before.items():
        here = f"{place}.headers{step_of(name)}"
        if after.get(name) != one:
            added = [{"target": f"{place}.headers", "update": {name: after[name]}}] if name in after else []
            yield Step(here, [{"target": here, "remove": True}, *added])
    came = {name: one for name, one in after.items() if name not in before}
    if came:
        yield Step(place, [{"target": place, "update": {"headers": came}}])
