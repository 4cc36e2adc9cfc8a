"""The pytest plugin: a fixture for each vendor, named as the vendor, which is a world of that test's own.

Nothing heavy is imported before a fixture is used: this module is loaded into every run of pytest.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pytest

from mock_server.vendors import vendor_names

if TYPE_CHECKING:
    from mock_server.harness.server import TestServer

# A world that no marker says anything about.
_SEED, _EPOCH = 1, "2026-03-02"
_LONGEST_NAME = 200
_WISHES = ("seed", "epoch", "scenario", "scale", "scopes", "freeze", "name")
_OTHERS = ("breaks", "waive")
_VENDORS = pytest.StashKey[Sequence[str]]()
_FAILED = pytest.StashKey[bool]()
_MARKER = (
    f"onmock({', '.join(f'{name}=...' for name in (*_WISHES, *_OTHERS))}): what the test's world is like, which breaks "
    "of the contract are rehearsed in it, and what does not fail the test"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--onmock-url`, and the same as a setting."""
    told = "use the onmock server at this URL instead of starting one"
    parser.getgroup("onmock").addoption("--onmock-url", metavar="URL", help=told)
    parser.addini("onmock_url", told)


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", _MARKER)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Find out which vendors are asked for: no other is started."""
    used = {name for item in session.items for name in getattr(item, "fixturenames", ())}
    session.config.stash[_VENDORS] = tuple(name for name in vendor_names() if name in used)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether a test has failed already."""
    report = yield
    if report.when == "call":
        item.stash[_FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def onmock_server(pytestconfig: pytest.Config) -> Iterator[TestServer]:
    """The server that the worlds of all tests are on: `url`, `base_url(vendor)`, `control`, and `wsgi_app`.

    It is started once in a run, or in each of xdist's workers, in a thread and on a free port; with `--onmock-url` it
    is one that runs elsewhere.
    """
    from mock_server.harness.server import started

    url = pytestconfig.getoption("--onmock-url") or pytestconfig.getini("onmock_url")
    with started(url or None, pytestconfig.stash.get(_VENDORS, ())) as server:
        yield server


def _fixture_of(vendor: str) -> Any:
    @pytest.fixture(name=vendor)
    def world(request: pytest.FixtureRequest, onmock_server: TestServer) -> Iterator[Any]:
        told = _told(request.node)
        wish = {"seed": _SEED, "epoch": _EPOCH, "name": request.node.nodeid[-_LONGEST_NAME:]}
        wish |= {name: told[name] for name in _WISHES if name in told}
        made = onmock_server.world(vendor, **wish)
        made.waive(*told.get("waive", ()))
        for text in told.get("breaks", ()):
            made.fault(breaks=text)
        yield made
        complaints = made.close()
        if complaints and not request.node.stash.get(_FAILED, False):
            pytest.fail("onmock: " + "\nonmock: ".join(complaints), pytrace=False)

    world.__doc__ = f"A world of {vendor} for this test alone; see `mock_server.harness` and the marker `onmock`."
    return world


def _told(node: pytest.Item) -> dict[str, Any]:
    """Return what the markers of a test say, the nearest one last."""
    told: dict[str, Any] = {}
    for marker in reversed(list(node.iter_markers("onmock"))):
        unknown = sorted(set(marker.kwargs) - {*_WISHES, *_OTHERS})
        if unknown or marker.args:
            known = ", ".join((*_WISHES, *_OTHERS))
            pytest.fail(f"the marker onmock takes {known}, not {unknown[0] if unknown else marker.args}", pytrace=False)
        told |= marker.kwargs
    return told


for _name in vendor_names():
    globals()[_name] = _fixture_of(_name)
