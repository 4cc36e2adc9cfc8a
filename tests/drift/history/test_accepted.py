"""Accepted drifts: added, sorted out, expired, gone."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from mock_server.core.errors import ConfigError
from mock_server.drift import Finding
from mock_server.drift.history import accept, read_accepted, sort_out
from mock_server.drift.report import Accepted

TODAY = date(2026, 3, 2)
ONE, OTHER = (Finding("field-added", name, "body", "informational", "", "") for name in ("listEvents", "getMe"))


def test_what_is_accepted_is_read_again_and_renewed(tmp_path: Path) -> None:
    path = tmp_path / "drift-accepted.yaml"
    assert read_accepted(path) == []
    accept(path, [ONE.id, OTHER.id], "told by the vendor: ticket #12", TODAY)
    path.write_text(path.read_text(encoding="utf-8").replace("  expires:", "  who: ops\n  expires:"), encoding="utf-8")
    accept(path, [OTHER.id], "für immer")
    assert read_accepted(path) == [
        Accepted(OTHER.id, "für immer"),
        Accepted(ONE.id, "told by the vendor: ticket #12", "2026-03-02"),
    ]
    assert "who: ops" in path.read_text(encoding="utf-8")


def test_drifts_are_new_accepted_or_gone() -> None:
    known, gone = Accepted(ONE.id, "known"), Accepted("field-added:listBookings:body", "was")
    assert sort_out([ONE, OTHER], [known, gone], TODAY) == ([OTHER], [(ONE, known)], [gone])


def test_an_accepted_drift_counts_again_after_its_day() -> None:
    until = Accepted(ONE.id, "for now", TODAY.isoformat())
    assert sort_out([ONE], [until], TODAY) == ([], [(ONE, until)], [])
    assert sort_out([ONE], [until], TODAY + timedelta(days=1)) == ([ONE], [], [])


def test_days_need_no_quotes_and_json_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "accepted"
    path.write_text(f"accepted:\n- id: {ONE.id}\n  reason: a\n  expires: 2026-03-02\n")
    expected = [Accepted(ONE.id, "a", "2026-03-02")]
    assert read_accepted(path) == expected
    path.write_text(json.dumps({"accepted": [{"id": ONE.id, "reason": "a", "expires": "2026-03-02"}]}))
    assert read_accepted(path) == expected
    path.write_text("# nothing yet\n")
    assert read_accepted(path) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("accepted: [}", "are neither YAML nor JSON"),
        ("accepted: 2026-99-99", "are neither YAML nor JSON"),
        ("- a", "is wrong at /"),
        ("accepted:\n- id: a:b:c", "is wrong at /accepted/0"),
        ("accepted:\n- {id: a:b:c, reason: ' '}", "is wrong at /accepted/0/reason"),
        ("accepted:\n- {id: nothing, reason: a}", "is wrong at /accepted/0/id"),
        ("accepted:\n- {id: a:b:c, reason: a, expires: soon}", "is wrong at /accepted/0/expires"),
        ("accepted:\n- {id: a:b:c, reason: a, until: 2026-03-02}", "is wrong at /accepted/0"),
    ],
)
def test_a_broken_file_is_refused_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "accepted.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError) as caught:
        read_accepted(path)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_cannot_be_accepted_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "accepted.yaml"
    accept(path, [ONE.id], "known")
    before = path.read_bytes()
    for ids, reason in ([[OTHER.id, "nothing"], "known"], [[OTHER.id], " "]):
        with pytest.raises(ConfigError):
            accept(path, ids, reason)
    with pytest.raises(ConfigError, match="cannot write"):
        accept(tmp_path / "no" / "accepted.yaml", [ONE.id], "known")
    assert path.read_bytes() == before


def test_accepting_keeps_who_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "drift-accepted.yaml"
    accept(path, ["field-added:b:c"], "known")
    path.chmod(0o644)
    accept(path, ["field-renamed:e:f"], "known")
    assert path.stat().st_mode & 0o777 == 0o644
