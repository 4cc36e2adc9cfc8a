"""Tally: how often each thing of an event was used, and how each question was answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from mock_server.vendors.on24.people.sums import Sums
from mock_server.vendors.on24.people.visits import ActKind
from mock_server.vendors.on24.people.votes import Votes


class Tally(Sums):
    """The sums of an event, and of each item of its material."""

    def people(self, kind: ActKind, item: int) -> int:
        """Return how many did something with an item of the material."""
        return self._people[kind, item]

    def uses(self, kind: ActKind, item: int) -> int:
        """Return how often something was done with an item of the material."""
        return self._uses[kind, item]

    def poll_votes(self, poll: int) -> Votes:
        """Return how a poll of the material was answered."""
        return self._votes(ActKind.POLL, poll, 0, len(self._plan.material.polls[poll].answers))

    def survey_votes(self, question: int) -> Votes:
        """Return how a question of the survey was answered; in words of one's own, only how often."""
        survey = self._plan.material.survey
        return self._votes(ActKind.SURVEY, 0, question, len(survey.questions[question].answers) if survey else 0)

    def _votes(self, kind: ActKind, item: int, question: int, choices: int) -> Votes:
        voters, counts = 0, [0] * choices
        for visit, times in self._visits.items():
            for _, act in visit.acts(kind):
                if act.item != item or not act.answers[question]:
                    continue
                voters += times
                for choice in act.answers[question] if choices else ():
                    counts[choice] += times
        return Votes(voters, counts)

    @cached_property
    def _people(self) -> Mapping[tuple[ActKind, int], int]:
        people: Counter[tuple[ActKind, int]] = Counter()
        for visit, times in self._visits.items():
            people.update({(act.kind, act.item): times for act in visit.all_acts})
        return people

    @cached_property
    def _uses(self) -> Mapping[tuple[ActKind, int], int]:
        uses: Counter[tuple[ActKind, int]] = Counter()
        for visit, times in self._visits.items():
            for act in visit.all_acts:
                uses[act.kind, act.item] += act.times * times
        return uses
