"""The account's programme of events: what is fixed about every one, before anybody registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial

from mock_server.core.world import WorldPlan
from mock_server.fake import People, Stream, label
from mock_server.resources import read_pools
from mock_server.vendors.on24.pacific import midnight
from mock_server.vendors.on24.programme.event_plan import HIDING_TAG, EventPlan
from mock_server.vendors.on24.programme.hub_shelf import hub_contents
from mock_server.vendors.on24.programme.intake import new_intake
from mock_server.vendors.on24.programme.kinds import EventForm
from mock_server.vendors.on24.programme.mailing import Mailing
from mock_server.vendors.on24.programme.materials import Content, Material, Speaker
from mock_server.vendors.on24.programme.numbering import Numbering, pinned_ids
from mock_server.vendors.on24.programme.offers import Occasion, Offers
from mock_server.vendors.on24.programme.outline import Outline, Outlines
from mock_server.vendors.on24.programme.registration_page import registration_page
from mock_server.vendors.on24.programme.speakers import Speakers
from mock_server.vendors.on24.programme.stock import read_stock
from mock_server.vendors.on24.programme.survey_library import LibraryQuestion, survey_library

__all__ = ["WRITTEN_MATERIAL", "EventPlan", "Programme"]

# An event's thousand ids: speakers come first, then what is on a hub's shelf, then the rest of what is offered. What
# is written takes those from WRITTEN_MATERIAL on.
_SHELF, _REST, WRITTEN_MATERIAL = 20, 50, 500
_LAYOUT_ORDER = (0, 1, 2, 1, 3)


@dataclass(frozen=True, slots=True)
class _Setting:
    """Where an event is put: whose it is, who looks after it, how it is filed."""

    client_id: int
    created_by: str
    profile: str
    campaign_code: str | None
    tags: Sequence[str]
    custom_account_tags: Sequence[int]
    funnel_stages: Sequence[str]
    venue: str | None
    address: str | None


class Programme:
    """All events of an account, by index, in the order of their starts.

    `numbering` gives ids and keys also to events that are written; `survey_library` is the account's.
    """

    def __init__(self, plan: WorldPlan, people: People | None = None) -> None:
        self._plan, self._seed, self._stock = plan, plan.seed, read_stock()
        self._scenario, account = plan.scenario, plan.scenario["account"]
        self._company, self._domain = account["name"], account["domain"]
        self._speakers = Speakers(people or People(plan.seed, read_pools()), plan.seed, self._company, self._domain)
        self._rotation = Stream(plan.seed, label("on24/rotation")).below(1 << 16)
        self.numbering = Numbering(plan.seed, plan.epoch, pinned_ids(plan.scenario["pins"]))
        self.survey_library: Sequence[LibraryQuestion] = survey_library(self._stock.library)
        self._page = cache(partial(registration_page, self._stock.pages))
        outlines = Outlines(plan, self._stock, self._rotation)
        self.events: Sequence[EventPlan] = [self._event(outline) for outline in outlines.all()]

    def _event(self, outline: Outline) -> EventPlan:
        draw = Stream(self._seed, label("on24/event"), outline.index)
        pin, topic, theme = outline.pin, outline.topic, self._stock.themes[outline.topic["theme"]]
        has_archive = pin.get("has_archive", True) or not outline.form.is_live
        intake = new_intake(self._plan, outline, has_archive, draw)
        setting = self._setting(outline, draw)
        speakers = self._pick_speakers(outline, draw)
        layout = 0 if "id" in pin else _LAYOUT_ORDER[(outline.index + self._rotation) % len(_LAYOUT_ORDER)]
        return EventPlan(
            index=outline.index,
            id=self.numbering.event_id(outline.index),
            client_id=setting.client_id,
            form=outline.form,
            title=outline.title,
            abstract=topic["abstract"],
            summary=f"<p>{topic['summary']}</p>",
            category=theme["category"],
            keyword=theme["keyword"],
            industry=theme["industry"],
            zone=outline.zone,
            language=outline.language,
            people_language=outline.language,
            created=intake.created,
            created_by=setting.created_by,
            opens=intake.opens,
            starts=outline.starts,
            minutes=outline.minutes,
            has_archive=has_archive,
            planned=intake.planned,
            before=intake.before,
            closes=intake.closes,
            audience_key=self.numbering.key("audience", outline.index),
            report_key=self.numbering.key("report", outline.index),
            campaign_code=setting.campaign_code,
            tags=setting.tags,
            custom_account_tags=setting.custom_account_tags,
            funnel_stages=setting.funnel_stages,
            profile=setting.profile,
            venue=setting.venue,
            address=setting.address,
            is_active=pin.get("is_active", True),
            is_test=pin.get("is_test", False),
            fields=self._page(outline.language, layout),
            speakers=speakers,
            make_material=partial(self._material, outline, len(speakers)),
        )

    def _setting(self, outline: Outline, draw: Stream) -> _Setting:
        account, scenario = self._stock.account, self._scenario
        profile = draw.pick(scenario["event_profiles"])
        prefix, number = draw.pick(account["campaigns"]), draw.between(1, 40)
        has_campaign, venue = draw.chance(65), draw.pick(account["venues"])
        groups = draw.shuffled(scenario["custom_account_tags"])[: draw.below(3)]
        stages = account["funnel_stages"]
        first_stage = draw.below(len(stages))
        is_at_venue = outline.form is EventForm.HYBRID
        return _Setting(
            client_id=self._home(outline),
            created_by=draw.pick(scenario["event_managers"])["name"],
            profile=f"{profile['name']} ({profile['id']})",
            campaign_code=f"{prefix}-{outline.starts:%y}-{number:02d}" if has_campaign else None,
            tags=(*outline.topic["tags"], *((HIDING_TAG,) if outline.pin.get("is_hidden") else ())),
            custom_account_tags=tuple(draw.pick(group["tags"])["id"] for group in groups),
            funnel_stages=tuple(stages[first_stage : first_stage + draw.below(3)]),
            venue=venue["name"] if is_at_venue else None,
            address=venue["address"] if is_at_venue else None,
        )

    def _home(self, outline: Outline) -> int:
        """Return whose event it is; of a hundred, a sub-account has its share. Pinned ones and hubs are its own."""
        place = 100 if outline.pin or outline.form is EventForm.HUB else (outline.index * 37 + self._rotation) % 100
        for one in self._scenario["sub_accounts"]:
            place -= one.get("share", 0)
            if place < 0:
                return int(one["id"])
        return int(self._scenario["account"]["id"])

    def _pick_speakers(self, outline: Outline, draw: Stream) -> Sequence[Speaker]:
        lowest, highest = {EventForm.HYBRID: (3, 4), EventForm.HUB: (1, 1)}.get(outline.form, (1, 3))
        words, new_id = self._stock.speech[outline.language], self.numbering.material_ids(outline.index)
        return self._speakers.pick(draw.between(lowest, highest), outline.language, words, new_id, draw)

    def _recordings(self) -> Sequence[EventPlan]:
        """Return the account's own webcasts that everybody may watch at the epoch."""
        return [event for event in self.events if self._is_public(event) and event.form.content_type == "webcast"]

    def _is_public(self, event: EventPlan) -> bool:
        is_shown = event.is_active and not event.is_test and not event.is_hidden and event.has_archive
        is_own = event.client_id == self._scenario["account"]["id"]
        return is_shown and is_own and event.ends < midnight(self._plan.epoch)

    def _material(self, outline: Outline, speakers: int) -> Material:
        draw, index = Stream(self._seed, label("on24/material"), outline.index), outline.index
        words = self._stock.speech[outline.language]
        theme = self._stock.themes[outline.topic["theme"]]
        occasion = Occasion(
            form=outline.form,
            title=outline.title,
            language=outline.language,
            minutes=outline.minutes,
            speakers=speakers,
            complete="id" in outline.pin,
            theme=theme,
            speech=words,
            certificates=self._stock.account["certificates"],
        )
        shelf: Sequence[Content] = ()
        if outline.form is EventForm.HUB:
            ids = self.numbering.material_ids(index, _SHELF)
            shelf = hub_contents(self.events[index], self._recordings(), theme, ids, draw)
        offers = Offers(occasion, self.numbering.material_ids(index, _REST), draw)
        return offers.material(self.survey_library, Mailing(words, self._company, self._domain), shelf)
