"""What is put on an event's page, and the media manager: uploads are checked, kept and seen again."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from mock_server.vendors.on24.forms.uploads import is_file_name, last_part
from mock_server.vendors.on24.programme.event_plan import EventPlan
from mock_server.vendors.on24.programme.kinds import EventForm
from tests.vendors.on24.desk import ACCOUNT, EVENT, Desk

ZIP, OLE, PDF = b"PK\x03\x04 and so on", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", b"%PDF-1.7 and so on"
PNG, JPG, GIF = b"\x89PNG\r\n\x1a\n and so on", b"\xff\xd8\xff\xe0 and so on", b"GIF89a and so on"
MP4, MP3 = b"\x00\x00\x00\x20ftypisom and so on", b"ID3\x04 and so on"
FILES = {
    "a.doc": OLE,
    "a.docx": ZIP,
    "a.xls": OLE,
    "a.xlsx": ZIP,
    "a.pdf": PDF,
    "a.ppt": OLE,
    "A.PPTX": ZIP,
    "a.mp3": MP3,
    "a.mp4": MP4,
}
SPEAKER = {"name": "Ada Marsh", "email": "ada@acme.com"}
QUESTION = {"questiontype": "singleoption", "required": "Y", "question": "How?", "surveyanswers": ["Good", "Bad"]}
OPEN = {"questiontype": "singletext", "question": "What else?"}


def file(name: str, content: bytes) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def post(desk: Desk, path: str, **fields: Any) -> Any:
    sent = {name: json.dumps(value) if isinstance(value, dict) else value for name, value in fields.items()}
    return desk.ask("POST", path, data=sent, content_type="multipart/form-data")


def related(desk: Desk, event: int = EVENT, **fields: Any) -> Any:
    sent = {"matchname": resources_of(desk)[0], "name": "Paper", "type": "Resource", **fields}
    return post(desk, f"/event/{event}/relatedcontent", **sent)


def resources_of(desk: Desk) -> list[str]:
    used = desk.json(f"/event/{EVENT}/resource")
    return [one["resourcename"] for part in ("resourcesviewed", "resourcesnotviewed") for one in used[part]]


# Related content


@pytest.mark.parametrize("name", FILES)
def test_a_file_takes_the_place_of_a_resource(desk: Desk, name: str) -> None:
    before = resources_of(desk)
    response = related(desk, file=file(name, FILES[name]))
    assert response.json == {"message": "RECEIVED", "resource": {"name": "Paper", "file": name}}
    assert sorted(resources_of(desk)) == sorted(["Paper", *before[1:]])


def test_an_address_takes_the_place_of_a_resource(desk: Desk) -> None:
    response = related(desk, type="URL", url="https://www.acme.com/paper?x=1")
    assert response.json["resource"] == {"name": "Paper", "url": "https://www.acme.com/paper?x=1"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", PDF),
        ("a.png", PNG),
        ("a", PDF),
        (".pdf", PDF),
        ("...pdf", PDF),
        ("a.pdf", b""),
        ("a.pdf", ZIP),
        ("a.docx", b"<html>"),
        ("a.mp3", b"\xff"),
        ("a\x07b.pdf", PDF),
        ("a\u202efdp.pdf", PDF),
        ("x" * 252 + ".pdf", PDF),
    ],
)
def test_other_files_are_refused_and_nothing_changes(library: Desk, name: str, content: bytes) -> None:
    before = resources_of(library)
    assert library.message(related(library, file=file(name, content))) == (400, "File is not accepted filetype")
    assert resources_of(library) == before


@pytest.mark.parametrize("name", ["../../etc/a.pdf", "/a.pdf", "a/../a.pdf"])
def test_of_a_files_name_the_last_part_is_kept(desk: Desk, name: str) -> None:
    assert related(desk, file=file(name, PDF)).json["resource"]["file"] == "a.pdf"


@pytest.mark.parametrize(
    ("name", "good"),
    [("a.pdf", True), ("..pdf", False), ("a..pdf", True), ("é ü.pdf", True), ("a\n.pdf", False), ("a\x7f.pdf", False)],
)
def test_names_of_files(name: str, good: bool) -> None:
    assert is_file_name(name) is good


@pytest.mark.parametrize(("name", "last"), [("folder/", ""), ("C:\\temp\\a.pdf", "a.pdf"), ("..\\a.pdf", "a.pdf")])
def test_last_parts(name: str, last: str) -> None:
    assert last_part(name) == last


def test_a_file_or_an_address_and_never_both(library: Desk) -> None:
    paper = file("a.pdf", PDF)
    assert library.message(related(library)) == (400, "The file parameter is missing.")
    assert library.message(related(library, type="URL")) == (400, "The url parameter is missing.")
    both = related(library, file=paper, url="https://www.acme.com")
    assert library.message(both) == (400, "Invalid value for the url parameter.")
    other = related(library, type="URL", file=file("a.pdf", PDF), url="https://www.acme.com")
    assert library.message(other) == (400, "File is not accepted filetype")
    assert related(library, type="url", url="https://www.acme.com").status_code == 400


@pytest.mark.parametrize(
    "url", ["acme", "javascript:alert(1)", "file:///etc/passwd", "https://", "http://a b", "//a.com"]
)
def test_an_address_is_one_of_the_web(library: Desk, url: str) -> None:
    assert library.message(related(library, type="URL", url=url)) == (400, "Invalid value for the url parameter.")


def test_the_entry_must_be_there_once(desk: Desk) -> None:
    first, second, *_ = resources_of(desk)
    missing = related(desk, matchname="Nothing", file=file("a.pdf", PDF))
    assert desk.message(missing) == (404, f"Nothing not found for event {EVENT}")
    assert related(desk, matchname=first, name=second, file=file("a.pdf", PDF)).status_code == 200
    twice = related(desk, matchname=second, file=file("a.pdf", PDF))
    assert desk.message(twice) == (400, f"More than one {second} for event {EVENT}")


def test_fifty_megabytes_and_no_more(desk: Desk) -> None:
    largest = b"%PDF-".ljust(50 << 20, b" ")
    assert upload_raw(desk, largest).status_code == 200
    assert desk.message(upload_raw(desk, largest + b" ")) == (413, "The file is larger than 50 MB.")


def upload_raw(desk: Desk, content: bytes) -> Any:
    """Upload a document in a body of our own: the test client leaves a file behind where one is large."""
    head = b'--frame\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
    body = head + content + b"\r\n--frame--\r\n"
    return desk.ask("POST", "/mediamanager/document", data=body, content_type="multipart/form-data; boundary=frame")


# Slides


def test_slides_are_listed_after_those_there_were(desk: Desk) -> None:
    path = f"/event/{EVENT}/slides"
    before = desk.json(path)["slides"]
    assert post(desk, path, file=file("deck/Results.pptx", ZIP)).json == {
        "message": "RECEIVED",
        "mediafile": "Results.pptx",
    }
    *rest, last = desk.json(path)["slides"]
    assert rest == before
    assert (last["message"], last["mediafile"]) == ("Results", "Results.pptx")
    assert last["mediaurlid"] not in [one["mediaurlid"] for one in before]


@pytest.mark.parametrize("sent", [{}, {"file": ("a.pdf", PDF)}, {"file": ("a.pptx", PDF)}, {"file": ("", b"")}])
def test_what_is_no_presentation_is_refused(library: Desk, sent: dict[str, tuple[str, bytes]]) -> None:
    fields = {name: file(*one) for name, one in sent.items()}
    response = post(library, f"/event/{EVENT}/slides", **fields)
    assert library.message(response) == (400, "File is not a Power Point presentation")


def test_an_event_without_slides_says_so(desk: Desk) -> None:
    event = new_event(desk)
    assert desk.message(desk.get(f"/event/{event}/slides")) == (404, "No slides found")
    assert post(desk, f"/event/{event}/slides", file=file("a.ppt", OLE)).status_code == 200
    assert [one["mediafile"] for one in desk.json(f"/event/{event}/slides")["slides"]] == ["a.ppt"]


# Speakers


@pytest.mark.parametrize(("name", "content"), [("a.jpg", JPG), ("a.jpeg", JPG), ("a.GIF", GIF), ("a.png", PNG)])
def test_a_speaker_comes_with_a_picture_or_without(desk: Desk, name: str, content: bytes) -> None:
    metadata = {**SPEAKER, "title": "CFO", "website": "https://www.acme.com", "linkedin": "ada", "twitter": ""}
    speaker = post(desk, f"/event/{EVENT}/speakerbio", metadata=metadata, file=file(name, content)).json["speaker"]
    assert speaker.pop("id")
    assert speaker == {**{key: value for key, value in metadata.items() if value}, "file": name}
    assert "file" not in post(desk, f"/event/{EVENT}/speakerbio", metadata=SPEAKER).json["speaker"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"metadata": "no JSON"},
        {"metadata": "[]"},
        {"metadata": {"name": "Ada"}},
        {"metadata": {**SPEAKER, "email": "nobody"}},
        {"metadata": {**SPEAKER, "name": ""}},
        {"metadata": {**SPEAKER, "title": None}},
        {"metadata": {**SPEAKER, "twitter": "a", "linkedin": "a", "facebook": "a"}},
        {"metadata": SPEAKER, "file": ("a.pdf", PDF)},
        {"metadata": SPEAKER, "file": ("a.png", JPG)},
    ],
)
def test_a_speaker_who_is_not_told_well_is_refused(library: Desk, fields: dict[str, Any]) -> None:
    sent = {name: file(*one) if isinstance(one, tuple) else one for name, one in fields.items()}
    response = post(library, f"/event/{EVENT}/speakerbio", **sent)
    assert library.message(response) == (400, "Invalid metadata or file is not accepted filetype.")


def test_speakers_are_deleted_and_those_of_the_event_stay(desk: Desk) -> None:
    before = desk.json(f"/event/{EVENT}")["speakers"]
    post(desk, f"/event/{EVENT}/speakerbio", metadata=SPEAKER)
    answer = desk.send("DELETE", f"/event/{EVENT}/speakerbio")
    assert answer.json == {"message": "Speaker bio data has been deleted."}
    assert desk.json(f"/event/{EVENT}")["speakers"] == before


def test_a_hub_has_none_of_these_widgets(library: Desk) -> None:
    hub = next(one.id for one in events_of(library) if one.form is EventForm.HUB)
    bio = "The Speaker Bio widget is not available for this event."
    survey = "The Take Survey widget is not available for this event."
    assert library.message(post(library, f"/event/{hub}/speakerbio", metadata=SPEAKER)) == (404, bio)
    assert library.message(library.send("DELETE", f"/event/{hub}/speakerbio")) == (404, bio)
    asked = library.send("POST", f"/event/{hub}/surveyquestions", {"metadata": json.dumps({"surveyquestions": [OPEN]})})
    assert library.message(asked) == (404, survey)


# Survey questions


@pytest.mark.parametrize("form", ["form", "multipart", "json"])
def test_questions_are_added_to_the_survey(desk: Desk, form: str) -> None:
    before = survey_of(desk)
    answer = ask(desk, [QUESTION, OPEN], form)
    first, second = answer.json["surveyquestions"]
    assert first["surveyanswers"] == [
        {"answercode": "choice1", "answer": "Good"},
        {"answercode": "choice2", "answer": "Bad"},
    ]
    assert second == {"questiontype": "singletext", "required": "N", "question": "What else?", "surveyanswers": []}
    after = survey_of(desk)
    assert after[: len(before)] == before
    assert [(one["question"], one["responses"]) for one in after[len(before) :]] == [
        ("How?", 0),
        ("What else?", 0),
    ]


@pytest.mark.parametrize(
    "questions",
    [
        [],
        [{**QUESTION, "questiontype": "essay"}],
        [{**QUESTION, "required": "yes"}],
        [{**QUESTION, "question": ""}],
        [{**QUESTION, "surveyanswers": []}],
        [{**QUESTION, "surveyanswers": [1]}],
        [{**OPEN, "surveyanswers": ["What for?"]}],
        [QUESTION, {"question": "?"}],
    ],
)
@pytest.mark.parametrize("form", ["form", "json"])
def test_wrong_questions_are_refused_together(library: Desk, questions: list[Any], form: str) -> None:
    before = survey_of(library)
    assert library.message(ask(library, questions, form)) == (400, "Invalid metadata.")
    assert survey_of(library) == before


def test_no_questions_at_all_are_refused(library: Desk) -> None:
    path = f"/event/{EVENT}/surveyquestions"
    assert library.message(library.send("POST", path)) == (400, "Invalid metadata.")
    assert library.message(library.ask("POST", path, data="{", content_type="application/json"))[0] == 400
    assert library.ask("POST", path, data="<x/>", content_type="text/xml").status_code == 415


def ask(desk: Desk, questions: list[Any], form: str) -> Any:
    path, metadata = f"/event/{EVENT}/surveyquestions", {"surveyquestions": questions}
    if form == "json":
        return desk.ask("POST", path, json=metadata)
    return (
        post(desk, path, metadata=metadata)
        if form == "multipart"
        else desk.send("POST", path, {"metadata": json.dumps(metadata)})
    )


def survey_of(desk: Desk) -> list[dict[str, Any]]:
    return list(desk.json(f"/event/{EVENT}/survey")["surveys"][0]["surveyquestions"])


# Banners and captions


def test_a_banner_takes_a_text(desk: Desk) -> None:
    metadata = {"type": "text", "matchname": "Welcome", "content": "Good to have you here."}
    answer = desk.send("POST", f"/event/{EVENT}/textwithbanner", {"metadata": json.dumps(metadata)})
    assert answer.json == {"message": "RECEIVED", "content": "Good to have you here."}
    bad = desk.send("POST", f"/event/{EVENT}/textwithbanner", {"metadata": json.dumps({**metadata, "type": "film"})})
    assert bad.status_code == 400


def test_an_event_without_banners_says_so(library: Desk) -> None:
    event = next(one for one in events_of(library) if not one.material.has_banner)
    metadata = json.dumps({"type": "table", "matchname": "Welcome", "content": ""})
    answer = library.send("POST", f"/event/{event.id}/textwithbanner", {"metadata": metadata})
    assert library.message(answer) == (404, "The Text With Banner widget doesn't exist.")


def test_captions_are_deleted(library: Desk) -> None:
    assert library.send("DELETE", f"/event/{EVENT}/vtt").json == {"message": "VTT files have been deleted."}


# Media manager


def test_recordings_of_the_last_ninety_days_are_there(library: Desk) -> None:
    media = library.json("/mediamanager")["media"]
    assert [one["createtimestamp"] for one in media] == sorted((one["createtimestamp"] for one in media), reverse=True)
    assert all("2025-12-02" <= one["createtimestamp"][:10] < "2026-03-02" for one in media)
    assert len({one["mediaid"] for one in media}) == len(media) > 3
    assert library.json(f"/mediamanager/{media[0]['mediaid']}") == media[0]
    titles = {one["description"] for one in library.json("/event", startdate="2025-11-01")["events"]}
    assert {one["title"] for one in media} <= titles


def test_pages_of_media_are_the_whole_list(library: Desk) -> None:
    every = library.json("/mediamanager", startdate="2025-10-01", enddate="2026-01-31")
    pages = [
        library.json("/mediamanager", startdate="2025-10-01", enddate="2026-01-31", itemsperpage=4, pageoffset=page)
        for page in range(-(-every["totalmedia"] // 4))
    ]
    assert [one for page in pages for one in page["media"]] == every["media"]
    past = library.get("/mediamanager", pageoffset=9)
    assert library.message(past) == (400, "Invalid pageOffset, range must be between 0 and 0.")


def test_half_a_year_of_media_at_most(library: Desk) -> None:
    assert library.get("/mediamanager", startdate="2025-08-01", enddate="2026-03-01").status_code == 400
    assert library.get("/mediamanager", startdate="soon").status_code == 400


@pytest.mark.parametrize(
    ("path", "name", "content", "kind"),
    [("document", "Notes.docx", ZIP, "document"), ("uploadvideo", "Talk.mp4", MP4, "video")],
)
def test_uploads_are_listed_first(desk: Desk, path: str, name: str, content: bytes, kind: str) -> None:
    before = desk.json("/mediamanager")["totalmedia"]
    answer = post(desk, f"/mediamanager/{path}", file=file(name, content))
    assert answer.json == {"message": "RECEIVED", "mediafile": name}
    page = desk.json("/mediamanager")
    first = page["media"][0]
    assert page["totalmedia"] == before + 1
    assert (first["title"], first["mediatype"], first["mediafile"]) == (name.partition(".")[0], kind, name)
    metadata = {"id": first["mediaid"], "title": "Second"}
    assert post(desk, f"/mediamanager/{path}", file=file(name, content), metadata=metadata).status_code == 200
    again = desk.json(f"/mediamanager/{first['mediaid']}")
    assert (again["title"], desk.json("/mediamanager")["totalmedia"]) == ("Second", before + 1)


@pytest.mark.parametrize(("path", "name", "content"), [("document", "a.mp4", MP4), ("uploadvideo", "a.pdf", PDF)])
def test_media_of_another_kind_are_refused(library: Desk, path: str, name: str, content: bytes) -> None:
    response = post(library, f"/mediamanager/{path}", file=file(name, content))
    assert library.message(response) == (400, "File is not accepted filetype")


def test_unknown_media_are_told(library: Desk) -> None:
    assert library.message(library.get("/mediamanager/12")) == (404, "The media 12 doesn't exist.")
    response = post(library, "/mediamanager/document", file=file("a.pdf", PDF), metadata={"id": 12})
    assert library.message(response) == (404, "The media 12 doesn't exist.")


# All together


def test_what_was_written_survives_a_restart(database: Path) -> None:
    desk = Desk.open(database=database)
    related(desk, file=file("a.pdf", PDF))
    post(desk, f"/event/{EVENT}/slides", file=file("a.ppt", OLE))
    post(desk, "/mediamanager/document", file=file("a.pdf", PDF))
    ask(desk, [QUESTION], "json")
    bio = post(desk, f"/event/{EVENT}/speakerbio", metadata=SPEAKER).json["speaker"]["id"]
    kept = state_of(desk)
    desk.close()
    again = Desk.open(database=database)
    assert state_of(again) == kept
    assert post(again, f"/event/{EVENT}/speakerbio", metadata=SPEAKER).json["speaker"]["id"] == bio + 1
    again.close()


def state_of(desk: Desk) -> list[Any]:
    return [resources_of(desk), survey_of(desk), desk.json(f"/event/{EVENT}/slides"), desk.json("/mediamanager")]


def events_of(desk: Desk) -> list[EventPlan]:
    """Return the account's own active events."""
    book = desk.app.runtime.services["on24"].home.world.state.book
    return [one for one in book if one.is_active and one.client_id == ACCOUNT]


def new_event(desk: Desk) -> int:
    form = {
        "title": "New",
        "liveStart": "2026-04-01T09:00:00",
        "liveDuration": "60",
        "eventType": "fav",
        "languageCd": "en",
        "timeZone": "America/Los_Angeles",
    }
    return int(desk.send("POST", "/event", form).json["wccevent"]["eventId"])
