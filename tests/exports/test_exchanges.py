"""Recorded exchanges: of everything that is documented, true to the contract, and the same each time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import jsonschema_rs
import pytest

from mock_server.contract.references import close_objects
from mock_server.exports.exchange import Exchange
from mock_server.exports.plain import plain
from mock_server.exports.recorder import PLACEHOLDER
from mock_server.vendors import discover, vendor_names
from tests.contract.subjects import CONTRACTS, DOCUMENTS
from tests.exports.conftest import write

ROOT = Path(__file__).parents[2]
Exchanges = Callable[[str], Sequence[Exchange]]
every_vendor = pytest.mark.parametrize("vendor", vendor_names())


def declared(vendor: str) -> dict[str, dict]:
    """Return the operations of a vendor's API as its document declares them, by id."""
    paths = DOCUMENTS[vendor, Path(discover()[vendor].contract).name]["paths"]
    found = [one for item in paths.values() for one in item.values() if isinstance(one, dict) and "operationId" in one]
    return {one["operationId"]: one for one in found}


@every_vendor
def test_every_operation_and_documented_status_is_there_once(vendor: str, exchanges_of: Exchanges) -> None:
    wanted = [(name, int(status)) for name, one in declared(vendor).items() for status in one["responses"]]
    assert sorted((one.operation, one.response.status) for one in exchanges_of(vendor)) == sorted(wanted)


@every_vendor
def test_every_reply_is_as_the_contract_describes_it(vendor: str, exchanges_of: Exchanges) -> None:
    operations = declared(vendor)
    wrong = []
    for one in exchanges_of(vendor):
        response = operations[one.operation]["responses"][str(one.response.status)]
        media, content = next(iter(response.get("content", {}).items()), ("", {}))
        missing = [name for name, header in response.get("headers", {}).items()
                   if header.get("required") and name not in one.response.headers]  # fmt: skip
        faults = list(_faults(content, one)) if media.endswith("json") else []
        if missing or faults or one.response.content_type.partition(";")[0] != media.partition(";")[0]:
            wrong.append((one.name, missing, faults[:2]))
    assert wrong == []


def _faults(content: dict, exchange: Exchange) -> list[str]:
    validator = jsonschema_rs.Draft202012Validator(close_objects(content["schema"]), validate_formats=True)
    return [error.message for error in validator.iter_errors(json.loads(exchange.response.body))]


@every_vendor
def test_half_of_them_at_least_are_earned_by_the_request_alone(vendor: str, exchanges_of: Exchanges) -> None:
    exchanges = exchanges_of(vendor)
    ordered = [one for one in exchanges if one.by == "fault"]
    assert len(ordered) < len(exchanges) * 0.5
    assert all(one.request.headers["Prefer"] == f"code={one.response.status}" for one in ordered)
    assert all(one.response.status >= 400 for one in ordered)
    assert all("Prefer" not in one.request.headers for one in exchanges if one.by == "request")


@every_vendor
def test_tokens_are_replaced_and_nothing_depends_on_the_hour(vendor: str, exchanges_of: Exchanges) -> None:
    for one in exchanges_of(vendor):
        assert "Date" not in one.response.headers
        authorization = one.request.headers.get("Authorization", f"Bearer {PLACEHOLDER}")
        assert authorization in (f"Bearer {PLACEHOLDER}",)
        if '"access_token"' in one.response.body:
            assert json.loads(one.response.body)["access_token"] == PLACEHOLDER


@every_vendor
def test_files_in_the_repository_are_what_is_exported_today(vendor: str, exchanges_of: Exchanges) -> None:
    folder = ROOT / "fixtures" / vendor / "exchanges"
    kept = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    assert kept == dict(plain(exchanges_of(vendor), ""))


def test_export_is_the_same_in_another_process_zone_and_order_of_hashing(tmp_path: Path) -> None:
    folders = []
    for zone, seed in (("UTC", "0"), ("Asia/Kathmandu", "7")):
        out = tmp_path / seed
        command = [sys.executable, "-m", "mock_server", "fixtures", "export", "--vendor", "oniva", "--out", str(out)]
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed}
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        assert done.returncode == 0, done.stderr
        folders.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert folders[0] == folders[1]


def test_another_seed_has_other_data(tmp_path: Path) -> None:
    for seed in (1, 2):
        write("oniva", "json", tmp_path / str(seed), seed=seed)
    one, two = ((tmp_path / seed / "listEvents.json").read_text(encoding="utf-8") for seed in ("1", "2"))
    assert one != two


def test_contracts_of_both_vendors_have_samples_for_every_operation() -> None:
    for vendor in vendor_names():
        samples = json.loads((ROOT / "fixtures" / vendor / "samples.json").read_text(encoding="utf-8"))
        assert set(samples) == set(declared(vendor)) <= set(CONTRACTS[vendor].operations)
