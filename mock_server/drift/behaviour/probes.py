"""Probes: what a vendor's read API is about, so that checks which know no vendor can ask it.

Everything is in the contract's Python names: arguments of operations, and attributes of records (`x-source`, or the
snake case of a property), with dots into objects: `contact.email`. What the contract says (bounds, defaults, enums,
statuses, scopes, limits, formats) is not repeated here.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

# How a filter picks rows. SINCE and UNTIL count their bound in; CONTAINS is a part of a text, in any case.
KINDS = EQUALS, ONE_OF, SINCE, UNTIL, CONTAINS = ("equals", "one of", "since", "until", "contains")
# How much of a list is looked at: everything, its pages and filters but no bad values alone, or what its first page
# tells by itself.
EXTENTS = WHOLE, PAGES, FIRST = ("whole", "pages", "first page")
# What a list says past its last page: 200 and no rows, or the status of a refusal.
EMPTY = 200


@dataclass(frozen=True, slots=True)
class Given:
    """A path argument that whoever runs the checks knows, such as the number of the account (see `Probes.given`)."""

    name: str


@dataclass(frozen=True, slots=True)
class Of:
    """A path argument that is an attribute of a row of a list: of the row whose own rows are the most, where a list
    hangs below it, else of the first one.

    - `query` is what the list is asked with to find such a row at all, as texts.
    - `most` is an attribute that counts: the row that has the most of it is taken; "" takes the first.
    """

    listing: str
    attribute: str = "id"
    query: Mapping[str, str] = field(default_factory=dict)
    most: str = ""


# What a path argument is: a text as it is, something given, or what a row has.
Value = str | Given | Of


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of a list: `argument` picks rows by their `attribute`, "" where it is of none that they have.

    - `any_case` tells that a text may be written in any case.
    - `beside` are arguments that have to be sent with it (the other end of a period), as texts.
    - `nothing` is a value that is good and meets no row; "" where none is known.
    - `everything` is the value that picks all rows; "" where there is none.
    - `until` is the argument of the end of a period, where it can be asked for beside its start only.
    - `zone` is where a day of SINCE and UNTIL begins, as an IANA name; "" where days alone are not taken.
    - `covers` tells whether every row of the unfiltered list has one of the enum's values, so that the counts by value
      add up to the whole.
    """

    argument: str
    attribute: str
    kind: str = EQUALS
    any_case: bool = False
    beside: Mapping[str, str] = field(default_factory=dict)
    nothing: str = ""
    everything: str = ""
    until: str = ""
    zone: str = ""
    covers: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that comes in pages.

    - `path` are its path arguments; `query` what is always sent, because the list cannot be had without.
    - `page` and `limit` are the arguments for which page and how many rows; "" where there are none. `first_page` is
      the number of the first.
    - `rows`, `total` and `count` are the sources (the last word of `x-source`) of the rows, of the count of all and of
      the count of the page, which few lists have; `id` is the
      attribute by which rows are told apart, "" where there is none.
    - `past_end` is the status past the last page.
    - `order` is the attribute that rows are in the order of where nothing else is asked for, "" where none is promised.
    - `turned` is the argument, with its value, that turns the order round; empty where there is none.
    - `unknown` are path arguments of what is not there, for a list that hangs below something.
    - `extent` is how much of it is looked at.
    - `others` are arguments, each with its value and the attribute that rows are in the order of then.
    - `rolling` are the arguments of so many days up to today, and of how many days before that ("" where that is
      not to be asked): of a list that has some weeks at least where nothing is asked for.
    """

    operation: str
    path: Mapping[str, Value] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    page: str = "page"
    limit: str = "limit"
    first_page: int = 1
    rows: str = "items"
    total: str = "total_count"
    count: str = "item_count"
    id: str = "id"
    past_end: int = EMPTY
    order: str = ""
    descending: bool = False
    turned: Mapping[str, str] = field(default_factory=dict)
    filters: Sequence[Filter] = ()
    unknown: Mapping[str, str] = field(default_factory=dict)
    extent: str = WHOLE
    others: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    rolling: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """One record: `path` names it by a row of a list; `unknown` are path arguments of one that is not there, each
    beside those of `path`. `elsewhere` are arguments of the query with which a record that is there is not found.

    `leaves_out` are attributes that may differ between the list's row and the record; `any_case` is the path argument
    that may be written in any case, "" for none; `first_of` the list of the same path whose first row it is.
    """

    operation: str
    path: Mapping[str, Value] = field(default_factory=dict)
    unknown: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    leaves_out: Sequence[str] = ()
    any_case: str = ""
    first_of: str = ""
    elsewhere: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Probes:
    """What there is to ask of a vendor.

    - `listings` in the order in which they need each other; `details` of their rows.
    - `lookups` are lists of which the first page alone is asked for, with arguments that keep it short.
    - `others` are operations without pages that any client of the tenant may ask, with their path arguments; the first
      is the cheapest one, by which credentials and headers are tried out.
    - `tried` are the operations that are asked without credentials and with few headers as well; all if there are none.
    - `may_lack` are operations that are 404 of a record that is there, where it has nothing of the kind.
    - `granted` is where a client reads what it may do: an operation and an attribute of its document, a list of scopes;
      None where the vendor has none.
    - `faults` is the source of what a refusal of bad values names them in; "" where refusals need not.
    - `absent` are records of which only one that is not there is asked for.
    - `unknown_path` is a path that no API has.
    - `given` are values of `Given`.
    - `requests` are as many as a look needs at most.
    """

    listings: Sequence[Listing] = ()
    details: Sequence[Detail] = ()
    lookups: Sequence[Listing] = ()
    others: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)
    tried: Sequence[str] = ()
    may_lack: Sequence[str] = ()
    granted: tuple[str, str] | None = None
    faults: str = ""
    absent: Sequence[Detail] = ()
    unknown_path: str = "/no-such-path"
    given: Mapping[str, str] = field(default_factory=dict)
    requests: int = 60

    def within(self, operations: Container[str]) -> Probes:
        """Return what there is to ask of some operations: an overlay may have taken others away."""
        return replace(
            self,
            listings=[one for one in self.listings if one.operation in operations],
            details=[one for one in self.details if one.operation in operations],
            lookups=[one for one in self.lookups if one.operation in operations],
            absent=[one for one in self.absent if one.operation in operations],
            others={name: path for name, path in self.others.items() if name in operations},
            tried=[name for name in self.tried if name in operations],
            granted=self.granted if self.granted is not None and self.granted[0] in operations else None,
        )
