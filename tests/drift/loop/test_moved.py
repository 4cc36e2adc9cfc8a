"""A service that has moved and says where to: redirects tell the new prefix and where tokens are."""

from __future__ import annotations

from pathlib import Path

from mock_server.drift import Answered
from tests.drift.loop.looping import differing, looped
from tests.drift.overlay.conftest import overlay, serving, written
from tests.drift.overlay.rewrites import moved
from tests.drift.whole.proxy import Behind, Sent, proxy

OLD, NEW = ("/oniva/api/v1", "/oniva/oauth/token"), ("/oniva/rest/v2", "/oniva/auth/v2/token")


def redirected(sent: Sent, behind: Behind) -> Answered:
    """Send everybody on, for good."""
    for old, new in zip(OLD, NEW, strict=True):
        if sent.path.startswith(old):
            return Answered(308, [("Location", sent.target.replace(old, new, 1))], b"")
    return behind(sent)


def test_paths_are_where_redirects_lead(tmp_path: Path) -> None:
    elsewhere = written(tmp_path / "reshaped.yaml", overlay(moved("/rest/v2", "/auth/v2/token")))
    with serving(elsewhere) as target, proxy(target.port) as front:
        front.drift = redirected
        overlays, seen = looped(target, tmp_path, url=f"{front.url}/oniva")
        assert [one.id for one in seen.report.findings] == []
        assert {one.operation for one in seen.asked} >= {"getEvent", "getBooking", "listEventBookings"}
        with serving(*overlays) as server:
            assert differing(seen.asked, (target, server), overlays) == []


def test_a_redirect_to_another_host_is_not_written(tmp_path: Path) -> None:
    with serving() as target, proxy(target.port) as front:
        front.drift = lambda sent, _: Answered(308, [("Location", f"https://elsewhere.example{sent.target}")], b"")
        overlays, seen = looped(target, tmp_path, url=f"{front.url}/oniva")
        assert overlays == []
        assert "endpoint-redirect:issueToken:operation" in {one.id for one in seen.report.findings}
