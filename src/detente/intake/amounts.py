"""How many, how much, how long: every amount a text states, and those it pointedly does not.

An amount is read from its own words alone, so that the same words always give the same value. `comparator` says how
the words bound it: "=" exactly, ">" more than, ">=" at least, "<" fewer than, "<=" at most, "~" about, "vague" for
"hundreds" and "some", "all", and "blank" where the text itself says that the number is open. Ordinals ("a third
phase"), years, dates and numbers of articles are no amounts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.case.numerals import NUMBER, number
from detente.intake import lexicon
from detente.intake.parsed import Paragraph, Parsed, Range

if TYPE_CHECKING:
    from spacy.tokens import Token

TIMES = {"second", "minute", "hour", "day", "night", "week", "fortnight", "month", "year", "decade"}
_BOUND = {
    ">": "more than|over|above|upwards of|in excess of",
    ">=": "at least|no fewer than|no less than|not less than|a minimum of|not fewer than",
    "<": "fewer than|less than|under|below",
    "<=": "at most|up to|no more than|not more than|a maximum of|as many as|not exceeding",
    "~": "about|around|roughly|approximately|nearly|almost|some|close to|an estimated|circa",
}
_PREFIX = "|".join(f"(?P<b{i}>{words})" for i, words in enumerate(_BOUND.values()))
_NUMERIC = re.compile(
    rf"(?:\b|(?=[$€£]))(?:(?:{_PREFIX}) )?(?:(?<=\s)[$€£]|(?<=^)[$€£])?(?P<n>{NUMBER})(?!\w)"
    r"(?P<hyphen>-(?P<time>second|minute|hour|day|week|month|year)s?\b)?(?![\w.]*\d)",
    re.I,
)
_VAGUE = re.compile(
    r"\b(?:(?:several|a few|many|a couple of) (?:dozen|hundred|thousand|million)s?|(?:tens|hundreds) of thousands|"
    r"dozens|scores|hundreds|thousands|millions|several|a few|a couple|a handful|a number|many|numerous)\b",
    re.I,
)
_OPEN = "unspecified|undisclosed|undetermined|unstated|unknown"
_BLANK = re.compile(
    rf"\b(?:an?|the) (?:as yet )?(?:{_OPEN}|unnamed|undefined|agreed|yet[- ]to[- ]be[- ]\w+) "
    r"(?:number|amount|quantity|period|length|sum|share)(?: of (?:time|\w+))?"
    rf"|\b(?:{_OPEN}) (?:number|amount|sum)s? of \w+",
    re.I,
)
_MULTIPLE = re.compile(
    r"\b(?P<w>doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|quadrupl(?:e|es|ed|ing)|twice|twofold|threefold|"
    r"halv(?:e|es|ed|ing))\b",
    re.I,
)
_FACTOR: dict[str, int | Fraction] = {
    "doub": 2,
    "trip": 3,
    "quad": 4,
    "twic": 2,
    "twof": 2,
    "thre": 3,
    "halv": Fraction(1, 2),
}
_WHOLE = re.compile(r"\b(?:all|every|each|some|more|half|most|additional|further|the rest|the remainder)\b", re.I)
_SPAN_OF_TIME = re.compile(r"\b(?:second|minute|hour|day|week|month|year|decade)s\b", re.I)
_NUMBERED = frozenset(
    "article annex phase resolution paragraph section stage clause chapter step point item day page appendix protocol "
    "schedule number no. no part round group route highway unit brigade battalion division channel room gate".split()
)
_MONTHS = frozenset("january february march april may june july august september october november december".split())


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount where it stands: its own words, the phrase with what is counted, value, unit and comparator.

    `value` is None where the words fix none. `unit` is a singular noun: person, day, multiplier, percent ...
    """

    start: int
    end: int
    phrase: Range
    value: Fraction | None
    unit: str
    comparator: str
    paragraph: int = 0


def amounts(parsed: Parsed, dated: tuple[Range, ...] = ()) -> tuple[Amount, ...]:
    """Every amount of a text in its order; what lies in a date is none."""
    found: list[Amount] = []
    for paragraph in parsed.paragraphs:
        for each in _of(paragraph):
            if not any(each.start < e and s < each.end for s, e in dated) and not any(
                each.start < o.end and o.start < each.end for o in found
            ):
                found.append(each)
    return tuple(sorted(found, key=lambda each: each.start))


def read(words: str) -> tuple[Fraction | None, str] | None:
    """Value and comparator that words state by themselves, or None where they state no amount.

    >>> read("more than 300"), read("two-week"), read("hundreds"), read("doubled")
    ((Fraction(300, 1), '>'), (Fraction(2, 1), '='), (None, 'vague'), (Fraction(2, 1), '='))
    """
    text = words.strip()
    if _BLANK.match(text):
        return None, "blank"
    if match := _MULTIPLE.fullmatch(text):
        return Fraction(_FACTOR[match["w"].lower()[:4]]), "="
    if match := _NUMERIC.match(text):
        return number(match["n"].lower()), _comparator(match)
    if re.match(r"all\b|every\b|each\b", text, re.I):
        return None, "all"
    if _VAGUE.match(text) or _WHOLE.match(text) or _SPAN_OF_TIME.match(text):
        return None, "vague"
    return None


def _comparator(match: re.Match[str]) -> str:
    return next((sign for i, sign in enumerate(_BOUND) if match[f"b{i}"]), "=")


def _of(paragraph: Paragraph) -> list[Amount]:
    """The amounts of a paragraph; where two forms claim the same words, the form named first."""
    found: list[Amount] = []
    for at, unit, end in (place for form in _FORMS for place in form(paragraph)):
        told = read(paragraph.doc.text[slice(*at)])
        start, stop = paragraph.start + at[0], paragraph.start + at[1]
        if told is not None and not any(start < o.end and o.start < stop for o in found):
            phrase = (start, max(stop, paragraph.start + end))
            found.append(Amount(start, stop, phrase, told[0], unit, told[1], paragraph.number))
    return found


Place = tuple[Range, str, int]
"""Where an amount stands in its paragraph, its unit, and where its phrase ends."""


def _blanks(paragraph: Paragraph) -> Iterator[Place]:
    for match in _BLANK.finditer(paragraph.doc.text):
        last = match[0].split()[-1].lower()
        unit = _singular(last) if last.rstrip("s") in TIMES else _unit_after(paragraph, match.end())
        yield match.span(), unit, match.end()


def _numbers(paragraph: Paragraph) -> Iterator[Place]:
    text = paragraph.doc.text
    for match in _NUMERIC.finditer(text):
        if not (at := _number_counts(paragraph, match)):
            continue
        unit, end = (match["time"].lower(), at[1]) if match["hyphen"] else _unit(paragraph, at)
        single = text[slice(*at)].lower() in ("a", "an", "one") and unit not in TIMES
        if not single and (unit or text[at[1] - 1].isdigit()):
            yield at, unit, end


def _vague(paragraph: Paragraph) -> Iterator[Place]:
    for match in _VAGUE.finditer(paragraph.doc.text):
        unit, end = _unit(paragraph, match.span())
        if unit:
            yield match.span(), unit, end


def _multiples(paragraph: Paragraph) -> Iterator[Place]:
    for match in _MULTIPLE.finditer(paragraph.doc.text):
        token = _token(paragraph, match.start())
        if token is not None and token.pos_ in ("VERB", "ADJ", "ADV", "NOUN", "DET") and _object_follows(token):
            yield match.span(), "multiplier", _end_of_object(token)


def _wholes(paragraph: Paragraph) -> Iterator[Place]:
    for match in _WHOLE.finditer(paragraph.doc.text):
        token = _token(paragraph, match.start())
        unit, end = _unit(paragraph, match.span())
        if unit and token is not None and _counts(token):
            yield match.span(), unit, end


def _times(paragraph: Paragraph) -> Iterator[Place]:
    for match in _SPAN_OF_TIME.finditer(paragraph.doc.text):
        token = _token(paragraph, match.start())
        if token is not None and _bare_time(token):
            yield match.span(), _singular(match[0].lower()), match.end()


_FORMS = (_blanks, _numbers, _vague, _multiples, _wholes, _times)


def _number_counts(paragraph: Paragraph, match: re.Match[str]) -> Range | None:
    """The range of a number that counts something; None for years, numbered things and parts of names."""
    start, end = match.span()
    text = paragraph.doc.text
    token = _token(paragraph, match.start("n"))
    if token is None:
        return None
    before = paragraph.doc[token.i - 1].lower_ if token.i else ""
    if before in _NUMBERED or before.rstrip("s") in _NUMBERED or before in _MONTHS:
        return None
    if (
        text[match.end("n") : match.end("n") + 2].lower() in ("st", "nd", "rd", "th")
        or text[match.end() : match.end() + 1] == "%"
    ):
        return (start, end + 1) if text[match.end() : match.end() + 1] == "%" else None
    if start and text[start - 1] in "-/.:+#" and not text[start - 1].isspace():
        return None
    if re.match(r"\s*[.):]\s", text[end:]) and start == 0:
        return None
    if (
        re.fullmatch(r"(?:1[89]|20)\d\d", match["n"])
        and match["n"] == match[0]
        and (
            before in ("in", "since", "of", "by", "until", "from", "to", "and", "late", "early")
            or token.ent_type_ == "DATE"
        )
    ):
        return None
    if match["n"].lower() == "one" and (token.nbor().lower_ == "of" if token.i + 1 < len(token.doc) else True):
        return None
    if token.pos_ == "PROPN" and not match["n"][0].isdigit():
        return None
    return start, end


def _unit(paragraph: Paragraph, at: Range) -> tuple[str, int]:
    """What an amount counts, as a singular noun, and where its phrase ends."""
    text = paragraph.doc.text
    if at[1] and text[at[1] - 1] == "%":
        return "percent", at[1]
    if re.match(r"\s?(?:%|percent|per cent)", text[at[1] :]):
        return "percent", at[1] + len(re.match(r"\s?(?:%|percent|per cent)", text[at[1] :])[0])  # type: ignore[index]
    if money := re.search(r"[$€£]", text[at[0] : at[1]]):
        return {"$": "dollar", "€": "euro", "£": "pound"}[money[0]], at[1]
    last = _token(paragraph, at[1] - 1)
    if last is None:
        return "", at[1]
    noun = _counted(last)
    return (_unit_of(noun), noun.idx + len(noun)) if noun is not None else ("", at[1])


def _unit_after(paragraph: Paragraph, at: int) -> str:
    token = _token(paragraph, at - 1)
    return _unit_of(token) if token is not None else ""


def _counted(last: "Token") -> "Token | None":
    """The noun that an amount ending with this token counts: the head it modifies, or the next noun after "of"."""
    doc, i = last.doc, last.i + 1
    if i < len(doc) and doc[i].lower_ == "of":
        i += 1
    best = None
    while i < len(doc) and i < last.i + 9:
        token = doc[i]
        if token.pos_ in ("NOUN", "PROPN") or (token.ent_type_ == "NORP" and token.tag_ in ("NNS", "NNPS")):
            best = token
            if not (
                i + 1 < len(doc)
                and (doc[i + 1].pos_ in ("NOUN", "PROPN") or doc[i + 1].text == "-")
                and doc[i + 1].dep_ != "appos"
            ):
                return best
        elif (
            token.pos_ in ("ADJ", "NUM")
            or token.lower_
            in ("-", "more", "other", "the", "its", "their", "his", "her", "such", "of", "or", "and", "additional")
            or token.tag_ in ("VBN", "VBG", "PRP$", "POS")
        ):
            if best is not None:
                return best
        else:
            break
        i += 1
    return best


def _unit_of(noun: "Token") -> str:
    lemma = _singular(noun.lower_) if noun.pos_ != "PROPN" else noun.lower_
    if lemma in TIMES:
        return lemma
    if lemma in ("body", "remains"):
        return "body"
    if lemma in ("party", "side", "country", "state", "force", "company", "team"):
        return lemma
    if lemma in lexicon.HUMAN or noun.lower_ == "people" or noun.ent_type_ == "NORP" or (noun.tag_ == "NNPS"):
        return "person"
    return lemma


def _singular(word: str) -> str:
    odd = {
        "people": "person",
        "bodies": "body",
        "men": "man",
        "women": "woman",
        "children": "child",
        "parties": "party",
        "lives": "life",
    }
    if word in odd:
        return odd[word]
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _token(paragraph: Paragraph, at: int) -> "Token | None":
    span = paragraph.doc.char_span(at, at + 1, alignment_mode="expand")
    return span[0] if span is not None and len(span) else None


def _object_follows(token: "Token") -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().lower_ not in ("-",) and token.lower_ != "doubles"


def _end_of_object(token: "Token") -> int:
    objects = [c for c in token.rights if c.dep_ in ("dobj", "pobj")]
    return objects[0].idx + len(objects[0]) if objects else token.idx + len(token)


def _counts(token: "Token") -> bool:
    """Whether "all", "some", "more" stands before what it counts, and is not part of a comparison or an adverb."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    if (
        after is None
        or after.lower_ in ("than", "-", "or", "and")
        or (token.i and token.nbor(-1).lower_ in ("at", "after", "above", "no", "any", "once"))
    ):
        return False
    word = token.lower_
    if word in ("every", "each"):
        return False
    if word == "more" and (
        token.dep_ == "advmod" or after.pos_ in ("ADJ", "ADV") or after.tag_ not in ("NNS", "NNPS", "JJ", "NN", "NNP")
    ):
        return False
    if word == "all" and (after.like_num or after.lower_ in ("the", "his", "her", "its", "their")) and after.like_num:
        return False  # "all 38": the number is the amount
    if word == "some":
        noun = _counted(token)
        return after.lower_ == "of" and noun is not None
    noun = _counted(token)
    return (
        noun is not None
        and (noun.tag_ in ("NNS", "NNPS") or noun.lower_ == "people" or word in ("half", "all"))
        and word not in ("most", "additional", "further", "the")
    )


def _bare_time(token: "Token") -> bool:
    """Weeks of talks, for months: a time of unstated length, not "two weeks", "recent days" or "days ago"."""
    if any(c.dep_ in ("nummod", "amod", "det", "poss", "compound") for c in token.lefts) or token.dep_ == "compound":
        return False
    before = token.nbor(-1).lower_ if token.i else ""
    after = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
    if before in ("-", "of", "number", "these", "those") or (token.i and token.nbor(-1).pos_ in ("NUM", "ADJ", "DET")):
        return False
    return after == "of" or before in ("for", "after", "within", "in", "over", "last", "lasting", "took", "take")
