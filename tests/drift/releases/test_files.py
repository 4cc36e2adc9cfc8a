"""Files of documents: the same in another form is the same; what cannot be read is told in a line."""

from __future__ import annotations

import socket
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from mock_server.cli import main
from mock_server.drift.documents import compare_documents, read_document
from tests.drift.releases.broken import REFUSED, STRANGE, of_schema, ref
from tests.drift.releases.files import FILES
from tests.drift.releases.test_releases import ours, text_of

# Octets of a document that takes some time.
LONG = 1_000_000


def diff(*words: object) -> Result:
    """Run `onmock contract diff`."""
    return CliRunner().invoke(main, ["contract", "diff", *map(str, words)])


def is_plain(text: str) -> bool:
    """Whether a terminal shows a text and does nothing else."""
    return all(one.isprintable() or one == "\n" for one in text)


# A few in every run, the others when there is time.
QUICK = [("byte-order-mark", "oniva"), ("one-file-for-each-path", "oniva")]
WRITTEN = [(name, vendor) for vendor in ("oniva", "on24") for name in FILES]


@pytest.mark.parametrize(
    ("name", "vendor"),
    [pytest.param(*one, marks=[pytest.mark.fuzz] * (one not in QUICK), id="-".join(one)) for one in WRITTEN],
)
def test_a_document_in_other_files_is_the_same(name: str, vendor: str, tmp_path: Path) -> None:
    path = FILES[name](orjson.loads(text_of(vendor)), tmp_path)
    read = read_document(path)
    assert [one.id for one in compare_documents(ours(vendor), read)] == []
    assert [one.id for one in compare_documents(read, ours(vendor))] == []


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_document_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    path, other = tmp_path / "theirs.yaml", tmp_path / "ours.json"
    path.write_bytes(REFUSED[name])
    other.write_bytes(of_schema({}))
    for words in ((path, other), (other, path)):
        done = diff(*words)
        assert (done.exit_code, done.stdout) == (2, "")
        assert isinstance(done.exception, SystemExit)
        assert len(done.stderr.splitlines()) <= 4
        assert len(done.stderr) < 1000
        assert "theirs.yaml" in done.stderr
        assert is_plain(done.stderr)


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=[pytest.mark.fuzz] * (len(STRANGE[one]) > LONG)) for one in STRANGE]
)
def test_what_is_strange_is_compared_and_shown_in_plain_characters(name: str, tmp_path: Path) -> None:
    path, other = tmp_path / "theirs.yaml", tmp_path / "ours.json"
    path.write_bytes(STRANGE[name])
    other.write_bytes(of_schema({"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}))
    for words in ((path, other), (other, path), (other, path, "--format", "json"), (path, path)):
        done = diff(*words)
        assert done.exit_code in (0, 1, 2)
        assert done.exception is None or isinstance(done.exception, SystemExit)
        assert is_plain(done.output)
        assert len(done.output) < 10_000_000


@pytest.mark.parametrize("place", ["{url}/a.yaml", "{url}/a.yaml#/b", "//{host}/a.yaml"])
def test_nothing_is_fetched_that_a_document_refers_to(place: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        host = f"127.0.0.1:{server.getsockname()[1]}"
        path = tmp_path / "theirs.json"
        path.write_bytes(ref(place.format(url=f"http://{host}", host=host)))
        done = diff("oniva", path)
        assert done.exit_code == 2
        assert "theirs.json" in done.stderr
        with pytest.raises(TimeoutError):
            server.accept()


def test_a_document_of_another_vendor_is_told_in_a_line_that_says_so() -> None:
    done = diff("oniva", "on24")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "in common" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_files_that_lead_to_each_other_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(ref("b.json#/components/schemas/A"))
    (tmp_path / "b.json").write_bytes(
        ref("a.json", A={"$ref": "a.json#/paths/~1a/get/responses/200/content/application~1json/schema"})
    )
    done = diff("oniva", tmp_path / "a.json")
    assert done.exit_code == 2
    assert "Traceback" not in done.output
