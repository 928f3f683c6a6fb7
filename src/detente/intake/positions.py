"""The grammar of a position: what is supposed, what is asked in return, what a list of demands holds."""

from itertools import pairwise
from typing import TYPE_CHECKING

from detente.intake import lexicon
from detente.intake.cues import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token


def supposed(t: "Token") -> bool:
    """Under "if" and its like: a thing supposed is not done."""
    while True:
        if any(c.dep_ == "mark" and c.lower_ in lexicon.CONDITIONAL for c in t.children):
            return True
        if t.dep_ not in ("conj", "xcomp"):
            return False
        t = t.head


def only_words(t: "Token", lemma: str) -> bool:
    """Refused to comment, insisted that it is so: words about words, and no position."""
    inner = next((c for c in t.rights if c.dep_ in ("xcomp", "ccomp")), None)
    if inner is None:
        return False
    return inner.lemma_.lower() in lexicon.SAY or (lemma == "insist" and inner.dep_ == "ccomp" and inner.tag_ != "VB")


def nothing_but(t: "Token") -> bool:
    return any(c.dep_ in ("dobj", "pobj") and c.lower_ in ("nothing", "none", "no") for c in t.subtree)


def modal(t: "Token") -> bool:
    return any(c.dep_ == "aux" and c.lower_ in lexicon.MODALS for c in t.children)


def clauses(t: "Token") -> "list[list[Token]]":
    """The clauses believed, each by itself: "that A and that B"."""
    first = next((c for c in t.rights if c.dep_ == "ccomp"), None)
    if first is None:
        return []
    heads = [first]
    heads += [c for c in first.children if c.dep_ == "conj" and any(g.dep_ in SUBJECTS for g in c.children)]
    heads += [
        c for c in t.children if c.dep_ == "conj" and any(g.lower_ == "that" and g.dep_ == "mark" for g in c.children)
    ]
    found = []
    for head in heads:
        others = {x.i for o in heads if o != head and o.head == head for x in o.subtree}
        drop = {x.i for c in head.children if c.dep_ == "advcl" and c.i > head.i for x in c.subtree} | others
        found.append([x for x in head.subtree if x.i not in drop])
    return found


def traded(t: "Token") -> "list[list[Token]]":
    """ "wants to trade X for Y and Z": what is asked in return, each by itself; or a plain object, first of all."""
    for x in t.subtree:
        if x.lemma_ in ("trade", "exchange", "swap", "give") and x.i > t.i:
            for prep in x.subtree:
                if prep.lower_ in ("for", "against") and prep.dep_ == "prep":
                    heads = [g for g in prep.children if g.dep_ == "pobj"]
                    return [part for h in heads for part in _parts(h)]
    heads = [c for c in t.rights if c.dep_ == "dobj"]
    return [part for h in heads for part in _parts(h)] if heads and t.lemma_ == "want" else []


def _parts(head: "Token") -> "list[list[Token]]":
    joined = [head]
    for token in joined:
        joined += [c for c in token.children if c.dep_ == "conj"]
    found = []
    for token in joined:
        others = {x.i for c in token.children if c.dep_ in ("conj", "cc") for x in c.subtree}
        found.append([x for x in token.subtree if x.i not in others])
    return found


def items(include: "Token") -> "list[list[Token]]":
    """What is included: gerunds and nouns told one after another to the end of the clause."""
    tokens = [x for x in include.sent if x.i > include.i and not (x.is_punct and x.text in '."')]
    starts = [tokens[0].i] if tokens else []
    starts += [x.i for x in tokens[1:] if x.tag_ == "VBG" and x.nbor(-1).lower_ in (",", "and", "or")]
    if len(starts) == 1:
        head = next((c for c in include.rights if c.dep_ in ("dobj", "xcomp", "attr")), None)
        return _parts(head) if head is not None else []
    bounds = [*starts, tokens[-1].i + 1]
    return [[x for x in tokens if a <= x.i < b] for a, b in pairwise(bounds)]


def subject(t: "Token") -> "Token | None":
    for _ in range(8):
        own = next((c for c in t.children if c.dep_ in ("nsubj", "csubj", "nsubjpass")), None)
        if own is not None:
            return t.head if own.lower_ in lexicon.WHO and t.dep_ == "relcl" else own
        if t.dep_ in ("conj", "xcomp", "advcl", "acl", "pcomp", "acomp", "relcl"):
            t = t.head
        else:
            return None
    return None


def has_condition(t: "Token") -> bool:
    """Whether a clause hung on the verb makes it depend on something."""
    return any(c.dep_ == "advcl" and any(m.lower_ in lexicon.CONDITIONAL for m in c.children) for c in t.children)


def without(t: "Token") -> "list[Token]":
    """What a thing ruled out lacks: the words after "without"."""
    inside = [c for c in t.children if c.dep_ in ("xcomp", "pcomp", "ccomp", "dobj")]
    found = [c for c in t.children if c.lower_ == "without"]
    found += [x for c in inside for x in (c.subtree if c.dep_ == "dobj" else c.children) if x.lower_ == "without"]
    return [x for x in found[0].subtree if x != found[0]] if found else []
