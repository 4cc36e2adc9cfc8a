"""Edit: what a break does to an exchange; Word: how users order one; Target: what it is ordered for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mock_server.breaks.place import Place
from mock_server.breaks.views import RequestView, ResponseView
from mock_server.contract import Contract, Operation
from mock_server.core.errors import ConfigError


class Edit:
    """Base of all edits: one that changes nothing.

    `step` is the step of the pipeline before which it wants to see a request.
    """

    step: str = "authenticate"

    def before(self, request: RequestView) -> RequestView:
        """Return what becomes of a request, or raise the ApiError that refuses it."""
        return request

    def after(self, response: ResponseView) -> tuple[ResponseView, int]:
        """Return what becomes of a reply, and at how many places something was edited."""
        return response, 0


@dataclass(frozen=True, slots=True)
class Target:
    """What an edit is made for: a place in one operation, and every which of its places."""

    contract: Contract
    operation: Operation
    place: Place
    every: int = 1


@dataclass(frozen=True, slots=True)
class Word:
    """A word for an edit.

    `value` names what stands after the equals sign: "" for nothing, in brackets where it can be left out, with bars
    between words to choose from. `make` gets the target and that text, and raises ConfigError where it makes no sense.
    """

    name: str
    value: str
    tells: str
    make: Callable[[Target, str], Edit]

    def __str__(self) -> str:
        if self.value.startswith("["):
            return f"{self.name}[={self.value[1:]}"
        return f"{self.name}={self.value}" if self.value else self.name

    def edit(self, target: Target, value: str | None) -> Edit:
        """Make the edit; raise ConfigError for a value that is missing, too much or not one of the choices."""
        if (value is None and self.value and not self.value.startswith("[")) or (value is not None and not self.value):
            raise ConfigError(f"{self.name} is written {self}")
        choices = self.value.split("|")
        if len(choices) > 1 and value not in choices:
            raise ConfigError(f"{self.name} is written {self}")
        return self.make(target, value or "")


def whole_number(text: str, what: str, *, least: int = 1, most: int = 2**53) -> int:
    """Return the number that a text is; raise ConfigError, which says what it is of."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 17 and least <= int(text) <= most):
        raise ConfigError(f"{what} is a whole number from {least} to {most}")
    return int(text)


def name_of(text: str) -> str:
    """Return a new name; raise ConfigError for none."""
    if not text:
        raise ConfigError("a name is wanted after the equals sign")
    return text
