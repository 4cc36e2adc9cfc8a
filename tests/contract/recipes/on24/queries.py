"""What the handlers refuse in queries that their schemas let pass, and how such queries are mended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from tests.contract.lab import Lab
from tests.contract.recipe import Query
from tests.contract.recipes.on24.dates import NAMES, is_wrong_period

_ACCOUNTS = ("subaccounts", "includesubaccounts", "excludesubaccounts")
_SUB_ACCOUNTS = frozenset({"4521", "4522", "4530"})
_LARGEST_PAGE = 100


def contradicts(lab: Lab, operation_id: str, query: Query) -> Sequence[str]:
    """Return the parameters that are refused for what they say, or say together."""
    wrong: list[str] = []
    if is_wrong_period(operation_id, query):
        wrong += NAMES
    if is_wrong_account(operation_id, query):
        wrong += _ACCOUNTS
    if operation_id == "hubLogin":
        wrong += _wrong_login(query)
    if not wrong and operation_id == "listEvents" and _is_past_the_end(lab, query):
        wrong.append("pageoffset")
    return wrong


def is_wrong_account(operation_id: str, query: Query) -> bool:
    """Tell whether sub-accounts are asked for that there are not, or that are left out at the same time."""
    chosen = query.get("subaccounts")
    if chosen is None:
        return False
    is_off = says_yes(query, "excludesubaccounts") or (
        operation_id == "listEvents" and not says_yes(query, "includesubaccounts")
    )
    return is_off or not _SUB_ACCOUNTS.issuperset(chosen.split(","))


def says_yes(query: Query, name: str) -> bool:
    """Tell whether a flag is set, in either case."""
    return query.get(name, "").upper() == "Y"


def is_web_address(text: str) -> bool:
    """Tell whether a text is an address that a browser can be sent to."""
    if not text.isprintable() or re.search(r"\s", text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and text.isascii() and parts.port != 0
    except ValueError:
        return False


def _wrong_login(query: Query) -> list[str]:
    target = query.get("targetUrl", "")
    is_nobody = not query.get("email") and not query.get("extEventUserCd")
    return ["targetUrl"] * bool(target and not is_web_address(target)) + ["email", "extEventUserCd"] * is_nobody


def _is_past_the_end(lab: Lab, query: Query) -> bool:
    """Only with sub-accounts there are pages that end."""
    if not says_yes(query, "includesubaccounts") or "pageoffset" not in query:
        return False
    rest = {name: text for name, text in query.items() if name != "pageoffset"}
    total = lab.get("listEvents", *rest.items()).json["totalevents"]
    size = min(int(query.get("itemsperpage", _LARGEST_PAGE)), _LARGEST_PAGE)
    return int(query["pageoffset"]) > max(0, -(-total // size) - 1)
