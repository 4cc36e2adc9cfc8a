"""Reports: what a look at a live service came to, in the form that somebody reads.

The same report with the same things beside it (`beside.py`) gives the same text in every format.

- What all formats say: `outline.py`, `entries.py`, and `plain.py`, by which texts of strangers are harmless.
- Where the contract says it: `sources.py`, by the lines of `nodes.py`.
- A module a format: `terminal.py`, `json_document.py`, `junit.py`, `sarif.py`, `markdown.py`, `github.py`,
  `html_page.py`, `slack.py`.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from mock_server.drift.report import Report
from mock_server.drift.reports.beside import Beside, Day
from mock_server.drift.reports.github import github
from mock_server.drift.reports.html_page import html
from mock_server.drift.reports.json_document import json_text
from mock_server.drift.reports.junit import junit
from mock_server.drift.reports.markdown import markdown
from mock_server.drift.reports.sarif import sarif
from mock_server.drift.reports.slack import slack
from mock_server.drift.reports.sources import Sources
from mock_server.drift.reports.terminal import Line, Span, lines, text

FORMATS: Mapping[str, Callable[[Report, Beside], str]] = MappingProxyType(
    {
        "text": text,
        "json": json_text,
        "junit": junit,
        "sarif": sarif,
        "markdown": markdown,
        "github": github,
        "html": html,
        "slack": slack,
    }
)

__all__ = ["FORMATS", "Beside", "Day", "Line", "Sources", "Span", "lines", "text"]
