"""What an export says of itself, in the folder it fills."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from mock_server.config import DEFAULT_SCENARIO
from mock_server.exports.folder import FIRST_LINE
from mock_server.exports.rehearsal import PLACEHOLDERS
from mock_server.exports.sample import LESSER, OWN

_FORMATS: Mapping[str, str] = {
    "json": """\
A file for each operation. In it, by status: the request, the reply, and `by`.""",
    "har": """\
`exchanges.har` is an HTTP Archive 1.2. The comment of an entry tells its operation, its status and its `by`.""",
    "wiremock": """\
A root folder of WireMock: `wiremock --root-dir .`. The metadata of a stub tell its operation and its `by`. A stub of a
refusal asks for what is wrong with its request, and is asked before the success, which takes any body.""",
    "postman": """\
`collection.json` is a collection 2.1: a folder for each operation, in it a request for each status, with its reply as a
saved example and a test of its status. The variable `baseUrl` tells where it is sent.""",
    "responses": """\
A file for each status, for the Python library `responses`, which looks at method and URL alone:
`mock._add_from_file("200.yaml")` lets every operation succeed. With `429.yaml` loaded before it, the first request of
each is refused so; with that alone, every request.""",
}
_TEXT = """\
{first_line}

Exchanges of every operation and documented status of {vendor}, as {form}.
Scenario {scenario}, seed {seed}, epoch {epoch}: the same make the same bytes. Do not edit; export again.

{about}

How a status was brought about is its `by`:

- `request`: the request alone earns it. It differs from the successful one by what is wrong with it: no credentials, an
  id that nobody has, a value that the contract refuses.
- `fault`: it was ordered, because only chance, time or size bring it about. Such a request has the header
  `Prefer: code=<status>`, which tells it from the others.

`{own}` stands for an access token, in requests and in replies; `{lesser}` for one that lacks the
operation's scope. Other credentials are those of the scenario. `Date`, `Server` and `Content-Length` are left out.
"""


def readme(vendor: str, form: str, seed: int, epoch: date, scenario: str | None) -> str:
    """Return the text of the README."""
    return _TEXT.format(
        first_line=FIRST_LINE,
        vendor=vendor,
        form=form,
        # Where a file of somebody's lies is nobody else's business.
        scenario=Path(scenario or DEFAULT_SCENARIO).stem,
        seed=seed,
        epoch=epoch,
        about=_FORMATS[form],
        own=PLACEHOLDERS[OWN],
        lesser=PLACEHOLDERS[LESSER],
    )
