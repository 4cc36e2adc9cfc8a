"""Labs of Oniva under an overlay that the loop wrote, in the place of those of the generic suite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.contract.lab import Lab
from tests.contract.opinions import CoreOpinion, Opinion, OurOpinion
from tests.contract.subjects import SUBJECTS
from tests.drift.loop.looping import looped, published
from tests.drift.overlay.conftest import Actions, overlay, serving, written
from tests.drift.overlay.rewrites import budget, capitals, minor_units, moved

Make = Callable[..., Lab]
# The suite's recipe of Oniva goes by names of parameters and members, so these stay.
ELSEWHERE = [*minor_units(), *budget(120), *moved("/rest/v2", "/auth/v2/token")]
# How a vendor is otherwise, and whether it has a document of its own that says so.
RESHAPED: dict[str, tuple[Actions, bool]] = {
    "elsewhere": (ELSEWHERE, True),
    "capitals": ([*capitals(), *budget(200)], False),
    "units": ([*minor_units(), *budget(150)], False),
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out of the generic suite what is about other vendors."""
    kept = [one for one in items if _vendor_of(one) in (None, "oniva")]
    if len(kept) < len(items):
        known = set(map(id, kept))
        config.hook.pytest_deselected(items=[one for one in items if id(one) not in known])
        items[:] = kept


def _vendor_of(item: pytest.Item) -> Any:
    here = Path(__file__).parent / "test_generic_suite.py"
    spec = getattr(item, "callspec", None)
    return spec.params.get("vendor") if item.path == here and spec is not None else None


@pytest.fixture(
    scope="session",
    params=[pytest.param(one, marks=[pytest.mark.fuzz] * (one != "elsewhere")) for one in RESHAPED],
)
def overlays(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> tuple[Path, ...]:
    """What the loop wrote of a vendor that is otherwise."""
    folder = tmp_path_factory.mktemp("loop")
    actions, has_document = RESHAPED[request.param]
    reshaped = written(folder / "reshaped.yaml", overlay(actions))
    with serving(reshaped) as target:
        return tuple(looped(target, folder, published(reshaped) if has_document else None)[0])


@pytest.fixture(scope="session")
def make(overlays: tuple[Path, ...]) -> Iterator[Make]:
    """Make a lab under them."""
    made: list[Lab] = []

    def lab(name: str, model: Lab | None = None, **config: Any) -> Lab:
        made.append(Lab(SUBJECTS[name], model, overlays=overlays, **config))
        return made[-1]

    yield lab
    for one in made:
        one.app.close()


@pytest.fixture(scope="session")
def lab_of(make: Make) -> Make:
    """A shared lab."""
    return cache(lambda name: make(name))


@pytest.fixture(scope="session")
def shared_lab(make: Make, lab_of: Make) -> Make:
    """A shared lab by Config values, with budgets and handlers as new."""
    kept = cache(lambda name, which, *config: make(name, lab_of(name), **dict(config)))

    def lab(name: str, which: int = 0, **config: Any) -> Lab:
        return kept(name, which, *sorted(config.items())).renew()

    return lab


@pytest.fixture
def new_lab(make: Make, lab_of: Make) -> Make:
    """A lab of one's own."""
    return lambda name, **config: make(name, lab_of(name), **config)


@pytest.fixture(scope="session")
def opinions_of(lab_of: Make) -> Callable[[str], tuple[Opinion, Opinion]]:
    """Both judges, by the contract as it is under the overlays."""
    return cache(lambda name: (OurOpinion(lab_of(name)), CoreOpinion(lab_of(name))))
