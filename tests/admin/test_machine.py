"""Worlds, clocks, resets and snapshots in any order, beside a simple model of what has to be there."""

from __future__ import annotations

import copy
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from mock_server import Clock, Config, create_app
from tests.admin.owner import Guest, Owner
from tests.conftest import EPOCH, NOON

HOMES = ("on24-1", "oniva-1")


class Control(RuleBasedStateMachine):
    """The model: by world, what its clock says, its faults, and the guest with a token that counts."""

    guests = Bundle("guests")
    saves = Bundle("saves")

    def __init__(self) -> None:
        super().__init__()
        self.owner = Owner(create_app(Config(epoch=EPOCH, enforce=True), Clock(NOON, frozen=True)))
        self.model: dict[str, dict[str, Any]] = {home: {"now": NOON, "faults": 0} for home in HOMES}

    def teardown(self) -> None:
        self.owner.app.close()

    @rule(target=guests, seed=st.integers(0, 3))
    def make(self, seed: int) -> Guest:
        guest = self.owner.new(seed=seed)
        self.model[guest.id] = {"now": NOON, "faults": 0, "seed": seed}
        return guest

    @rule(guest=guests)
    def drop(self, guest: Guest) -> None:
        status = self.owner.ask("DELETE", f"/worlds/{guest.id}").status_code
        assert status == (200 if self.model.pop(guest.id, None) else 404)

    @rule(guest=guests)
    def reset(self, guest: Guest) -> None:
        status = self.owner.ask("POST", f"/worlds/{guest.id}/reset").status_code
        assert status == (200 if guest.id in self.model else 404)
        if guest.id in self.model:
            self.model[guest.id] |= {"now": NOON, "faults": 0}

    @rule(guest=guests, hours=st.integers(1, 1000))
    def turn(self, guest: Guest, hours: int) -> None:
        document = {"world": guest.id, "advance": f"PT{hours}H"}
        status = self.owner.ask("POST", "/clock", document).status_code
        assert status == (200 if guest.id in self.model else 404)
        if guest.id in self.model:
            self.model[guest.id]["now"] += timedelta(hours=hours)

    @rule(days=st.integers(1, 30))
    def turn_all(self, days: int) -> None:
        self.owner.turn(advance=f"P{days}D")
        for one in self.model.values():
            one["now"] += timedelta(days=days)

    @rule(guest=guests)
    def order(self, guest: Guest) -> None:
        document = {"world": guest.id, "operation": "getMe", "effect": {"status": 503}}
        status = self.owner.ask("POST", "/faults", document).status_code
        assert status == (201 if guest.id in self.model else 404)
        if guest.id in self.model:
            self.model[guest.id]["faults"] += 1

    @rule(guest=guests)
    def visit(self, guest: Guest) -> None:
        guest.tokens.clear()
        answer = guest.issue()
        assert answer.status_code == (200 if guest.id in self.model else 404)
        if guest.id in self.model:
            guest.tokens.append(answer.json["access_token"])
            assert guest.get("/api/v1/me").status_code == (503 if self.model[guest.id]["faults"] else 200)
            assert self.owner.done("GET", f"/worlds/{guest.id}")["seed"] == self.model[guest.id]["seed"]

    @rule(target=saves)
    def save(self) -> tuple[Any, Any]:
        return self.owner.done("GET", "/snapshots"), copy.deepcopy(self.model)

    @rule(save=saves)
    def restore(self, save: tuple[Any, Any]) -> None:
        self.owner.done("PUT", "/snapshots", save[0])
        self.model = copy.deepcopy(save[1])
        assert self.owner.done("GET", "/snapshots") == save[0]

    @rule()
    def reset_server(self) -> None:
        self.owner.done("POST", "/reset")
        self.model = {home: {"now": NOON, "faults": 0} for home in HOMES}

    @invariant()
    def worlds_are_those_of_the_model(self) -> None:
        shown = self.owner.done("GET", "/worlds")["worlds"]
        assert {one["id"]: datetime.fromisoformat(one["now"]) for one in shown} == {
            world: one["now"] for world, one in self.model.items()
        }
        faults = self.owner.done("GET", "/faults")["faults"]
        assert len(faults) == sum(one["faults"] for one in self.model.values())


TestControl = Control.TestCase
TestControl.settings = settings(max_examples=15, stateful_step_count=25, deadline=None, derandomize=True)
