"""The pytest plugin: a fixture for each vendor, named as the vendor, which is a world of that test's own.

Nothing heavy is imported before a fixture is used: this module is loaded into every run of pytest.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from mock_server.vendors import vendor_names

if TYPE_CHECKING:
    from mock_server.harness.server import TestServer

_LONGEST_NAME = 200
_VENDOR_NAMES = vendor_names()
_WISHES = ("seed", "epoch", "scenario", "scale", "scopes", "freeze", "name")
# What adds up where a class or module says it as well.
_LISTS = ("breaks", "waive")
_KNOWN = (*_WISHES, *_LISTS)
_VENDORS = pytest.StashKey[Sequence[str]]()
_FAILED = pytest.StashKey[bool]()
_MARKER = (
    f"onmock({', '.join(f'{name}=...' for name in _KNOWN)}): what the test's world is like, which breaks of the "
    "contract are rehearsed in it, and what does not fail the test; for the world of one vendor alone, under its name: "
    "acme={'seed': 2}"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--onmock-url`, and the same as a setting."""
    told = "use the onmock server at this URL instead of starting one"
    parser.getgroup("onmock").addoption("--onmock-url", metavar="URL", help=told)
    parser.addini("onmock_url", told)


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known; refuse what is no URL."""
    config.addinivalue_line("markers", _MARKER)
    if _url(config):
        from mock_server.client import ControlClient

        try:
            ControlClient(_url(config))
        except ValueError as error:
            raise pytest.UsageError(f"--onmock-url: {error}") from None


def pytest_collection_finish(session: pytest.Session) -> None:
    """Find out which vendors are asked for: no other is started."""
    used = {name for item in session.items for name in getattr(item, "fixturenames", ())}
    session.config.stash[_VENDORS] = tuple(name for name in _VENDOR_NAMES if name in used)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether a test did not come to its end: it failed already, or was skipped on its way."""
    report = yield
    if call.when != "teardown":
        item.stash[_FAILED] = call.excinfo is not None
    return report


@pytest.fixture(scope="session")
def onmock_server(pytestconfig: pytest.Config) -> Iterator[TestServer]:
    """The server that the worlds of all tests are on: `url`, `base_url(vendor)`, `control`, `world(vendor)`, `running`.

    It is started once in a run, or in each of xdist's workers, in a thread and on a free port; with `--onmock-url` it
    is one that runs elsewhere.
    """
    if _url(pytestconfig):
        from mock_server.harness.server import TestServer

        server = TestServer(_url(pytestconfig))
    else:
        from mock_server.harness.own_server import OwnServer

        server = OwnServer(pytestconfig.stash.get(_VENDORS, ()))
    with server:
        yield server


def _url(config: pytest.Config) -> str:
    return str(config.getoption("--onmock-url") or config.getini("onmock_url"))


def _fixture_of(vendor: str) -> Any:
    @pytest.fixture(name=vendor)
    def world(request: pytest.FixtureRequest, onmock_server: TestServer) -> Iterator[Any]:
        made = _made(vendor, request, onmock_server)
        yield made
        complaints = "\n".join(f"onmock: {one}" for one in made.close())
        if complaints and not request.node.stash.get(_FAILED, False):
            pytest.fail(complaints, pytrace=False)
        if complaints:
            # A test fails once; this may well be the reason.
            request.node.add_report_section("teardown", "onmock", complaints)

    world.__doc__ = f"A world of {vendor} for this test alone; see `mock_server.harness` and the marker `onmock`."
    return world


def _made(vendor: str, request: pytest.FixtureRequest, server: TestServer) -> Any:
    """Make the world that the markers of a test wish for; what cannot be had fails the test in one line."""
    from mock_server.client import ControlError

    told = _told(request.node, vendor)
    wish = {"name": request.node.nodeid[-_LONGEST_NAME:], **{name: told[name] for name in _WISHES if name in told}}
    if str(wish.get("scenario", "")).endswith(".json"):
        wish["scenario"] = request.path.parent / wish["scenario"]
    try:
        with ExitStack() as undo:
            made = server.world(vendor, **wish)
            undo.callback(made.drop)
            made.waive(*told["waive"])
            for text in told["breaks"]:
                made.fault(breaks=text)
            undo.pop_all()
            return made
    except (ControlError, ValueError, TypeError, OSError) as error:
        problem = str(error)
    # Not inside `except`, where the text of the whole chain would be shown.
    return pytest.fail(f"onmock: {problem}", pytrace=False)


def _told(node: pytest.Item, vendor: str) -> dict[str, Any]:
    """Return what the markers of a test say of a world: the nearest counts, and lists add up."""
    told: dict[str, Any] = dict.fromkeys(_LISTS, ())
    for marker in reversed(list(node.iter_markers("onmock"))):
        own = _is(dict, vendor, marker.kwargs.get(vendor, {}))
        of_all = {name: value for name, value in marker.kwargs.items() if name not in _VENDOR_NAMES}
        unknown = [*map(repr, marker.args), *sorted({*of_all, *own} - {*_KNOWN})]
        if unknown:
            pytest.fail(f"the marker onmock takes {', '.join(_KNOWN)}, not {unknown[0]}", pytrace=False)
        for name, value in [*of_all.items(), *own.items()]:
            values = (value,) if isinstance(value, str) else value
            told[name] = (*told[name], *_is((list, tuple, set), name, values)) if name in _LISTS else value
    return told


def _is(kinds: type | tuple[type, ...], name: str, value: Any) -> Any:
    """Return a value of a marker that is of some kinds; anything else fails the test."""
    if not isinstance(value, kinds):
        kind = "a dict" if kinds is dict else "a text or a list of texts"
        pytest.fail(f"the marker onmock takes {kind} as {name}, not {value!r}", pytrace=False)
    return value


for _name in _VENDOR_NAMES:
    globals()[_name] = _fixture_of(_name)
