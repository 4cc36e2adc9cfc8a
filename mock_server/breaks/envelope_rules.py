"""Kinds of break of a whole document: its envelope, the rows of a list and what is told about them, its bytes."""

from __future__ import annotations

from collections.abc import Iterator

from mock_server.breaks.casing import in_case
from mock_server.breaks.declared import mark_of, source_at, success_schema
from mock_server.breaks.member_rules import RULES as MEMBER_RULES
from mock_server.breaks.place import EVERY, Place, pointer_of
from mock_server.breaks.rules import BREAKING, DANGEROUS, Finding, Rule, always, apply, where
from mock_server.breaks.sites import Site, list_of, sites_of
from mock_server.breaks.value_rules import RULES as VALUE_RULES
from mock_server.contract import Contract, Operation

# What of a list's own array is said with the words of envelopes instead.
_OF_ENVELOPES = {"field-renamed", "field-required-removed", "field-moved"}


def _casing(root: Site) -> str:
    names = [site.name for site in sites_of(root.schema)]
    return "case=snake" if any(in_case(name, "snake") not in (name, name.lower()) for name in names) else "case=pascal"


ROOT: tuple[Rule[Site], ...] = (Rule("casing-changed", BREAKING, "every name is in another case", _casing),)
DETAIL: tuple[Rule[Site], ...] = (
    Rule("detail-wrapped", BREAKING, "the document is wrapped in an object", always("wrap=data")),
)
ENVELOPE: tuple[Rule[Site], ...] = (
    Rule("envelope-wrapped", BREAKING, "the whole page is wrapped in an object", always("wrap=data")),
)
LIST: tuple[Rule[Site], ...] = (
    Rule("envelope-renamed", BREAKING, "the rows are not in {} any more", always("rename=rows")),
    Rule("envelope-flattened", BREAKING, "the document is the array of {}, bare", always("unwrap")),
    Rule("default-order-reversed", DANGEROUS, "the rows of a page come the other way round", always("reverse")),
    Rule("204-empty-list", BREAKING, "an empty list is 204, without a body", always("empty=204")),
    Rule("404-empty-list", BREAKING, "an empty list is 404, without a body", always("empty=404")),
    Rule("page-shortened", DANGEROUS, "a page has one row, whatever was asked for", always("keep=1")),
)
ROW: tuple[Rule[Site], ...] = (
    Rule("list-became-summary", BREAKING, "rows have three members only",
         where(lambda site: len(site.schema.get("properties", {})) > 3, "keep=3")),
)  # fmt: skip
BYTES: tuple[Rule[Site], ...] = (
    Rule("body-html", BREAKING, "a page of HTML comes with 200", always("html")),
    Rule("bom", BREAKING, "the body begins with a byte order mark", always("encode=bom")),
    Rule("charset-latin1", BREAKING, "the body is ISO 8859-1", always("encode=latin-1")),
    Rule("gzip-forced", DANGEROUS, "the body is compressed, asked for or not", always("encode=gzip")),
)


def document_findings(contract: Contract, operation: Operation) -> Iterator[Finding]:
    """Yield the breaks of an operation's document."""
    schema = success_schema(contract, operation)
    if schema is None:
        return
    sites = sites_of(schema)
    listed = list_of(sites)

    def place(site: Site) -> tuple[Place, str, str]:
        name = site.name or (f"a part of {pointer_of(site.steps[:-1])}" if site.steps[:-1] else "the document")
        return Place("body", steps=site.steps), name, mark_of(site.schema, {"x-evidence": operation.evidence})

    yield from apply((*ENVELOPE, *ROOT) if listed else (*DETAIL, *ROOT), sites[:1], place)
    yield from apply(BYTES, sites[:1], place)
    if listed is not None:
        yield from apply(LIST, [listed], place)
        yield from apply(ROW, [one for one in sites if one.steps == (*listed.steps, EVERY)], place)
        yield from apply(_totals(listed), [one for one in sites[1:] if _is_total(one)], place)
    for finding in apply((*MEMBER_RULES, *VALUE_RULES), sites, place):
        if listed is None or finding.place.steps != listed.steps or finding.kind not in _OF_ENVELOPES:
            yield finding


def _is_total(site: Site) -> bool:
    return len(site.steps) == 1 and site.kind == "integer" and source_at(site.name, site.schema) == "total_count"


def _totals(listed: Site) -> tuple[Rule[Site], ...]:
    return (
        Rule("meta-total-removed", BREAKING, "{} is not sent any more", always("drop")),
        Rule("total-is-page-count", BREAKING, "{} counts this page alone", always(f"count={pointer_of(listed.steps)}")),
        Rule("total-zero", DANGEROUS, "{} is always 0", always("value=0")),
        Rule("meta-moved", BREAKING, "{} moves into an object beside the rows", always("nest=meta")),
    )
