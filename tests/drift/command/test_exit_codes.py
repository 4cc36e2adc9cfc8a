"""What the command ends with: nothing new, drift that counts, could not tell; weather is none of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mock_server.drift.asking import Service
from mock_server.drift.profiles import PROFILES
from tests.contract.subjects import CONTRACTS
from tests.drift.command.conftest import Tenant, drift

New = Callable[..., Tenant]
BREAKING, MORE = "field-renamed:listEvents:/items/*/status", "field-added:listEvents:body"


def told(tenant: Tenant, *options: str) -> tuple[int, dict[str, Any]]:
    """Return what the command ends with, and its report."""
    done = tenant.drift("--format", "json", *options)
    assert done.stderr == "" or done.exit_code in (2, 3)
    return done.exit_code, json.loads(done.stdout)


def test_a_faithful_tenant_is_nothing_new(tenant: New) -> None:
    code, report = told(tenant(), "--fail-on", "informational")
    assert (code, report["findings"], report["weather"]) == (0, [], [])


@pytest.mark.parametrize(
    ("drifted", "least", "code"),
    [
        (BREAKING, "breaking", 1),
        (BREAKING, "informational", 1),
        (MORE, "breaking", 0),
        (MORE, "informational", 1),
    ],
)
def test_drift_counts_from_a_severity_on(drifted: str, least: str, code: int, tenant: New) -> None:
    one = tenant()
    one.control.order_fault(world=one.world["id"], breaks=drifted)
    ended, report = told(one, "--fail-on", least)
    assert ended == code
    assert drifted in [found["id"] for found in report["findings"]]


@pytest.mark.parametrize(
    ("drifted", "strict", "lenient"),
    [
        ("enum-new-common:listEvents:/items/*/status", 1, 0),
        ("id-prefixed:listEvents:/items/*/id", 1, 0),
        ("datetime-offset:listEvents:/items/*/startDate", 1, 1),
        (BREAKING, 1, 1),
    ],
)
def test_what_vendors_call_no_break_counts_for_less_by_their_profile(
    drifted: str, strict: int, lenient: int, tenant: New
) -> None:
    one = tenant()
    one.control.order_fault(world=one.world["id"], breaks=drifted)
    ends = [told(one, "--fail-on", "dangerous", "--severity", profile) for profile in PROFILES]
    assert [code for code, _ in ends] == [strict, lenient]
    assert [report["profile"] for _, report in ends] == [*PROFILES]
    ids = [[found["id"] for found in report["findings"]] for _, report in ends]
    assert sorted(ids[0]) == sorted(ids[1])
    assert drifted in ids[0]


@pytest.mark.parametrize("status", [503, 429])
@pytest.mark.parametrize("operation", ["listEvents", "getBooking", "issueToken"])
def test_what_passes_is_weather_and_no_drift(status: int, operation: str, tenant: New) -> None:
    one = tenant()
    one.control.order_fault(world=one.world["id"], operation=operation, times=2, status=status, retry_after=1)
    code, report = told(one, "--fail-on", "informational")
    assert (code, report["findings"]) == (0, [])
    assert [one.split(",")[0] for one in report["weather"]] == [f"{operation}: it answered {status}"] * 2
    assert "after 1 s" in report["weather"][0]


def test_connections_that_end_are_weather(tenant: New) -> None:
    one = tenant()
    one.control.order_fault(world=one.world["id"], connection="reset", times=2)
    code, report = told(one)
    assert (code, report["findings"]) == (0, [])
    assert len(report["weather"]) == 2


def test_a_wrong_secret_is_no_drift(tenant: New) -> None:
    one = tenant()
    one.environment["ONMOCK_ONIVA_CLIENT_SECRET"] = "zqx-another"
    done = one.drift()
    assert done.exit_code == 3
    assert done.stderr.endswith("issueToken answered 401: the credentials are refused\n")
    assert "zqx" not in done.stderr + done.stdout


def test_wrong_keys_are_no_drift(tenant: New) -> None:
    one = tenant("on24")
    one.environment["ONMOCK_ON24_ACCESS_TOKEN_SECRET"] = "zqx-another"
    done = one.drift()
    assert done.exit_code == 3
    assert done.stderr.endswith("it answered 401: the credentials are refused\n")
    assert "zqx" not in done.stderr + done.stdout


@pytest.mark.parametrize("vendor", ["oniva", "on24"])
def test_only_errors_of_the_server_are_no_drift(vendor: str, tenant: New, tmp_path: Path) -> None:
    one = tenant(vendor)
    one.control.order_fault(world=one.world["id"], status=500)
    done = one.drift("--baseline", "baseline.json")
    assert (done.exit_code, done.stderr.count("\n"), [*tmp_path.iterdir()]) == (3, 1, [])


def test_fewer_good_answers_than_planned_are_no_drift(tenant: New, tmp_path: Path) -> None:
    one = tenant()
    for operation in ("getEvent", "listEventBookings", "getBooking"):
        one.control.order_fault(world=one.world["id"], operation=operation, status=502)
    code, report = told(one, "--baseline", "baseline.json")
    assert (code, [*tmp_path.iterdir()]) == (3, [])
    assert report["trouble"] == "2 of 4 operations gave no answer: getEvent, listEventBookings"


def test_one_operation_that_is_down_is_never_green(tenant: New) -> None:
    one = tenant()
    one.control.order_fault(world=one.world["id"], operation="getMe", status=502)
    code, report = told(one)
    assert (code, report["findings"]) == (3, [])
    assert report["trouble"] == "1 of 5 operations gave no answer: getMe"
    unseen = [seen for seen in report["observations"] if seen["operation"] == "getMe"]
    assert unseen
    assert {seen["outcome"] for seen in unseen} == {"not observed"}
    assert all(one.startswith("getMe: it answered 502") for one in report["weather"])


def test_too_small_a_budget_is_never_green(tenant: New) -> None:
    code, report = told(tenant(), "--max-requests", "2")
    assert code == 3
    assert report["requests"] == 2


def test_what_a_client_was_never_given_is_not_observed_and_no_drift(tenant: New) -> None:
    one = tenant(scopes=["events:read"])
    code, report = told(one, "--fail-on", "informational")
    assert (code, report["findings"]) == (0, [])
    unseen = {seen["operation"]: seen["why"] for seen in report["observations"] if "given" in seen["why"]}
    assert unseen == {"listEventBookings": "the client was not given bookings:read"}


def test_a_scope_that_a_client_was_given_and_that_is_refused_is_drift(tenant: New) -> None:
    one = tenant()
    one.control.order_fault(world=one.world["id"], operation="listEventBookings", status=403)
    code, report = told(one)
    assert (code, [found["id"] for found in report["findings"]]) == (1, ["scope-lost:listEventBookings:scope"])


def test_a_plan_that_is_cut_short_is_never_green(tenant: New) -> None:
    one = tenant()
    code, report = told(one, "--max-requests", "20")
    assert code == 3
    assert re.fullmatch(r"\d+ of \d+ observations were not made: no budget is left: 20 requests .*", report["trouble"])
    one.control.order_fault(world=one.world["id"], breaks=BREAKING)
    code, report = told(one, "--max-requests", "20")
    assert (code, report["trouble"]) == (1, "")


def test_a_dry_run_asks_nothing(tenant: New) -> None:
    one = tenant()
    done = one.drift("--dry-run", target="https://no-such-host.invalid")
    assert (done.exit_code, done.stderr) == (0, "")
    (looks,) = (block for block in done.stdout.split("\n\n") if block.startswith("listEvents\n"))
    assert "the filter workspace" in looks
    assert "the largest page" in " ".join(looks.split())
    assert drift("--dry-run", "--target", "https://no-such-host.invalid", **one.environment).exit_code == 0
    assert drift("--dry-run").stdout.partition("\n")[2] == done.stdout.partition("\n")[2]


@pytest.mark.parametrize("vendor", ["oniva", "on24"])
def test_a_dry_run_names_each_operation_once_in_lines_that_can_be_read(vendor: str) -> None:
    lines = drift("--dry-run", "--max-requests", "7", vendor=vendor).stdout.splitlines()
    assert lines[0].startswith("At most 7 requests, half of the vendor's limit")
    assert max(map(len, lines)) <= 100
    heads = "\n".join(line for line in lines[2:] if not line.startswith(" "))
    named = heads.replace(",", " ").replace("the API as a whole", "").split()
    assert len(named) == len({*named})
    planned = {one.id for one in CONTRACTS[vendor].operations.values() if one.method == "GET"}
    assert {*named} - planned <= {"issueToken"}
    assert len(planned - {*named}) < 10


@pytest.mark.parametrize(
    ("raised", "told"), [(KeyboardInterrupt, "it was interrupted"), (ZeroDivisionError, "onmock itself has failed")]
)
def test_a_look_without_an_end_is_no_drift(
    raised: type[BaseException], told: str, tenant: New, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def ends(*_: object) -> None:
        raise raised

    monkeypatch.setattr(Service, "send", ends)
    done = tenant().drift("--baseline", "baseline.json", "--out", "report.txt")
    assert (done.exit_code, done.stdout) == (3, "")
    assert f"onmock: could not tell: {told}\n" in done.stderr
    assert [*tmp_path.iterdir()] == []


def test_a_target_that_is_not_the_base_url_is_asked_about(tenant: New) -> None:
    one = tenant()
    done = one.drift(target=f"{one.url}/api/v1")
    assert done.exit_code == 3
    assert "404, and no token: is the target the base URL?" in done.stderr


def test_why_nothing_could_be_told_is_said_once_on_a_terminal(tenant: New, monkeypatch: pytest.MonkeyPatch) -> None:
    one = tenant()
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    done = one.drift(target=f"{one.url}/api/v1")
    assert done.exit_code == 3
    assert done.output.count("could not tell") == 1
