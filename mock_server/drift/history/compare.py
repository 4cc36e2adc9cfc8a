"""Compare: what a tenant's replies have lost, or say otherwise, since they were looked at before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mock_server.breaks.place import Place
from mock_server.contract import Contract
from mock_server.drift.exchange import NotObserved
from mock_server.drift.finding import HISTORY, Finding
from mock_server.drift.history.baseline import Baseline
from mock_server.drift.history.chance import FEW_ROWS
from mock_server.drift.history.change import change_findings
from mock_server.drift.history.digest import tenant_mark
from mock_server.drift.history.header_names import header_findings
from mock_server.drift.history.layout import layout_of
from mock_server.drift.history.presence import presence_findings
from mock_server.drift.history.profile import Profile, Seen
from mock_server.drift.history.telling import Then
from mock_server.drift.kinds import severity_of
from mock_server.drift.report import DRIFT, OK, UNSEEN, Observation

NAME = "as it was before"
_FORBIDDEN = "403"
# So many records that were met before tell the tenant.
_MET = 3


def compare(contract: Contract, baseline: Baseline, profile: Profile) -> list[Finding]:
    """Return what is otherwise than it was; raise NotObserved where it is another tenant, or nobody can tell."""
    thens = [*_thens(contract, baseline, profile)]
    _refuse_strangers(baseline, tenant_mark(baseline.vendor, profile.tenant), thens)
    findings = [*_shut(contract, baseline, profile), *(one for then in thens for one in _findings(then))]
    return list({one.id: one for one in findings}.values())


def _shut(contract: Contract, baseline: Baseline, profile: Profile) -> Iterator[Finding]:
    """Yield operations that are forbidden each time, and were answered before."""
    for name, operation in contract.operations.items():
        before, now = baseline.profile.operations.get(name), profile.operations.get(name)
        if before is None or now is None or not before.replies or {*now.statuses} != {_FORBIDDEN}:
            continue
        told = ("good as before", "403 to credentials that had it", HISTORY, operation.evidence.get("mark", ""))
        yield Finding("scope-lost", name, str(Place("scope")), severity_of("scope-lost"), *told)


def _refuse_strangers(baseline: Baseline, tenant: str, thens: Sequence[Then]) -> None:
    """Raise NotObserved where it is another tenant.

    Records that were met before tell a tenant also where its name is what drifted; and where there were many and none
    is met again, these are other data, whatever the name.
    """
    before = {key for then in thens for row in then.before.rows.items() for key in (row[0], row[1].twin)}
    now = {key for then in thens for row in then.now.rows.items() for key in (row[0], row[1].twin)}
    met = len(before & now)
    if met >= _MET:
        return
    if not tenant or not baseline.tenant:
        raise NotObserved("nothing in the replies tells which tenant it is")
    if tenant != baseline.tenant:
        raise NotObserved("the baseline is of another tenant")
    if now and not met and len(before) >= FEW_ROWS:
        raise NotObserved("no record of the baseline was met again: these are other data")


def observations(
    contract: Contract, baseline: Baseline, profile: Profile, findings: Sequence[Finding]
) -> list[Observation]:
    """Return how the look at each operation's history ended, after `compare`."""
    drifted = {one.operation for one in findings if one.eye == HISTORY}
    made = []
    for name in contract.operations:
        before, now = baseline.profile.operations.get(name), profile.operations.get(name)
        if before is None and now is None:
            continue
        why = _why(baseline, profile, before, now)
        outcome = DRIFT if name in drifted else UNSEEN if why else OK
        made.append(Observation(NAME, name, HISTORY, outcome, "" if name in drifted else why))
    return made


def _why(baseline: Baseline, profile: Profile, before: Seen | None, now: Seen | None) -> str:
    """Return why nothing can be told of an operation; "" where it can."""
    if before is None or not before.replies:
        return "it has not been seen before"
    if now is None or not now.replies:
        return "no good reply"
    if before.rows and profile.check != baseline.profile.check:
        return "values cannot be compared: the baseline is of another client secret"
    return ""


def _thens(contract: Contract, baseline: Baseline, profile: Profile) -> Iterator[Then]:
    has_rows = bool(profile.check) and profile.check == baseline.profile.check
    for name, operation in contract.operations.items():
        before, now = baseline.profile.operations.get(name), profile.operations.get(name)
        layout = layout_of(contract, operation)
        if before is not None and now is not None and layout is not None and now.replies:
            yield Then(contract, operation, layout, before if has_rows else replace(before, rows={}), now)


def _findings(then: Then) -> Iterator[Finding]:
    yield from presence_findings(then)
    yield from change_findings(then)
    yield from header_findings(then)
