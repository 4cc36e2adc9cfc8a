"""Usage: how much an event was used, with what only the event itself says."""

from __future__ import annotations

from mock_server.vendors.on24.people.roll import Roll
from mock_server.vendors.on24.people.tally import Tally
from mock_server.vendors.on24.programme.materials import Material

# Of five who look at a registration page, three register. (convention)
_LOOK, _REGISTER = 5, 3


class Usage(Tally):
    """The sums over an event's people; `material` is what it offers now. What an event does not have is None."""

    def __init__(self, roll: Roll, material: Material) -> None:
        super().__init__(roll.event, roll.visits)
        self._event, self._material, self._has_ended = roll.event, material, roll.has_ended

    @property
    def registration_page_hits(self) -> int:
        """How often the registration page was opened: in a fixed proportion to those who registered."""
        return -(-self.total_registrants * _LOOK // _REGISTER)

    @property
    def number_of_polls_pushed(self) -> int:
        """How many polls were put to the audience."""
        return len(self._material.polls) if self._has_ended else 0

    @property
    def number_of_surveys_presented(self) -> int:
        """How many surveys were put to the audience."""
        survey = self._material.survey
        return int(self._has_ended and survey is not None and bool(survey.questions))

    @property
    def number_of_resources_available(self) -> int:
        """How many resources the event offers."""
        return len(self._material.resources)

    @property
    def clicks_if_any(self) -> int | None:
        """How often calls to action were followed; None where there are none to follow."""
        return self.number_of_cta_clicks if self._material.calls_to_action else None

    @property
    def views_of_hub(self) -> int | None:
        """How often the contents of an Engagement Hub were opened; None of any other event."""
        return self.content_views if self._event.content_type == "gateway" else None
