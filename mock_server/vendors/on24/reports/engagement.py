"""Engagement: what the appearances of one person add up to. (The measures are conventions.)"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from mock_server.vendors.on24.people.score import score_in_tenths
from mock_server.vendors.on24.people.visits import ActKind, covered, minutes
from mock_server.vendors.on24.records.leads import BusinessInterests, LifetimeActivity
from mock_server.vendors.on24.reports.appearances import Appearance

# The best score in any event, in tenths, from which on somebody is engaged so much.
_LEVELS = ((65, "high"), (35, "medium"), (0, "low"))


class Engagement:
    """What a person who appears in some events, the last activity first, did in all of them."""

    def __init__(self, appearances: Sequence[Appearance]) -> None:
        self._all = appearances
        self._attended = [one for one in appearances if one.has_come]

    @property
    def level(self) -> str:
        """How engaged the person was at best: low, medium or high; low is also who never came."""
        best = max((score_in_tenths(one.visit, one.roll.event.minutes) for one in self._attended), default=0)
        return next(level for least, level in _LEVELS if best >= least)

    @property
    def keywords(self) -> Sequence[str]:
        """What the events were about that the person came to, or else registered for: the most frequent first."""
        events = [one.roll.event for one in self._attended or self._all]
        counts = Counter(word for event in events for word in (event.category, event.keyword) if word)
        return [word for word, _ in counts.most_common()]

    @property
    def interests(self) -> BusinessInterests:
        """What the person is interested in."""
        return BusinessInterests(self.keywords, self._all[0].last if self.keywords else None)

    @property
    def lifetime(self) -> LifetimeActivity:
        """What the person did in all events together."""
        seconds = sum(covered(one.visit.live) + covered(one.visit.on_demand) for one in self._attended)
        return LifetimeActivity(
            resources=sum(one.visit.count(ActKind.RESOURCE) for one in self._attended),
            engagement_level=self.level,
            total_engagement_minutes=minutes(seconds),
            total_engagement_seconds=seconds,
            total_touches=sum(_touches(one) for one in self._attended),
            webinars_attended=sum(one.roll.event.content_type != "gateway" for one in self._attended),
            videos_watched=self._opened("video"),
            documents_read=self._opened("pdf"),
            webpages_viewed=self._opened("webpage"),
        )

    def _opened(self, kind: str) -> int:
        """Count what was opened of a kind in Engagement Hubs."""
        return sum(
            one.roll.event.material.contents[act.item].kind == kind
            for one in self._attended
            for _, act in one.visit.acts(ActKind.CONTENT)
        )


def _touches(one: Appearance) -> int:
    """Count how often somebody came, and did something there."""
    return len(one.visit.sessions) + sum(act.times for act in one.visit.all_acts)
