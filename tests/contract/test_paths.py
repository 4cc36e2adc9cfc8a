"""What no operation matches: odd methods and odd paths, in the vendor's dialect, never HTML, never a redirect."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import unquote

import pytest
from werkzeug.test import TestResponse

from mock_server.contract import Contract, Operation
from tests.contract.ask import Ask
from tests.contract.lab import Lab
from tests.contract.opinions import Opinion, faults_of_response
from tests.contract.subjects import CONTRACTS, every_operation, every_subject

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY", "PROPFIND", "X")


def allowed(contract: Contract, path: str) -> set[str]:
    """Return the methods of a path, which may fit several templates; HEAD works wherever GET does."""
    methods = {one.method for one in operations_at(contract, path)}
    return methods | ({"HEAD"} if "GET" in methods else set())


def operations_at(contract: Contract, path: str) -> list[Operation]:
    """Return the operations whose template a path fits."""
    if "%2f" in path.lower() or "//" in path:
        return []
    text = unquote(path, errors="replace")
    return [one for one in contract.operations.values() if re.fullmatch(_pattern(one.path), text, re.DOTALL)]


def _pattern(template: str) -> str:
    return re.sub(r"\\\{[^}]+\\\}", "[^/]+", re.escape(template))


WRONG_METHODS = [
    pytest.param(vendor, one.id, method, id=f"{vendor}-{one.id}-{method}")
    for vendor, contract in CONTRACTS.items()
    for one in contract.operations.values()
    for method in METHODS
    if method not in allowed(contract, one.path)
]


@pytest.mark.parametrize(("vendor", "operation_id", "method"), WRONG_METHODS)
def test_other_method_gives_405_with_allow(
    vendor: str,
    operation_id: str,
    method: str,
    lab_of: Callable[[str], Lab],
    opinions_of: Callable[[str], tuple[Opinion, Opinion]],
) -> None:
    lab = lab_of(vendor)
    ask = lab.success(operation_id).with_method(method)

    response = lab.send(ask)

    assert response.status_code == 405
    expected = allowed(lab.contract, lab.operation(operation_id).path)
    assert {name.strip() for name in response.headers["Allow"].split(",")} == expected
    if method == "HEAD":
        assert response.data == b""
    else:
        assert [one.of_response(operation_id, ask, response) for one in opinions_of(vendor)] == ["", ""]


BENT = {
    "slash at the end": lambda path: f"{path}/",
    "two slashes in front": lambda path: f"/{path}",
    "two slashes inside": lambda path: path.replace("/", "//", 2)[1:],
    "two slashes at the end": lambda path: f"{path}//",
    "encoded slash": lambda path: "/" + path[1:].replace("/", "%2F", 1),
    "encoded slash in small letters": lambda path: "/" + path[1:].replace("/", "%2f", 1),
    "dots": lambda path: f"{path}/..",
    "dots and back": lambda path: f"{path}/../{path.rsplit('/', 1)[1]}",
    "one dot": lambda path: f"/.{path}",
    "encoded dots": lambda path: f"{path}/%2e%2e",
    "capitals": lambda path: path.upper(),
    "one more": lambda path: f"{path}/nothing",
    "NUL": lambda path: f"{path}%00",
    "semicolon": lambda path: f"{path};v=1",
    "not UTF-8": lambda path: f"{path}%ff",
    "lone surrogate": lambda path: f"{path}%ed%a0%80",
    "backslash": lambda path: path.replace("/", "%5c"),
}


@pytest.mark.parametrize("bend", BENT.values(), ids=BENT)
@every_operation()
def test_bent_path_is_refused_in_the_vendors_dialect(
    vendor: str, operation_id: str, bend: Callable[[str], str], lab_of: Callable[[str], Lab]
) -> None:
    lab = lab_of(vendor)
    ask = lab.success(operation_id)
    path = bend(ask.path)
    if path == ask.path or path in lab.contract.aliases:
        return

    response = lab.send(replace(ask, path=path))

    # What is left of a path may be another operation's, whose parameter takes any text; nothing is found under that.
    there = operations_at(lab.contract, path)
    met = next((one for one in there if one.method == ask.method), None)
    _assert_refused(lab, response, met, 405 if there and met is None else 404)


@every_subject()
def test_alias_of_a_path_is_that_path(vendor: str, lab_of: Callable[[str], Lab]) -> None:
    lab = lab_of(vendor)
    for alias, path in lab.contract.aliases.items():
        answers = [lab.send(Ask("GET", one)) for one in (alias, path)]
        assert answers[0].status_code == answers[1].status_code != 404
        assert answers[0].data == answers[1].data


@pytest.mark.parametrize(
    "path", ["", "/", "//", "/nothing", "/%00", "/..", "/%2e%2e/", "/favicon.ico", "/" + "x" * 5000]
)
@every_subject()
def test_unknown_path_gives_404_in_the_vendors_dialect(vendor: str, path: str, lab_of: Callable[[str], Lab]) -> None:
    lab = lab_of(vendor)
    _assert_refused(lab, lab.send(Ask("GET", path)), None, 404)


def _assert_refused(lab: Lab, response: TestResponse, operation: Operation | None, status: int) -> None:
    """Assert that an answer is that of an operation, or the general one, to a path it does not know."""
    writer = lab.contract.unmatched[status] if operation is None else operation.responses[status]
    assert response.status_code == status, response.headers
    assert response.content_type == writer.content_type
    assert "Location" not in response.headers
    assert b"<" not in response.data
    assert faults_of_response(lab, operation, response) == []
