"""Vocabulary: the words of a filter, all at once: nothing is picked by them, and none is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from mock_server.breaks.place import Place
from mock_server.contract.parameters import Parameter
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.probes import Filter, Listing
from mock_server.drift.behaviour.refused import blamed, is_refused
from mock_server.drift.behaviour.watch import Hit
from mock_server.drift.behaviour.widest import asked_wide, beside_end, widest
from mock_server.drift.behaviour.words import Words
from mock_server.drift.exchange import Answered, NothingThere, NotObserved
from mock_server.drift.replies.spots import step_of
from mock_server.drift.replies.telling import Action

# How many words are tried where one is refused.
_SOME = 2


def whole(asker: Asker, listing: Listing, one: Filter) -> Iterator[Hit]:
    """All words together give the whole list: nothing is picked where nothing is asked for, and no word is refused."""
    words = Words(asker, listing, one)
    parameter = asker.parameter(listing, one.argument)
    if one.everything:
        yield from _everything(asker, listing, one)
        return
    if not words.all or not parameter.is_list or not one.covers:
        raise NothingThere("its words cannot be asked for all at once")
    if not words.are_of_all_rows or parameter.schema.get("default"):
        raise NothingThere("by the contract it does not take all words, or has some where none are asked for")
    asker.page(listing)
    filters = widest(asker, listing) or {one.argument: words.all}
    answered, wide = asked_wide(asker, listing, filters), None
    least, most = asker.totals(listing)
    if not is_refused(answered):
        wide = asker.read(listing, answered).total
        if wide is not None and least <= wide <= most:
            return
    if not is_refused(answered) or parameter.name not in _blamed(asker, listing, answered):
        answered = asker.ask_list(listing, {one.argument: words.all}).answered
    if is_refused(answered):
        yield from _refused_words(asker, listing, one, words.all)
        return
    total = asker.read(listing, answered).total
    if total is None:
        raise NotObserved("it does not count its rows")
    if total > most:
        yield _picked_unasked(asker, listing, parameter, words)
    elif wide is not None and wide > most:
        yield from _early(asker, listing)
    elif total < least:
        yield _lacking(asker, listing, parameter, words, total)


def each(asker: Asker, listing: Listing, one: Filter) -> Iterator[Hit]:
    """Of a filter that takes one word, each word that rows have picks them; the rarest is looked at by others."""
    words, parameter = Words(asker, listing, one), asker.parameter(listing, one.argument)
    if not words.all or parameter.is_list or one.covers:
        raise NothingThere("its words are asked for all at once")
    place = Place("query", parameter.name)
    seen = Counter(word for row in asker.known(listing)[0].rows if (word := words.of(row)) in words.all)
    for word, _ in seen.most_common()[:-1][:_SOME]:
        answered = asker.ask_list(listing, {one.argument: word}).answered
        if is_refused(answered):
            yield Hit("filter-value-removed", place, f"it takes {word}", "that is refused")
        elif any(words.of(row) in words.all and words.of(row) != word for row in asker.read(listing, answered).rows):
            yield Hit("filter-differs", place, "it picks rows", f"other rows come than those of {word}")


def _picked_unasked(asker: Asker, listing: Listing, parameter: Parameter, words: Words) -> Hit:
    """Return what is told of a list that leaves rows out where nothing is asked for, with the words that it has."""
    shown = {words.of(row) for row in asker.settled(listing).rows} if asker.page(listing).rows else set()
    said = [word for word in words.all if word in shown]
    # Nobody knows what an empty list is picked by.
    actions = [{"target": asker.target_of(listing, parameter), "update": {"default": said}}] if said else []
    says, seen = "nothing is picked where it is not sent", "rows are missing without it"
    return Hit("default-filter", Place("query", parameter.name), says, seen, actions=actions)


def _lacking(asker: Asker, listing: Listing, parameter: Parameter, words: Words, total: int) -> Hit:
    """Return what is told where all words together do not pick all rows."""
    if sum(words.of(row) in words.all for row in asker.settled(listing).rows) > total:
        place = Place("query", parameter.name)
        return Hit("filter-list-ignored", place, "it takes several words", "rows of some of them are missing")
    says, seen = "every row has a word of the contract", "rows are missing where all its words are asked for"
    return Hit("enum-new-rare", asker.shape(listing).place(*words.names), says, seen)


def _blamed(asker: Asker, listing: Listing, answered: Answered) -> Set[str]:
    return blamed(answered, asker.walk.contract.operations[listing.operation])


def _early(asker: Asker, listing: Listing) -> Iterator[Hit]:
    """Tell that a list has a period where none is asked for."""
    ends = [one for one in listing.filters if beside_end(listing, one)]
    place = Place("query", asker.parameter(listing, ends[0].argument).name)
    yield Hit("default-filter", place, "nothing is picked where it is not sent", "rows of another time are missing")


def _everything(asker: Asker, listing: Listing, one: Filter) -> Iterator[Hit]:
    """The word that picks everything gives the list that comes where nothing is sent."""
    place = Place("query", asker.parameter(listing, one.argument).name)
    asker.page(listing)
    answered = asker.ask_list(listing, {one.argument: one.everything}).answered
    if is_refused(answered):
        others = [word for word in Words(asker, listing, one).all if word != one.everything][:_SOME]
        yield from _refused_words(asker, listing, one, (one.everything, *others))
        return
    total, (_, most) = asker.read(listing, answered).total, asker.totals(listing)
    if total is None:
        raise NotObserved("it does not count its rows")
    if total > most:
        yield Hit("default-filter", place, "nothing is picked where it is not sent", "rows are missing without it")


def _refused_words(asker: Asker, listing: Listing, one: Filter, words: Sequence[str]) -> Iterator[Hit]:
    parameter = asker.parameter(listing, one.argument)
    place = Place("query", parameter.name)

    def is_word_refused(word: str) -> bool:
        # Whether a word is known does not change with what others write: once is enough.
        return is_refused(asker.once.ask_list(listing, {one.argument: [word]}).answered)

    if all(map(is_word_refused, (words[0], words[len(words) // 2], words[-1]))):
        known = Words(asker, listing, one)
        first = known.first_spellings
        if first.get(words[0], words[0]) != words[0] and not is_word_refused(first[words[0]]):
            actions = _spelled(asker, listing, parameter, [*first.values()])
            yield Hit(
                "filter-case", place, "it takes the words of the rows", "it spells them otherwise", actions=actions
            )
            return
        other = _other_case(known, asker.page(listing).rows)
        if other is not None and not is_word_refused(other):
            says, seen = "it takes the words of the contract", "it takes those of the rows, which are others"
            yield Hit("filter-case", place, says, seen)
            return
        yield Hit("filter-removed-strict", place, "it picks rows", "it is refused, whatever its value")
        return
    refused = [word for word in words if is_word_refused(word)]
    if refused:
        actions = without_words(asker, listing, parameter, refused)
        yield Hit("filter-value-removed", place, f"it takes {', '.join(refused)}", "that is refused", actions=actions)
    elif is_refused(asker.ask_list(listing, {one.argument: words}).answered):
        yield Hit("filter-list-refused", place, "it takes several words", "one at a time is taken only")


def _other_case(words: Words, rows: Sequence[Mapping[str, Any]]) -> str | None:
    """Return a word of rows that the contract has in another case; None where there is none."""
    seen = map(words.of, rows)
    known = {word.lower() for word in words.all}
    return next((one for one in seen if isinstance(one, str) and one not in words.all and one.lower() in known), None)


def without_words(asker: Asker, listing: Listing, parameter: Parameter, words: Sequence[str]) -> list[Action]:
    """Return the actions that take words from a filter's list."""
    target = _target_of(asker, listing, parameter)
    return [{"target": f"{target}.enum[?@=={step_of(word)[1:-1]}]", "remove": True} for word in words]


def _spelled(asker: Asker, listing: Listing, parameter: Parameter, words: Sequence[str]) -> list[Action]:
    """Return the actions that make a filter take other spellings of its words."""
    target = _target_of(asker, listing, parameter)
    gone: list[Action] = [{"target": f"{target}{step_of(one)}", "remove": True} for one in ("enum", "x-values")]
    return [*gone, {"target": target, "update": {"enum": [*words]}}]


def _target_of(asker: Asker, listing: Listing, parameter: Parameter) -> str:
    """Return the JSONPath of the schema that has a filter's words."""
    return asker.target_of(listing, parameter) + (".items" if parameter.is_list else "")
