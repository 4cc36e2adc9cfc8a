"""What the events are made of: topics, themes and wordings, read from the fixtures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mock_server.resources import read_fixture
from mock_server.vendors.on24.programme.kinds import EventForm

Words = Mapping[str, Any]

_OWN_TOPICS = {EventForm.HUB: "hubs", EventForm.FORUM: "forums", EventForm.HYBRID: "hybrids"}


@dataclass(frozen=True, slots=True)
class Stock:
    """Everything there is to choose from. `account` is in no language, `pages` are registration pages, `library` is
    the account's library of survey questions."""

    by_language: Mapping[str, Sequence[Words]]
    by_form: Mapping[EventForm, Sequence[Words]]
    themes: Mapping[str, Words]
    account: Words
    speech: Mapping[str, Words]
    pages: Words
    library: Sequence[Words]

    def topics(self, form: EventForm, language: str) -> Sequence[Words]:
        """Return the topics of a form, or where it has none of its own, those of a language."""
        return self.by_form.get(form) or self.by_language[language]


def read_stock() -> Stock:
    """Read the stock from the fixtures."""
    topics, wording = read_fixture("on24/topics.json"), read_fixture("on24/wording.json")
    return Stock(
        by_language=topics["topics"],
        by_form={form: topics[name] for form, name in _OWN_TOPICS.items()},
        themes=read_fixture("on24/themes.json"),
        account=wording["account"],
        speech=wording["speech"],
        pages=wording["pages"],
        library=wording["library"],
    )
