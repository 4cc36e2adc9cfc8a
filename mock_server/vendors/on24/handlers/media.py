"""The media manager: list what is there, and upload more."""

from __future__ import annotations

from mock_server.core.api_errors import NotFound
from mock_server.vendors.on24.attachments import metadata, needed_file
from mock_server.vendors.on24.forms.dates import MEDIA
from mock_server.vendors.on24.forms.intervals import asked_period
from mock_server.vendors.on24.pacific import start_of_day
from mock_server.vendors.on24.programme.event_book import number_of
from mock_server.vendors.on24.programme.written_media import Media, MediaType
from mock_server.vendors.on24.records.content import ReceivedMedia
from mock_server.vendors.on24.records.pages import AccountPage
from mock_server.vendors.on24.reports.media_manager import MediaManager
from mock_server.vendors.on24.view import View, handler


def list_media(view: View) -> AccountPage:
    """List the media that came in a period, the newest first."""
    period = asked_period(view.arguments, view.now, MEDIA)
    media = [one for one in _manager(view).newest_first() if one.create_timestamp in period]
    return AccountPage(view.account, view.page(media, lambda one: one))


def get_media(view: View) -> Media:
    """Return one entry."""
    return _known(view, view.arguments["media_id"])


def upload_document(view: View) -> ReceivedMedia:
    """Take a document in."""
    return _upload(view, MediaType.DOCUMENT)


def upload_video(view: View) -> ReceivedMedia:
    """Take a video in."""
    return _upload(view, MediaType.VIDEO)


def _upload(view: View, media_type: MediaType) -> ReceivedMedia:
    """Keep a file as a new entry, or in the place of the one whose id it says."""
    file, said = needed_file(view), metadata(view)
    before = _known(view, said["id"]) if said["id"] is not None else None
    media = Media(
        media_id=before.media_id if before is not None else view.state.media.next_id(),
        client_id=view.account,
        title=said["title"] or (before.title if before is not None else file.stem),
        media_type=media_type,
        media_file=file.name,
        create_timestamp=view.now,
    )
    view.state.media.put(media, file.as_json())
    return ReceivedMedia(file.name)


def _manager(view: View) -> MediaManager:
    state, account = view.state, view.account
    events, uploads = state.events_of({account}), state.media.of(account)
    return MediaManager(events, uploads, state.programme.numbering, start_of_day(view.now))


def _known(view: View, text: object) -> Media:
    media = _manager(view).find(number_of(text))
    if media is None:
        raise NotFound(f"The media {text} doesn't exist.")
    return media


HANDLERS = {one.__name__: handler(one) for one in (list_media, get_media, upload_document, upload_video)}
