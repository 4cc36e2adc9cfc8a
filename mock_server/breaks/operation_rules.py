"""Kinds of break of an operation as a whole: that it is there, scopes, tokens, budgets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from mock_server.breaks.declared import mark_of, success_schema
from mock_server.breaks.login_words import FORM
from mock_server.breaks.place import Place
from mock_server.breaks.rules import BREAKING, DANGEROUS, INFORMATIONAL, Finding, Rule, always, apply, where
from mock_server.contract import Contract, Operation
from mock_server.contract.schemas import Schema

# What the answer of a token operation has, by RFC 6749 section 5.1.
_EXPIRES, _TYPE, _SCOPE = "expires_in", "token_type", "scope"


@dataclass(frozen=True, slots=True)
class Whole:
    """An operation, and whether its contract knows scopes and its scheme gives tokens by it."""

    contract: Contract
    operation: Operation

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes that it asks for."""
        return self.operation.scopes or ()

    @property
    def issues(self) -> int | None:
        """The lifetime of the tokens that it gives; None where it gives none."""
        schemes = self.contract.security.values()
        return next((one.token_lifetime for one in schemes if one.token_operation == self.operation.id), None)

    @property
    def is_form(self) -> bool:
        """Whether it gives tokens for a form."""
        content = self.contract.declared(self.operation).get("requestBody", {}).get("content", {})
        return self.issues is not None and FORM in content

    @property
    def members(self) -> Mapping[str, Schema]:
        """The members at the root of its document, by name."""
        members: Mapping[str, Schema] = (success_schema(self.contract, self.operation) or {}).get("properties", {})
        return members

    def mark(self, place: Place) -> str:
        """How sure the contract is of a place: its member, or the whole."""
        member = self.members.get(str(place.steps[0]), {}) if place.steps else {}
        return mark_of(member, {"x-evidence": self.operation.evidence})


_OPERATION: tuple[Rule[Whole], ...] = (
    Rule("endpoint-removed", BREAKING, "{} is not found", always("remove")),
    Rule("endpoint-gone", BREAKING, "{} is 410", always("remove=410")),
    Rule("endpoint-501", BREAKING, "{} is 501", always("remove=501")),
    Rule("endpoint-redirect", DANGEROUS, "{} is at another path, with 308", always("redirect=/moved")),
    Rule("endpoint-deprecated", DANGEROUS, "{} says that it goes in ninety days", always("deprecate=90")),
    Rule("token-json-body", BREAKING, "{} wants JSON in place of a form", where(lambda one: one.is_form, "json")),
)
_STATUS: tuple[Rule[Whole], ...] = (
    Rule("200-to-206", DANGEROUS, "{} is answered with 206", always("become=206")),
    Rule("200-to-202", BREAKING, "{} is answered with 202", always("become=202")),
)
_SCOPES: tuple[Rule[Whole], ...] = (
    Rule("scope-renamed", BREAKING, "{} asks for a scope of another name",
         lambda one: f"become={one.scopes[0]}.v2" if one.scopes else None),
    Rule("scope-required", BREAKING, "{} asks for one scope more",
         lambda one: f"add={one.scopes[0]}.all" if one.scopes else None),
)  # fmt: skip


def _budget(whole: Whole) -> str | None:
    budget = whole.operation.rate_limit
    return f"value={max(1, budget.limit // 10)}" if budget is not None else None


def _window(whole: Whole) -> str | None:
    budget = whole.operation.rate_limit
    return f"window={budget.window * 10}" if budget is not None else None


_LIMITS: tuple[Rule[Whole], ...] = (
    Rule("ratelimit-lowered", BREAKING, "{} has a tenth of its budget", _budget),
    Rule("ratelimit-window", BREAKING, "the budget of {} is of a window ten times as long", _window),
)
_TOKENS: tuple[Rule[Whole], ...] = (
    Rule("token-ttl", DANGEROUS, "tokens live a tenth as long",
         lambda one: f"lifetime={max(1, one.issues // 10)}" if one.issues else None),
    Rule("scheme-case", DANGEROUS, "tokens are refused with their scheme in small letters",
         where(lambda one: one.issues is not None, "scheme=Bearer")),
)  # fmt: skip


def _answer(kind: str, severity: str, tells: str, name: str, edit: str) -> tuple[Place, tuple[Rule[Whole], ...]]:
    """Return a kind of the answer of a token operation."""

    def makes(one: Whole) -> str | None:
        return edit if one.issues is not None and name in one.members else None

    return Place("body", steps=(name,)), (Rule(kind, severity, tells, makes),)


def operation_findings(contract: Contract, operation: Operation) -> Iterator[Finding]:
    """Yield the breaks of an operation as a whole."""
    whole = Whole(contract, operation)
    for place, rules in (
        (Place("operation"), _OPERATION),
        (Place("status", str(operation.success)), _STATUS if operation.success == 200 else ()),
        (Place("scope"), _SCOPES),
        (Place("limit"), _LIMITS),
        (Place("token"), _TOKENS),
        _answer("expires-in-string", BREAKING, "{} tells a token's life in a text", _EXPIRES, "retype=string"),
        _answer("expires-in-removed", BREAKING, "{} does not tell a token's life", _EXPIRES, "drop"),
        _answer("token-type-lower", INFORMATIONAL, "{} tells a token's type in small letters", _TYPE, "case=lower"),
        _answer("token-scope-removed", DANGEROUS, "{} does not tell a token's scopes", _SCOPE, "drop"),
    ):
        yield from apply(rules, [whole], partial(_at, place))


def _at(place: Place, whole: Whole) -> tuple[Place, str, str]:
    return place, whole.operation.id, whole.mark(place)
