"""Service: a live service, asked safely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mock_server.contract import Contract
from mock_server.drift.asking.command import command_line
from mock_server.drift.asking.credentials import TOKEN, Credentials
from mock_server.drift.asking.limits import Limits
from mock_server.drift.asking.login import BearerLogin, KeyLogin, Login
from mock_server.drift.asking.manners import Manners, Rules
from mock_server.drift.asking.secrecy import without_secrets
from mock_server.drift.asking.target import Target
from mock_server.drift.asking.token_login import TokenLogin
from mock_server.drift.asking.trouble import Trouble
from mock_server.drift.asking.wire import Wire
from mock_server.drift.exchange import OWN, Answered, Asked, Exchange, NotObserved

_REFUSED = 401
# So many tries in a row without any answer, and it is not there any more; so many operations refused at the start, and
# the credentials are not good.
_SILENT, _SHUT = 12, 2
_USUAL = {"User-Agent": "onmock-drift", "Accept": "*/*", "Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Spent:
    """How many requests of a row were answered well, and what the next one was refused with; None where none was.

    `before` is how many of ours were sent in the window before the row, at most.
    """

    before: int
    good: int
    refused: Answered | None


class Service:
    """The service at a target. GET and HEAD leave, and POST to the contract's token operation; nothing else.

    `trouble` is why nothing is answered any more, "" while that is not so; from then on nothing is sent. Raises
    ConfigError where credentials are missing.
    """

    def __init__(
        self,
        contract: Contract,
        target: Target,
        credentials: Credentials,
        rules: Rules | None = None,
        limits: Limits | None = None,
        *,
        proxy: str = "",
        authorities: str | None = None,
    ) -> None:
        credentials.require(contract)
        self.contract, self.target, self.credentials = contract, target, credentials
        self.trouble = ""
        self._manners = Manners(rules or Rules())
        self._wire = Wire(target, limits or Limits(), proxy=proxy, authorities=authorities)
        self._tokens: TokenLogin | None = None
        if contract.token_operations and TOKEN not in credentials:
            self._tokens = TokenLogin(contract, credentials, self._ask, self._manners.rules.monotonic)
        self._login: Login = self._tokens or self._other_login()
        self._has_answered = self._has_let_in = False
        self._silent = 0
        self._shut = set[str]()

    def __repr__(self) -> str:
        return f"<service at {self.target}>"

    @property
    def requests(self) -> int:
        """How many requests were sent, those for tokens and those that were sent again included."""
        return self._manners.requests

    @property
    def weather(self) -> Sequence[str]:
        """What had to be asked for again, in half sentences."""
        return self._manners.weather

    @property
    def logins(self) -> Sequence[Exchange]:
        """The exchanges of the token operation, with secrets and tokens in their form only."""
        return self._tokens.exchanges if self._tokens is not None else ()

    def close(self) -> None:
        """Hang up."""
        self._wire.close()

    def send(self, asked: Asked) -> Answered:
        """Return the answer to a request, redirects as they are. Raises NotObserved where there is none, the Trouble it
        is in where that is known, Unsafe for what may not be sent.
        """
        self.target.check(asked, self.contract)
        if self.trouble:
            raise Trouble(self.trouble, is_final=True)
        try:
            answered = self._let_in(asked)
        except Trouble as trouble:
            if trouble.is_final:
                self.trouble = str(trouble)
            raise
        return without_secrets(answered, self._login.secrets)

    def spend(self, asked: Asked, most: int, seconds: float, after: float) -> Spent:
        """Send a request in a hurry until it is refused, `most` times or for so many seconds, whatever comes first;
        `after` waiting for so many seconds.
        """
        self.target.check(asked, self.contract)
        if after:
            self._manners.rules.sleep(after)
        before = self._manners.recent(self.contract.operations[asked.operation])
        headers, began, count = _with_usual(self._headers(asked)), self._manners.rules.monotonic(), 0
        while count < most and self._manners.rules.monotonic() - began < seconds:
            answered = without_secrets(self._manners.hastily(lambda: self._sent(asked, headers)), self._login.secrets)
            if not answered.is_good:
                return Spent(before, count, answered)
            count += 1
        return Spent(before, count, None)

    def again(self, asked: Asked) -> str:
        """Return a command line that sends it again, with names of variables in place of secrets."""
        return command_line(self.contract, self.target, self.credentials, asked)

    def _other_login(self) -> Login:
        return BearerLogin(self.credentials) if TOKEN in self.credentials else KeyLogin(self.contract, self.credentials)

    def _let_in(self, asked: Asked) -> Answered:
        if asked.method == "POST" and self._tokens is not None:
            return self._tokens.post(asked)
        if asked.method == "POST":
            raise NotObserved("a token was given, and nothing to ask for one with")
        answered = self._ask(asked, self._headers(asked))
        if asked.credentials != OWN or _REFUSED in asked.expects:
            return answered
        if answered.status == _REFUSED and self._login.renew():
            answered = self._ask(asked, self._headers(asked))
        self._notice(asked, answered)
        return answered

    def _headers(self, asked: Asked) -> Mapping[str, str]:
        shown = self._login.headers(asked.credentials)
        lower = {name.lower() for name in shown}
        return {**{name: value for name, value in asked.headers.items() if name.lower() not in lower}, **shown}

    def _notice(self, asked: Asked, answered: Answered) -> None:
        """See whether own credentials are good at all: a token was given for some, keys show it here first."""
        self._has_let_in = self._has_let_in or answered.is_good
        if answered.status != _REFUSED or self._has_let_in or self._tokens is not None:
            return
        self._shut.add(asked.operation)
        if len(self._shut) >= _SHUT:
            raise Trouble(f"it answered {_REFUSED}: the credentials are refused", is_final=True)

    def _ask(self, asked: Asked, headers: Mapping[str, str]) -> Answered:
        """Send a request with these headers, in its turn."""
        sent = _with_usual(headers)
        operation = self.contract.operations[asked.operation]
        try:
            return self._manners.politely(asked, operation, lambda: self._sent(asked, sent))
        except Trouble as trouble:
            is_gone = not self._has_answered or self._silent >= _SILENT
            raise Trouble(str(trouble), is_final=trouble.is_final or is_gone) from None

    def _sent(self, asked: Asked, headers: Mapping[str, str]) -> Answered:
        self._silent += 1
        answered = self._wire.send(asked.method, asked.target, headers, asked.body)
        self._has_answered, self._silent = True, 0
        return answered


def _with_usual(headers: Mapping[str, str]) -> Mapping[str, str]:
    """Return headers with what every request has, where they say nothing else; an empty one is to be left out."""
    given = {name.lower() for name in headers}
    usual = {name: value for name, value in _USUAL.items() if name.lower() not in given}
    return {name: value for name, value in {**usual, **headers}.items() if value}
