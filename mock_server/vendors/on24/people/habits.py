"""How long visitors stay, and when they come back."""

from __future__ import annotations

from mock_server.fake import Stream
from mock_server.vendors.on24.people.visits import LONGEST_LATENESS, LONGEST_RETURN, Session

# Nobody watches a recording for longer than four hours on end.
_LONGEST_SITTING = 4 * 3600
_EARLY_RETURN = 30


def live_sessions(seconds: int, draw: Stream) -> list[Session]:
    """Return the sessions of somebody who comes to an event of so many seconds: mostly one from start to end."""
    usable = max(1, seconds - LONGEST_LATENESS)
    soon = min(300, max(1, usable // 20))
    arrives = draw.below(soon) if draw.chance(85) else draw.below(max(1, usable // 2))
    leaves = _leaves(arrives, usable, draw)
    stayed = leaves - arrives
    if stayed > 600 and draw.chance(20):
        breaks = arrives + draw.between(stayed // 4, stayed // 2)
        returns = breaks + draw.between(30, stayed // 5)
        return [_session(arrives, breaks, draw), _session(returns, leaves, draw)]
    if stayed > 600 and draw.chance(10):
        # A second screen: the same minutes count twice in the cumulative ones.
        second = arrives + draw.between(60, stayed // 2)
        return [_session(arrives, leaves, draw), _session(second, leaves, draw)]
    return [_session(arrives, leaves, draw)]


def recorded_sessions(seconds: int, days: list[int], draw: Stream) -> list[Session]:
    """Return the sessions of somebody who watches a recording on these days: goes on, or sees a part again."""
    sessions: list[Session] = []
    reached = 0
    for day in days:
        rest = seconds - reached
        is_new = not sessions or (rest > 60 and draw.chance(60))
        begins = reached if is_new else draw.below(max(1, seconds - 30))
        ends = _stops(begins, min(seconds, begins + _LONGEST_SITTING), draw)
        sessions.append(_session(begins, ends, draw, day))
        reached = max(reached, ends)
    return sessions


def return_days(first: int, draw: Stream) -> list[int]:
    """Return the days of one to three sittings, the first on day `first`."""
    days = [first]
    while len(days) < 3 and draw.chance(30) and days[-1] + 7 <= LONGEST_RETURN + first:
        days.append(days[-1] + draw.between(1, 7))
    return days


def first_return(draw: Stream) -> int:
    """Return on which day after the recording came out somebody first watches it: mostly soon."""
    return 1 + min(draw.below(_EARLY_RETURN), draw.below(_EARLY_RETURN))


def _leaves(begins: int, end: int, draw: Stream) -> int:
    """Most stay to the end, a few are gone at once."""
    fate = draw.below(100)
    longest = max(1, end - begins)
    if fate < 75:
        return begins + longest - draw.below(min(100, 1 + longest // 20))
    if fate < 79:
        return _gone_at_once(begins, longest, draw)
    return begins + draw.between(max(1, longest // 8), longest)


def _stops(begins: int, end: int, draw: Stream) -> int:
    """Of a recording most see about half, a few all of it, a few nothing."""
    fate = draw.below(100)
    longest = max(1, end - begins)
    if fate < 10:
        return begins + longest
    if fate < 16:
        return _gone_at_once(begins, longest, draw)
    return begins + max(1, longest * (20 + draw.below(31) + draw.below(31)) // 100)


def _gone_at_once(begins: int, longest: int, draw: Stream) -> int:
    return begins + draw.between(min(10, longest), min(29, longest))


def _session(begins: int, ends: int, draw: Stream, day: int | None = None) -> Session:
    seconds = max(1, ends - begins)
    return Session(begins, seconds, played=max(1, seconds * draw.between(90, 100) // 100), day=day)
