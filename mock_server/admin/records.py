"""Records of the vendors, pinned and changed by whoever owns the world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson

from mock_server.admin.desk import Desk, one_of
from mock_server.core.api_errors import FieldError, InvalidRequest, NotFound
from mock_server.core.call import Call, Reply
from mock_server.vendor import RecordEditor
from mock_server.worlds import LiveWorld, VendorService


def create_record(desk: Desk, call: Call) -> Reply:
    """Pin a record."""
    service, live, editor = _find(desk, call)
    create = editor.create
    if create is None:
        raise NotFound("records of this kind can be changed, but not pinned")
    state, clock = live.world.state, live.world.clock
    return Reply(201, _written(service, editor, call, lambda fields: create(state, clock, fields)))


def change_record(desk: Desk, call: Call) -> dict[str, Any]:
    """Change a record."""
    service, live, editor = _find(desk, call)
    change, record_id = editor.change, call.arguments["record_id"]
    if change is None:
        raise NotFound("records of this kind can be pinned, but not changed")
    state, clock = live.world.state, live.world.clock
    return _written(service, editor, call, lambda fields: change(state, clock, record_id, fields))


def _find(desk: Desk, call: Call) -> tuple[VendorService, LiveWorld, RecordEditor]:
    service, live = desk.world(call.arguments["world_id"])
    editors = service.vendor.records
    editor = editors.get(call.arguments["kind"])
    if editor is None:
        raise NotFound(f"the kind of record {one_of(sorted(editors))}")
    return service, live, editor


def _written(
    service: VendorService, editor: RecordEditor, call: Call, write: Callable[[Mapping[str, Any]], Any]
) -> dict[str, Any]:
    """Write what was said, and return the record as the vendor's API shows it."""
    form = service.contract.form(editor.schema)
    fields = form.read(call.arguments["fields"])
    try:
        record = write(fields)
    except InvalidRequest as error:
        raise InvalidRequest([_placed(fault) for fault in error.errors]) from None
    content, violations = form.write(record)
    if violations:
        raise RuntimeError(f"a record of {service.name} breaks the contract: {'; '.join(violations)}")
    shown = orjson.loads(content)
    assert isinstance(shown, dict)
    return shown


def _placed(fault: FieldError) -> FieldError:
    """Give a fault that an editor found the place in the document that it speaks of."""
    name = fault.name or fault.argument.replace(".", "/") or "body"
    return FieldError(fault.message or "is not valid", "", "body", name, fault.rule)


HANDLERS = (create_record, change_record)
