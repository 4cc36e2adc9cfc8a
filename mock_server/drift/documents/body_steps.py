"""Body steps: what makes an operation of ours take the body that its like in another document takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mock_server.drift.documents.adopting import adopted, plain
from mock_server.drift.documents.contents import bare, paired_contents
from mock_server.drift.documents.directions import REQUEST, contents_going
from mock_server.drift.documents.model import Operation
from mock_server.drift.replies.actions import Step, steps_between
from mock_server.drift.replies.spots import step_of

Json = Mapping[str, Any]
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def body_steps(target: str, ours: Operation, theirs: Operation) -> Iterator[Step]:
    """Yield it for an operation at a target; nothing where theirs is of media types that this server cannot read."""
    before, after = (plain(one.declared.get("requestBody") or {}) for one in (ours, theirs))
    place = f"{target}.requestBody"
    if before and not after:
        yield Step(place, [{"target": place, "remove": True}])
    if not after or not any(map(_is_read, after.get("content", {}))):
        return
    new = adopted_body(before, after)
    if not before:
        yield Step(place, [{"target": target, "update": {"requestBody": new}}])
        return
    yield from _contents(place, before["content"], new["content"])
    if bool(before.get("required")) != bool(after.get("required")):
        yield Step(place, [{"target": place, "update": {"required": bool(after.get("required"))}}])


def _is_read(media: str) -> bool:
    return bare(media) in _FORMS or bare(media).endswith("json")


def adopted_body(ours: Json, theirs: Json) -> dict[str, Any]:
    """Return a body of theirs whose fields fill what those of ours do; both are plain."""
    kept = {key: one for key, one in ours.items() if key.startswith("x-")}
    before = ours.get("content", {})
    after = contents_going(theirs.get("content", {}), REQUEST)
    pairs, went, came = paired_contents(before, after)
    if len(went) == len(came) == 1:
        pairs[went[0]] = came[0]
    origins = {other: before[one].get("schema", {}) for one, other in pairs.items()}
    contents = {
        media: {"schema": adopted(origins[media], one.get("schema", {})) if media in origins else one.get("schema", {})}
        for media, one in after.items()
    }
    return {**kept, "required": bool(theirs.get("required")), "content": contents}


def _contents(place: str, before: Json, after: Json) -> Iterator[Step]:
    for media, one in before.items():
        here = f"{place}.content{step_of(media)}"
        if media in after:
            yield from steps_between(f"{here}.schema", one.get("schema", {}), after[media]["schema"])
        else:
            yield Step(place, [{"target": here, "remove": True}])
    came = {media: one for media, one in after.items() if media not in before}
    if came:
        yield Step(place, [{"target": f"{place}.content", "update": came}])
