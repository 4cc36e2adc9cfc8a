"""Uploads: which files are taken, and what is kept of them. Their bytes are not."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from mock_server.core.api_errors import InvalidRequest, Unacceptable
from mock_server.core.call import Upload

_LONGEST_NAME = 255
_SEPARATORS = re.compile(r"[/\\]")
# PDF readers look for the header in the first kilobyte.
_PDF_HEAD = 1024
_MP3_SYNC = 0xE0


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What is kept of a file that was uploaded."""

    name: str
    size: int
    sha256: str

    def as_json(self) -> dict[str, Any]:
        """Return it as the overlay keeps it."""
        return asdict(self)

    @property
    def stem(self) -> str:
        """The name without its extension."""
        return self.name.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class UploadRules:
    """Which files an operation takes: by the ends of their names, and how many bytes at most."""

    extensions: frozenset[str]
    largest: int

    @classmethod
    def of(cls, schema: Mapping[str, Any]) -> UploadRules:
        """Read the rules from the contract's schema of the field."""
        return cls(frozenset(schema["x-extensions"]), schema["x-largest"])

    def checked(self, upload: Upload, argument: str) -> StoredFile:
        """Return what is kept of an upload; raise Unacceptable for one that is too large, and InvalidRequest for one
        whose name or beginning is not that of a file that is taken.
        """
        if len(upload.content) > self.largest:
            raise Unacceptable(413, f"The file is larger than {self.largest >> 20} MB.")
        name = last_part(upload.name)
        extension = name.rpartition(".")[2].lower()
        if not is_file_name(name) or extension not in self.extensions or not _looks_like(extension, upload.content):
            raise InvalidRequest.of(argument)
        return StoredFile(name, len(upload.content), hashlib.sha256(upload.content).hexdigest())


def sent_file(upload: Upload | None) -> Upload | None:
    """Return the file that was sent; a form's field without one comes as a file without name and content."""
    return upload if upload is not None and (upload.name or upload.content) else None


def last_part(name: str) -> str:
    """Return a file's name without the folders that some browsers put before it."""
    return _SEPARATORS.split(name)[-1].strip()


def is_file_name(name: str) -> bool:
    """Tell whether a file can be called so: something before its extension, and no characters that control."""
    stem, _, _ = name.rpartition(".")
    is_plain = not any(unicodedata.category(character).startswith("C") for character in name)
    return bool(stem.strip(". ")) and is_plain and len(name) <= _LONGEST_NAME


def _looks_like(extension: str, content: bytes) -> bool:
    return _SIGNATURES[extension](content)


def _begins(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signatures)


def _is_mp3(content: bytes) -> bool:
    is_frame = len(content) > 1 and content[0] == 0xFF and content[1] & _MP3_SYNC == _MP3_SYNC
    return is_frame or content.startswith(b"ID3")


_ole, _zip = _begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), _begins(b"PK\x03\x04")
_jpeg, _film = _begins(b"\xff\xd8\xff"), lambda content: content[4:8] == b"ftyp"
_SIGNATURES: Mapping[str, Callable[[bytes], bool]] = {
    "doc": _ole,
    "xls": _ole,
    "ppt": _ole,
    "docx": _zip,
    "xlsx": _zip,
    "pptx": _zip,
    "pdf": lambda content: b"%PDF-" in content[:_PDF_HEAD],
    "mp3": _is_mp3,
    "mp4": _film,
    "m4v": _film,
    "mov": _film,
    "jpg": _jpeg,
    "jpeg": _jpeg,
    "gif": _begins(b"GIF87a", b"GIF89a"),
    "png": _begins(b"\x89PNG\r\n\x1a\n"),
}
