"""Defaults: a list that is asked with the words that count anyway is the list that comes without them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mock_server.breaks.place import Place
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.probes import Listing
from mock_server.drift.behaviour.refused import is_refused
from mock_server.drift.behaviour.vocabulary import without_words
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.exchange import NothingThere, NotObserved

# So many words are tried where one is refused: the first is not the only one.
_SOME = 2


def said(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """No default is refused, and none changes how many rows there are."""
    words = defaults_of(asker, listing)
    if not words:
        raise NothingThere("no word counts where none is sent")
    asker.page(listing)
    if not _is_another(asker, listing, words):
        return
    for argument, word in words.items():
        yield from _told(asker, listing, argument, word)


def defaults_of(asker: Asker, listing: Listing) -> Mapping[str, str]:
    """Return the words that count where none is sent, by argument; a filter's word for everything is asked with it."""
    parameters = asker.walk.contract.operations[listing.operation].parameters.all
    asked = {*listing.query, *(one.argument for one in listing.filters if one.everything)}
    return {
        one.argument: one.schema["default"]
        for one in parameters
        if one.place == "query" and not one.is_ignored and one.argument not in asked
        if one.schema.get("enum") and isinstance(one.schema.get("default"), str)
    }


def _is_another(asker: Asker, listing: Listing, words: Mapping[str, str]) -> bool:
    answered = asker.ask_list(listing, words).answered
    return is_refused(answered) or _more(asker, listing, words) != 0


def _more(asker: Asker, listing: Listing, words: Mapping[str, str]) -> int:
    """Return how many rows more there are with words than without; raise NotObserved where they are not counted."""
    total, (least, most) = asker.page(listing, **words).total, asker.totals(listing)
    if total is None:
        raise NotObserved("it does not count its rows")
    return max(0, total - most) + min(0, total - least)


def _told(asker: Asker, listing: Listing, argument: str, word: str) -> Iterator[Hit]:
    parameter = asker.parameter(listing, argument)
    place, says = Place("query", parameter.name), f"{word} counts where it is not sent"
    if _is_refused(asker, listing, argument, word):
        if all(_is_refused(asker, listing, argument, one) for one in parameter.schema["enum"][:_SOME]):
            yield Hit("filter-removed-strict", place, says, "it is refused, whatever its value")
            return
        actions = without_words(asker, listing, parameter, [word])
        yield Hit("filter-value-removed", place, f"it takes {word}", "that is refused", actions=actions)
        return
    more = _more(asker, listing, {argument: word})
    if more > 0:
        yield Hit("default-filter", place, says, "rows are missing without it")
    elif more < 0:
        yield Hit("default-changed", place, says, "rows are missing with it")


def _is_refused(asker: Asker, listing: Listing, argument: str, word: str) -> bool:
    return is_refused(asker.once.ask_list(listing, {argument: word}).answered)
