"""A report with everything in it, and what is shown beside it.

`python -m tests.drift.reports.samples` writes the snapshots anew; read what changed before you commit it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from mock_server.drift.finding import BREAKING, DANGEROUS, INFORMATIONAL, Finding
from mock_server.drift.report import DRIFT, OK, UNSEEN, Accepted, Observation, Report
from mock_server.drift.reports import FORMATS, Beside, Day, Sources

HERE = Path(__file__).parent
CONTRACT = HERE / "contract" / "openapi.yaml"
# What texts of strangers may hold to break out of a format.
NASTY = "<script>]]>&\"'::error::%0A##[error]\n\r\0\x1b[31m\ud800\u202e`|[x](http://evil.example) @all #1 {0} $x$"

FINDINGS = (
    Finding(
        "field-added",
        "getOrder",
        "body",
        INFORMATIONAL,
        "no member more is declared",
        f"another member {NASTY}",
        "replies",
        count=3,
        actions=({"target": "$.components.schemas.Order.properties", "update": {"note": {"type": "string"}}},),
    ),
    Finding(
        "field-renamed",
        "listOrders",
        "/items/*/state",
        BREAKING,
        "state is there",
        "no state, but status with the same words",
        "replies",
        "stated",
        'curl -H "Authorization: Bearer $TOKEN" https://shop.example/orders?limit=2',
        20,
    ),
    Finding(
        "page-size", "listOrders", "query/limit", DANGEROUS, "50 rows", "20 rows", "behaviour", "convention", "curl -i"
    ),
    Finding("server-moved", "", "operation", BREAKING, "one host", "a redirect", "documents"),
)
KNOWN = Finding("bom", "getOrder", "body", BREAKING, "no byte order mark", "one", "replies", "observed")
REPORT = Report(
    vendor="shop",
    target="https://shop.example/v1",
    title="Shop",
    version="1.2",
    began=datetime(2026, 3, 1, 3, 17, 0, 250, tzinfo=UTC),
    requests=41,
    observations=(
        Observation("rows as declared", "listOrders", "replies", DRIFT),
        Observation("the default page", "listOrders", "behaviour", DRIFT),
        Observation("pages do not overlap", "listOrders", "behaviour", UNSEEN, "one page only"),
        Observation("the document as declared", "getOrder", "replies", DRIFT),
        Observation("an unknown id", "getOrder", "behaviour", OK),
    ),
    findings=FINDINGS,
    accepted=((KNOWN, Accepted(KNOWN.id, "we skip it", "2026-12-31")),),
    gone=(Accepted("charset-latin1:getOrder:body", "they repair it"),),
    weather=("listOrders: 503 once, then 200",),
)
BESIDE = Beside(
    Sources(CONTRACT, HERE),
    timeline=(Day(date(2026, 2, 27), {}), Day(date(2026, 2, 28), {BREAKING: 1, INFORMATIONAL: 4})),
)
FILES = {
    "text": "report.txt",
    "json": "report.json",
    "junit": "report.xml",
    "sarif": "report.sarif",
    "markdown": "report.md",
    "github": "report.commands",
    "html": "report.html",
    "slack": "report.slack.json",
}


def snapshot(name: str) -> Path:
    """Return where a format's snapshot is."""
    return HERE / "snapshots" / FILES[name]


if __name__ == "__main__":
    for _name, _format in FORMATS.items():
        snapshot(_name).write_text(_format(REPORT, BESIDE), encoding="utf-8", newline="\n")
