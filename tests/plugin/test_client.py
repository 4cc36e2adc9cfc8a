"""The client of the control API, over a socket: every operation, and what comes back, by the contract."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args, get_type_hints

import pytest
import requests
import yaml

from mock_server import MockServer
from mock_server.client import ControlClient, ControlError, Unmet, World, said, shown
from mock_server.contract import load_contract
from mock_server.resources import contract_path

PATH = contract_path("admin/openapi.yaml")
SCHEMAS = yaml.safe_load(PATH.read_text(encoding="utf-8"))["components"]["schemas"]
SHOWN = {
    shown.HealthInfo: "Health",
    shown.WorldInfo: "World",
    shown.ClockInfo: "Clock",
    shown.FaultInfo: "Fault",
    shown.RequestInfo: "Request",
    shown.ViolationInfo: "Violation",
    shown.Report: "WorldReport",
}


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.__name__)
def test_what_is_shown_has_the_members_of_the_contract(kind: type) -> None:
    assert set(get_type_hints(kind)) == set(SCHEMAS[SHOWN[kind]]["required"])


def test_nested_members_are_those_of_the_contract() -> None:
    assert set(get_type_hints(shown.HomeInfo)) == set(SCHEMAS["Health"]["properties"]["worlds"]["items"]["required"])
    answer = SCHEMAS["Request"]["properties"]["answer"]["oneOf"][0]
    assert set(get_type_hints(shown.AnswerInfo)) == set(answer["required"])
    new = set(SCHEMAS["NewWorld"]["allOf"][1]["required"])
    assert set(get_type_hints(shown.NewWorldInfo)) - set(get_type_hints(shown.WorldInfo)) == new


def test_what_is_said_has_the_members_and_values_of_the_contract() -> None:
    effect = {name: hint for name, hint in get_type_hints(said.Effect).items() if name != "breaks"}
    declared = {name: one for name, one in SCHEMAS["Effect"]["properties"].items() if name != "break"}
    assert set(effect) == set(declared)
    enums = {name: list(get_args(hint)) for name, hint in effect.items() if "enum" in declared[name]}
    assert enums == {name: one["enum"] for name, one in declared.items() if "enum" in one}
    assert set(get_type_hints(said.Matcher)) == set(SCHEMAS["Matcher"]["properties"])


class Watched:
    """A transport that notes which operations it was used for."""

    def __init__(self, url: str) -> None:
        self._url, self.targets = f"{url}/__admin", list[tuple[str, str]]()

    def __call__(self, method: str, url: str, headers: Any, body: bytes | None) -> tuple[int, bytes]:
        if url.startswith(self._url):
            self.targets.append((method, url.removeprefix(self._url).partition("?")[0]))
        answer = requests.request(method, url, headers=headers, data=body, timeout=10)
        return answer.status_code, answer.content


def test_every_operation_has_a_method() -> None:
    with MockServer() as server:
        watched = Watched(server.url)
        use_all(ControlClient(server.url, transport=watched))
    used = {(method, tuple(path.split("/"))) for method, path in watched.targets}
    for operation in load_contract(PATH).operations.values():
        parts = operation.path.split("/")
        assert any(
            method == operation.method
            and len(path) == len(parts)
            and all(part == wanted or wanted.startswith("{") for part, wanted in zip(path, parts, strict=True))
            for method, path in used
        ), operation.id


def use_all(control: ControlClient) -> None:
    """Call every method, and look at what it says."""
    assert [one["vendor"] for one in control.health()["worlds"]] == ["on24", "oniva"]
    made = control.create_world(
        "oniva", seed=3, epoch=date(2026, 5, 4), scopes=["events:read"], name="mine", freeze=True
    )
    id = made["id"]
    assert (made["seed"], made["epoch"], made["name"], made["frozen"]) == (3, "2026-05-04", "mine", True)
    assert set(made["credentials"]) == {"client_id", "client_secret"}
    assert control.get_world(id) == {name: made[name] for name in shown.WorldInfo.__annotations__}  # type: ignore[literal-required]
    assert id in [one["id"] for one in control.worlds()]
    noon = datetime(2026, 5, 4, 10, tzinfo=UTC)
    assert control.clock(id) == {"now": "2026-05-04T10:00:00+00:00", "frozen": True, "world": id}
    assert control.turn_clock(world=id, advance=timedelta(hours=1))["now"] == "2026-05-04T11:00:00+00:00"
    assert control.turn_clock(world=id, advance=60)["now"] == "2026-05-04T11:01:00+00:00"
    assert control.turn_clock(world=id, set=noon, advance="P1D")["now"] == "2026-05-05T10:00:00+00:00"
    fault = control.order_fault(world=id, operation="getMe", status=503, times=1)
    assert control.get_fault(fault["id"]) == fault == control.faults(id)[0]
    assert (control.faults(id, met=True), control.faults(id, met=False)) == ([], [fault])
    control.cancel_fault(fault["id"])
    control.order_fault(world=id, match={"query": {"page": "2"}}, nth=2, rate=0.5, seed=9, breaks="getMe:/name:drop")
    control.cancel_faults(id)
    assert control.faults(id) == []
    booking = control.create_record(id, "bookings", {"status": "confirmed"})
    assert control.change_record(id, "bookings", booking["id"], {"status": "canceled"})["status"] == "canceled"
    assert requests.get(f"{made['base_url']}/api/v1/me?page=2", timeout=10).status_code == 401
    assert requests.get(f"{made['base_url']}/nothing", timeout=10).status_code == 404
    lost, refused = control.requests(id)
    assert (lost["status"], refused["operation"]) == (404, "getMe")
    assert control.requests(id, operation="getMe", status=401, since=refused["id"] - 1) == [refused]
    assert control.requests(id, since=noon + timedelta(days=2)) == []
    assert control.unmatched(id) == [lost]
    assert control.count(world=id, operation="getMe", method="GET", query={"page": "2", "limit": None}) == 1
    assert control.find(world=id, status=404) == [lost]
    assert [one["request"] for one in control.violations(id, side="request")] == [lost["id"], refused["id"]]
    control.forget_requests(id)
    assert control.requests(id) == []
    assert control.reset_world(id)["now"] == "2026-05-04T10:00:00+00:00"
    snapshot = control.snapshot()
    assert control.drop_world(id)["requests"] == 0
    assert id in [one["id"] for one in control.restore(snapshot)]
    control.reset()
    assert id not in [one["id"] for one in control.worlds()]


@pytest.mark.parametrize(
    ("call", "status", "text", "names"),
    [
        (
            lambda control: control.create_world("oniva", seed=-1, epoch="soon"),
            400,
            "POST /worlds: 400, The request is not valid: seed is less than 0; epoch is not a date.",
            ["seed", "epoch"],
        ),
        (
            lambda control: control.get_world("oniva-?x"),
            404,
            "GET /worlds/oniva-%3Fx: 404, There is no world with this id.",
            [],
        ),
        (
            lambda control: control.drop_world("oniva-1"),
            409,
            "DELETE /worlds/oniva-1: 409, The server's own world stays; reset it instead.",
            [],
        ),
        (
            lambda control: control.order_fault(world="oniva-1", operation="getMe", status=200),
            400,
            "POST /faults: 400, The request is not valid: effect/status is less than 400.",
            ["effect/status"],
        ),
        (
            lambda control: control.turn_clock(advance=-1),
            400,
            "POST /clock: 400, The request is not valid: advance is not seconds from 0 to 3155760000, or a duration "
            "such as PT1H, P1DT30M or P2W.",
            ["advance"],
        ),
    ],
)
def test_refusal_names_what_is_wrong(
    control: ControlClient, call: Any, status: int, text: str, names: list[str]
) -> None:
    with pytest.raises(ControlError) as refused:
        call(control)
    assert str(refused.value) == text
    assert refused.value.status == status
    assert [one["name"] for one in refused.value.errors] == names
    assert text.endswith(refused.value.detail)


def test_world_drops_itself(control: ControlClient) -> None:
    with control.world("oniva", name="mine") as world:
        assert world.token() != world.token()
        assert len(world.token(scope="events:read")) > 20
        assert (world.client_id, world.client_secret) == tuple(world.credentials.values())
        assert list(world.kinds) == ["bookings", "events"]
        with pytest.raises(
            AttributeError, match="a world has no 'secret'; its credentials are client_id, client_secret"
        ):
            _ = world.secret
        with pytest.raises(ControlError, match=r"token: 400, .*invalid_scope"):
            world.token(scope="everything")
        assert world.client_secret not in repr(world)
    assert world.report is not None
    assert world.report["requests"] == 4
    assert world.id not in [one["id"] for one in control.worlds()]


def test_world_of_a_vendor_without_tokens_lets_in_by_headers(control: ControlClient) -> None:
    with control.world("on24") as world:
        url = f"{world.base_url}/v2/client/{world.client_id}/event"
        assert requests.get(url, headers=world.auth_headers(), timeout=10).status_code == 200
        with pytest.raises(ControlError, match="on24 has no tokens; its headers let in as they are"):
            world.token()


def leave(control: ControlClient, error: Exception | None) -> World:
    """Leave a world in which a request was expected that did not come, and others did."""
    with control.world("oniva") as world:
        world.expect("getMe")
        world.token()
        if error is not None:
            raise error
    return world


def test_world_tells_of_what_did_not_come_unless_something_else_failed(control: ControlClient) -> None:
    with pytest.raises(Unmet, match="expected at least one of getMe, and none came"):
        leave(control, None)
    with pytest.raises(KeyError, match="mine"):
        leave(control, KeyError("mine"))
    assert all(one["is_home"] for one in control.worlds())


def test_expectation_of_none_is_met_until_one_comes(control: ControlClient) -> None:
    with control.world("oniva") as world:
        none = world.expect("getMe", times=0)
        assert none.is_met()
        requests.get(f"{world.base_url}/api/v1/me", timeout=10)
        with pytest.raises(Unmet, match="expected 0 requests of getMe, and 1 came"):
            none.check()
        world.reset()
        assert world.expectations == []


def test_long_list_of_what_came_is_cut(control: ControlClient) -> None:
    with control.world("oniva") as world:
        expected = world.expect("getMe", times=1)
        for _ in range(14):
            requests.get(f"{world.base_url}/api/v1/me", timeout=10)
        lines = expected.told().splitlines()
        assert (len(lines), lines[-1]) == (14, "  and 2 more")
        world.reset()


def test_masked_values_can_be_expected(control: ControlClient) -> None:
    with control.world("oniva") as world:
        with world.expect("issueToken", times=1, body={"client_secret": world.client_secret}):
            world.token()
        assert world.count("issueToken", body={"client_secret": "another"}) == 0
        assert world.client_secret not in str(world.requests)


def test_failure_shows_no_secret_and_nobody(control: ControlClient) -> None:
    with control.world("oniva") as world:
        query = {"email": "vera.muster@example.com", "page": "2", "from": "2026-03-02", "sort": None}
        expected = world.expect("listEvents", method="GET", query=query, headers={"authorization": "Bearer abc"})
        assert expected.told() == (
            'expected at least one of listEvents with method "GET", query {"email": "***", "page": "2", '
            '"from": "2026-03-02", "sort": null}, headers {"authorization": "***"}, and none came: no request at all'
        )
        world.reset()


def test_harness_of_a_vendor_can_be_made_without_pytest(control: ControlClient) -> None:
    from mock_server.vendors.oniva.harness import OnivaHarness

    with control.world("oniva", kind=OnivaHarness) as world:
        assert isinstance(world, World)
        assert world.events(status="cancelled", limit=1)[0]["status"] == "cancelled"
        with pytest.raises(ValueError, match="oniva has no operation 'getNobody'; there are: getBooking, "):
            world.get("getNobody")
        with pytest.raises(ValueError, match="getMe has no parameter 'page'; there are: "):
            world.get("getMe", page=1)
        with pytest.raises(ControlError, match="getEvent: 404, "):
            world.get("getEvent", event_id="nothing")
