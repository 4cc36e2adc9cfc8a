"""What only all texts of a place together show: that they are cut, made HTML, or of another form of Unicode."""

from __future__ import annotations

import re
import unicodedata

from mock_server.drift.replies.retyped import Oddity

_ENTITY = re.compile(r"&(amp|lt|gt|quot|apos|#39|#x27);")
_MARKUP = re.compile(r"<(p|div|span|b|i|em|strong)\b[^>]*>.*</\1>", re.DOTALL)
# So many different texts have to end at the same length before that is taken for a cut.
_ENOUGH = 5
# So many different texts have to be decomposed, and none composed: some people's keyboards write such texts.
_SEVERAL = 2
_INITIAL = re.compile(r"[^\W\d_]\.?")


def judge_texts(texts: list[str], *, is_html: bool) -> Oddity | None:
    """Return what has happened to all texts of a place, which may be HTML already; None for nothing that shows."""
    filled = [text for text in texts if text]
    if filled and all(_is_escaped(text, is_html=is_html) for text in filled):
        return Oddity("string-escaped", "texts with HTML")
    if _are_decomposed({*filled}):
        return Oddity("string-decomposed", "letters in Unicode's decomposed form")
    return Oddity("string-truncated", "texts that end at one length") if _is_cut({*filled}) else None


def _is_escaped(text: str, *, is_html: bool) -> bool:
    if is_html:
        return _ENTITY.search(text) is not None and "<" not in text
    return _ENTITY.search(text) is not None or _MARKUP.match(text) is not None


def _are_decomposed(texts: set[str]) -> bool:
    """Whether every text that is not the same in both forms is in the longer one."""
    telling = {text for text in texts if not text.isascii() and not unicodedata.is_normalized("NFD", text)}
    longer = [text for text in texts - telling if not unicodedata.is_normalized("NFC", text)]
    return len(longer) >= _SEVERAL and not telling


def _is_cut(texts: set[str]) -> bool:
    """Whether many end at the same length and none is longer: people's texts do not, and do not end in a space. Of
    names, only the initials may be left.
    """
    if len(texts) >= _ENOUGH and all(map(_INITIAL.fullmatch, texts)):
        return True
    most = max(map(len, texts), default=0)
    longest = [text for text in texts if len(text) == most]
    return len(longest) >= _ENOUGH and any(text != text.rstrip() for text in longest)
