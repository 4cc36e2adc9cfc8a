"""RateLimiter against a model that counts by hand, at arbitrary moments."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from mock_server.ratelimit import RateLimiter

NOON = 1_772_449_200.0
KEY = ("api", "somebody")
relaxed = settings(deadline=None)  # a busy machine is no failure
LIMITS = st.integers(1, 6)
WINDOWS = st.sampled_from([1, 2, 10, 60])
# In 1/1024 s, so that sums are exact: bursts, pauses, and whole windows.
STEPS = st.one_of(st.just(0), st.integers(0, 2048), st.integers(0, 70 * 1024), st.sampled_from([1024, 10240, 61440]))
MOMENTS = st.lists(STEPS, min_size=1, max_size=40).map(
    lambda steps: [NOON + ticks / 1024 for ticks in accumulate(steps)]
)
FLOATS = st.lists(st.floats(0, 200), min_size=1, max_size=40).map(lambda all_: [NOON + one for one in sorted(all_)])


def in_window(passed: list[float], window: float, now: float) -> int:
    return sum(now - window < moment <= now for moment in passed)


def replayed(moments: list[float], limit: int, window: int) -> RateLimiter:
    limiter = RateLimiter()
    for moment in moments:
        limiter.hit(KEY, limit, window, moment)
    return limiter


@relaxed
@given(MOMENTS, LIMITS, WINDOWS)
def test_limiter_decides_as_the_model(moments: list[float], limit: int, window: int) -> None:
    limiter, passed = RateLimiter(), list[float]()
    for now in moments:
        used = in_window(passed, window, now)
        decision = limiter.hit(KEY, limit, window, now)
        assert decision.passed == (used < limit)
        assert decision.remaining == max(0, limit - used - 1)
        passed += [now] * decision.passed


@relaxed
@given(MOMENTS, LIMITS, LIMITS, WINDOWS)
def test_limit_that_is_lowered_leaves_nothing_and_tells_the_wait(
    moments: list[float], limit: int, lowered: int, window: int
) -> None:
    limiter, now = replayed(moments, limit, window), moments[-1]
    decision = limiter.hit(KEY, lowered, window, now)
    assert decision.remaining >= 0
    if not decision.passed:
        assert not limiter.hit(KEY, lowered, window, now + decision.reset - 1).passed
        assert limiter.hit(KEY, lowered, window, now + decision.reset).passed


@relaxed
@given(MOMENTS, LIMITS, WINDOWS)
def test_refusal_tells_the_smallest_wait_that_succeeds(moments: list[float], limit: int, window: int) -> None:
    now = moments[-1]
    decision = replayed(moments, limit, window).hit(KEY, limit, window, now)
    if not decision.passed:
        history = [*moments, now]
        assert replayed(history, limit, window).hit(KEY, limit, window, now + decision.reset).passed
        shorter = [
            replayed(history, limit, window).hit(KEY, limit, window, now + wait) for wait in range(decision.reset)
        ]
        assert not any(one.passed for one in shorter)


@relaxed
@given(FLOATS, LIMITS, WINDOWS)
def test_wait_is_true_at_any_fraction_of_a_second(moments: list[float], limit: int, window: int) -> None:
    limiter = RateLimiter()
    for now in moments:
        decision = limiter.hit(KEY, limit, window, now)
        assert 1 <= decision.reset <= window
    if not decision.passed:
        assert limiter.hit(KEY, limit, window, moments[-1] + decision.reset).passed


@relaxed
@given(FLOATS, LIMITS, st.data())
def test_threads_that_arrive_out_of_order_never_exceed_the_limit(
    moments: list[float], limit: int, data: st.DataObject
) -> None:
    """Threads read the clock, then queue: each arrives with a moment up to some milliseconds old."""
    window, delays = 60, data.draw(st.lists(st.floats(0, 0.05), min_size=len(moments), max_size=len(moments)))
    limiter = RateLimiter()
    arrivals = [now - delay for now, delay in zip(moments, delays, strict=True)]
    passed = sorted(now for now in arrivals if limiter.hit(KEY, limit, window, now).passed)
    assert all(in_window(passed, window - 0.1, now) <= limit for now in passed)


@relaxed
@given(st.permutations([0.0, 0.001, 0.002, 0.003, 0.004, 0.005]), st.integers(1, 5))
def test_budget_is_exact_in_any_order_of_arrival(delays: list[float], limit: int) -> None:
    limiter = RateLimiter()
    assert sum(limiter.hit(KEY, limit, 60, NOON + delay).passed for delay in delays) == limit


@relaxed
@given(LIMITS, st.floats(61, 10_000_000))
def test_clock_set_back_opens_the_budget(limit: int, back: float) -> None:
    limiter = replayed([NOON] * limit, limit, 60)
    assert limiter.hit(KEY, limit, 60, NOON - back).remaining == limit - 1


@relaxed
@given(st.lists(st.tuples(st.sampled_from("abc"), STEPS), max_size=40), LIMITS)
def test_keys_never_share_a_budget(hits: list[tuple[str, int]], limit: int) -> None:
    shared, alone = RateLimiter(), {name: RateLimiter() for name in "abc"}
    now = NOON
    for name, ticks in hits:
        now += ticks / 1024
        assert shared.hit((name,), limit, 60, now) == alone[name].hit((name,), limit, 60, now)


@settings(max_examples=5, deadline=None)
@given(st.integers(1, 3))
def test_sweeping_forgets_no_budget_in_use(limit: int) -> None:
    limiter = RateLimiter()
    for number in range(10_000):
        limiter.hit(("passer-by", str(number)), limit, 60, NOON + number / 1000)
        decision = limiter.hit(KEY, limit, 60, NOON + number / 1000)
        assert decision.passed == (number < limit)


def test_idle_keys_are_forgotten_by_their_own_window() -> None:
    limiter = RateLimiter()
    assert limiter.hit(("daily", "a"), 1, 86_400, 1000.0).passed
    for number in range(10_000):
        limiter.hit(("short", str(number)), 1, 1, 1100.0 + number)
    assert not limiter.hit(("daily", "a"), 1, 86_400, 12_000.0).passed
