"""What each format shows of a report."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema_rs
import pytest

import mock_server
from mock_server.drift.finding import BREAKING, DANGEROUS, SEVERITIES, Finding
from mock_server.drift.report import DRIFT, UNSEEN, Accepted, Observation
from mock_server.drift.reports import FORMATS, Beside, lines
from mock_server.drift.reports.markdown import LONGEST
from tests.drift.reports.markup import Page
from tests.drift.reports.samples import BESIDE, FINDINGS, KNOWN, REPORT, snapshot

EVERY = pytest.mark.parametrize("name", FORMATS)
EMPTY = replace(REPORT, observations=(), findings=(), accepted=(), gone=(), weather=())
SCHEMA = Path(mock_server.__file__).parent / "drift" / "reports" / "report.schema.json"
SARIF_SCHEMA = Path(__file__).with_name("sarif_subset.schema.json")


def shows(name: str, *given: Any, **changed: Any) -> str:
    """A report of everything, changed a little, in a format."""
    return FORMATS[name](replace(REPORT, **changed), *given or (BESIDE,))


def read(name: str, **changed: Any) -> Any:
    return json.loads(shows(name, **changed))


def check(path: Path, document: Any) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema_rs.validator_for(schema, validate_formats=True).validate(document)


@EVERY
def test_format_is_as_its_snapshot(name: str) -> None:
    assert FORMATS[name](REPORT, BESIDE) == snapshot(name).read_bytes().decode("utf-8")


@EVERY
def test_format_does_not_depend_on_the_order_of_findings(name: str) -> None:
    assert shows(name, findings=FINDINGS[::-1]) == shows(name)


@EVERY
def test_format_tells_everything_that_matters(name: str) -> None:
    told = Page(shows(name)).text if name == "html" else shows(name).replace("\\", "").replace("&#58;", ":")
    wanted = [KNOWN.id if name != "github" else "", REPORT.gone[0].id if name != "junit" else ""]
    # A message of Slack's is the same the next day where the drift is.
    wanted += [one.id for one in FINDINGS] + ["one page only", "503 once"] * (name != "slack")

    assert [one for one in wanted if one not in told] == []


@EVERY
def test_format_of_nothing_new_is_quiet(name: str) -> None:
    told = FORMATS[name](EMPTY, Beside())

    assert "field-renamed" not in told
    assert "nothing new" in told.lower() or name in ("junit", "sarif")


@EVERY
def test_format_tells_trouble(name: str) -> None:
    told = FORMATS[name](replace(EMPTY, trouble="the credentials are refused"), Beside())

    assert "the credentials are refused" in told
    assert "nothing new" not in told.lower()


@pytest.mark.parametrize("name", [one for one in FORMATS if one != "slack"])
def test_format_tells_no_line_without_the_contract_s_files(name: str) -> None:
    assert "orders.yaml" in shows(name)
    assert "orders.yaml" not in shows(name, Beside())


@pytest.mark.parametrize("trouble", ["", "nobody answered"])
def test_text_ends_with_the_verdict(trouble: str) -> None:
    last = shows("text", trouble=trouble).splitlines()[-1]

    assert last.startswith("could not tell: nobody answered" if trouble else "drift: 2 breaking, 1 dangerous")


@pytest.mark.parametrize("name", ["text", "json", "html", "markdown"])
def test_text_counts_what_was_not_observed_of_many_operations_and_other_formats_tell_it(name: str) -> None:
    never = [Observation("every member", f"get{n}", "replies", UNSEEN, f"never: /a{n}") for n in range(16)]
    told = shows(name, observations=never)

    assert ("get7" in told, "/a7" in told) == (name != "text", name != "text")
    assert name != "text" or "  - every member: in 16 operations; --format json and html have them" in told


def test_slack_is_one_line_where_nothing_is_new() -> None:
    assert read("slack", findings=()) == {"text": "Drift of Shop 1.2: nothing new; 1 accepted, 1 gone"}


def test_slack_says_the_same_the_next_day() -> None:
    later = {"began": REPORT.began + timedelta(days=1), "requests": 1, "weather": ()}

    assert shows("slack", **later) == shows("slack")


def test_slack_keeps_within_what_a_message_holds_and_counts_what_does_not() -> None:
    many = [Finding("k" * 999, f"o{n}", "&" * 999, BREAKING, "&" * 999, "<" * 999, count=2) for n in range(1000)]
    known = [(one, Accepted("&" * 999, "&" * 999)) for one in many]
    blocks = read("slack", findings=many, accepted=known, gone=[one for _, one in known], title="&" * 999)["blocks"]
    told = [one["text"]["text"] for one in blocks]

    assert len(blocks) <= 50
    assert len(told[0]) <= 150
    assert max(map(len, told)) <= 3000
    assert "_980 findings more: ask for another format_" in "\n".join(told)
    assert "_990 gone more_" in "\n".join(told)


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_only_wrong_guesses_come_with_their_correction(name: str) -> None:
    (guess,) = (one for one in FINDINGS if one.actions)

    assert "overlay" in shows(name, findings=[guess])
    assert "overlay" not in shows(name, findings=[replace(guess, evidence="stated")])


@pytest.mark.parametrize("changed", [{}, {"findings": ()}, {"trouble": "unreachable"}, {"observations": ()}])
def test_json_is_as_its_schema_says(changed: dict[str, Any]) -> None:
    check(SCHEMA, read("json", **changed))


def test_json_schema_takes_nothing_else() -> None:
    for name in read("json"):
        lacking = read("json")
        del lacking[name]
        with pytest.raises(jsonschema_rs.ValidationError):
            check(SCHEMA, lacking)
    with pytest.raises(jsonschema_rs.ValidationError):
        check(SCHEMA, {**read("json"), "more": 1})


@pytest.mark.parametrize(("fail_on", "code"), [(BREAKING, 0), (DANGEROUS, 1)])
def test_json_has_the_exit_code_of_the_severity_that_counts(fail_on: str, code: int) -> None:
    dangerous = [one for one in FINDINGS if one.severity == DANGEROUS]
    document = json.loads(shows("json", Beside(fail_on=fail_on), findings=dangerous))

    assert (document["exit_code"], document["verdict"]) == (code, "drift")


def test_schema_and_style_are_in_the_wheel() -> None:
    wheel = pytest.importorskip("hatchling.builders.wheel")
    root = Path(mock_server.__file__).parents[1]
    shipped = {one.distribution_path for one in wheel.WheelBuilder(str(root)).recurse_included_files()}

    assert {f"mock_server/drift/reports/{name}" for name in ("report.schema.json", "page.css")} <= shipped


@pytest.mark.parametrize("changed", [{}, {"findings": ()}, {"trouble": "unreachable"}])
def test_sarif_is_sarif(changed: dict[str, Any]) -> None:
    check(SARIF_SCHEMA, read("sarif", **changed))


def test_sarif_has_a_result_a_finding_at_its_line() -> None:
    (run,) = read("sarif")["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    (renamed,) = (one for one in run["results"] if one["ruleId"] == "field-renamed")
    place = renamed["locations"][0]["physicalLocation"]

    assert [rules[one["ruleIndex"]] for one in run["results"]] == [one["ruleId"] for one in run["results"]]
    assert {one["fingerprints"]["onmockDrift/v1"] for one in run["results"]} == {one.id for one in (*FINDINGS, KNOWN)}
    assert (renamed["level"], place["artifactLocation"]["uri"]) == ("error", "contract/orders.yaml")
    assert place["region"]["startLine"] == 27


def test_sarif_suppresses_what_is_accepted_and_nothing_else() -> None:
    results = read("sarif")["runs"][0]["results"]

    assert [one["ruleId"] for one in results if "suppressions" in one] == [KNOWN.kind]


def test_sarif_of_trouble_was_not_successful() -> None:
    invocations = [read("sarif", trouble=why)["runs"][0]["invocations"][0] for why in ("", "unreachable")]

    assert [one["executionSuccessful"] for one in invocations] == [True, False]


def test_junit_has_a_case_an_observation_and_one_for_what_none_of_them_tells() -> None:
    suite = ElementTree.fromstring(shows("junit")).find("testsuite")
    assert suite is not None
    cases = suite.findall("testcase")
    ends = {case.attrib["name"]: [end.tag for end in case] for case in cases}

    assert [case.attrib["name"] for case in cases[:5]] == [one.name for one in REPORT.observations]
    assert ends == {
        "rows as declared": ["failure"],
        "the default page": ["failure"],
        "pages do not overlap": ["skipped"],
        "the document as declared": ["failure", "system-out"],
        "an unknown id": [],
        "server-moved": ["failure"],
    }
    counts = {name: int(suite.attrib[name]) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": 6, "failures": 4, "errors": 0, "skipped": 1}


def test_junit_passes_drift_that_is_accepted() -> None:
    suite = ElementTree.fromstring(shows("junit", findings=())).find("testsuite")
    assert suite is not None

    assert suite.attrib["failures"] == "0"


def test_junit_tells_a_finding_once() -> None:
    twice = [Observation(name, "listOrders", "replies", DRIFT) for name in ("one", "two")]
    root = ElementTree.fromstring(shows("junit", observations=twice, findings=FINDINGS[1:2]))
    told = [case.find("failure") is not None for case in root.iter("testcase")]

    assert told == [True, False]


def test_junit_of_trouble_is_an_error() -> None:
    root = ElementTree.fromstring(shows("junit", trouble="unreachable"))
    (error,) = root.iter("error")

    assert (error.attrib["message"], root.attrib["errors"]) == ("unreachable", "1")


def test_github_levels_are_the_severities() -> None:
    levels = re.findall(r"^::(\w+) file=", shows("github"), re.MULTILINE)

    assert levels == ["error", "error", "warning", "notice"]


def test_markdown_fits_into_an_issue_and_counts_what_does_not() -> None:
    many = [Finding("field-added", f"operation{n}", "body", BREAKING, "a", "b" * 100) for n in range(1000)]
    told = shows("markdown", findings=many)
    left_out = re.search(r"\*(\d+) more entries left out", told)

    assert left_out is not None
    assert len(told) < LONGEST + 200
    # Beside the findings: one accepted, one gone, one not observed, one of the weather.
    assert told.count("- **breaking**") + int(left_out[1]) == len(many) + 4


def test_html_asks_for_nothing_from_elsewhere() -> None:
    page = Page(shows("html"))

    assert {"script", "link", "img", "iframe", "a"} & {*page.tags} == {"a"}
    assert [value for value in page.values if "//" in value] == []
    assert "url(" not in shows("html")


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_many_observations_that_failed_for_one_reason_are_one_line(name: str) -> None:
    missed = [Observation(f"page {page}", "listOrders", "behaviour", UNSEEN, "no token") for page in range(9)]
    told = shows(name, observations=[*missed, replace(missed[0], operation="getOrder")])
    assert "10 observations of listOrders, getOrder: no token" in told
    assert "listOrders: page 3" not in told


def test_html_offers_a_choice_of_severities_where_there_is_one() -> None:
    def boxes(**changes: Any) -> int:
        return shows("html", **changes).count('<input type="checkbox"')

    assert boxes() == len({one.severity for one in FINDINGS})
    assert boxes(findings=FINDINGS[:1]) == 0


def test_html_has_a_timeline_where_there_is_history() -> None:
    assert "2026-02-28" in Page(shows("html")).text
    assert "2026-02-28" not in Page(shows("html", Beside())).text


def test_html_can_hide_every_severity() -> None:
    source = shows("html")

    assert [one for one in SEVERITIES if f'id="show-{one}"' not in source] == []
    assert [one for one in SEVERITIES if f"#show-{one}:not(:checked)) .finding.{one}" not in source] == []


def test_lines_of_text_are_its_spans() -> None:
    joined = "".join("".join(span.text for span in line) + "\n" for line in lines(REPORT, BESIDE))

    assert joined == shows("text")
