"""New members that nobody should be sent are worse than others."""

from __future__ import annotations

import pytest

from mock_server.drift.replies.sensitive import sensitivity

SECRET, PEOPLE = "by its name a secret", "with addresses or numbers of people"


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("apiSecret", "zqx", SECRET),
        ("client_secret", None, SECRET),
        ("accessToken", "zqx", SECRET),
        ("api_key", 7, SECRET),
        ("Password", "", SECRET),
        ("nextPageToken", "zqx", ""),
        ("cursor_token", "zqx", ""),
        ("key", "a-slug", ""),
        ("owner", "jean@example.com", PEOPLE),
        ("owner", {"numbers": ["+41 44 123 45 67"]}, PEOPLE),
        ("owner", "Zürich @ night", ""),
        ("owner", "+41", ""),
        ("count", 41_441_234_567, ""),
    ],
)
def test_sensitivity_is_told_by_names_and_by_what_people_are_reached_at(name: str, value: object, why: str) -> None:
    assert sensitivity([name], [{}, {name: value, "other": "a@example.com"}]) == why
