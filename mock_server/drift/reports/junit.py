"""JUnit XML: a test case an observation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as Xml

from mock_server.drift.finding import Finding
from mock_server.drift.report import DRIFT, UNSEEN, Observation, Report
from mock_server.drift.reports.beside import Beside
from mock_server.drift.reports.outline import because, owner, summary, tally, worst_first
from mock_server.drift.reports.plain import moment, shown

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def junit(report: Report, beside: Beside) -> str:
    """Return a report as JUnit XML.

    New findings are the failure of the first drifted observation of their eye and operation, or of a case of their own
    where there is none; `type` is the worst severity. Not observed is skipped; accepted drift is output of a case that
    passes; trouble as a whole is an error.
    """
    name = f"onmock drift {shown(report.vendor)}"
    suite = Xml.Element("testsuite", {"name": name, "timestamp": moment(report.began).removesuffix("Z"), "time": "0"})
    new, left = list(report.findings), list(report.observations)
    for one in left:
        mine = [finding for finding in new if one.outcome == DRIFT and _is_of(finding, one)]
        new = [finding for finding in new if finding not in mine]
        _observation(suite, one, mine, report, beside)
    for finding in worst_first(new):
        _fail(_case(suite, finding.operation, finding.eye, finding.kind), [finding], beside)
    if report.trouble:
        case = _case(suite, "", "", "the look as a whole")
        Xml.SubElement(case, "error", {"message": shown(report.trouble), "type": "could not tell"})
    Xml.SubElement(suite, "system-out").text = "\n".join([tally(report), *map(shown, report.weather)])
    return _printed(suite, name)


def _printed(suite: Xml.Element, name: str) -> str:
    counts = {"tests": "testcase", "failures": "testcase/failure", "errors": "testcase/error"}
    for attribute, path in {**counts, "skipped": "testcase/skipped"}.items():
        suite.set(attribute, str(len(suite.findall(path))))
    root = Xml.Element("testsuites", {"name": name, **{key: suite.attrib[key] for key in counts}})
    root.append(suite)
    Xml.indent(root)
    return _DECLARATION + Xml.tostring(root, encoding="unicode") + "\n"


def _case(suite: Xml.Element, operation: str, eye: str, name: str) -> Xml.Element:
    place = ".".join(filter(None, (shown(eye), owner(operation))))
    return Xml.SubElement(suite, "testcase", {"classname": place, "name": shown(name), "time": "0"})


def _observation(suite: Xml.Element, one: Observation, new: Sequence[Finding], report: Report, beside: Beside) -> None:
    case = _case(suite, one.operation, one.eye, one.name)
    known = [f"{shown(finding.id)}: {because(why)}" for finding, why in report.accepted if _is_of(finding, one)]
    if new:
        _fail(case, worst_first(new), beside)
    elif one.outcome == UNSEEN:
        Xml.SubElement(case, "skipped", {"message": shown(one.why)})
    if one.outcome == DRIFT and known:
        Xml.SubElement(case, "system-out").text = "\n".join(["accepted:", *known])
    elif one.outcome == DRIFT and not new:
        Xml.SubElement(case, "system-out").text = "drift that another case of this operation tells"


def _is_of(finding: Finding, observation: Observation) -> bool:
    return (finding.operation, finding.eye) == (observation.operation, observation.eye)


def _fail(case: Xml.Element, findings: Sequence[Finding], beside: Beside) -> None:
    message = ", ".join(shown(one.id) for one in findings)
    failure = Xml.SubElement(case, "failure", {"message": message, "type": findings[0].severity})
    failure.text = "\n".join(["", *_told(findings, beside), ""])


def _told(findings: Iterable[Finding], beside: Beside) -> Iterable[str]:
    for one in findings:
        yield f"{one.severity}: {shown(one.id)}"
        yield f"  {summary(one)}"
        if beside.sources is not None:
            yield f"  written: {beside.sources.line(one.operation, one.pointer)}"
        if one.again:
            yield f"  again: {shown(one.again)}"
