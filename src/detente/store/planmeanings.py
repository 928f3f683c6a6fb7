"""What each key of a plan file holds, in the few words an editor shows beside it; the reference is made of them."""

_EVERYWHERE = {
    "title": "what to call it",
    "says": "what it says, in your own words",
    "by": "who",
    "on": "the day, such as 2024-01-22",
    "amount": "how much, in the obligation's unit, in the words of a case's amounts",
    "takes": "how long it lasts: 2 to 5 days; two numbers mean that whoever does it decides",
    "holder": "who holds it, by id",
    "condition": "what must have come about: an event, a list of which all must, or {any: [...]}",
    "starts": "when it begins, by event: {pause.begins: within 3 days}",
}
_OF = {
    "Plan": {
        "detente": "the version of the format: 1",
        "elaborates": "the proposal of the case that it puts into terms",
        "about": "what it is and where it comes from",
        "parties": "who signs, by id",
        "guarantors": "who stands behind it, by id",
        "monitors": "who watches over it, by id",
        "calendar": "how days are counted",
        "length": "how long from signature to the end of the last phase: at most 90 days",
        "blanks": "what is left open, by id; stands in brackets where it is used: exactly [pause-days] days",
        "phases": "its stages in order, by id",
        "obligations": "who owes what, by id",
        "keys": "so many of one against so many of another, by id",
        "powers": "who may suspend, extend, excuse or end what, by id",
        "places": "where duties apply, by id",
        "clauses": "clauses of a text that are no claims of the case, by id",
        "scenarios": "branches, by id, each in a few words; obligations name the one they belong to",
        "assumptions": "a list of what its author assumed, shown beside every number that rests on it",
        "audience": "who may read it: public, mediators, ids of parties and actors; the case's default without it",
    },
    "Calendar": {
        "zone": "the one time zone, such as Africa/Cairo",
        "signature": "the day it is signed, which is day 0",
        "roll": "what becomes of a day that is no working day: none, or next working day",
        "rest_days": "days of the week without work",
        "holidays": "days without work",
    },
    "Blank": {
        "least": "the least whole number it may be",
        "most": "the greatest whole number it may be",
        "choices": "the wordings between which it is left open",
    },
    "Phase": {
        "begins": "when it begins, by event; after the phase before it without the key",
        "ends": "when it ends, by event",
        "test": "the events by which anybody can tell that it is over",
        "if_not_reached": "what happens when it is not over in time",
    },
    "IfNotReached": {"power": "the power that is then used, by id"},
    "Obligation": {
        "kind": "achieve (once), deliver (in parts), maintain, refrain, rate (so much a day), process (meet, talk)",
        "by": "who owes it: one, by id",
        "to": "to whom, by id",
        "does": "what is owed, in your own words, after the name: releases the first group",
        "phase": "the phase it falls in",
        "quantity": "how much in all, in the words of a case's amounts",
        "unit": "what the quantity is counted in",
        "done": "by when it is done, by event: {pause.ends: before}",
        "until": "until when a lasting duty holds, by event",
        "verified": "who says whether it was done, and how",
        "grace": "days after the deadline before it is overdue",
        "clock": "whether days run on while it is suspended: runs, or stops",
        "advances": "the issue of the case it moves, from one option to another",
        "reversible": "the share that can be taken back: none, all, 40%, 20% to 60%",
        "group": "the exchange it is part of",
        "if_breached": "what follows a breach",
        "clauses": "the claims and clauses it takes up, by id",
        "batches": "a list of its parts",
        "instalments": "a rule that makes its parts",
        "basis": "what a stage's quota is measured by: own stage, or cumulative",
        "accepted": "a list of what was accepted so far",
        "readings": "how a party reads the clause, by party",
        "places": "where it applies, by id",
        "scenario": "the branch it belongs to; it is owed in every one without it",
        "survives": "yes where it outlives the plan's end",
        "never_suspended": "yes where no answer to a breach may touch it",
        "accepted_by": "those outside the plan who agreed to what it asks of them, by id",
    },
    "Verification": {"by": "who says so, by id", "how": "by what method"},
    "Batch": {
        "on": "when, by event or date",
        "grace": "days after it before this part is overdue, where they are not those of the whole obligation",
    },
    "Instalments": {
        "count": "how many",
        "first": "the day of the first",
        "every": "days between two of them",
        "last": "the day of the last, where it is another",
        "first_grace": "days after the first before it is overdue, where that is granted to it alone",
    },
    "Accepted": {"claim": "the claim that says so, by id"},
    "Step": {"issue": "the issue, by id", "from": "the option it stands at", "to": "the option it moves to"},
    "Remedy": {"says": "what follows, in your own words"},
    "Reading": {},
    "Condition": {
        "event": "one moment, such as first-release.verified",
        "all": "conditions that must all hold",
        "any": "conditions of which one is enough",
    },
    "Key": {"between": "two obligations, by id", "ratio": "such as 1:30"},
    "Holding": {
        "may": "what the holder may do",
        "targets": "the obligations and phases it may be done to, by id",
        "when": "on what condition, in words",
        "notice": "how many days before",
        "cap": "how many days at most",
    },
    "Place": {"drawn": "yes where its bounds are drawn on a map that both sides signed"},
    "Clause": {"not_modelled": "why no obligation takes it up"},
    "Assumption": {"about": "what was assumed, in words"},
}


def meaning(item: str, key: str) -> str:
    """What `key` holds in an item of this kind.

    >>> meaning("Key", "ratio"), meaning("Phase", "title")
    ('such as 1:30', 'what to call it')
    """
    return _OF.get(item, {}).get(key) or _EVERYWHERE[key]
