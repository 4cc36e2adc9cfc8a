"""How each documented status is brought about: from the contract where it says enough, else by the recipe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

from werkzeug.test import TestResponse

from tests.contract.lab import Lab, anonymous
from tests.contract.recipe import Ask

NewLab = Callable[..., Lab]
_TOO_LARGE = 1024 * 1024


def produce(new_lab: NewLab, vendor: str, operation_id: str, status: int) -> tuple[Lab, Ask]:
    """Return a lab and a request that is answered there with a status; limits are on."""
    lab = new_lab(vendor, limits=True, enforce=status != 500)
    ask = ask_for(lab, operation_id, status)
    if status == 500:
        break_handler(lab, operation_id)
    if status == 429:
        exhaust(lab, operation_id, ask)
    return lab, ask


def ask_for(lab: Lab, operation_id: str, status: int) -> Ask:
    """Return the request for a status."""
    operation = lab.operation(operation_id)
    ask = lab.success(operation_id)
    if (operation_id, status) in lab.recipe.cases:
        return lab.recipe.cases[operation_id, status](lab)
    if status == 401 and operation.scopes is not None:
        return anonymous(ask, lab)
    if status == 405:
        return ask.with_method("DELETE")
    if status == 413:
        return ask.with_body(ask.body + b"&filling=" + b"x" * _TOO_LARGE)
    assert status in (operation.success, 429, 500), f"the recipe has no case for {operation_id} {status}"
    return ask


def break_handler(lab: Lab, operation_id: str) -> None:
    """Let an operation's handler raise: the service's table of handlers is its public seam."""

    def broken(call: Any) -> NoReturn:
        raise RuntimeError("a fault put in by a test")

    name = lab.operation(operation_id).handler_name
    lab.service.handlers = {**lab.service.handlers, name: broken}


def exhaust(lab: Lab, operation_id: str, ask: Ask) -> TestResponse:
    """Send a request until the operation's budget is spent; the clock stands still. Return the last answer."""
    budget = lab.operation(operation_id).rate_limit
    assert budget is not None, f"{operation_id} documents 429 but has no x-rate-limit"
    for _ in range(budget.limit):
        answer = lab.send(ask)
        if answer.status_code == 429:
            return answer
    return lab.send(ask)
