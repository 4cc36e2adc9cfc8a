"""`onmock breaks`, and `onmock serve --break`."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from werkzeug.test import Client

from mock_server import Config, create_app
from mock_server.cli import main
from mock_server.core.errors import ConfigError
from tests.cli.conftest import run, serving
from tests.cli.test_serve import fetch

BREAK = "getMe:/name:rename=title"


def test_break_is_rehearsed_in_every_world_and_kept_nowhere(tmp_path) -> None:
    path = str(tmp_path / "world.sqlite")
    for options, expected in ((["--break", BREAK], "title"), ([], "name")):
        with serving("--database", path, *options) as server:
            vendor = server.ready["vendors"]["oniva"]
            form = (
                f"grant_type=client_credentials&client_id={vendor['client_id']}&client_secret={vendor['client_secret']}"
            )
            token = fetch(f"{vendor['base_url']}/oauth/token", form=form)["access_token"]
            assert expected in fetch(f"{vendor['base_url']}/api/v1/me", auth=f"Bearer {token}")


def test_break_is_in_worlds_that_are_made_later_and_after_a_reset() -> None:
    client = Client(create_app(Config(vendors=("oniva",), breaks=("*:operation:remove",))))
    made = client.post("/__admin/worlds", json={"vendor": "oniva"}).json
    for _ in range(2):
        assert client.get(f"/worlds/{made['id']}/api/v1/me").status_code == 404
        client.post(f"/__admin/worlds/{made['id']}/reset")
    assert client.delete(f"/__admin/worlds/{made['id']}").json["unmet_faults"] == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("getMe:/nam:drop", "getMe has no 'nam'"),
        ("x", "write operation:place:edit"),
        ("no:/a:drop", "'no' is no operation"),
    ],
)
def test_bad_break_is_refused_in_one_line(text: str, reason: str) -> None:
    done = run("serve", "--port", "0", "--break", text)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert reason in done.stderr


def test_break_of_one_vendor_is_no_fault_of_the_others() -> None:
    app = create_app(Config(breaks=(BREAK,)))
    standing = {name: len(service.standing) for name, service in app.runtime.services.items()}
    assert standing == {"oniva": 1, "on24": 0}
    with pytest.raises(ConfigError, match="is no operation"):
        create_app(Config(vendors=("on24",), breaks=(BREAK,)))


def test_catalogue_is_listed_for_people_and_for_programs() -> None:
    lines = [json.loads(line) for line in run("breaks", "--vendor", "oniva", "--json").stdout.splitlines()]
    assert len({line["kind"] for line in lines}) >= 100
    assert {"id", "order", "severity", "tells", "evidence"} <= set(lines[0])
    shown = run("breaks", "--operation", "listEvents", "--kind", "enum-case", "--all").stdout
    assert "breaking      enum-case:listEvents:/items/*/status" in shown
    assert "listEvents:/items/*/status:case=upper" in shown


@pytest.mark.parametrize("options", [["--vendor", "x"], ["--kind", "x"], ["--operation", "x"]])
def test_what_there_is_not_is_refused_in_one_line(options: list[str]) -> None:
    done = CliRunner().invoke(main, ["breaks", *options])
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
