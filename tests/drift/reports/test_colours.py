"""A report on a terminal."""

from __future__ import annotations

from dataclasses import replace

import click
import pytest

from mock_server.cli.colours import STYLES, coloured
from mock_server.drift.reports import FORMATS, lines
from tests.drift.reports.samples import BESIDE, REPORT


@pytest.mark.parametrize("changed", [{}, {"findings": ()}, {"trouble": "unreachable"}])
def test_every_mark_has_a_style(changed: dict[str, str]) -> None:
    report = replace(REPORT, **changed)

    assert {span.mark for line in lines(report, BESIDE) for span in line} <= STYLES.keys()


def test_colours_change_no_text() -> None:
    told = coloured(lines(REPORT, BESIDE))

    assert "\x1b[" in told
    assert click.unstyle(told) == FORMATS["text"](REPORT, BESIDE)
