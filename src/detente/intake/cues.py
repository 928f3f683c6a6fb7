"""The grammar of a cue: the clause that hangs on it, whose it is, and whether it states anything."""

from typing import TYPE_CHECKING

from detente.intake import lexicon

CLAUSES = ("ccomp", "xcomp")
SUBJECTS = ("nsubj", "nsubjpass", "csubj")

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


def clause(cue: "Token") -> "Token | None":
    """The clause that hangs on the cue, after it before before it; or the one it interrupts."""
    after = [c for c in cue.rights if c.dep_ in CLAUSES]
    before = [c for c in cue.lefts if c.dep_ in CLAUSES]
    if after or before:
        return (after or before)[0]
    return cue.head if cue.dep_ == "parataxis" else None


def finite(clause: "Token") -> bool:
    """Whether the clause can be true or false: it has a subject, or a tense of its own."""
    return any(c.dep_ in (*SUBJECTS, "expl") for c in clause.children) or clause.tag_ in ("VBD", "VBZ", "VBP")


def withheld(cue: "Token", clause: "Token") -> bool:
    """Did not say why, should say that: a question left open or a thing not said is no statement."""
    if any(c.dep_ == "aux" and c.lower_ in lexicon.MODALS for c in cue.children):
        return True
    asked = any(t.tag_ in ("WRB", "WP") or t.lower_ in ("whether", "if") for t in clause.lefts)
    if asked and cue.tag_ == "VB" and any(c.lower_ == "to" for c in cue.lefts):
        return True
    return asked and any(c.dep_ == "neg" or c.lower_ in ("nor", "neither") for c in cue.children)


def is_condition(cue: "Token") -> bool:
    return any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in cue.children)


def subject(cue: "Token") -> "list[Token] | None":
    """The words of who speaks; a participle's is its verb's, a relative clause's the noun before it."""
    seen: set[int] = set()
    verb = cue
    while verb.i not in seen:
        seen.add(verb.i)
        own = next((c for c in verb.children if c.dep_ in SUBJECTS and c.dep_ != "nsubjpass"), None)
        if own is not None:
            if own.lower_ in lexicon.WHO and verb.dep_ == "relcl":
                return _phrase(verb.head)
            return _phrase(own)
        if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp"):
            verb = verb.head if verb.dep_ != "pcomp" else verb.head.head
        elif verb.dep_ in ("acl", "relcl"):
            return _phrase(verb.head)
        else:
            return None
    return None


def _phrase(head: "Token") -> "list[Token]":
    """A noun with what belongs to its name or kind, without relative clauses that only tell more."""
    drop: set[int] = set()
    for child in head.children:
        if child.dep_ in ("relcl", "advcl", "punct", "parataxis", "ccomp", "advmod") and child.i > head.i:
            drop |= {t.i for t in child.subtree}
    tokens = [t for t in head.subtree if t.i not in drop]
    while tokens and (tokens[-1].is_punct or tokens[-1].tag_ in ("POS", "CC")):
        tokens.pop()
    while tokens and (tokens[0].is_punct or tokens[0].pos_ in ("CCONJ", "ADP", "SCONJ")):
        tokens.pop(0)
    return tokens or [head]


def nearer(cue: "Token", speaker: "list[Token] | None", sentence: "Span") -> "list[Token] | None":
    """The person straight before a cue that closes its sentence, where the parser went further back for a subject."""
    if speaker is None or cue.i <= sentence.start + 2 or not all(t.is_punct for t in sentence if t.i > cue.i):
        return None
    last = cue.nbor(-1)
    if last.dep_ != "appos" or last.lemma_.lower() not in lexicon.PEOPLE or last.left_edge.i == sentence.start:
        return None
    return list(last.subtree) if last.left_edge.nbor(-1).text == "," and speaker[0].i < last.left_edge.i else None


def passive_agent(cue: "Token") -> "list[Token] | None":
    for child in cue.children:
        if child.dep_ == "agent":
            return next((_phrase(c) for c in child.children if c.dep_ == "pobj"), None)
    return None
