"""Who may come in: a pair in two headers, for an account and what is below it. Every refusal is literal."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.vendors.on24.desk import ACCOUNT, EVENT, PAIR, Desk

KEY, SECRET = PAIR.values()
RETIRED = ("B22222222222222222222222222222", "0ca4d22222222222222222222222222222222222222222222222222")
FORM = ("C33333333333333333333333333333", "51b8e33333333333333333333333333333333333333333333333333")
EMEA = ("D44444444444444444444444444444", "e7d2044444444444444444444444444444444444444444444444444")
EXPIRED = ("E55555555555555555555555555555", "7a90c55555555555555555555555555555555555555555555555555")
SUB_ACCOUNT, SISTER, CLOSED = 4521, 4522, 4530

BOTH = (401, "Header must contain both accessTokenKey and accessTokenSecret.")
WRONG = (401, "AccessTokenKey and AccessTokenSecret are wrong or invalid.")
DEACTIVATED = (401, "AccessTokenKey and AccessTokenSecret are deactivated.")
NO_ACCESS = (403, "You don't have access to this client id")
NO_PERMISSION = (403, "You do not have permission to perform the requested operation.")
IS_EXPIRED = (403, "Client contract with id 4530 is expired.")


def headers_of(pair: tuple[str, str]) -> dict[str, str]:
    """Return the headers of a pair."""
    return dict(zip(PAIR, pair, strict=True))


def refusal(desk: Desk, headers: Mapping[str, str], account: object = ACCOUNT, path: str = "/event") -> tuple[int, str]:
    """Return what a GET with these headers alone is refused with."""
    return desk.message(desk.client.get(f"/on24/v2/client/{account}{path}", headers=dict(headers)))


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, BOTH),
        ({"accessTokenKey": KEY}, BOTH),
        ({"accessTokenSecret": SECRET}, BOTH),
        ({"accessTokenKey": "", "accessTokenSecret": SECRET}, BOTH),
        ({"accessTokenKey": KEY, "accessTokenSecret": ""}, BOTH),
        ({"Authorization": f"Bearer {KEY}"}, BOTH),
        (headers_of((KEY, "wrong")), WRONG),
        (headers_of(("wrong", SECRET)), WRONG),
        (headers_of((SECRET, KEY)), WRONG),
        (headers_of((KEY.lower(), SECRET)), WRONG),
        (headers_of((KEY, SECRET.upper())), WRONG),
        (headers_of((KEY, EMEA[1])), WRONG),
        (headers_of((KEY, "gänseblümchen")), WRONG),
        (headers_of((RETIRED[0], "wrong")), WRONG),
        (headers_of(RETIRED), DEACTIVATED),
    ],
    ids=str,
)
def test_pair_that_is_not_good_is_refused(library: Desk, headers: Mapping[str, str], expected: tuple[int, str]) -> None:
    assert refusal(library, headers) == expected


@pytest.mark.parametrize("names", [("accesstokenkey", "ACCESSTOKENSECRET"), ("AccessTokenKey", "Accesstokensecret")])
def test_names_of_headers_are_in_any_case(library: Desk, names: tuple[str, str]) -> None:
    response = library.client.get(
        f"/on24/v2/client/{ACCOUNT}/event", headers=dict(zip(names, (KEY, SECRET), strict=True))
    )
    assert response.status_code == 200


@pytest.mark.parametrize("query", [PAIR, {"accesstokenkey": KEY, "accesstokensecret": SECRET}])
def test_pair_in_the_query_is_no_pair(library: Desk, query: Mapping[str, str]) -> None:
    response = library.client.get(f"/on24/v2/client/{ACCOUNT}/event", query_string=dict(query))
    assert library.message(response) == BOTH


@pytest.mark.parametrize("account", ["1", "44970", "abc", "04497", "4497.0", "-4497", "4497 ", "٤٤٩٧"])
def test_account_that_there_is_not_is_not_found(library: Desk, account: str) -> None:
    assert refusal(library, PAIR, account) == (404, f"The client {account} doesn't exist.")


@pytest.mark.parametrize(
    ("pair", "account", "expected"),
    [
        (EMEA, ACCOUNT, NO_ACCESS),
        (EMEA, SISTER, NO_ACCESS),
        (EMEA, CLOSED, NO_ACCESS),
        ((KEY, SECRET), CLOSED, IS_EXPIRED),
        (EXPIRED, CLOSED, IS_EXPIRED),
        (EXPIRED, ACCOUNT, NO_ACCESS),
        (EMEA, 1, (404, "The client 1 doesn't exist.")),
    ],
)
def test_pair_is_for_its_account(library: Desk, pair: tuple[str, str], account: int, expected: tuple[int, str]) -> None:
    assert refusal(library, headers_of(pair), account) == expected


@pytest.mark.parametrize(
    ("pair", "account"),
    [((KEY, SECRET), ACCOUNT), ((KEY, SECRET), SUB_ACCOUNT), ((KEY, SECRET), SISTER), (EMEA, SUB_ACCOUNT)],
)
def test_pair_is_good_for_its_account_and_those_below(library: Desk, pair: tuple[str, str], account: int) -> None:
    response = library.client.get(f"/on24/v2/client/{account}/event", headers=headers_of(pair))
    assert response.status_code == 200
    assert {event["clientid"] for event in response.json["events"]} == {account}


def test_pair_may_be_for_some_operations_only(desk: Desk) -> None:
    url, headers = f"/on24/v2/client/{ACCOUNT}/event/{EVENT}", headers_of(FORM)
    assert desk.client.get(f"{url}/registrant", headers=headers).status_code == 200
    form = {"email": "jane@acme.com", "firstname": "Jane", "lastname": "Doe", "company": "Acme"}
    assert desk.client.post(f"{url}/registrant", headers=headers, data=form).status_code == 200
    refused = [
        desk.client.get(url, headers=headers),
        desk.client.patch(f"{url}/registrant", headers=headers, data=form),
        desk.client.post(f"{url}/forgetall", headers=headers),
        desk.client.delete(url, headers=headers),
    ]
    assert [desk.message(one) for one in refused] == [NO_PERMISSION] * 4
    assert desk.json(f"/event/{EVENT}/registrant", email="jane@acme.com")["totalregistrants"] == 1
