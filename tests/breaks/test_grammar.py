"""Texts of breaks: what is read, and what is refused with what is legal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mock_server.breaks import catalogue, parse_break
from mock_server.core.errors import ConfigError
from tests.contract.subjects import CONTRACTS, every_vendor

ONIVA = CONTRACTS["oniva"]


@every_vendor()
def test_ready_breaks_are_read_back_as_they_are_written(vendor: str) -> None:
    contract = CONTRACTS[vendor]
    assert [one.text for one in catalogue(contract) if str(parse_break(one.text, contract)) != one.text] == []


@every_vendor()
def test_ids_are_unique_and_stand_for_their_texts(vendor: str) -> None:
    contract = CONTRACTS[vendor]
    entries = catalogue(contract)
    assert len({one.id for one in entries}) == len(entries)
    firsts = {one.kind: one for one in reversed(entries)}.values()
    assert [one.id for one in firsts if str(parse_break(one.id, contract)) != one.text] == []


@every_vendor()
def test_there_are_many_kinds_each_with_a_severity(vendor: str) -> None:
    entries = catalogue(CONTRACTS[vendor])
    assert len({one.kind for one in entries}) >= 60
    assert {one.severity for one in entries} == {"breaking", "dangerous", "informational"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "a break is operation:place:edit"),
        ("getMe", "a break is operation:place:edit"),
        ("getMe:/name", "a break is operation:place:edit"),
        ("getMee:/name:drop", "there is no operation 'getMee'; there are: issueToken, getMe"),
        ("getMe:/nam:drop", "there is no 'nam' at the whole; there is clientId, name, scopes"),
        ("listEventBookings:/items/*/contact/mail:drop", "there is no 'mail' at /items/*/contact; there is id, email"),
        ("getMe:/name:delete", "there is no edit 'delete'; there are: add, case"),
        ("getMe:/name:rename", "the edit rename needs a value"),
        ("getMe:/name:drop=1", "the edit drop takes no value"),
        ("getMe:/name:retype=text", "the edit retype takes string, integer"),
        ("getMe:/name:value={", "the edit value takes JSON"),
        ("getMe:/name:truncate=x", "the edit truncate takes a whole number"),
        ("listEvents:query/size:ignore", "there is no parameter 'size'; there are: page, limit"),
        ("listEvents:query/limit:drop", "a parameter has no edit 'drop'; there are: ignore"),
        ("listEvents:query/limit:maximum=x", "takes a whole number"),
        ("listEvents:status/201:become=422", "there is no status '201'; there are: 200, 400"),
        ("listEvents:status/400:become=99", "a status is from 200 to 599"),
        ("listEvents:header/X-Nothing:drop", "there is no header 'X-Nothing'; there are: Allow"),
        ("getMe:scope:become=x", "getMe asks for no scope"),
        ("getMe:weather:become=rain", "there is no place 'weather'; a place is a JSON pointer"),
        ("*:/nowhere:drop", "there is no 'nowhere'"),
        ("field-renamed:getMe:/nowhere", "there is no operation 'field-renamed'"),
    ],
)
def test_bad_text_is_refused_with_what_is_legal(text: str, reason: str) -> None:
    with pytest.raises(ConfigError) as refused:
        parse_break(text, ONIVA)
    assert str(refused.value).startswith(reason) or reason in str(refused.value)
    assert "\n" not in str(refused.value)


PART = st.text(st.sampled_from('abc*/=:-{}[]"0 é\x00'), max_size=8)


@given(st.builds(":".join, st.lists(PART | st.sampled_from(["getMe", "listEvents", "/items/*", "drop", "scope"]))))
def test_junk_is_never_anything_but_refused(text: str) -> None:
    try:
        assert str(parse_break(text, ONIVA)).count(":") >= 2
    except ConfigError:
        assert True
