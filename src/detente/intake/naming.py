"""The grammar of a name: the words that belong to it, its role before it, and what only adds to it."""

import re
from typing import TYPE_CHECKING

from detente.intake import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Token


def inside_name(token: "Token") -> bool:
    """Not the last word of its name."""
    return (
        token.i + 1 < len(token.doc)
        and token.nbor().pos_ == "PROPN"
        and token.nbor().ent_iob_ == "I"
        and token.head == token.nbor()
    )


def thing_of(token: "Token") -> bool:
    return token.lemma_.lower() in lexicon.BARGAINED_OVER


def dealing(preposition: "Token") -> bool:
    """Whether a preposition joins those who deal with each other: "talks with", "an agreement with"."""
    return preposition.head.lemma_ in _DEALINGS


_DEALINGS = frozenset(
    "talk interview meeting negotiation agreement meet negotiate speak agree deal call contact".split()
)


def base(head: "Token") -> "list[Token]":
    """The noun with the words straight before it that belong to it, without its article."""
    tokens = [head]
    i = head.i - 1
    left = {t.i for t in head.subtree if t.i < head.i}
    while (i in left and head.doc[i].dep_ != "relcl" and not head.doc[i].is_punct) or (
        i in left and head.doc[i].text == "-"
    ):
        tokens.insert(0, head.doc[i])
        i -= 1
    while len(tokens) > 1 and (tokens[0].pos_ in ("DET", "PRON", "ADP", "CCONJ", "PUNCT") or tokens[0].tag_ == "POS"):
        tokens.pop(0)
    return tokens


def full(head: "Token") -> "list[Token]":
    """The description with what narrows it, and without what only adds to it."""
    if (
        head.dep_ == "nsubj" and head.head.dep_ == "csubj"
    ):  # "people briefed on it said": the participle taken for a verb
        return [t for t in head.head.subtree if t.i >= head.i]
    drop: set[int] = set()
    for child in head.children:
        if child.i > head.i and (
            child.dep_ in ("appos", "conj", "cc", "punct", "advcl")
            or (
                child.dep_ == "prep"
                and child.lower_ not in ("of", "to", "for", "in", "on", "from", "with", "close", "at", "as")
            )
            or (child.dep_ == "relcl" and any(t.lower_ in lexicon.WHO for t in child.subtree))
        ):
            drop |= {t.i for t in child.subtree}
    tokens = [t for t in head.subtree if t.i not in drop]
    while tokens and (tokens[0].pos_ in ("DET", "PUNCT", "CCONJ") and tokens[0].i != head.i):
        tokens.pop(0)
    while tokens and (tokens[-1].is_punct or tokens[-1].dep_ == "cc"):
        tokens.pop()
    return tokens or [head]


def until(tokens: "list[Token]", stop: int) -> "list[Token]":
    tokens = [t for t in tokens if t.i < stop]
    while tokens and tokens[-1].is_punct:
        tokens.pop()
    return tokens


def in_dateline(token: "Token") -> bool:
    """Whether a word stands in "CITY, Wednesday -" at the head of a report."""
    match = re.match(r"(?:[A-Z][A-Z .]+|[A-Z]\w+)(?:, [\w ]{2,20})? - ", token.doc.text)
    return match is not None and token.idx < match.end()


def split_role(tokens: "list[Token]", head: "Token") -> "tuple[list[Token], list[Token]]":
    """A name without the words for what its bearer is: "Foreign Minister Ana Ruiz" gives the name and the role."""
    if head.pos_ != "PROPN":
        return tokens, []
    tokens = [t for t in tokens if t.lower_ not in lexicon.HONORIFICS and not (in_dateline(t) and t != head)]
    cut = 0
    for i, token in enumerate(tokens[:-1]):
        if token.lemma_.lower() in lexicon.ROLES or token.lower_ in lexicon.ROLES:
            cut = i + 1
    name, roles = tokens[cut:], tokens[:cut]
    while (len(name) > 1 and name[0].pos_ not in ("PROPN", "NOUN", "X")) or (len(name) > 1 and name[0].text.islower()):
        name = name[1:]
    return name, roles
