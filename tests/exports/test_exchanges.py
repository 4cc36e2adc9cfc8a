"""Recorded exchanges: of everything that is documented, true to the contract, and the same each time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from mock_server.exports import record
from mock_server.exports.exchange import Exchange
from mock_server.exports.folder import README
from mock_server.exports.plain import plain
from mock_server.exports.readme import readme
from mock_server.exports.rehearsal import PLACEHOLDERS
from mock_server.vendors import discover, vendor_names
from tests.contract.ask import Ask
from tests.contract.lab import Lab
from tests.contract.opinions import CoreOpinion, OurOpinion
from tests.contract.subjects import CONTRACTS, DOCUMENTS, SUBJECTS
from tests.exports.conftest import EPOCH, Exchanges

ROOT = Path(__file__).parents[2]
every_vendor = pytest.mark.parametrize("vendor", vendor_names())
# Of these no request tells what is wrong: they are a matter of time, of size or of the server's.
BY_CHANCE = {410, 413, 429, 500}
# A request that earns one of these breaks the contract itself, or may.
BAD_IN_FORM = {405, 415}
INVALID = 400


def declared(vendor: str) -> dict[str, dict]:
    """Return the operations of a vendor's API as its document declares them, by id."""
    paths = DOCUMENTS[vendor, Path(discover()[vendor].contract).name]["paths"]
    found = [one for item in paths.values() for one in item.values() if isinstance(one, dict) and "operationId" in one]
    return {one["operationId"]: one for one in found}


def asked(exchange: Exchange) -> Ask:
    """Return the request of an exchange for the judges."""
    request = exchange.request
    parts = urlsplit(request.path)
    query = tuple(parse_qsl(parts.query, keep_blank_values=True))
    return Ask(request.method, parts.path, query, request.headers, request.body.encode())


def answered(lab: Lab, exchange: Exchange) -> TestResponse:
    """Return the reply of an exchange for the judges."""
    response = exchange.response
    arrived = lab.request(asked(exchange))
    headers = Headers(list(response.headers.items()))
    return TestResponse([response.body.encode()], str(response.status), headers, arrived)


@every_vendor
def test_every_operation_and_documented_status_is_there_once(vendor: str, exchanges_of: Exchanges) -> None:
    wanted = [(name, int(status)) for name, one in declared(vendor).items() for status in one["responses"]]
    assert sorted((one.operation, one.response.status) for one in exchanges_of(vendor)) == sorted(wanted)


@every_vendor
def test_both_judges_accept_every_reply_and_every_request_that_is_good(vendor: str, exchanges_of: Exchanges) -> None:
    lab = Lab(SUBJECTS[vendor])
    judges = OurOpinion(lab), CoreOpinion(lab)
    wrong = []
    for one in exchanges_of(vendor):
        ask, status = asked(one), one.response.status
        said = [judge.of_response(one.operation, ask, answered(lab, one)) for judge in judges]
        requests = [judge.of_request(one.operation, ask) for judge in judges] if status != INVALID else []
        is_bad = one.by == "request" and status in BAD_IN_FORM
        if any(said) or any(bool(text) != is_bad for text in requests):
            wrong.append((one.name, said, requests))
    lab.app.close()
    assert wrong == []


@every_vendor
def test_most_requests_for_a_400_break_the_contract(vendor: str, exchanges_of: Exchanges) -> None:
    lab = Lab(SUBJECTS[vendor])
    ours = OurOpinion(lab)
    earned = [one for one in exchanges_of(vendor) if one.response.status == INVALID and one.by == "request"]
    bad = [one for one in earned if ours.of_request(one.operation, asked(one))]
    lab.app.close()
    assert len(bad) >= 0.8 * len(earned) > 0


@every_vendor
def test_what_a_request_can_earn_is_earned_by_the_request_alone(vendor: str, exchanges_of: Exchanges) -> None:
    ordered = [one for one in exchanges_of(vendor) if one.by == "fault"]
    assert all(one.request.headers["Prefer"] == f"code={one.response.status}" for one in ordered)
    assert all("Prefer" not in one.request.headers for one in exchanges_of(vendor) if one.by == "request")
    # Too many to forget at once; and a parameter that may say anything, but not twice.
    assert {one.name for one in ordered if one.response.status not in BY_CHANCE} <= {
        "forgetAllRegistrants.400",
        "forgetAllEventRegistrants.400",
        "getRegistrant.400",
    }


@every_vendor
def test_requests_of_a_vendor_differ_wherever_their_replies_do(vendor: str, exchanges_of: Exchanges) -> None:
    replies: dict[tuple, set] = {}
    for one in exchanges_of(vendor):
        request = one.request
        key = (request.method, request.path, tuple(sorted(request.headers.items())), request.body)
        replies.setdefault(key, set()).add((one.response.status, one.response.body))
    assert [key for key, found in replies.items() if len(found) > 1] == []


@every_vendor
def test_refusal_by_the_limit_tells_when_to_come_back(vendor: str, exchanges_of: Exchanges) -> None:
    limited = [one for one in exchanges_of(vendor) if one.response.status == 429]
    documented = declared(vendor)
    for one in limited:
        wanted = documented[one.operation]["responses"]["429"].get("headers", {})
        assert set(wanted) <= set(one.response.headers)


@every_vendor
def test_nothing_in_them_is_secret_or_depends_on_the_hour(vendor: str, exchanges_of: Exchanges) -> None:
    """That no token is in them that was really given, exports that are equal show: no two tokens are."""
    scenario = json.loads((ROOT / "fixtures" / vendor / "scenarios" / "default.json").read_text(encoding="utf-8"))
    first, *others = [one["secret"] for one in scenario.get("clients", scenario.get("keys"))]
    texts = [f"{one.request} {one.response}" for one in exchanges_of(vendor)]
    assert any(first in text for text in texts)
    assert len(others) >= 2
    assert [text for text in texts for secret in others if secret in text] == []
    for one in exchanges_of(vendor):
        assert not {"Date", "Server", "Content-Length"} & set(one.response.headers)
        if "Authorization" in one.request.headers:
            assert one.request.headers["Authorization"].removeprefix("Bearer ") in PLACEHOLDERS.values()


@every_vendor
def test_files_in_the_repository_are_what_is_exported_today(vendor: str, exchanges_of: Exchanges) -> None:
    folder = ROOT / "fixtures" / vendor / "exchanges"
    kept = {path.name: path.read_bytes().decode() for path in folder.iterdir()}
    assert kept == {**plain(exchanges_of(vendor), ""), README: readme(vendor, "json", 1, EPOCH, None)}


def test_files_in_the_repository_stay_small() -> None:
    sizes = [path.stat().st_size for path in ROOT.glob("fixtures/*/exchanges/*")]
    assert sum(sizes) < 1_000_000
    assert max(sizes) < 100_000


@pytest.mark.parametrize("form", ["json", pytest.param("wiremock", marks=pytest.mark.fuzz)])
@every_vendor
def test_export_is_the_same_in_another_process_zone_and_order_of_hashing(
    vendor: str, form: str, tmp_path: Path
) -> None:
    folders = []
    for zone, seed in (("UTC", "0"), ("Asia/Kathmandu", "7")):
        out = tmp_path / seed
        command = [sys.executable, "-m", "mock_server", "fixtures", "export", "--vendor", vendor, "--format", form]
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        done = subprocess.run([*command, "--out", str(out)], capture_output=True, text=True, env=environment)
        assert done.returncode == 0, done.stderr
        folders.append({str(path.relative_to(out)): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert folders[0] == folders[1]
    assert len(folders[0]) > len(CONTRACTS[vendor].operations) / 2


@pytest.mark.parametrize(("seed", "epoch"), [(2, EPOCH), (1, EPOCH.replace(year=2031))], ids=["seed", "epoch"])
@every_vendor
def test_another_world_has_other_data_and_the_same_statuses(
    vendor: str, seed: int, epoch: object, exchanges_of: Exchanges
) -> None:
    others = record(vendor, seed=seed, epoch=epoch)
    assert Counter((one.name, one.by) for one in others) == Counter((one.name, one.by) for one in exchanges_of(vendor))
    assert {one.response.body for one in others} != {one.response.body for one in exchanges_of(vendor)}
