"""Moments told by something that takes time: is its beginning meant, or its end?"""

import re
from collections.abc import Iterator

from detente.case.rule import Fault, rule
from detente.errors import Severity
from detente.plan.model import Plan
from detente.plan.moments import Moments
from detente.text.check import Draft
from detente.text.lint.english import LINKS, PEOPLE, Word, sentences, worded
from detente.text.lint.events import COMPLETE, COMPOUNDS, DOINGS, LASTING, OPEN_ENDED
from detente.text.lint.names import bare, defined_inline
from detente.text.lint.readings import Reading, in_each_clause

_SAYS_WHICH = re.compile(
    r"(?:(?: |, )(?:of|from|by|in|to|at|behind|under|across|into|out of)(?: (?:the|its|their|all|both|these|\d+))?"
    r"(?: (?!the\b|an?\b|each\b|both\b|all\b)[\w'’-]+){1,3}?)*?"
    r"(?: (?:has|have|is|are|was|were|had|been|fully|duly|also|being|shall|will|not|yet))*"
    r" (?:begins?|begun|began|starts?|started|commences?|commenced|ends?|ended|completed?|over|done|finish\w*|"
    r"conclude[sd]?|verified|certified|confirmed|carried out|taken place|effected|achieved|agreed|announced|declared|"
    r"reported|notified|under way|underway)\b"
)
_ONE_OF_THEM = re.compile(
    r" (?:of|by|from) (?:the |its |their )?(?:last|final|first)\b(?! (?:stage|phase|group|batch|part|half|step))"
)
_OF_ONE_PERSON = re.compile(
    r"\b(?:each|every|any|an?|no) (?:\w+ ){0,2}?(?:" + "|".join(sorted(PEOPLE)) + r"|weapon|rifle)\b", re.IGNORECASE
)
_SPANS = frozenset("hour hours day days week weeks month months".split())
_FROM = _SPANS | frozenset(
    "counted count counting start starts starting begin begins beginning effective run runs running as apply applies "
    "valid force".split()
)
_ANCHORS = ("after", "following", "upon", "once", "until", "till", "pending")
_NO_ANCHOR = {
    "after": frozenset("look looks looking looked named takes".split()),
    "upon": frozenset("based agreed agree depend depends depending rely relies decide decided insist insists act "
                      "acts call calls called imposed drawn built".split()),
    "following": frozenset("the a an this these those its their each every any all".split()),
}  # fmt: skip
_ARTICLES = frozenset("the a an its their his her this that such any all every these those said".split())


@rule(
    "DT0653",
    "An ambiguous anchor: begun, or ended?",
    why="Minsk, 2015: a dialogue was to start on the day after a withdrawal; the text left open which end of it.",
    remedy="Say the moment: after the withdrawal has begun, has been completed, or has been verified, and by whom.",
    severity=Severity.WARNING,
)
def anchors_name_a_moment(draft: Draft) -> Iterator[Fault]:
    named = _lasting_in(draft.plan) if draft.plan else frozenset()
    terms = tuple({bare(each.term).casefold() for each in draft.text.terms} | defined_inline(draft))

    def find(reading: Reading) -> Iterator[str]:
        for sentence in sentences(reading.words):
            for phrase, event in _anchors(sentence, named, terms):
                yield f"{phrase!r} leaves open whether {event} has begun or has ended"

    return in_each_clause(draft, find)


def _lasting_in(plan: Plan) -> frozenset[str]:
    """The one-word names of what takes time or lasts in the plan."""
    moments = Moments(plan)
    return frozenset(each for each in moments.items if "-" not in each and moments.ambiguous(each))


def _anchors(sentence: str, named: frozenset[str], terms: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each phrase that counts from something that takes time, and that something; a defined term says its moment."""
    words = worded(sentence)
    for row, word in enumerate(words):
        counts_days = row > 0 and words[row - 1].plain in _SPANS
        if _is_anchor(words, row, counts_days):
            event = _event(sentence, words, row + 1, word.plain, counts_days, named)
            if event is None or (words[row + 1] == event and _OF_ONE_PERSON.search(sentence)):
                continue
            if not bare(sentence[words[row + 1].start :]).casefold().startswith(terms):
                yield sentence[word.start : event.end], sentence[words[row + 1].start : event.end]


def _is_anchor(words: tuple[Word, ...], row: int, counts_days: bool) -> bool:
    """Whether a word begins to tell a moment."""
    word, before = words[row].plain, words[row - 1].plain if row else ""
    following = words[row + 1].plain if row + 1 < len(words) else ""
    if word == "of":
        within = "within" in (each.plain for each in words[max(0, row - 4) : row])
        return counts_days and (within or following in _ARTICLES)
    if word == "from":
        onward = any(each.plain in ("on", "onward", "onwards") for each in words[row + 2 : row + 5])
        return not row or before in _FROM or (onward and following in _ARTICLES)
    if word == "since":
        return following in _ARTICLES
    return word in _ANCHORS and before not in _NO_ANCHOR.get(word, ())


def _event(
    sentence: str, words: tuple[Word, ...], row: int, anchor: str, counts_days: bool, named: frozenset[str]
) -> Word | None:
    """The doing that an anchor hangs on, where nothing says which end of it is meant."""
    lasting = LASTING | named if counts_days else OPEN_ENDED if anchor in ("after", "following") else frozenset()
    for at in range(row, min(row + 5, len(words))):
        word, parted = words[at], sentence[words[at - 1].end : words[at].start].strip()
        if parted or word.plain in COMPLETE or (word.plain in LINKS and at > row):
            return None
        if word.plain in DOINGS | lasting or _several(words, at, row):
            return word if _stands_alone(sentence, words, at) else None
    return None


def _several(words: tuple[Word, ...], at: int, row: int) -> bool:
    """Several doings; without an article such a word is a verb, as in `after South releases them`."""
    return words[at].plain.removesuffix("s") in DOINGS and at > row and words[at - 1].plain in _ARTICLES


def _stands_alone(sentence: str, words: tuple[Word, ...], at: int) -> bool:
    """It is no part of a longer name, is no verb, and nothing behind it says which end is meant."""
    before = words[at - 1].plain if at else ""
    following = words[at + 1] if at + 1 < len(words) else None
    if following and following.plain in COMPOUNDS and not sentence[words[at].end : following.start].strip():
        return False
    if before.endswith("s") and not before.endswith(("'s", "ss")) and before not in _ARTICLES | LINKS:
        return False
    rest = sentence[words[at].end :]
    return not _SAYS_WHICH.match(rest) and not _ONE_OF_THEM.match(rest)
