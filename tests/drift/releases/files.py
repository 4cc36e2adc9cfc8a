"""Other files with the same document in them: `FILES` by name, each writes a folder and returns what to read."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

Json = Any
Writing = Callable[[Json, Path], Path]
FILES: dict[str, Writing] = {}


def writing(write: Writing) -> Writing:
    """Enter a way to write files."""
    FILES[write.__name__.replace("_", "-")] = write
    return write


def _text(document: Json) -> str:
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True)


@writing
def byte_order_mark(document: Json, folder: Path) -> Path:
    """JSON as programs of Windows write it."""
    path = folder / "openapi.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(document, indent=2).replace("\n", "\r\n").encode())
    return path


@writing
def byte_order_mark_in_yaml(document: Json, folder: Path) -> Path:
    """The same in YAML."""
    path = folder / "openapi.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + _text(document).replace("\n", "\r\n").encode())
    return path


@writing
def yaml_with_a_head(document: Json, folder: Path) -> Path:
    """Directives, comments, and an end."""
    path = folder / "openapi.yml"
    path.write_text(f"# Ours\n%YAML 1.1\n---\n{_text(document)}...\n")
    return path


@writing
def json_by_the_name_of_yaml(document: Json, folder: Path) -> Path:
    """JSON, indented by tabs, in a file that is called otherwise."""
    path = folder / "openapi.yaml"
    path.write_text(json.dumps(document, indent="\t"))
    return path


@writing
def yaml_by_no_name(document: Json, folder: Path) -> Path:
    """YAML in a file of no kind."""
    path = folder / "api docs"
    path.write_text(_text(document))
    return path


@writing
def statuses_as_numbers(document: Json, folder: Path) -> Path:
    """Statuses without quotes."""
    document = deepcopy(document)
    for item in document["paths"].values():
        for one in item.values():
            if isinstance(one, dict) and "responses" in one:
                one["responses"] = {int(status): said for status, said in one["responses"].items()}
    path = folder / "openapi.yaml"
    path.write_text(_text(document))
    return path


@writing
def moments_and_numbers_unquoted(document: Json, folder: Path) -> Path:
    """A version and examples that YAML takes for days and numbers."""
    text = _text({**document, "x-released": "DAY"}).replace("DAY", "2026-05-12 10:00:00")
    path = folder / "openapi.yaml"
    path.write_text(text)
    return path


@writing
def anchors_and_merges(document: Json, folder: Path) -> Path:
    """Replies written once, and merged into others."""
    document = deepcopy(document)
    item = next(iter(document["paths"].values()))
    one = next(each for each in item.values() if isinstance(each, dict) and "responses" in each)
    responses = one["responses"]
    one["responses"] = {"KEY": "KEY"}
    kept = {"x-replies": responses, **document}
    text = _text(kept).replace("x-replies:", "x-replies: &replies").replace("KEY: KEY", "<<: *replies")
    path = folder / "openapi.yaml"
    path.write_text(text)
    return path


@writing
def one_file_for_each_path(document: Json, folder: Path) -> Path:
    """Paths in files below, which lead back to components in the first one."""
    document = deepcopy(document)
    (folder / "paths").mkdir()
    schemas = document["components"].setdefault("schemas", {})
    for at, (path, item) in enumerate(document["paths"].items()):
        for one in item.values():
            for status, said in one.get("responses", {}).items() if isinstance(one, dict) else ():
                for content in said.get("content", {}).values():
                    name = f"Of{at}{one['operationId']}{status}"
                    schemas[name] = content["schema"]
                    content["schema"] = {"$ref": f"../openapi.yaml#/components/schemas/{name}"}
        (folder / "paths" / f"path {at}.json").write_text(json.dumps(item))
        document["paths"][path] = {"$ref": f"./paths/path%20{at}.json"}
    path = folder / "openapi.yaml"
    path.write_text(_text(document))
    return path


@writing
def components_in_files(document: Json, folder: Path) -> Path:
    """Each schema of a reply a file, whole; the first file further down than these."""
    document = deepcopy(document)
    (folder / "schemas").mkdir()
    number = 0
    for item in document["paths"].values():
        for one in item.values():
            for said in one.get("responses", {}).values() if isinstance(one, dict) else ():
                for content in said.get("content", {}).values():
                    number += 1
                    (folder / "schemas" / f"{number}.yaml").write_text(_text(content["schema"]))
                    content["schema"] = {"$ref": f"schemas/{number}.yaml"}
    path = folder / "openapi.json"
    path.write_text(json.dumps(document))
    return path
