"""Credentials: where they come from, and that they are never shown."""

from __future__ import annotations

import pytest

from mock_server.core.errors import ConfigError
from mock_server.drift.asking import Credentials, from_environment, from_file


def test_variables_of_the_vendor_are_read():
    environment = {
        "ONMOCK_ACME_CLIENT_ID": "a",
        "ONMOCK_ACME_CLIENT_SECRET": "b",
        "ONMOCK_ACME_TOKEN": "",
        "ONMOCK_OTHER_TOKEN": "c",
        "ONMOCK_PORT": "1",
    }
    assert dict(from_environment("acme", environment)) == {"client_id": "a", "client_secret": "b"}


def test_a_vendor_of_any_name_has_variables():
    assert dict(from_environment("a-c.me", {"ONMOCK_A_C_ME_TOKEN": "t"})) == {"token": "t"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("c.json", '{"client_id": 4497, "client_secret": "b"}'),
        ("c.json", '{"acme": {"client_id": "4497", "client_secret": "b"}, "other": {"token": "c"}}'),
        ("c.toml", 'client_id = "4497"\nclient_secret = "b"\n[other]\ntoken = "c"\n'),
        ("c.toml", '[acme]\nclient_id = 4497\nclient_secret = "b"\n'),
    ],
)
def test_a_file_is_read(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text)
    path.chmod(0o600)
    found = from_file("acme", path)
    assert dict(found) == {"client_id": "4497", "client_secret": "b"}
    assert found.warning == ""


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_file_that_others_can_read_is_warned_of(tmp_path, mode):
    path = tmp_path / "c.json"
    path.write_text('{"token": "zqx"}')
    path.chmod(mode)
    assert from_file("acme", path).warning == f"{path} can be read by others: chmod 600 it"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("c.json", b'{"client_secret": "zqx'),
        ("c.json", b'["zqx"]'),
        ("c.json", b'{"acme": "zqx"}'),
        ("c.json", b'{"acme": {"client_secret": ["zqx"]}}'),
        ("c.json", b'{"zqx secret": "zqx"}'),
        ("c.json", b'{"client_secret": "zqx\\n"}'),
        ("c.toml", b"client_secret = zqx"),
        ("c.toml", b"\xff\xfezqx"),
    ],
)
def test_a_file_that_is_none_is_refused_and_not_repeated(tmp_path, name, text):
    path = tmp_path / name
    path.write_bytes(text)
    with pytest.raises(ConfigError) as caught:
        from_file("acme", path)
    assert "zqx" not in f"{caught.value!r} {caught.value.__cause__}"


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ConfigError, match="No such file"):
        from_file("acme", tmp_path / "none.json")


def test_credentials_show_names_only():
    found = Credentials("acme", {"client_secret": "zqx"})
    assert repr(found) == str(found) == "<credentials of acme: client_secret>"


@pytest.mark.parametrize("value", ["zqx\r\nX: 1", "zqx ", " zqx", "zqx\0", "zqxä"])
def test_a_credential_that_cannot_be_in_a_header_is_named_by_its_variable(value):
    with pytest.raises(ConfigError, match="ONMOCK_ACME_TOKEN has characters") as caught:
        Credentials("acme", {"token": value})
    assert "zqx" not in str(caught.value)
