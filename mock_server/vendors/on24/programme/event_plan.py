"""One event of the programme, before anybody registers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from mock_server.vendors.on24.programme.event_dates import EventDates
from mock_server.vendors.on24.programme.kinds import EventForm
from mock_server.vendors.on24.programme.materials import Material, RegistrationField, Speaker

HIDING_TAG = "APIEXCLUDE"
_SETTLING = timedelta(days=7)


@dataclass(frozen=True)
class EventPlan:
    """One event, at a place in time among all (`index`).

    `planned` is how many register in all, on moments from `opens` up to, but without, `closes`; `before` of them
    before the event has ended, the rest on demand. `client_id` is the account or sub-account it belongs to.

    The last ones are of events that somebody wrote: `type_code` and `has_venue` where the form is not all there is to
    say, `source_id` of a copy, and `enrolled_as` the plan by which people registered before the event was changed.
    """

    index: int
    id: int
    client_id: int
    form: EventForm
    title: str
    abstract: str
    summary: str
    category: str
    keyword: str
    industry: str
    zone: ZoneInfo
    language: str
    people_language: str
    created: datetime
    created_by: str
    opens: datetime
    starts: datetime
    minutes: int
    has_archive: bool
    planned: int
    before: int
    closes: datetime
    audience_key: str
    report_key: str
    campaign_code: str | None
    tags: Sequence[str]
    custom_account_tags: Sequence[int]
    funnel_stages: Sequence[str]
    profile: str
    venue: str | None
    address: str | None
    is_active: bool
    is_test: bool
    fields: Sequence[RegistrationField]
    speakers: Sequence[Speaker]
    make_material: Callable[[], Material] = field(repr=False, compare=False)
    type_code: str | None = None
    has_venue: bool | None = None
    country: str | None = None
    takes_registrations: bool = True
    source_id: int = 0
    modified: datetime | None = None
    enrolled_as: EventPlan | None = field(default=None, repr=False, compare=False)

    @cached_property
    def material(self) -> Material:
        """Everything the event offers, made when it is first looked at."""
        return self.make_material()

    @property
    def event_type(self) -> str:
        """The code of its type."""
        return self.type_code or self.form.event_type

    @property
    def last_modified(self) -> datetime:
        """When it was last changed; a computed one when it was a week old, or published."""
        return self.modified or min(self.created + _SETTLING, self.opens)

    @property
    def content_type(self) -> str:
        """The kind of content it counts as."""
        return self.form.content_type

    @property
    def is_hybrid(self) -> bool:
        """Whether one can also come to a venue."""
        return self.form is EventForm.HYBRID if self.has_venue is None else self.has_venue

    @property
    def is_hidden(self) -> bool:
        """Whether client-level lists leave out the event and its people."""
        return is_hidden_by(self.tags)

    @cached_property
    def dates(self) -> EventDates:
        """The moments that follow from the start and the length."""
        return EventDates(self.starts, self.minutes, self.form.is_live)

    @property
    def ends(self) -> datetime:
        """The end of the live event; where nothing is live, the start."""
        return self.dates.live_end

    @property
    def archive_starts(self) -> datetime | None:
        """When the recording is there; None without one."""
        return self.dates.archive_start if self.has_archive else None

    @property
    def archive_ends(self) -> datetime | None:
        """When the recording goes; None without one. Where nothing is live the vendor shows the start, and it stays."""
        return self.dates.archive_end if self.has_archive else None


def is_hidden_by(tags: Iterable[str]) -> bool:
    """Tell whether an event with these tags is left out of client-level lists."""
    return any(tag.upper() == HIDING_TAG for tag in tags)
