"""A third set of what is no drift of ON24's, written with the third set of its drifts: carriers, data and writers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any
from urllib.parse import urlencode

import orjson

from mock_server.drift import Answered
from tests.drift.audit.controls import Control, headed, now_and_then, rewritten
from tests.drift.whole.proxy import Behind, Drift, Sent

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = [("Content-Type", "application/json")]


def numbers(node: Any, write: Callable[[float], Any]) -> Any:
    """The same with other ways to write what has a point."""
    if isinstance(node, list):
        return [numbers(one, write) for one in node]
    if isinstance(node, dict):
        return {name: numbers(one, write) for name, one in node.items()}
    return write(node) if isinstance(node, float) else node


def whole(one: float) -> float | int:
    """7 for 7.0."""
    return int(one) if one.is_integer() else one


def members(change: Mapping[str, Callable[[Any], Any]]) -> Callable[[], Drift]:
    """Have other data under some names, in all answers alike."""

    def changed(node: Any) -> Any:
        if isinstance(node, list):
            return [changed(one) for one in node]
        if not isinstance(node, dict):
            return node
        return {
            name: change[name](one) if name in change and one is not None else changed(one)
            for name, one in node.items()
        }

    return rewritten(lambda one: orjson.dumps(changed(one)))


def without(*names: str) -> Callable[[], Drift]:
    """Have nothing under some names, in all answers alike."""

    def changed(node: Any) -> Any:
        if isinstance(node, list):
            return [changed(one) for one in node]
        return {n: changed(one) for n, one in node.items() if n not in names} if isinstance(node, dict) else node

    return rewritten(lambda one: orjson.dumps(changed(one)))


def call(sent: Sent, behind: Behind, method: str, path: str, fields: Mapping[str, str]) -> Answered:
    """Write something as whom a request came from, below the account."""
    account = "/".join(sent.path.split("/")[: sent.path.split("/").index("client") + 2])
    kept = {name: text for name, text in sent.headers.items() if name.lower().startswith("accesstoken")}
    body = urlencode(fields).encode()
    return behind(Sent(method, account + path, {**kept, **FORM, "Content-Length": str(len(body))}, body))


def events(sent: Sent, behind: Behind) -> list[dict[str, Any]]:
    """The events of an account."""
    page: dict[str, list[dict[str, Any]]] = orjson.loads(call(sent, behind, "GET", "/event", {}).body)
    return page["events"]


Writing = Callable[[Sent, Behind, int], Answered | None]


def written(writing: Writing, every: int = 0) -> Callable[[], Drift]:
    """Write before the first request, or before one in so many."""

    def made() -> Drift:
        turns = count()

        def drift(sent: Sent, behind: Behind) -> Answered:
            turn = next(turns)
            is_ours = "/client/" in sent.path and len([n for n in sent.headers if n.lower().startswith("accesst")]) == 2
            if is_ours and (turn == 0 or (every and turn % every == 0)):
                done = writing(sent, behind, turn)
                assert done is None or done.is_good, done
            return behind(sent)

        return drift

    return made


def registers(sent: Sent, behind: Behind, turn: int) -> Answered:
    """Somebody registers."""
    event = next(one["eventid"] for one in events(sent, behind) if one["livestart"] > "2026-03-02")
    who = {"firstname": "Aïda", "lastname": "O'Neill", "company": "R&D <Lab>", "email": f"aida{turn}@lab.example"}
    fields = {**who, "country": "Switzerland", "jobtitle": "Controller", "std1": "Fünf Dinge & mehr"}
    return call(sent, behind, "POST", f"/event/{event}/registrant?honorrequired=N&honorvalidation=N", fields)


def many_register(sent: Sent, behind: Behind, turn: int) -> None:
    """Twelve people register."""
    for number in range(12):
        assert registers(sent, behind, turn * 100 + number).status == 200


def some_are_forgotten(sent: Sent, behind: Behind, _: int) -> None:
    """Three who attended are forgotten."""
    page = orjson.loads(call(sent, behind, "GET", "/registrant", {}).body)
    for row in page["registrants"][20:23]:
        assert call(sent, behind, "POST", "/forget", {"email": row["email"]}).status == 200


def is_changed(sent: Sent, behind: Behind, turn: int) -> Answered:
    """Somebody changes jobs."""
    page = orjson.loads(call(sent, behind, "GET", "/registrant", {}).body)
    row = page["registrants"][3]
    fields = {"company": f"Second Start {turn} AG", "jobtitle": "Head of IT", "lastname": "Zehnder-Ito"}
    return call(sent, behind, "PATCH", f"/registrant/{row['email']}", fields)


def is_called_off(sent: Sent, behind: Behind, _: int) -> Answered:
    """An event is deleted."""
    return call(sent, behind, "DELETE", f"/event/{events(sent, behind)[-1]['eventid']}", {})


def is_planned(sent: Sent, behind: Behind, turn: int) -> Answered:
    """An event is made."""
    fields = {
        "title": f"Budgets & Beyond <{turn}>",
        "liveStart": "2026-05-05T09:00:00",
        "liveDuration": "60",
        "eventType": "fav",
        "languageCd": "de",
        "timeZone": "Europe/Zurich",
    }
    return call(sent, behind, "POST", "/event", fields)


def is_moved(sent: Sent, behind: Behind, _: int) -> Answered:
    """An event gets another title."""
    return call(
        sent, behind, "PUT", f"/event/{events(sent, behind)[-2]['eventid']}", {"title": "Now About Something Else"}
    )


def a_reminder(sent: Sent, behind: Behind, _: int) -> Answered:
    """An event gets an entry for calendars."""
    fields = {"reminder": "1 Hour", "subject": "Soon", "location": "Online", "body": "See you"}
    return call(sent, behind, "PUT", f"/event/{events(sent, behind)[10]['eventid']}/calendarreminder", fields)


MANY = Answered(403, JSON, b'{"message":"You have reached the maximum number of calls for this api."}')
FAILED = Answered(500, JSON, b'{"message":"Internal server error."}')
UNREACHED = Answered(522, [("Content-Type", "text/html; charset=UTF-8")], b"<html><title>522</title></html>")
CARRIED: tuple[Control, ...] = (
    Control("past a limit now and then", now_and_then(41, MANY), is_weather=True),
    Control("failing now and then", now_and_then(23, FAILED), is_weather=True),
    Control("not reached now and then", now_and_then(29, UNREACHED), is_weather=True),
    Control("whole numbers have no point", rewritten(lambda one: json.dumps(numbers(one, whole)).encode())),
    Control("lines end as on Windows", rewritten(lambda one: json.dumps(one, indent=1).replace("\n", "\r\n").encode())),
    Control(
        "Envoy and Kong",
        headed(
            lambda headers: [
                *headers,
                ("X-Envoy-Upstream-Service-Time", "12"),
                ("X-Kong-Upstream-Latency", "9"),
                ("X-Kong-Proxy-Latency", "1"),
                ("Via", "kong/3.4.2"),
            ]
        ),
    ),
    Control(
        "Fastly",
        headed(
            lambda headers: [
                *headers,
                ("X-Served-By", "cache-zrh19821-ZRH"),
                ("X-Timer", "S1772449200.1,VS0,VE12"),
                ("X-Cache-Hits", "0"),
            ]
        ),
    ),
    Control("Imperva", headed(lambda headers: [*headers, ("X-CDN", "Imperva"), ("X-Iinfo", "14-1-2 NNNN RT(1 2)")])),
    Control("kept alive", headed(lambda headers: [*headers, ("Keep-Alive", "timeout=5, max=100")])),
    Control(
        "a session of Java's", headed(lambda headers: [*headers, ("Set-Cookie", "JSESSIONID=4F1A; Path=/; HttpOnly")])
    ),
)
# What the account's people do between two looks, or while one is going on.
WRITTEN: tuple[Control, ...] = (
    Control("somebody registers before", written(registers)),
    Control("twelve register before", written(many_register)),
    Control("somebody registers now and then", written(registers, 9)),
    Control("three are forgotten before", written(some_are_forgotten)),
    Control("somebody changes jobs before", written(is_changed)),
    Control("an event is deleted before", written(is_called_off)),
    Control("an event is made before", written(is_planned)),
    Control("an event gets another title before", written(is_moved)),
    Control("an event gets an entry for calendars before", written(a_reminder)),
)
# What another account has.
DATA: tuple[Control, ...] = (
    Control(
        "names with signs",
        members({"firstname": lambda _: "Zoë 🦊 O'Hara", "company": lambda _: 'R&D <Lab> "x"'}),
    ),
    Control("everybody wants letters", members({"marketingemail": lambda _: "Y"})),
    Control("no tags, no stages", members({"tags": lambda _: [], "funnelstages": lambda _: []})),
    Control(
        "no summaries, no profiles, no industries", without("promotionalsummary", "eventprofile", "companyindustry")
    ),
    Control(
        "the same machine",
        members({"ipaddress": lambda _: "203.0.113.7", "os": lambda _: "win11", "browser": lambda _: "edge141"}),
    ),
)
WORLDS: tuple[Control, ...] = tuple(
    Control(f"seed {seed} on {day} of the third set", wish={"seed": seed, "epoch": day})
    for seed, day in (
        (31, "2026-03-09"),
        (32, "2026-11-02"),
        (33, "2027-02-27"),
        (34, "2025-09-30"),
        (35, "2026-07-04"),
    )
)
LATER: Mapping[str, str] = {"an hour later": "PT1H", "three days later": "P3D", "forty days later": "P40D"}
