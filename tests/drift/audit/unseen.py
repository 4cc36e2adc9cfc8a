"""Drifts of the audit that are not told, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping

UNSEEN: Mapping[str, str] = {
    "null is 0": "a count of nothing, in the few records that are read by themselves, is what records may come to",
    "null is an empty object": "no booking that a look meets in this tenant is without payment",
    "money is in thousandths": "a look reads a few prices, and another value is told of from twenty records on",
    "the title of an error is in German": "two words are too few to tell a language",
    "no capacity is a word": "no option that a look meets in this tenant has no capacity",
    "a day begins in UTC": "nobody books by night in this tenant: the same rows are of the day in both zones",
    "a token dies in UTC": "one moment alone does not tell whether it is local, and nothing else of it is known",
    "languages are sorted, rows and record": "of words of a list a baseline remembers only that they are there",
    "prices are without the tax": "a look reads the prices of two events, and another value is told of from twenty on",
    "places and those of the waiting list are exchanged": "counts change by themselves, and two events are read",
    "expired ones are discarded": "a look asks for the rows of one word and of two, and these are not among them",
    "no gender is another one, rows and record": "null in a few of sixty records that are remembered, which are chosen "
    "by chance",
    "amounts end with 0 or 5, rows and record": "few amounts of this tenant end otherwise, and the tax stays the same",
    "the waiting list has an underscore": "no booking that a look meets in this tenant is on a waiting list",
    "free is 0, in the list": "no booking that a look meets in this tenant is of an option that costs nothing",
    "companions are left out": "no booking that a look meets in this tenant has companions",
    "a period is of what ends in it": "no event of this tenant ends on the other side of a bound than it begins",
    "events of one workspace are hidden": "nobody knows of a workspace of which no event is seen",
    "canceled bookings have no record": "a look reads two records, and none of them is canceled",
    "the type of an error is a page about it": "by the contract any reference is a type",
    "errors of tokens do not say more": "by the contract they need not, and a look sees one of them",
    "any token reads bookings": "a look has tokens with all scopes of its client, and spends none on a narrower one",
    "HEAD of a list is refused": "HEAD is asked for of one operation",
    "one poll of an attendee is no array": "nobody that a look meets answered one poll alone",
    "rates of e-mails are fractions": "by the contract any rate to 100 is one, and statistics have no id",
    "questions of a survey lose the library's code": "few questions have one, and nothing tells a survey again",
    "a certificate's credit has another name": "the event that is looked at has no certificate",
    "who asked is not told": "nobody asked anything in the last five minutes, which is what comes without dates",
    "seconds of a lead are minutes": "one lead is read, and the contract has no unit of a count",
    "ids of e-mails are others": "whose e-mails they were is not remembered: another event's have other ids",
    "downloads count as often as people": "three resources are too few to tell of counts, which change by themselves",
    "resources are counted without the last": "the contract does not say of which of its lists a count of resources is",
    "the zone of an interval has no effect": "no event begins between the midnights of two zones",
    "real time has no effect": "by the contract what it leaves out may be missing anyway",
    "of several sub-accounts the first counts": "to ask for them apart and together is more than a look can spend",
    "an end of leads has no effect": "leads have no moment, and there is no good end that none meets",
    "a period is of 90 days at most": "long periods are asked for as intervals only",
    "companies are by their names": "what companies are ordered by is not sent",
    "bad requests are 500, of leads": "a 500 is weather: it says nothing of the contract",
    "answers that were given are in small letters": "half of the records that are remembered, which are chosen by "
    "chance, gave such an answer: as many as tell, or one less",
    "who did not come is who did": "no registrant's row tells whether the person came",
    "polls of no event are none": "of lists below events that there is no such event is asked of the event alone",
}
