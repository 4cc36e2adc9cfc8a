"""Copy all events and bookings of an Oniva tenant into an Excel file. Needs requests, openpyxl and tqdm."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import requests
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from tqdm import tqdm

Record = dict[str, Any]
GRANT = {"grant_type": "client_credentials"}
EVENTS = "title status startDate endDate isOnline location.name location.city workspace.name languages currency url id"
BOOKINGS = """event bookingNumber status options createdAt confirmedAt canceledAt contact.firstName contact.lastName
    contact.company contact.email contact.mobile contact.language contact.authorisationGroup.name payment.status
    payment.method payment.amount payment.currency payment.vatAmount payment.feeAmount payment.paidAt eventId id"""


class Oniva:
    """A session: logs in by itself, waits when told to, and walks through pages."""

    def __init__(self, base_url: str, client_id: str, secret: str, sleep: Callable[[float], object]) -> None:
        self._base, self._sleep, self._http, self._renew_at = base_url.rstrip("/"), sleep, requests.Session(), 0.0
        self._credentials = quote_plus(client_id), quote_plus(secret)  # as RFC 6749 section 2.3.1 asks

    def walk(self, path: str) -> Iterator[Record]:
        """Yield every item of a list, page by page."""
        page, seen, total = 1, 0, 1
        while seen < total:
            body = self._get(path, page=page, limit=100)
            yield from body["items"]
            page, seen, total = page + 1, seen + body["itemCount"], body["totalCount"] if body["items"] else 0

    def _get(self, path: str, **query: object) -> Record:
        for _ in range(2):  # a token that is refused before its time is renewed, once
            if time.monotonic() >= self._renew_at:
                token = document(self._send("POST", "/oauth/token", data=GRANT, auth=self._credentials))
                self._http.headers["Authorization"] = f"Bearer {token['access_token']}"
                self._renew_at = time.monotonic() + token["expires_in"] - 60
            answer = self._send("GET", path, params=query)
            if answer.status_code != 401:
                break
            self._renew_at = 0.0
        return document(answer)

    def _send(self, method: str, path: str, **options: Any) -> requests.Response:
        for _ in range(5):
            answer = self._http.request(method, self._base + path, timeout=30, **options)
            if answer.status_code != 429:
                break
            told = answer.headers.get("Retry-After", "")
            seconds = min(int(told) if told.isdecimal() else 60, 300)
            tqdm.write(f"Over the rate limit: waiting {seconds} s.", file=sys.stderr)
            self._sleep(seconds)
        return answer


def document(answer: requests.Response) -> Record:
    """Return the JSON of a good answer, or raise HTTPError with the API's own reason."""
    body: Record = answer.json() if "json" in answer.headers.get("Content-Type", "") else {}
    if answer.status_code != 200 or not body:
        reason = body.get("detail") or body.get("error_description") or answer.reason
        raise requests.HTTPError(f"{answer.request.method} {answer.url}: {answer.status_code}, {reason}")
    return body


def cell(value: Any, path: str) -> Any:
    """Return what stands at a path like `contact.email`, as Excel takes it: dates in the tenant's time, no zones."""
    for key in path.split("."):
        value = value and value[key]
    if path == "options":
        value = [f"{one['quantity']} x {one['title']} ({one['status']})" for one in value]
    if isinstance(value, str) and path.endswith(("Date", "At")):
        return datetime.fromisoformat(value).replace(tzinfo=None)
    text = "; ".join(value) if isinstance(value, list) else value
    return ILLEGAL_CHARACTERS_RE.sub("", text).lstrip("=") if isinstance(text, str) else text  # nor formulas of guests


def write_sheet(book: Workbook, title: str, columns: list[str], records: list[Record]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes, every_column = "A2", sheet.column_dimensions["A"]
    every_column.min, every_column.max, every_column.width = 1, len(columns), 24
    for row in (columns, *([cell(record, path) for path in columns] for record in records)):
        sheet.append(row)


def main(argv: list[str] | None = None, sleep: Callable[[float], object] = time.sleep) -> None:
    """Run the command; exit with a line and status 1 when the API or the disk says no."""
    parser = argparse.ArgumentParser(description="Copy all events and bookings of a tenant into an Excel file.")
    parser.add_argument("file", type=Path)
    for option in ("base-url", "client-id", "client-secret"):
        given = os.getenv(variable := f"ONIVA_{option.upper().replace('-', '_')}")
        parser.add_argument(f"--{option}", default=given, required=given is None, help=f"or {variable}")
    asked = parser.parse_args(argv)
    part, book, bookings = asked.file.with_name(f"{asked.file.name}.part"), Workbook(write_only=True), []
    try:
        part.touch()
        api = Oniva(asked.base_url, asked.client_id, asked.client_secret, sleep)
        for event in tqdm(events := list(api.walk("/api/v1/events")), unit="event"):
            found = api.walk(f"/api/v1/events/{event['id']}/bookings")
            bookings += [{**booking, "event": event["title"]} for booking in found]
        write_sheet(book, "Events", EVENTS.split(), events)
        write_sheet(book, "Bookings", BOOKINGS.split(), bookings)
        book.save(part)
        os.replace(part, asked.file)
    except OSError as error:
        sys.exit(f"{parser.prog}: {error}")
    finally:
        part.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
