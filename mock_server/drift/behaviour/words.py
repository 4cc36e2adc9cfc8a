"""Words: those that a filter takes, and which of them asks for a row, whatever the row itself calls it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from mock_server.contract.schemas import Schema, reader, speller
from mock_server.drift.behaviour.asker import Asker
from mock_server.drift.behaviour.probes import Filter, Listing
from mock_server.drift.behaviour.shape import Names, names_of, schema_at, value_at


class Words:
    """The words of a filter of a list. `all` are those that it takes; none where it takes any text."""

    def __init__(self, asker: Asker, listing: Listing, one: Filter) -> None:
        schema = asker.parameter(listing, one.argument).schema
        self._asked: Schema = schema.get("items", schema)
        self._row, self._attribute = asker.shape(listing).row, one.attribute

    @cached_property
    def all(self) -> Sequence[str]:
        """The words of the contract, in its order."""
        return [word for word in self._asked.get("enum", ()) if isinstance(word, str)]

    @property
    def first_spellings(self) -> Mapping[str, str]:
        """What each word is spelled before the contract has another spelling for it."""
        read = reader(self._asked)
        return {} if read is None else {word: str(read(word)) for word in self.all}

    @property
    def of_rows(self) -> Sequence[str]:
        """The words that ask for what the contract has for rows; what cannot be asked for is among them as well."""
        known = schema_at(self._row, self.names).get("enum", ())
        return [self._spelled(self._meaning(word)) for word in known if isinstance(word, str)]

    @property
    def are_of_all_rows(self) -> bool:
        """Whether each word that the contract has for rows can be asked for."""
        return all(word in self.all for word in self.of_rows)

    @cached_property
    def names(self) -> Names:
        """The names that lead to what a row has; raises NotObserved where the contract has it not."""
        return names_of(self._row, self._attribute)

    def of(self, row: Mapping[str, Any]) -> Any:
        """Return the word that asks for what a row has: both are spellings of one meaning, where they have one."""
        found = value_at(row, self.names)
        try:
            return self._spelled(self._meaning(found))
        except TypeError:
            # What cannot be hashed is spelled no other way.
            return found

    def _meaning(self, found: Any) -> Any:
        return found if self._read is None else self._read(found)

    def _spelled(self, meaning: Any) -> Any:
        return meaning if self._spell is None else self._spell(meaning)

    @cached_property
    def _read(self) -> Callable[[Any], Any] | None:
        return reader(schema_at(self._row, self.names))

    @cached_property
    def _spell(self) -> Callable[[Any], Any] | None:
        return speller(self._asked)
