"""The registration page of an event: what one is asked, and what one must answer."""

from __future__ import annotations

from collections.abc import Sequence

from mock_server.vendors.on24.programme.materials import RegistrationField
from mock_server.vendors.on24.programme.stock import Words


def registration_page(pages: Words, language: str, layout: int) -> Sequence[RegistrationField]:
    """Return the fields of a page, the required ones first. Layout 0 asks for the least."""
    chosen = pages["layouts"][layout % len(pages["layouts"])]
    fields = [(name, True) for name in chosen["required"]] + [(name, False) for name in chosen["optional"]]
    return tuple(_field(pages, language, name, is_required) for name, is_required in fields)


def _field(pages: Words, language: str, name: str, is_required: bool) -> RegistrationField:
    options = pages["options"][language].get(name, ())
    is_country = name == "country"
    return RegistrationField(
        id=name,
        caption=pages["captions"][language][name],
        kind="listbox" if options or is_country else "textbox",
        validation="email" if name == "email" else "none",
        is_required=is_required,
        options=tuple(options),
        lists_countries=is_country,
    )
