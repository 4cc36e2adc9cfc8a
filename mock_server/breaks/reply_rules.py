"""Kinds of break of replies: statuses, errors, headers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from mock_server.breaks.declared import error_schemas, headers, mark_of, responses
from mock_server.breaks.place import Place
from mock_server.breaks.rules import BREAKING, DANGEROUS, INFORMATIONAL, Finding, Rule, always, apply, new_name, where
from mock_server.breaks.sites import Site, sites_of
from mock_server.contract import Contract, Operation
from mock_server.contract.naming import source_of

_VERSION, _DATE = "API-Version", "2027-01-01"


@dataclass(frozen=True, slots=True)
class Header:
    """A header as the contract declares it."""

    name: str
    declared: Mapping[str, Any]

    @property
    def is_of_limits(self) -> bool:
        """Whether it tells of the budget."""
        return source_of(self.name, self.declared).startswith("rate_limit")

    @property
    def has_prefix(self) -> bool:
        """Whether it begins as headers of nobody's standard do."""
        return self.name.startswith("X-")

    def has(self, *names: str) -> bool:
        """Tell whether it is one of these, in any case."""
        return self.name.lower() in names


def _of(status: int, edit: str) -> Any:
    return where(lambda spot: spot == status, edit)


STATUSES: tuple[Rule[int], ...] = (
    Rule("400-to-422", DANGEROUS, "a bad request is 422", _of(400, "become=422")),
    Rule("400-to-200", DANGEROUS, "a bad request is 200 with the error in it", _of(400, "become=200")),
    Rule("401-to-403", BREAKING, "bad credentials are 403", _of(401, "become=403")),
    Rule("401-to-404", BREAKING, "bad credentials are 404", _of(401, "become=404")),
    Rule("403-to-401", BREAKING, "a scope that is not enough is 401", _of(403, "become=401")),
    Rule("403-to-404", BREAKING, "what may not be seen is 404", _of(403, "become=404")),
    Rule("404-to-200-null", BREAKING, "what is not there is 200 with null", _of(404, "null")),
    Rule("404-to-200-error", BREAKING, "what is not there is 200 with the error in it", _of(404, "become=200")),
    Rule("404-to-410", DANGEROUS, "what is not there is 410", _of(404, "become=410")),
    Rule("410-to-404", DANGEROUS, "what was deleted is 404", _of(410, "become=404")),
    Rule("412-to-409", DANGEROUS, "a record in another state is 409", _of(412, "become=409")),
    Rule("429-to-403", BREAKING, "over the limit is 403", _of(429, "become=403")),
    Rule("429-to-503", BREAKING, "over the limit is 503", _of(429, "become=503")),
)
HEADERS: tuple[Rule[Header], ...] = (
    Rule("retry-after-missing", BREAKING, "{} is not sent", where(lambda one: one.has("retry-after"), "drop")),
    Rule("retry-after-date", BREAKING, "{} is a date",
         where(lambda one: one.has("retry-after"), "format=http-date")),
    Rule("www-authenticate-removed", DANGEROUS, "{} is not sent",
         where(lambda one: one.has("www-authenticate"), "drop")),
    Rule("ratelimit-headers-removed", DANGEROUS, "{} is not sent", where(lambda one: one.is_of_limits, "drop")),
    Rule("ratelimit-headers-renamed", DANGEROUS, "{} has another name",
         lambda one: f"rename={one.name.removeprefix('X-')}" if one.is_of_limits and one.has_prefix else None),
    Rule("ratelimit-reset-epoch", BREAKING, "{} is a moment in Unix seconds",
         where(lambda one: one.is_of_limits and one.name.lower().endswith("reset"), "format=epoch")),
    Rule("header-removed", DANGEROUS, "{} is not sent",
         where(lambda one: not one.is_of_limits and not one.has("retry-after", "www-authenticate"), "drop")),
    Rule("header-renamed", DANGEROUS, "{} has another name",
         lambda one: f"rename=New-{one.name}" if not one.is_of_limits else None),
)  # fmt: skip
MEDIA: tuple[Rule[str], ...] = (
    Rule("content-type-text", BREAKING, "the body says that it is plain text", always("value=text/plain")),
    Rule("content-type-vendor", BREAKING, "the body has a media type of its own",
         always("value=application/vnd.api+json")),
    Rule("content-type-removed", DANGEROUS, "the body does not say what it is", always("drop")),
    Rule("charset-added", INFORMATIONAL, "the media type has a parameter",
         lambda media: f"value={media}; charset=utf-8" if ";" not in media else None),
)  # fmt: skip
REQUESTS: tuple[Rule[str], ...] = (
    Rule("header-required", BREAKING, "a request has to have the header {}",
         where(lambda name: name == _VERSION, "require")),
    Rule("accept-required", BREAKING, "a request has to say what it accepts",
         where(lambda name: name == "Accept", "require")),
    Rule("header-added", INFORMATIONAL, "replies have a header {}",
         where(lambda name: name == _VERSION, f"add={_DATE}")),
)  # fmt: skip
ERRORS: tuple[Rule[Site], ...] = (
    Rule("error-shape", BREAKING, "errors are wrapped in an object",
         where(lambda site: not site.steps, "wrap=error")),
    Rule("error-html", BREAKING, "errors are pages of HTML", where(lambda site: not site.steps, "html")),
    Rule("error-casing", BREAKING, "every name of an error is in another case",
         where(lambda site: not site.steps, "case=pascal")),
    Rule("error-field-renamed", BREAKING, "{} of an error has another name",
         lambda site: f"rename={new_name(site.name, site.neighbours)}" if site.is_member else None),
    Rule("error-field-removed", BREAKING, "{} of an error is not sent", where(lambda site: site.is_member, "drop")),
    Rule("error-code-to-string", BREAKING, "{} of an error is a text",
         where(lambda site: site.is_member and site.kind == "integer", "retype=string")),
)  # fmt: skip


def reply_findings(contract: Contract, operation: Operation) -> Iterator[Finding]:
    """Yield the breaks of an operation's replies."""
    evidence = {"x-evidence": operation.evidence}
    replies, said = responses(contract, operation), headers(contract, operation)
    yield from apply(
        STATUSES,
        operation.responses,
        lambda one: (Place("status", str(one)), str(one), mark_of(replies.get(one, {}), evidence)),
    )
    known = [Header(name, one) for name, one in said.items()]
    yield from apply(HEADERS, known, lambda one: (Place("header", one.name), one.name, mark_of(one.declared, evidence)))
    media = operation.responses[operation.success].content_type
    place = Place("header", "Content-Type")
    yield from apply(MEDIA, [media] if media else [], lambda one: (place, one, mark_of(evidence)))
    yield from apply(REQUESTS, [_VERSION, "Accept"], lambda one: (Place("header", one), one, mark_of(evidence)))
    for schema in error_schemas(contract, operation)[:1]:
        yield from apply(ERRORS, sites_of(schema), partial(_in_error, evidence))


def _in_error(evidence: Mapping[str, Any], site: Site) -> tuple[Place, str, str]:
    return Place("error", steps=site.steps), site.name, mark_of(site.schema, evidence)
