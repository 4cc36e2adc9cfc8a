"""Kinds of operations: whether they are there, who is let in, how often."""

from __future__ import annotations

from mock_server.drift.finding import BREAKING, DANGEROUS, INFORMATIONAL
from mock_server.drift.kinds.kind import Kind

OPERATIONS = (
    Kind("endpoint-removed", BREAKING, "the operation is not found"),
    Kind("endpoint-gone", BREAKING, "the operation says that it is gone for good"),
    Kind("endpoint-501", BREAKING, "the operation says that nobody made it"),
    Kind("method-refused", BREAKING, "the path is there, and its method is refused"),
    Kind("head-405", INFORMATIONAL, "HEAD is refused with 405 where GET is answered"),
    Kind("head-refused", INFORMATIONAL, "HEAD is answered with another status than GET"),
    Kind("endpoint-redirect", DANGEROUS, "the operation is at another path, to which it redirects"),
    Kind("trailing-slash", DANGEROUS, "the path ends with a slash, or does not any more, and redirects there"),
    Kind("endpoint-deprecated", DANGEROUS, "the operation says that it will go; breaking where that is soon"),
    Kind("endpoint-undeprecated", INFORMATIONAL, "the operation does not say any more that it will go"),
    Kind("endpoint-added", INFORMATIONAL, "there is an operation more"),
    Kind("path-changed", BREAKING, "the operation has another path"),
    Kind("method-changed", BREAKING, "the operation has another method"),
    Kind("prefix-changed", BREAKING, "all paths begin otherwise"),
    Kind("server-changed", BREAKING, "the API is at another base URL"),
    Kind("server-added", INFORMATIONAL, "the API is at one base URL more"),
    Kind("version-changed", INFORMATIONAL, "the document has another version"),
    Kind("clock-skewed", INFORMATIONAL, "the service's clock is not ours"),
)
ACCESS = (
    Kind("credentials-refused", BREAKING, "good credentials are refused"),
    Kind("auth-not-enforced", INFORMATIONAL, "anybody is let in, without credentials or with wrong ones"),
    Kind("security-changed", BREAKING, "another way to be let in is asked for"),
    Kind("security-added", INFORMATIONAL, "there is one more way to be let in"),
    Kind("scheme-case", DANGEROUS, "tokens are refused with their scheme in small letters"),
    Kind("scope-required", BREAKING, "one scope more is asked for"),
    Kind("scope-renamed", BREAKING, "a scope of another name is asked for or given"),
    Kind("scope-lost", BREAKING, "a scope that was given is refused, or given no more"),
    Kind("scope-not-enforced", DANGEROUS, "a token without the scope is let in"),
    Kind("scope-removed", INFORMATIONAL, "a scope is not asked for any more"),
    Kind("token-basic-refused", BREAKING, "the client's credentials are refused in the header"),
    Kind("token-body-refused", BREAKING, "the client's credentials are refused in the body"),
    Kind("token-json-body", BREAKING, "a token is asked for in JSON, and no more in a form"),
    Kind("token-revoked-by-newer", BREAKING, "a new token ends the ones before it"),
    Kind("token-ttl", DANGEROUS, "tokens live shorter or longer"),
    Kind("token-scope-removed", DANGEROUS, "a token comes without its scopes"),
    Kind("token-type-lower", INFORMATIONAL, "the type of a token is in small letters"),
    Kind("token-flow-removed", BREAKING, "a way to get a token is gone"),
    Kind("token-url-changed", BREAKING, "tokens are given at another URL"),
    Kind("expires-in-string", BREAKING, "the life of a token is told in a text"),
    Kind("expires-in-removed", BREAKING, "the life of a token is not told"),
    Kind("user-agent-required", BREAKING, "clients are refused that do not say who they are"),
    Kind("accept-required", BREAKING, "requests are refused that do not say what they accept"),
    Kind("header-required", BREAKING, "requests are refused without a header that there was no need of"),
)
LIMITS = (
    Kind("ratelimit-lowered", BREAKING, "fewer requests are let through"),
    Kind("ratelimit-window", BREAKING, "the budget is of a longer time"),
    Kind("ratelimit-raised", INFORMATIONAL, "more requests are let through"),
    Kind("ratelimit-counts-up", BREAKING, "what is left of the limit rises with each request: it is what was spent"),
    Kind("ratelimit-headers-removed", DANGEROUS, "a header that tells of the limit is not sent"),
    Kind("ratelimit-headers-renamed", DANGEROUS, "a header that tells of the limit has another name"),
    Kind("ratelimit-reset-epoch", BREAKING, "the end of the window is a moment, and no number of seconds"),
    Kind("retry-after-missing", BREAKING, "a refusal does not tell how long to wait"),
    Kind("retry-after-date", BREAKING, "a refusal tells until when to wait, and not how long"),
    Kind("429-to-403", BREAKING, "past the limit the status is that of what is forbidden"),
    Kind("429-to-503", BREAKING, "past the limit the status is that of a service that is down"),
)
