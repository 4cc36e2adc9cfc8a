"""What a registration must hold: the fields that the event's registration page asks for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from mock_server.core.api_errors import FieldError, InvalidRequest
from mock_server.vendors.on24.forms.phones import formatted_phone, is_phone

EMAIL = "email"
COUNTRY = "country"
PHONES = frozenset({"work_phone", "home_phone", "fax"})
FLAGS = frozenset({"marketing_email", "event_email", "is_blocked", "is_deleted", "update_if_exist"})
_YES_OR_NO = ("Y", "N")
# What every registration has a value of: a blank one says nothing.
_NEVER_BLANK = FLAGS | {"email_format"}
# Pages have two names run together, all others as the handlers have them.
_ARGUMENTS = {"firstname": "first_name", "lastname": "last_name"}
# A local part and a domain with a dot, and nothing that would need quotes.
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\.]+(\.[^\s@<>,;:\"()\[\]\\.]+)+")


class PageField(Protocol):
    """A field of a registration page.

    A field with `options`, or one that `lists_countries`, takes only what is listed.
    """

    @property
    def id(self) -> str: ...
    @property
    def is_required(self) -> bool: ...
    @property
    def options(self) -> Sequence[str]: ...
    @property
    def lists_countries(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class FormRules:
    """How a form is held against a page.

    `honor_required` and `honor_validation` are what the client asked for; `always` are fields that are needed whatever
    it asked for; `longest` are the lengths that longer values are cut to. In a `partial` form nothing is missing: what
    was not sent stays.
    """

    honor_required: bool = True
    honor_validation: bool = True
    always: Collection[str] = ()
    longest: Mapping[str, int] = field(default_factory=dict)
    countries: Collection[str] = ()
    partial: bool = False


def checked_form(
    page: Sequence[PageField], sent: Mapping[str, str | None], rules: FormRules, known: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Return the values to keep of what was sent, by argument; raise InvalidRequest with all that is wrong.

    `sent` are raw texts, None or missing where a field was not sent. A field with a value in `known`, the record that
    is being changed, may be missing, but not blank. A blank value of a field that nobody needs is kept: it takes the
    old one away.
    """
    fields = {_ARGUMENTS.get(one.id, one.id): one for one in page}
    form = _Form(fields, sent, normalised(sent, rules.longest), rules, known or {})
    errors = list(form.faults())
    if errors:
        raise InvalidRequest(errors)
    # Only where values are not looked at: a flag that says neither changes nothing.
    return {argument: text for argument, text in form.values.items() if is_flag_or_text(argument, text)}


def is_flag_or_text(argument: str, text: str) -> bool:
    """Tell whether a value is no flag, or one that says yes or no."""
    return argument not in FLAGS or text in _YES_OR_NO


def normalised(sent: Mapping[str, str | None], longest: Mapping[str, int]) -> dict[str, str]:
    """Return what was sent without blanks around it, telephone numbers and flags in their form, and cut."""
    texts = {argument: text.strip() for argument, text in sent.items() if text is not None}
    return {
        argument: _shown(argument, text)[: longest.get(argument)].rstrip()
        for argument, text in texts.items()
        if text or argument not in _NEVER_BLANK
    }


def _shown(argument: str, text: str) -> str:
    if argument in PHONES:
        return formatted_phone(text)
    return text.upper() if argument in FLAGS else text


def is_address(text: str) -> bool:
    """Tell whether a text looks like an e-mail address."""
    return _ADDRESS.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class _Form:
    """A form beside the page it is for; `values` is what would be kept of it."""

    fields: Mapping[str, PageField]
    sent: Mapping[str, str | None]
    values: dict[str, str]
    rules: FormRules
    known: Mapping[str, str]

    def faults(self) -> Iterator[FieldError]:
        """Yield what is wrong: first with the address, then with the page's fields in their order, then with others.

        Without words: they are the contract's, by the rule that was broken.
        """
        for argument in dict.fromkeys((EMAIL, *self.rules.always, *self.fields, *self.values)):
            rule = self._broken(argument)
            if rule is not None:
                yield FieldError("", argument, rule=rule)

    def _broken(self, argument: str) -> str | None:
        if argument not in self.values:
            is_there = self.rules.partial or self.known.get(argument)
            return "missing" if self._is_needed(argument) and not is_there else None
        text = (self.sent[argument] or "").strip()
        if not text:
            return "blank" if self._is_needed(argument) else None
        return None if self._is_valid(argument, text) else "invalid"

    def _is_needed(self, argument: str) -> bool:
        if argument in self.rules.always:
            return True
        is_asked_for = argument == EMAIL or (argument in self.fields and self.fields[argument].is_required)
        return is_asked_for and self.rules.honor_required

    def _is_valid(self, argument: str, text: str) -> bool:
        if argument == EMAIL:
            return is_address(self.values[argument])
        if not self.rules.honor_validation:
            return True
        if argument in PHONES:
            return is_phone(text)
        if argument in FLAGS:
            return self.values[argument] in _YES_OR_NO
        listed = self._listed(argument)
        return not listed or self.values[argument] in listed

    def _listed(self, argument: str) -> Collection[str]:
        one = self.fields.get(argument)
        if one is None:
            return self.rules.countries if argument == COUNTRY else ()
        return (*one.options, *self.rules.countries) if one.lists_countries else one.options
