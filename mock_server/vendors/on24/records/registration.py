"""Records of registration: the fields of a page, and the numbers of those who were changed or forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mock_server.vendors.on24.programme.materials import RegistrationField


@dataclass(frozen=True, slots=True)
class PageFieldRecord:
    """A field of a registration page."""

    field_id: str
    field_caption: str
    field_type: str
    validation_type: str
    required: bool
    options: Sequence[str] | None


@dataclass(frozen=True, slots=True)
class PageFieldList:
    """All fields of a registration page."""

    registration_fields: Sequence[PageFieldRecord]


@dataclass(frozen=True, slots=True)
class WrittenIds:
    """The numbers of people about whom something was written."""

    event_user_ids: Sequence[int]


def page_field_record(field: RegistrationField, countries: Sequence[str]) -> PageFieldRecord:
    """Return a field as the API shows it."""
    options = countries if field.lists_countries else field.options
    return PageFieldRecord(field.id, field.caption, field.kind, field.validation, field.is_required, options or None)
