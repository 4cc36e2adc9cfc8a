"""Media types: what a reply says that its body is."""

from __future__ import annotations

from collections.abc import Iterator

from mock_server.breaks.declared import responses
from mock_server.breaks.place import Place
from mock_server.drift.exchange import Answered
from mock_server.drift.finding import Finding
from mock_server.drift.replies.bodies import charset_of
from mock_server.drift.replies.telling import Teller

_PLACE = Place("header", "Content-Type")


def judge_media(teller: Teller, answered: Answered) -> Iterator[Finding]:
    """Yield what is otherwise in the media type of a reply of a documented status, if it has a body."""
    declared = [*responses(teller.contract, teller.operation).get(answered.status, {}).get("content", {})]
    if not declared or not answered.body:
        return
    says = " or ".join(declared)
    written = answered.header("Content-Type")
    if written is None:
        yield teller.tell("content-type-removed", _PLACE, says, "no media type")
        return
    kinds = {one.partition(";")[0].strip().lower() for one in declared}
    if answered.media_type not in kinds:
        is_text = answered.media_type.startswith("text/")
        kind = "content-type-text" if is_text else "content-type-vendor"
        yield teller.tell(kind, _PLACE, says, "a text" if is_text else "another media type")
    elif charset_of(answered) in ("utf-8", "utf8") and not any(";" in one for one in declared):
        yield teller.tell("charset-added", _PLACE, says, "with a character set")
