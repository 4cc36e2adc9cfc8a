"""Odd requests to all operations: refused in the vendor's dialect or answered by the contract, no fault of ours."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_server.contract import Operation
from tests.vendors.on24.desk import EVENT, PAIR, Desk

JUNK = st.sampled_from([
    "", "x", "0", "-1", "9" * 20, "1e5", "Y", "n", "\x00", "\u202egnp.exe", "\N{PILE OF POO}" * 30, "a" * 5000, "4497",
    "2026-02-30", "2026-03-08T02:30:00", "0001-01-01", "9999-12-31T23:59:59+14:00", "31-12-2026", str(EVENT), "1,2,3",
    "john@acme.com", "'; DROP TABLE", "<script>", '{"a":1}', "[1]", "null", "America/Los_Angeles", "../../etc/passwd",
    "any", "lastActivity", "http://evil.example/\r\nSet-Cookie: a=b", "http://" + "a" * 70 + "/", "60", "fav", "en",
    "03/19/2027 09:00 AM",
]) | st.text(max_size=12)  # fmt: skip
FILES = st.tuples(
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4", b"x" * 1000]),
    st.sampled_from(["a.pdf", "../../x.pptx", "\u202e.pdf", "a", "..", ".pdf", "a\r\nb.pdf", "x.docx"]),
)


@st.composite
def requests(draw: Any, operation: Operation) -> dict[str, Any]:
    """Draw a request of an operation with any of its parameters and fields."""
    words = {"clientId": "4497", "eventId": draw(st.sampled_from([str(EVENT), "x"]))}
    path = operation.path
    for one in operation.parameters.all:
        if one.place == "path":
            text = words.get(one.name) or draw(JUNK)
            path = path.replace(f"{{{one.name}}}", quote(text.replace("/", "-") or "x", safe=""))
    query = [one.name for one in operation.parameters.all if one.place == "query"]
    request = {"path": f"/on24{path}", "method": operation.method}
    request["query_string"] = {name: draw(JUNK) for name in query if draw(st.booleans())}
    fields = [one for form in (operation.body.forms.values() if operation.body else ()) for one in form.all]
    data = {one.name: draw(FILES if one.schema.get("format") == "binary" else JUNK) for one in fields}
    has_file = any(isinstance(value, tuple) for value in data.values())
    data = {name: (BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value for name, value in data.items()}
    if data:
        request |= {"data": data, "content_type": "multipart/form-data" if has_file else None}
    return request


@settings(max_examples=600, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_odd_request_is_no_fault_of_ours(desk: Desk, data: st.DataObject) -> None:
    known = desk.app.runtime.services["on24"].contract.operations
    operation = known[data.draw(st.sampled_from(sorted(known)))]
    response = desk.client.open(**data.draw(requests(operation)), headers=PAIR, buffered=True)
    assert response.status_code < 500


def test_part_without_a_name_is_no_field(desk: Desk) -> None:
    body = b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"
    response = desk.ask("POST", "/mediamanager/document", data=body, content_type="multipart/form-data; boundary=b")
    assert desk.message(response)[0] == 400


def test_page_size_of_any_length_counts_as_the_largest(library: Desk) -> None:
    assert len(library.json("/registrant", startdate="2025-06-01", itemsperpage="9" * 30)["registrants"]) == 100


def test_large_body_is_refused_also_where_nobody_reads_it(library: Desk) -> None:
    response = library.ask("GET", "/event", data=b"x" * 9 * 2**20)
    assert library.message(response)[0] == 413
