"""What the plugin costs a suite that does not use it."""

from __future__ import annotations

import json
from collections.abc import Callable

HEAVY = {"flask", "werkzeug", "jsonschema_rs", "orjson", "requests", "yaml", "waitress", "click"}
ADDED = """
    import json, sys
    import pytest
    before = set(sys.modules)
    import mock_server.pytest_plugin
    print(json.dumps(sorted(set(sys.modules) - before)))
"""


def test_loading_imports_nothing_but_the_registry_of_vendors(run_python: Callable[[str], str]) -> None:
    added = set(json.loads(run_python(ADDED)))
    assert added == {"mock_server", "mock_server.pytest_plugin", "mock_server.vendors", "pkgutil"}


def test_whole_run_that_does_not_use_it_imports_nothing_heavy(run_python: Callable[[str], str]) -> None:
    code = """
        import json, sys
        from pathlib import Path
        import pytest
        Path("test_one.py").write_text("def test_one(): pass")
        assert pytest.main(["-q", "-p", "mock_server.pytest_plugin", "-p", "no:cacheprovider", "test_one.py"]) == 0
        print()
        print(json.dumps(sorted(sys.modules)))
    """
    loaded = set(json.loads(run_python(code).splitlines()[-1]))
    assert loaded & HEAVY == set()
    assert {one for one in loaded if one.startswith("mock_server.")} == {
        "mock_server.pytest_plugin",
        "mock_server.vendors",
    }


def test_nothing_of_it_is_loaded_when_it_is_turned_off(run_python: Callable[[str], str]) -> None:
    code = """
        import os, sys
        from pathlib import Path
        import pytest
        del os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]
        Path("test_one.py").write_text("def test_one(): pass")
        assert pytest.main(["-q", "-p", "no:onmock", "-p", "no:cacheprovider", "test_one.py"]) == 0
        print([one for one in sys.modules if one.startswith("mock_server")])
    """
    assert run_python(code).splitlines()[-1] == "[]"
