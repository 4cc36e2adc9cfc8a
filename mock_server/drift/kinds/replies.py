"""Kinds of replies: their status, what is around the document, headers, errors."""

from __future__ import annotations

from mock_server.drift.finding import BREAKING, DANGEROUS, INFORMATIONAL
from mock_server.drift.kinds.kind import Kind

STATUSES = (
    Kind("status-changed", BREAKING, "the status is another one, for which there is no kind"),
    Kind("status-added", DANGEROUS, "there is a status more"),
    Kind("status-removed", INFORMATIONAL, "there is a status less"),
    Kind("200-to-202", BREAKING, "a success is 202: what is asked for comes later"),
    Kind("200-to-204", BREAKING, "a success is 204: nothing comes"),
    Kind("200-to-206", DANGEROUS, "a success is 206: a part comes"),
    Kind("400-to-422", DANGEROUS, "a bad request is 422"),
    Kind("400-to-200", DANGEROUS, "a bad request is a success with the error in it"),
    Kind("400-to-200-ignored", DANGEROUS, "a bad value has no effect"),
    Kind("401-to-403", BREAKING, "bad credentials are 403"),
    Kind("401-to-404", BREAKING, "bad credentials are 404"),
    Kind("403-to-401", BREAKING, "what is forbidden is 401"),
    Kind("403-to-404", BREAKING, "what is forbidden is 404"),
    Kind("404-to-200-null", BREAKING, "what is not there is a success with null"),
    Kind("404-to-200-error", BREAKING, "what is not there is a success with the error in it"),
    Kind("404-to-410", DANGEROUS, "what is not there is 410"),
    Kind("410-to-404", DANGEROUS, "what was deleted is 404"),
    Kind("412-to-409", DANGEROUS, "a record in another state is 409"),
    Kind("STATUS-to-STATUS", DANGEROUS, "a status is another one"),
)
BODIES = (
    Kind("body-html", BREAKING, "a success is a page of HTML"),
    Kind("body-not-json", BREAKING, "the body of a success is not JSON"),
    Kind("bom", BREAKING, "the body begins with a byte order mark"),
    Kind("charset-latin1", BREAKING, "the body is not UTF-8"),
    Kind("charset-added", INFORMATIONAL, "the media type has a character set"),
    Kind("charset-changed", INFORMATIONAL, "the media type has another character set"),
    Kind("content-type-added", INFORMATIONAL, "there is a media type more"),
    Kind("content-type-changed", BREAKING, "the media type is another one"),
    Kind("content-type-removed", DANGEROUS, "the body does not say what it is"),
    Kind("content-type-text", BREAKING, "the body says that it is a plain text"),
    Kind("content-type-vendor", BREAKING, "the body has a media type of its own"),
    Kind("gzip-forced", DANGEROUS, "the body is compressed where nobody asked for that"),
    Kind("duplicate-key", DANGEROUS, "an object has a name twice"),
    Kind("number-exponent", DANGEROUS, "a number is written with an exponent"),
    Kind("envelope-wrapped", BREAKING, "a page is wrapped in an object"),
    Kind("envelope-renamed", BREAKING, "the rows of a page are under another name"),
    Kind("envelope-flattened", BREAKING, "a page is its rows alone"),
    Kind("detail-wrapped", BREAKING, "a record is wrapped in an object"),
    Kind("meta-total-removed", BREAKING, "the count of all rows is not told"),
    Kind("meta-moved", BREAKING, "what is told of a page is somewhere else"),
    Kind("list-became-summary", BREAKING, "the rows of a list have a few members only"),
    Kind("list-differs-from-detail", DANGEROUS, "a row is not what its record is"),
    Kind("row-differs", DANGEROUS, "a row is another one on another page"),
    Kind("tax-differs", DANGEROUS, "a tax is not what the contract says it is of an amount"),
    Kind("casing-changed", BREAKING, "all names are in another case"),
)
HEADERS = (
    Kind("header-added", INFORMATIONAL, "there is a header more"),
    Kind("header-removed", DANGEROUS, "a header is not sent"),
    Kind("header-renamed", DANGEROUS, "a header has another name"),
    Kind("header-changed", DANGEROUS, "a header has a value of another form"),
    Kind("header-optional", DANGEROUS, "a header may be missing"),
    Kind("header-always", INFORMATIONAL, "a header is never missing"),
    Kind("cache-control-public", DANGEROUS, "replies may be kept by whoever passes them on"),
    Kind("www-authenticate-removed", DANGEROUS, "a refusal does not say how to be let in"),
    Kind("www-authenticate-changed", DANGEROUS, "a refusal says otherwise how to be let in"),
)
ERRORS = (
    Kind("error-html", BREAKING, "errors are pages of HTML"),
    Kind("error-shape", BREAKING, "errors have another shape"),
    Kind("error-casing", BREAKING, "all names of errors are in another case"),
    Kind("error-code-renamed", BREAKING, "an error has another code"),
    Kind("error-code-to-string", BREAKING, "a number of an error is a text"),
    Kind("error-field-removed", BREAKING, "a member of errors is not sent"),
    Kind("error-field-renamed", BREAKING, "a member of errors has another name"),
    Kind("error-field-changed", BREAKING, "a member of errors is of another kind"),
    Kind("error-field-added", INFORMATIONAL, "errors have a member more"),
    Kind("error-status-differs", DANGEROUS, "the status that an error tells is not the one that it has"),
    Kind("error-language", INFORMATIONAL, "the words of errors are others"),
)
SCHEMATHESIS = (
    Kind("schemathesis-not-a-server-error", DANGEROUS, "a request in good form ends with 500 or more"),
    Kind("schemathesis-status-code-conformance", DANGEROUS, "a reply has a status that is not told"),
    Kind("schemathesis-content-type-conformance", DANGEROUS, "a reply has a media type that is not told"),
    Kind("schemathesis-response-headers-conformance", DANGEROUS, "a reply lacks a header, or has a bad one"),
    Kind("schemathesis-response-schema-conformance", DANGEROUS, "a reply does not meet its schema"),
)
