"""Masks: placeholders that look like what they stand for, the same for the same text, so that relations stay."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection, Iterable
from urllib.parse import quote, unquote

_WORD = re.compile(r"[^\W_]+")
_UUID = re.compile(r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b")
_PARTS = re.compile(f"{_UUID.pattern}|{_WORD.pattern}")
# Without q, x and z: what tests plant to look for it is made of these.
_SMALL = "abcdefghijklmnoprstuvwy"


class Masks:
    """Replaces words by others of the same length, case and kind; `known` ones, which are the contract's, stay.

    What stands for what depends on a key that is kept nowhere, so nobody can try names out.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._key = secrets.token_bytes(32)
        self._known = {one.lower() for text in known for one in _WORD.findall(text)}
        # What was met: only that is replaced in what is asked, where a probe's own inventions stay.
        self._met = set[str]()
        self._words = set[str]()

    def text(self, text: str) -> str:
        """Return the placeholder of a text, and remember it."""
        self._met.add(text.lower())
        self._words.update(_telling_words(text))
        return self._masked(text)

    def placeholder(self, text: str) -> str:
        """Return the placeholder of a text without remembering it."""
        return self._masked(text)

    def has_met(self, text: str) -> bool:
        """Tell whether a whole text was met, in whatever case, and is no word of the contract."""
        return text.lower() in self._met and text.lower() not in self._known

    def number(self, digits: str) -> str:
        """Return the placeholder of a JSON number: other digits, as many, none of them first a zero."""
        return re.sub(r"[0-9]+", lambda match: self._word(match[0]), digits)

    def met(self, text: str) -> str:
        """Return the placeholder of a text that was met, or that has a word of one; any other as it is."""
        is_met = text.lower() in self._met or bool((_telling_words(text) - self._known) & self._words)
        return self._masked(text) if is_met else text

    def target(self, target: str, kept: Collection[str]) -> str:
        """Return a path and query in which what was met is replaced, but for the values of parameters that are kept."""
        path, mark, query = target.partition("?")
        path = "/".join(self._asked(part) for part in path.split("/"))
        pairs = [one.partition("=") for one in query.split("&")] if query else []
        said = "&".join(f"{name}{sign}{value if name in kept else self._values(value)}" for name, sign, value in pairs)
        return f"{path}{mark}{said}"

    def _values(self, value: str) -> str:
        return "%2C".join(self._asked(one) for one in re.split("%2[Cc]|,", value))

    def _asked(self, part: str) -> str:
        text = unquote(part.replace("+", " "))
        masked = self.met(text)
        return part if masked == text else quote(masked, safe="")

    def _masked(self, text: str) -> str:
        return _PARTS.sub(lambda match: self._part(match[0]), text)

    def _uuid(self, text: str) -> str:
        """Keep what tells the version and variant of a UUID (RFC 9562 section 4)."""
        digest = self._digest(text.lower(), 0)
        drawn = [format(byte % 16, "x") for byte in digest]
        made = "".join(one if one in "-" or at in (14, 19) else drawn[at % 32] for at, one in enumerate(text))
        return made.upper() if text.upper() == text else made

    def _part(self, part: str) -> str:
        return self._uuid(part) if _UUID.fullmatch(part) else self._word(part)

    def _word(self, word: str) -> str:
        if word.lower() in self._known:
            return word
        for turn in range(8):
            # In another case it is the same word.
            digest = self._digest(word.lower(), turn)
            made = "".join(_like(one, digest[at % 32] + at // 32, is_first=at == 0) for at, one in enumerate(word))
            if made.lower() != word.lower():
                return made
        return made

    def _digest(self, text: str, turn: int) -> bytes:
        return hashlib.blake2b(f"{turn}:{text}".encode(errors="surrogatepass"), key=self._key, digest_size=32).digest()


def _telling_words(text: str) -> set[str]:
    """Return the words that may be names: no numbers, no parts of a UUID, and none so short that it is anywhere."""
    words = map(str.lower, _WORD.findall(_UUID.sub(" ", text)))
    return {word for word in words if len(word) > 2 and not word.isdigit()}


def _like(one: str, drawn: int, *, is_first: bool) -> str:
    if one.isdigit():
        # A leading zero would turn a number into none; one that was there stays.
        return one if one == "0" and is_first else str(drawn % 9 + 1)
    if not one.isascii():
        return "É" if one.isupper() else "é"
    small = _SMALL[drawn % len(_SMALL)]
    return small.upper() if one.isupper() else small
