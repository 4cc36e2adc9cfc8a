"""The companies whose people came to events: who came most. (How that is measured is a convention.)"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from mock_server.fake import slug
from mock_server.vendors.on24.people.cards import Card
from mock_server.vendors.on24.records.leads import EngagedAccount

_MOST = 100
_PROFILE = "https://wcc.on24.com/webcast/accountprofile"


def engaged_accounts(came: Iterable[tuple[Card, int]], client_id: int) -> Sequence[EngagedAccount]:
    """Return the companies of those who came; `came` are their cards, and how many points each earned.

    A domain that people of several companies have is nobody's own, and is left out.
    """
    points: Counter[str] = Counter()
    domains: dict[str, set[str]] = {}
    owners: dict[str, set[str]] = {}
    for card, earned in came:
        if card.company:
            points[card.company] += earned
            domains.setdefault(card.company, set()).add(card.domain)
            owners.setdefault(card.domain, set()).add(card.company)
    ranked = sorted(points, key=lambda name: (-points[name], name))[:_MOST]
    own = {name: sorted(one for one in domains[name] if len(owners[one]) == 1) for name in ranked}
    return [EngagedAccount(name, own[name], f"{_PROFILE}?c={client_id}&a={slug(name)}") for name in ranked]
