"""Sums: what the registrants of an event have done, added up. Every number is that of a walk over all rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from mock_server.vendors.on24.people.score import mean_in_tenths, score_in_tenths
from mock_server.vendors.on24.people.visits import ActKind, Visit
from mock_server.vendors.on24.programme.event_plan import EventPlan


class Sums:
    """The sums over some visits to one event, by the names of the numbers that the API shows."""

    def __init__(self, plan: EventPlan, visits: Mapping[Visit, int]) -> None:
        self._plan, self._visits = plan, visits

    @property
    def total_registrants(self) -> int:
        """How many registered."""
        return sum(self._visits.values())

    @property
    def total_attendees(self) -> int:
        """How many came, live or on demand."""
        return self._sum(lambda visit: not visit.is_no_show)

    @property
    def live_attendees(self) -> int:
        """How many came live."""
        return self._sum(lambda visit: bool(visit.live))

    @property
    def on_demand_attendees(self) -> int:
        """How many watched on demand; some of them came live as well."""
        return self._sum(lambda visit: bool(visit.on_demand))

    @property
    def no_show_count(self) -> int:
        """How many registered and have not come."""
        return self.total_registrants - self.total_attendees

    def referrals(self) -> Mapping[str | None, int]:
        """Return how many registrants each partner's code brought; None is none."""
        counts: Counter[str | None] = Counter()
        for visit, times in self._visits.items():
            counts[visit.referral] += times
        return counts

    # Minutes. Averages are those of all who came live, or on demand.

    @property
    def average_live_minutes(self) -> int:
        return _mean(self._sum(lambda visit: visit.live_minutes), self.live_attendees)

    @property
    def average_cumulative_live_minutes(self) -> int:
        return _mean(self.total_cumulative_live_minutes, self.live_attendees)

    @property
    def average_archive_minutes(self) -> int:
        return _mean(self._sum(lambda visit: visit.archive_minutes), self.on_demand_attendees)

    @property
    def average_cumulative_archive_minutes(self) -> int:
        return _mean(self.total_cumulative_archive_minutes, self.on_demand_attendees)

    @property
    def total_cumulative_live_minutes(self) -> int:
        return self._sum(lambda visit: visit.cumulative_live_minutes)

    @property
    def total_cumulative_archive_minutes(self) -> int:
        return self._sum(lambda visit: visit.cumulative_archive_minutes)

    @property
    def total_cumulative_minutes(self) -> int:
        return self.total_cumulative_live_minutes + self.total_cumulative_archive_minutes

    @property
    def total_live_media_player_minutes(self) -> int:
        return self._sum(lambda visit: visit.live_player_minutes)

    @property
    def total_archive_media_player_minutes(self) -> int:
        return self._sum(lambda visit: visit.archive_player_minutes)

    @property
    def total_media_player_minutes(self) -> int:
        return self.total_live_media_player_minutes + self.total_archive_media_player_minutes

    # Deeds

    @property
    def number_of_questions_asked(self) -> int:
        return self._count(ActKind.QUESTION)

    @property
    def number_of_questions_answered(self) -> int:
        return self._sum(lambda visit: sum(act.is_answered for _, act in visit.acts(ActKind.QUESTION)))

    @property
    def number_of_poll_responses(self) -> int:
        return self._count(ActKind.POLL)

    @property
    def number_of_survey_responses(self) -> int:
        return self._count(ActKind.SURVEY)

    @property
    def number_of_cta_clicks(self) -> int:
        return self._sum(lambda visit: visit.total(ActKind.CALL_TO_ACTION))

    @property
    def number_of_group_chat_messages_submitted(self) -> int:
        return self._count(ActKind.MESSAGE)

    @property
    def attendees_who_downloaded_resource(self) -> int:
        return self.viewers(ActKind.RESOURCE)

    @property
    def unique_attendee_resource_downloads(self) -> int:
        return self._count(ActKind.RESOURCE)

    @property
    def number_of_certificates(self) -> int:
        return self._count(ActKind.CERTIFICATE)

    @property
    def content_views(self) -> int:
        return self._sum(lambda visit: visit.total(ActKind.CONTENT))

    @property
    def event_engagement_score(self) -> float:
        """The mean score of those who came, to one decimal."""
        total = self._sum(lambda visit: 0 if visit.is_no_show else score_in_tenths(visit, self._plan.minutes))
        return mean_in_tenths(total, self.total_attendees) / 10

    def viewers(self, kind: ActKind) -> int:
        """Return how many did anything of a kind."""
        return self._sum(lambda visit: bool(visit.count(kind)))

    def _count(self, kind: ActKind) -> int:
        return self._sum(lambda visit: visit.count(kind))

    def _sum(self, number: Callable[[Visit], int]) -> int:
        return sum(number(visit) * times for visit, times in self._visits.items())


def _mean(total: int, count: int) -> int:
    """Return a mean, rounded to the nearest; 0 of nobody."""
    return (2 * total + count) // (2 * count) if count else 0
