"""The helper operations: they list what other operations take, and whose account it is."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from mock_server.contract import load_contract
from mock_server.resources import contract_path, read_fixture
from mock_server.vendors.on24.reports.options import time_zones
from tests.vendors.on24.desk import Desk

CONTRACT = load_contract(contract_path("on24/openapi.yaml"))
SCENARIO = read_fixture("on24/scenarios/default.json")
EMEA = {"accessTokenKey": "D44444444444444444444444444444", "accessTokenSecret": SCENARIO["keys"][3]["secret"]}


def test_the_account_lists_those_below_it(library: Desk) -> None:
    answer = library.json("")
    assert answer["clientname"] == SCENARIO["account"]["name"]
    assert answer["subclients"] == [{"id": one["id"], "name": one["name"]} for one in SCENARIO["sub_accounts"]]


def test_a_sub_account_has_none_below_it(library: Desk) -> None:
    assert library.ask("GET", "", account=4521, headers=EMEA).json == {"clientname": "Northfold EMEA", "subclients": []}


def test_users_are_those_of_the_family_and_a_sub_account_sees_its_own(library: Desk) -> None:
    users = library.json("/users")["users"]
    assert [one["userName"] for one in users] == [one["user_name"] for one in SCENARIO["users"]]
    assert {one["clientId"]: one["account"] for one in users}[4521] == "Northfold EMEA"
    own = library.ask("GET", "/users", account=4521, headers=EMEA).json["users"]
    assert [one["userName"] for one in own] == ["hbrugger"]


def test_users_logged_in_before_the_epoch_or_never(library: Desk) -> None:
    users = library.json("/users")["users"]
    days = [one.get("lastLoginDate", "")[:10] for one in users]
    assert days == ["2026-03-01", "2026-02-28", "2026-02-24", "2026-01-27", ""]
    assert "jobTitle" not in users[-1]
    assert users[3]["permissions"]["View Analytics"] is True


@pytest.mark.parametrize(("path", "schema"), [("eventtypes", "EventType"), ("timezones", "TimeZone")])
def test_options_are_those_of_the_contract(library: Desk, path: str, schema: str) -> None:
    (options,) = library.json(f"/{path}").values()
    assert [one["value"] for one in options] == CONTRACT.schema(schema)["enum"]
    assert all(one["label"] for one in options)


def test_event_types_have_the_labels_that_reports_show(library: Desk) -> None:
    labels = {one["value"]: one["label"] for one in library.json("/eventtypes")["eventtypes"]}
    assert (labels["fav"], labels["encodeonsite"]) == ("Live Video and Audio", "Broadcast Video")


def test_languages_stand_there_with_their_countries_too(library: Desk) -> None:
    codes = library.json("/languages")["languagecodes"]
    pairs = {(one["languagecd"], one["countrycd"]) for one in codes if "countrycd" in one}
    assert pairs == {("zh", "CN"), ("zh", "TW"), ("en", "UK")}
    assert [one["languagecd"] for one in codes if "countrycd" not in one] == CONTRACT.schema("LanguageCode")["enum"]


@pytest.mark.parametrize("day", [date(2026, 1, 5), date(2026, 7, 5)])
def test_zones_are_labelled_with_their_standard_time(day: date) -> None:
    labels = {one.value: one.label for one in time_zones(CONTRACT.schema("TimeZone"), day)}
    assert labels["America/Los_Angeles"] == "(GMT -8:00) America/Los_Angeles"
    assert labels["Europe/Dublin"] == "(GMT +0:00) Europe/Dublin"
    assert labels["Asia/Kolkata"] == "(GMT +5:30) Asia/Kolkata"
    assert labels["America/St_Johns"] == "(GMT -3:30) America/St_Johns"
    assert labels["Australia/Sydney"] == "(GMT +10:00) Australia/Sydney"
    assert len(labels) == 588
    assert all(ZoneInfo(name) for name in labels)


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("eventprofile", "event_profiles"),
        ("accountmanager", "account_managers"),
        ("eventmanager", "event_managers"),
        ("salesrep", "sales_reps"),
        ("signalrep", "signal_reps"),
        ("technicalrep", "technical_reps"),
    ],
)
def test_people_and_profiles_are_the_scenarios(library: Desk, path: str, section: str) -> None:
    (listed,) = library.json(f"/{path}").values()
    shown = [tuple(map(str, one.values())) for one in listed]
    assert shown == [(str(one["id"]), one["name"]) for one in SCENARIO[section]]


def test_an_event_has_a_profile_of_the_list(library: Desk) -> None:
    profiles = library.json("/eventprofile")["eventprofiles"]
    known = {f"{one['eventprofilename']} ({one['eventprofileid']})" for one in profiles}
    assert library.json("/event/1234567")["eventprofile"] in known


def test_account_tags_are_in_groups(library: Desk) -> None:
    groups = library.json("/customaccounttag")["customaccounttags"]
    assert [one["groupname"] for one in groups] == ["Business Unit", "Region", "Audience"]
    assert {"tagid": 8202, "tagname": "EMEA"} in groups[1]["tags"]


def test_tokens_are_those_of_a_context(library: Desk) -> None:
    everything = library.json("/tokens")["replacementtokens"]
    contexts = {one["context"] for one in everything}
    parts = [library.json("/tokens", context=one.upper())["replacementtokens"] for one in sorted(contexts)]
    assert len(contexts) > 2
    assert sum(map(len, parts)) == len(everything)
    assert library.json("/tokens", context="nowhere") == {"replacementtokens": []}


def test_an_account_on_its_first_day_has_empty_lists() -> None:
    desk = Desk.open(scenario="empty")
    assert desk.json("")["subclients"] == []
    assert [desk.json(f"/{path}") for path in ("salesrep", "customaccounttag")] == [
        {"salesreps": []},
        {"customaccounttags": []},
    ]
    assert "lastLoginDate" not in desk.json("/users")["users"][0]
    desk.close()
