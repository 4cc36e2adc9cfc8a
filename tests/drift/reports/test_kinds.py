"""Kinds: whatever is told has one, with a severity and a meaning, and docs/drift-kinds.md has them all."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import mock_server
from mock_server.breaks import catalogue
from mock_server.cli import main
from mock_server.drift.deep import CHECKS
from mock_server.drift.finding import SEVERITIES
from mock_server.drift.kinds import BY_SUBJECT, KINDS, kind_of, severity_of
from tests.contract.subjects import CONTRACTS

ROOT = Path(mock_server.__file__).parent
PAGE = ROOT.parent / "docs" / "drift-kinds.md"
TABLE = ROOT / "drift" / "kinds"
LOOKS_LIKE_ONE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
# Other words with hyphens: of HTTP, of JSON Schema and contracts, of ours, of schemathesis; dates, and ids of nobody.
OTHERS = re.compile(
    r"x-[a-z-]+|[0-9-]+|(utf|latin|us)-.*|.*-such-.*|onmock-drift.*"
    r"|(if|accept|content|transfer|keep|set|alt|user|last)-[a-z]+(-since)?|cache-control|retry-after|www-authenticate"
    r"|date-time|local-time|http-date|left-out|unix-[a-z-]+|minor-units|epoch-ms|max-age|decimal-comma|client-strict|vendor-lenient|system-out"
    r"|max-examples|unexpected-methods|continue-on-failure"
)
# What kinds are put together of.
STEMS = {"enum-new", "ratelimit-headers"}


def words() -> Iterator[tuple[str, str]]:
    """Every text of the room that looks like a kind, after the module it is in."""
    modules = [path for path in (ROOT / "drift").rglob("*.py") if path.parent != TABLE]
    for path in (*modules, *ROOT.glob("vendors/*/probes.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            text = node.value if isinstance(node, ast.Constant) else None
            if isinstance(text, str) and LOOKS_LIKE_ONE.fullmatch(text):
                yield str(path.relative_to(ROOT)), text


def test_every_kind_in_the_code_is_in_the_table() -> None:
    unknown = {
        (path, word)
        for path, word in words()
        if kind_of(word) is None and word not in STEMS and not OTHERS.fullmatch(word)
    }
    assert unknown == set()


def test_every_kind_of_the_table_is_told_by_somebody() -> None:
    told = {word for _, word in words()} | {one.kind for contract in CONTRACTS.values() for one in catalogue(contract)}
    made = {f"schemathesis-{one.replace('_', '-')}" for one in CHECKS}
    made |= {"200-to-204"}
    assert {one for one in KINDS if "STATUS" not in one} - told - made == set()


@pytest.mark.parametrize("vendor", sorted(CONTRACTS))
def test_severities_are_those_of_the_catalogue_of_breaks(vendor: str) -> None:
    known = {one.kind: one.severity for one in catalogue(CONTRACTS[vendor])}
    assert {kind: severity_of(kind) for kind in known} == known


def test_each_kind_stands_once_with_a_severity_and_a_meaning() -> None:
    every = [one for kinds in BY_SUBJECT.values() for one in kinds]
    assert len(every) == len(KINDS) > 200
    assert {one.severity for one in every} == {*SEVERITIES}
    assert len({one.means for one in every}) == len(every)


def test_statuses_without_a_kind_of_their_own_share_one() -> None:
    assert kind_of("404-to-410") is KINDS["404-to-410"]
    assert kind_of("404-to-418") is KINDS["STATUS-to-STATUS"]
    assert kind_of("beyond-end-418") is KINDS["beyond-end-STATUS"]


@pytest.mark.parametrize("name", ["", "field-lost", "404-empty", "field-STATUS", "endpoint-502"])
def test_unknown_kind_is_none(name: str) -> None:
    assert kind_of(name) is None
    with pytest.raises(KeyError, match="no kind of drift"):
        severity_of(name)


def test_page_is_what_the_command_prints() -> None:
    done = CliRunner().invoke(main, ["drift", "--kinds"], catch_exceptions=False)
    assert (done.exit_code, done.stdout) == (0, PAGE.read_text())
