"""Texts of strangers break no format, whatever is in them."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mock_server.drift.finding import SEVERITIES, Finding
from mock_server.drift.report import OUTCOMES, Accepted, Observation, Report
from mock_server.drift.reports import FORMATS
from mock_server.drift.reports.markdown import code, escaped
from mock_server.drift.reports.plain import shown
from tests.drift.reports.markup import Page
from tests.drift.reports.samples import BESIDE, NASTY
from tests.drift.reports.test_formats import SARIF_SCHEMA, SCHEMA, check

PIECES = [
    "<script>alert(1)</script>",
    "]]>",
    "</style>",
    "::error::x",
    "##[error]",
    "%0A",
    "\n",
    "\r",
    "\0",
    "\x1b[31m",
    "\x9b",
    "\ud800",
    "\ude00",
    "\uffff",
    "\u2028",
    "&amp;",
    "`",
    "```",
    "[x](http://evil.example)",
    "<!--",
    "{0}",
    "@all",
    "#1",
    "\\",
    "| ",
    "- ",
    "$",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=3).map("".join)
FINDINGS = st.builds(
    Finding,
    kind=TEXTS,
    operation=TEXTS,
    pointer=TEXTS,
    severity=st.sampled_from(SEVERITIES),
    says=TEXTS,
    seen=TEXTS,
    eye=TEXTS,
    evidence=TEXTS,
    again=TEXTS,
    actions=st.lists(st.dictionaries(TEXTS, TEXTS, max_size=1), max_size=1),
)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ACCEPTED = st.builds(Accepted, TEXTS, TEXTS, TEXTS)
REPORTS = st.builds(
    Report,
    vendor=st.just("shop"),
    target=TEXTS,
    title=TEXTS,
    version=TEXTS,
    began=st.datetimes(datetime(2020, 1, 1), timezones=st.just(UTC)),
    requests=st.integers(0, 99),
    observations=st.lists(st.builds(Observation, TEXTS, TEXTS, TEXTS, st.sampled_from(OUTCOMES), TEXTS), max_size=2),
    findings=st.lists(FINDINGS, max_size=2),
    accepted=st.lists(st.tuples(FINDINGS, ACCEPTED), max_size=1),
    gone=st.lists(ACCEPTED, max_size=1),
    weather=st.lists(TEXTS, max_size=1),
    trouble=TEXTS,
)


@FEW
@given(REPORTS)
def test_json_parses_and_keeps_texts(report: Report) -> None:
    document = json.loads(FORMATS["json"](report, BESIDE))
    seen = [one.seen.encode("utf-8", "backslashreplace").decode() for one in report.findings]

    check(SCHEMA, document)
    assert sorted(one["seen"] for one in document["findings"]) == sorted(seen)


@FEW
@given(REPORTS)
def test_junit_parses_and_tells_every_finding(report: Report) -> None:
    root = ElementTree.fromstring(FORMATS["junit"](report, BESIDE).encode("utf-8"))
    told = "\n".join(one.text or "" for one in root.iter("failure"))

    assert [one for one in report.findings if shown(one.id) not in told] == []
    assert len([*root.iter("testcase")]) >= len(report.observations)


@FEW
@given(REPORTS)
def test_sarif_is_sarif(report: Report) -> None:
    document = json.loads(FORMATS["sarif"](report, BESIDE))

    check(SARIF_SCHEMA, document)
    assert len(document["runs"][0]["results"]) == len(report.findings) + len(report.accepted)


@FEW
@given(REPORTS)
def test_html_has_no_element_of_a_stranger(report: Report) -> None:
    harmless = [*Page(FORMATS["html"](_harmless(report), BESIDE)).tags]
    page = Page(FORMATS["html"](report, BESIDE))

    assert "script" not in page.tags
    assert {*page.tags} <= {*harmless, "p"}
    assert not any(name.startswith("on") for name in page.attributes)
    assert [one for one in report.findings if shown(one.seen) not in page.text] == []


def _harmless(report: Report) -> Report:
    texts = {one.name: "x" for one in fields(Report) if one.name in ("target", "title", "version")}
    return replace(report, **texts)


@FEW
@given(REPORTS)
def test_github_lines_are_our_commands(report: Report) -> None:
    written = FORMATS["github"](report, BESIDE)
    lines = written.split("\n")[:-1]

    assert len(lines) == len(report.findings) + len(report.gone) + (1 if report.trouble else 0) + 1
    assert lines == written.splitlines()
    for line in lines:
        assert re.match(r"::(error|warning|notice) (file=[\w/.]+,line=\d+,)?title=[^:,]*::", line)
        assert "##[" not in line


@FEW
@given(REPORTS)
def test_slack_calls_nobody_and_links_nowhere(report: Report) -> None:
    message = json.loads(FORMATS["slack"](report, BESIDE))
    sections = [one["text"] for one in message.get("blocks", ()) if one["type"] == "section"]

    assert all(one["verbatim"] for one in sections)
    for told in (message["text"], *(one["text"] for one in sections)):
        assert "<" not in told
        assert ">" not in told
        assert re.search("&(?!(amp|lt|gt);)", told) is None
        assert all(line.count("`") % 2 == 0 for line in told.splitlines())


@FEW
@given(REPORTS)
def test_text_has_the_lines_that_it_would_have_anyway(report: Report) -> None:
    written = FORMATS["text"](report, BESIDE)

    assert written.replace("\n", "").isprintable()
    assert not re.search(r"^\s*::|##\[", written, re.MULTILINE)


@FEW
@given(st.sampled_from([*FORMATS]), REPORTS)
def test_format_can_be_written_and_is_the_same_again(name: str, report: Report) -> None:
    assert FORMATS[name](report, BESIDE).encode("utf-8") == FORMATS[name](report, BESIDE).encode("utf-8")


@given(TEXTS)
def test_markdown_shows_texts_as_they_are(text: str) -> None:
    reader = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable(["table", "strikethrough"])
    page = Page(reader.render(f"seen: {escaped(text)}.\n\ncode: {code(text)}."))

    assert {*page.tags} <= {"p", "code"}
    told = page.text.replace("\u200b", "")
    assert _spaced(told) == _spaced(f"seen: {shown(text)}. code: {shown(text)}.")


def _spaced(text: str) -> str:
    return "".join(text.split())


def test_nothing_of_an_attack_is_left_in_a_text() -> None:
    told = shown(NASTY)

    assert told.isprintable()
    assert "##[" not in told
    assert "\\n" in told
    assert "\\x1b" in told


def test_markdown_calls_nobody_and_links_nowhere() -> None:
    told = escaped("@all #1 https://evil.example www.evil.example")

    assert re.findall(r"@\w|(?<!&)#\d|://|www\.", told) == []
