"""Scenarios: named starting states, as data. A scenario is a JSON file that its vendor's schema accepts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs

from mock_server.core.errors import ScenarioError
from mock_server.resources import fixture_path

_SCHEMA = "scenario.schema.json"


def scenario_names(folder: str) -> list[str]:
    """Return the names of the scenarios that come with a vendor."""
    return sorted(path.stem for path in fixture_path(folder).glob("*.json"))


def is_scenario_file(name: str) -> bool:
    """Tell whether a scenario is given as a path, and not by the name of one that comes with a vendor."""
    return "/" in name or name.endswith(".json")


def load_scenario(folder: str, name: str) -> dict[str, Any]:
    """Return a scenario by its name, or from a file where `name` is a path.

    Raises ScenarioError, in one line, when it is unknown, unreadable or breaks the schema beside the folder.
    """
    shipped = fixture_path(folder) / f"{name}.json"
    is_path = is_scenario_file(name)
    if not is_path and name not in scenario_names(folder):
        raise ScenarioError(f"unknown scenario {name!r}; there are: {', '.join(scenario_names(folder))}")
    path = Path(name) if is_path else shipped
    scenario = _read(path)
    check_against_schema(scenario_validator(folder), scenario, f"the scenario {path}")
    assert isinstance(scenario, dict)
    return scenario


def scenario_validator(folder: str) -> Any:
    """Return what holds scenarios against the schema beside the folder."""
    schema = json.loads((fixture_path(folder).parent / _SCHEMA).read_text(encoding="utf-8"))
    # Masked: what is in the wrong place may be a secret.
    return jsonschema_rs.Draft202012Validator(schema, validate_formats=True, mask="the value")


def check_against_schema(validator: Any, scenario: Any, called: str) -> None:
    """Raise ScenarioError, in one line, where a scenario breaks its schema."""
    for error in validator.iter_errors(scenario):
        at = "".join(f"/{step}" for step in error.instance_path) or "/"
        raise ScenarioError(f"{called} is wrong at {at}: {error.message}")


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ScenarioError(f"cannot read the scenario {path}: {error.strerror}") from error
    except ValueError as error:
        raise ScenarioError(f"the scenario {path} is not JSON: {error}") from error
