"""What must be true of what attendees do, and of its results: polls, surveys, questions, resources, calls, chats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

from tests.vendors.on24.people_checks import resources, unique
from tests.vendors.on24.snapshot import Event, Json, Snapshot, moment

# A count, and the list whose length it is.
LENGTHS = {
    "askedquestions": "questions",
    "answeredpolls": "polls",
    "answeredsurveys": "surveys",
    "resourcesdownloaded": "resources",
}
WHEN = {
    "questions": "createtimestamp",
    "polls": "pollsubmittedtimestamp",
    "surveys": "surveysubmittedtimestamp",
    "resources": "resourceviewedtimestamp",
    "calltoactions": "date",
    "certifications": "certificationtimestamp",
    "reactions": "datetime",
}


def counts_are_the_lengths_of_the_lists(account: Snapshot) -> None:
    for _, person in account.pairs():
        for count, name in LENGTHS.items():
            assert person[count] == len(person[name])
        answered = [question for survey in person["surveys"] for question in survey["surveyquestions"]]
        assert person["answeredsurveyquestions"] == len(answered)


def nothing_is_done_outside_of_a_session(account: Snapshot) -> None:
    for event, person in account.pairs():
        sessions = [(moment(one["starttime"]), moment(one["endtime"])) for one in event.sessions_of(person)]
        for name, when in WHEN.items():
            for deed in person.get(name, ()):
                assert any(starts <= moment(deed[when]) <= ends for starts, ends in sessions), name


def nothing_is_answered_or_opened_twice(account: Snapshot) -> None:
    numbers = {"polls": "pollid", "surveys": "surveyid", "resources": "resourceid", "calltoactions": "ctaid"}
    for _, person in account.pairs():
        for name, number in numbers.items():
            unique(deed[number] for deed in person.get(name, ()))


def questions_are_asked_once_and_answered_by_a_speaker(account: Snapshot) -> None:
    unique(asked["questionid"] for _, person in account.pairs() for asked in person["questions"])
    for event, person in account.pairs():
        names = {speaker["name"] for speaker in event.facts.get("speakers", ())}
        speakers = {one["presenterid"]: f"{one['firstname']} {one['lastname']}" for one in event.presenters}
        for asked in person["questions"]:
            if "answer" in asked:
                answer = asked["answer"]
                assert moment(asked["createtimestamp"]) <= moment(answer["createtimestamp"])
                assert answer["presentername"] in names
                assert not speakers or speakers[answer["presenterid"]] == answer["presentername"]


def poll_answers_are_the_polls(account: Snapshot) -> None:
    for event in account.events:
        for poll, given in answered_polls(event):
            choices = {one["answercode"]: one["answer"] for one in poll["summary"]}
            assert (given["pollquestion"], given["pollquestionid"]) == (poll["pollquestion"], poll["pollquestionid"])
            assert_chosen(choices, given["pollanswersdetail"], given["pollanswers"], poll["polltype"])


def assert_chosen(choices: dict[str, str], details: list[Json], answers: list[str], kind: str) -> None:
    """Answers are choices, in details as in short, each once, and one alone where only one may be chosen."""
    assert [one["answer"] for one in details] == answers != []
    assert all(choices[one["answercode"]] == one["answer"] for one in details)
    assert len(details) == 1 or (kind == "multioption" and len(set(answers)) == len(answers))


def answered_polls(event: Event) -> Iterator[tuple[Json, Json]]:
    """Yield each poll with each of the answers that were given."""
    polls = {poll["pollid"]: poll for poll in event.polls}
    for person in event.attendees:
        for given in person["polls"]:
            yield polls[given["pollid"]], given


def poll_results_are_those_of_the_answers(account: Snapshot) -> None:
    for event in account.events:
        given = [(poll["pollid"], answer) for poll, answer in answered_polls(event)]
        voters = Counter(poll for poll, _ in given)
        votes = Counter((poll, one["answercode"]) for poll, answer in given for one in answer["pollanswersdetail"])
        for poll in event.polls:
            assert poll["totalvotes"] == voters[poll["pollid"]]
            for one in poll["summary"]:
                assert one["percentage"] == share(votes[poll["pollid"], one["answercode"]], poll["totalvotes"])
            # A poll is shown when the event is over, and answered after it was pushed.
            assert ("livepushedtimestamp" in poll) == (moment(event.facts["liveend"]) <= account.as_of)


def polls_are_answered_after_they_are_pushed(account: Snapshot) -> None:
    for event in account.events:
        for poll, given in answered_polls(event):
            pushed = moment(poll["livepushedtimestamp"])
            assert moment(event.facts["livestart"]) <= pushed <= moment(event.facts["liveend"])
            assert pushed <= moment(given["pollsubmittedtimestamp"]) <= pushed + timedelta(minutes=10)


def share(count: int, total: int) -> float:
    """Return a percentage to one decimal, rounded half up; 0 of nothing."""
    return (2000 * count + total) // (2 * total) / 10 if total else 0.0


def survey_results_are_those_of_the_answers(account: Snapshot) -> None:
    for event in account.events:
        surveys = {survey["surveyid"]: survey for survey in event.surveys}
        responses: Counter[int] = Counter()
        votes: Counter[tuple[int, str]] = Counter()
        for given in (survey for person in event.attendees for survey in person["surveys"]):
            known = {one["questionid"]: one for one in surveys[given["surveyid"]]["surveyquestions"]}
            for answered in given["surveyquestions"]:
                number = answered["surveyquestionid"]
                assert_survey_answer(known[number], answered)
                responses[number] += 1
                votes.update((number, one.get("answercode", "")) for one in answered["surveyanswersdetail"])
        for question in (one for survey in event.surveys for one in survey["surveyquestions"]):
            number = question["questionid"]
            assert question["responses"] == responses[number]
            for one in question["surveyanswer"]:
                assert one["percentage"] == share(votes[number, one["answercode"]], question["responses"])


def assert_survey_answer(question: Json, answered: Json) -> None:
    """The answer is one of the question, or words of one's own where there is nothing to choose from."""
    assert (answered["surveyquestion"], answered.get("questioncode")) == (
        question["question"],
        question.get("questioncode"),
    )
    choices = {one["answercode"]: one["answer"] for one in question["surveyanswer"]}
    assert bool(choices) == (question["questiontype"] != "singletext")
    if choices:
        details = answered["surveyanswersdetail"]
        assert_chosen(choices, details, answered["surveyanswers"], question["questiontype"])
    else:
        assert [one["answer"] for one in answered["surveyanswersdetail"]] == answered["surveyanswers"]


def survey_questions_of_the_library_are_word_for_word(account: Snapshot) -> None:
    known = {one["questioncode"]: one for question in account.library for one in (question, *question["variations"])}
    for event in account.events:
        for question in (one for survey in event.surveys for one in survey["surveyquestions"]):
            if "questioncode" in question:
                original = known[question["questioncode"]]
                assert question["question"] == original["question"]
                choices = [(one["answercode"], one["answer"]) for one in question["surveyanswer"]]
                assert choices == [(one["answercode"], one["answer"]) for one in original["surveyanswer"]]


def resources_are_counted(account: Snapshot) -> None:
    for event in account.events:
        names = {one["resourceid"]: one["resourcename"] for one in resources(event)}
        opened = Counter(one["resourceid"] for person in event.attendees for one in person["resources"])
        viewed = event.resources["resourcesviewed"]
        assert event.resources["totalresources"] == len(names)
        assert {one["resourceid"]: one["uniquedownloads"] for one in viewed} == opened
        assert all(one["totaldownloads"] >= one["uniquedownloads"] for one in viewed)
        for one in (one for person in event.attendees for one in person["resources"]):
            assert one["resourceviewed"] == names[one["resourceid"]]


def calls_to_action_are_counted(account: Snapshot) -> None:
    for event in account.events:
        clicks: Counter[int] = Counter()
        people: Counter[int] = Counter()
        known = {one["ctaid"]: one for one in event.calls}
        for one in (one for person in event.attendees for one in person.get("calltoactions", ())):
            assert (one["ctaname"], one["action"]) == (known[one["ctaid"]]["ctaname"], known[one["ctaid"]]["action"])
            clicks[one["ctaid"]] += one["clicks"]
            people[one["ctaid"]] += 1
        for number, one in known.items():
            assert (one["totalclicks"], one["uniqueclicks"]) == (clicks[number], people[number])


def chats_are_written_by_attendees_who_are_there(account: Snapshot) -> None:
    for event in account.events:
        attendees = {person["eventuserid"]: person for person in event.attendees}
        for chat in event.chats:
            written = [moment(one["createtimestamp"]) for one in chat["chatmessages"]]
            assert written == sorted(written)
            assert len({one["eventuserid"] for one in chat["chatmessages"]}) <= chat["uniqueviews"]
            assert chat["uniqueviews"] <= min(chat["totalviews"], len(attendees))
            for one in chat["chatmessages"]:
                writer = event.registrant_of[one["eventuserid"]]
                assert (one["firstname"], one["lastname"]) == (writer["firstname"], writer["lastname"])
                sessions = event.sessions_of(attendees[one["eventuserid"]])
                spans = [(moment(session["starttime"]), moment(session["endtime"])) for session in sessions]
                assert any(starts <= moment(one["createtimestamp"]) <= ends for starts, ends in spans)


def certificates_are_the_events(account: Snapshot) -> None:
    for event in account.events:
        offered = [{**one} for one in event.certifications]
        for one in (one for person in event.attendees for one in person.get("certifications", ())):
            assert {name: value for name, value in one.items() if name != "certificationtimestamp"} in offered


def reactions_are_counted_from_the_start(account: Snapshot) -> None:
    for event, person in account.pairs():
        for one in person.get("reactions", ()):
            assert person["liveviewed"] == "Y"
            elapsed = moment(one["datetime"]) - moment(event.facts["goodafter"])
            assert elapsed == timedelta(seconds=one["timefromstart"])


CHECKS: list[Callable[[Snapshot], None]] = [
    counts_are_the_lengths_of_the_lists,
    nothing_is_done_outside_of_a_session,
    nothing_is_answered_or_opened_twice,
    questions_are_asked_once_and_answered_by_a_speaker,
    poll_answers_are_the_polls,
    poll_results_are_those_of_the_answers,
    polls_are_answered_after_they_are_pushed,
    survey_results_are_those_of_the_answers,
    survey_questions_of_the_library_are_word_for_word,
    resources_are_counted,
    calls_to_action_are_counted,
    chats_are_written_by_attendees_who_are_there,
    certificates_are_the_events,
    reactions_are_counted_from_the_start,
]
