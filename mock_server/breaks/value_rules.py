"""Kinds of break of a document's values: words of a list, moments, money, texts, links."""

from __future__ import annotations

from mock_server.breaks.member_rules import is_money
from mock_server.breaks.rules import BREAKING, DANGEROUS, INFORMATIONAL, Rule, where
from mock_server.breaks.sites import Site


def _words(site: Site) -> list[str]:
    return [one for one in site.schema.get("enum", ()) if isinstance(one, str)]


def _new_word(site: Site, every: int) -> str | None:
    words = _words(site)
    if not words:
        return None
    return f"enum@{every}={'NOVELTY' if all(one == one.upper() for one in words) else 'novelty'}"


def _other_case(site: Site) -> str | None:
    """Return the case that changes every word of a list, if one does."""
    words = [*_words(site), *([site.schema["const"]] if isinstance(site.schema.get("const"), str) else [])]
    for style in ("lower", "upper"):
        if words and all(getattr(one, style)() != one for one in words):
            return f"case={style}"
    return None


def _is_email(site: Site) -> bool:
    return site.form == "email" or (site.is_text and bool({"mail", "email"} & {*site.words}))


def _moment(spelling: str) -> Rule[Site]:
    kind, severity, tells = _MOMENTS[spelling]
    return Rule(kind, severity, tells, where(lambda site: site.is_moment, f"format={spelling}"))


_MOMENTS = {
    "no-zone": ("datetime-no-tz", BREAKING, "{} has no zone"),
    "epoch": ("datetime-epoch", BREAKING, "{} is Unix seconds"),
    "epoch-ms": ("datetime-epoch-ms", BREAKING, "{} is Unix milliseconds"),
    "space": ("datetime-space", BREAKING, "{} has a space for the T"),
    "date": ("datetime-date-only", BREAKING, "{} is a date without time"),
    "offset": ("datetime-offset", DANGEROUS, "{} is in another zone"),
    "fraction": ("datetime-fraction", DANGEROUS, "{} has milliseconds"),
    "local-as-utc": ("datetime-local-as-z", BREAKING, "{} is local time that says it is UTC"),
    "day-first": ("datetime-day-first", BREAKING, "{} begins with the day"),
}

RULES: tuple[Rule[Site], ...] = (
    Rule("enum-new-common", DANGEROUS, "{} is on every second row a word that is not in the list",
         lambda site: _new_word(site, 2)),
    Rule("enum-new-rare", DANGEROUS, "{} is on a row of twenty a word that is not in the list",
         lambda site: _new_word(site, 20) if site.is_in_list else None),
    Rule("enum-case", BREAKING, "{} is in another case", lambda site: _other_case(site) if _words(site) else None),
    Rule("enum-to-int", BREAKING, "{} is a number", where(lambda site: bool(_words(site)), "retype=integer")),
    *(_moment(spelling) for spelling in _MOMENTS),
    Rule("money-number-to-string", BREAKING, "{} is a text with two decimals",
         where(lambda site: is_money(site) and site.kind != "string", "money=string")),
    Rule("money-string-to-float", BREAKING, "{} is a number",
         where(lambda site: is_money(site) and site.kind == "string", "money=float")),
    Rule("money-minor-units", BREAKING, "{} counts cents",
         where(lambda site: is_money(site) and site.form != "minor-units", "money=minor-units")),
    Rule("money-comma", BREAKING, "{} is a text with a comma", where(is_money, "money=comma")),
    Rule("string-truncated", DANGEROUS, "{} is cut", where(lambda site: site.is_text, "text=cut")),
    Rule("string-escaped", DANGEROUS, "{} is HTML", where(lambda site: site.is_text, "text=escaped")),
    Rule("string-decomposed", INFORMATIONAL, "{} is in Unicode's decomposed form",
         where(lambda site: site.is_text, "text=decomposed")),
    Rule("pii-masked", BREAKING, "{} is masked", where(_is_email, "text=masked")),
    Rule("links-relative", BREAKING, "{} is relative", where(lambda site: site.form == "uri", "link=relative")),
    Rule("links-other-host", DANGEROUS, "{} leads to another host",
         where(lambda site: site.form == "uri", "link=other-host")),
)  # fmt: skip
