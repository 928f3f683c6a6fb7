"""What binds somebody in a sentence: verbs under a duty, nouns that stand for acts, and who owes them.

The parser's labels are read with its usual slips in mind: a verb taken for a noun, a list of verbs cut in two.
"""

import re
from typing import TYPE_CHECKING

from detente.intake import lexicon
from detente.intake.cues import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


TIMES = frozenset("second minute hour day night week fortnight month year decade".split())


_MOMENTS = frozenset(
    "signature signing phase stage ceasefire once when after before completion immediately simultaneously".split()
)


def temporal(t: "Token") -> bool:
    """Whether a word can tell when."""
    return t.lemma_.lower() in TIMES or t.ent_type_ in ("DATE", "TIME") or t.lower_ in _MOMENTS


def act_of(t: "Token") -> str | None:
    """The verb that a noun stands for, if it names an act."""
    if t.pos_ not in ("NOUN", "PROPN") and not (
        t.tag_ == "VBG" and t.dep_ in ("conj", "dobj", "pobj", "pcomp", "ROOT", "nsubj", "nsubjpass", "csubj")
    ):
        return None
    lemma = (
        t.lemma_.lower()
        if t.pos_ != "PROPN"
        else t.lower_.rstrip("s")
        if t.lower_ not in lexicon.ACT_NOUNS
        else t.lower_
    )
    if t.tag_ == "VBG" or (
        t.text.lower().endswith("ing")
        and any(c.lower_ == "of" for c in t.rights)
        and any(c.dep_ == "det" for c in t.lefts)
    ):
        return lexicon.ACT_NOUNS.get(lemma) or _from_gerund(t)
    return lexicon.ACT_NOUNS.get(lemma)


def _from_gerund(t: "Token") -> str | None:
    if t.tag_ == "VBG":
        return t.lemma_.lower() if t.lemma_.lower() not in lexicon.NO_ACT | lexicon.CARRIES else None
    return t.lower_.removesuffix("ing")


def may_be_act(t: "Token") -> bool:
    """A noun that may be an act or a verb in disguise: bare at the head of its clause, or done "by" somebody."""
    if t.pos_ not in ("NOUN", "PROPN", "ADJ") or t.ent_type_ in ("DATE", "TIME"):
        return False
    bare = t.tag_ in ("NN", "JJ") and t.left_edge.i == t.i and t.dep_ not in ("pobj", "amod")
    opens = t.i == t.sent.start or t.nbor(-1).lower_ in (",", ":", "and", "or", ";", "-", "to")
    return (bare and opens) or any(c.lower_ == "by" and c.dep_ in ("prep", "agent") for c in t.rights)


def bound(t: "Token", *, item: bool = False) -> bool:
    """Whether a verb says what is to be done: a modal of duty, an infinitive under a promise, or an item of a list."""
    helpers = {c.lower_ for c in t.children if c.dep_ in ("aux", "auxpass")}
    marks = {c.lower_ for c in t.children if c.dep_ in ("mark", "advmod") and c.i < t.i}
    if (
        marks & {"if", "once", "unless", "until", "when", "after", "before", "while"}
        and not ("while" in marks and helpers & lexicon.DUTY_MODALS)
    ) or helpers & lexicon.POWER_MODALS:
        return False
    if helpers & lexicon.DUTY_MODALS:
        return (
            t.dep_ != "relcl"
            or t.head.lemma_.lower() in lexicon.PLANS
            or any(c.lower_ in ("who", "which") for c in t.lefts)
        )
    if t.dep_ == "conj" and t.head.pos_ in ("VERB", "AUX", "NOUN") and (t.tag_ in ("VB", "VBN", "VBP") or item):
        own_subject = any(c.dep_ in SUBJECTS for c in t.children)
        return not own_subject and not helpers - {"be", "to"} and bound(t.head, item=item)
    if "to" in helpers and t.tag_ in ("VB", "VBN"):
        if any(c.dep_ in ("nsubj", "nsubjpass") for c in t.children):
            return True  # "for the rebels to release", "the army to withdraw"
        return (
            (t.dep_ == "acl" and t.head.lemma_ in lexicon.BINDING and t.head.dep_ == "ROOT")
            or (
                t.dep_ == "xcomp"
                and (
                    t.head.lemma_ in lexicon.BINDING or (t.head.lemma_ == "be" and t.head.tag_ in ("VBP", "VBZ", "VBD"))
                )
            )
            or (item and t.dep_ == "ROOT")
            or _is_to(t)
        )
    return item and t.tag_ in ("VB", "VBP", "VBZ") and t.dep_ == "ROOT"


def _is_to(t: "Token") -> bool:
    """ "The army is to withdraw": "be" read as its helper or its head."""
    return any(c.lemma_ == "be" and c.dep_ == "aux" for c in t.children) or (
        t.head.lemma_ == "be" and t.dep_ in ("xcomp", "acl", "attr")
    )


def went_on(sentence: "Span") -> "dict[int, Token]":
    """Bare verbs after a comma or "and" that go on a list of acts: each with the bound verb the list began with."""
    leader: Token | None = None
    found: dict[int, Token] = {}
    for t in sentence:
        if t.pos_ == "VERB" and bound(t) and t.lemma_ not in lexicon.CARRIES:
            leader = t if t.dep_ != "conj" or leader is None else leader
        elif (
            leader is not None
            and t.i > leader.i + 1
            and t.nbor(-1).lower_ in (",", "and", "or", ";")
            and t.i + 1 < sentence.end
        ):
            after = t.nbor()
            bare = (
                t.tag_ in ("VB", "VBP")
                or _noun_for_verb(t)
                or (re.fullmatch("double|triple|halve", t.lower_) and after.pos_ in ("DET", "PRON"))
            )
            if bare and not any(c.dep_ in (*SUBJECTS, "aux") for c in t.children) and t.lemma_ not in lexicon.NO_ACT:
                found[t.i] = leader
    return found


def _noun_for_verb(t: "Token") -> bool:
    """A bare "report" or "release" before an object: a verb that the parser took for the noun."""
    return (
        t.tag_ == "NN"
        and lexicon.ACT_NOUNS.get(t.lower_) == t.lower_
        and not any(c.dep_ in ("det", "amod", "poss", "compound") for c in t.lefts)
        and t.nbor().pos_ in ("DET", "PRON", "NUM", "ADJ", "PROPN", "ADP")
        and t.nbor().lower_ not in ("of", "by", "and")
    )


def is_item_root(t: "Token") -> bool:
    root = t
    while root.dep_ == "conj":
        root = root.head
    return root.dep_ == "ROOT"


def borrowed(t: "Token") -> bool:
    return not any(c.dep_ in SUBJECTS for c in t.children)


def subject_of(t: "Token") -> "Token | None":
    seen = 0
    while seen < 8:
        own = next((c for c in t.children if c.dep_ in SUBJECTS), None)
        if own is not None:
            return t.head if own.lower_ in lexicon.WHO and t.dep_ == "relcl" else own
        if t.dep_ == "acl" and t.head.lemma_ in lexicon.BINDING:  # "the Assembly pledges": the verb taken for a noun
            return next((c for c in t.head.lefts if c.dep_ == "compound"), None)
        if (
            t.dep_ == "xcomp"
            and t.head.lemma_ in lexicon.BINDING
            and (asked := next((c for c in t.head.rights if c.dep_ == "dobj"), None))
        ):
            return asked
        if t.dep_ in ("conj", "xcomp"):
            t, seen = t.head, seen + 1
        else:
            return None
    return None


def passive(t: "Token") -> bool:
    """Whether a verb tells what is done to its subject, by its own helper or by that of the verb it is joined to."""
    if any(c.dep_ in ("auxpass", "nsubjpass") for c in t.children):
        return True
    return t.tag_ == "VBN" and t.dep_ == "conj" and any(c.dep_ == "auxpass" for c in t.head.children)


def object_of(t: "Token", subject: "Token | None") -> "Token | None":
    """What a verb acts on: the subject of a passive, an object, or whoever is to do what it asks or lets."""
    if subject is not None:
        return subject
    direct = next((c for c in t.rights if c.dep_ in ("dobj", "attr", "oprd")), None)
    inner = (g for c in t.rights if c.dep_ in ("ccomp", "xcomp") for g in c.children if g.dep_ == "nsubj")
    return direct if direct is not None else next(inner, None)


_CIRCUMSTANCES = frozenset("by within on in from to for after before until during under".split())


def oblique(t: "Token") -> "Token | None":
    """What a verb acts on through a preposition: "refrain ... with", never when, where or by whom."""
    through = (c for c in t.rights if c.dep_ == "prep" and c.lower_ not in _CIRCUMSTANCES)
    return next((g for c in through for g in c.children if g.dep_ == "pobj"), None)


def agent(t: "Token") -> "Token | None":
    while True:
        for child in t.children:
            if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
                found = next((c for c in child.children if c.dep_ == "pobj"), None)
                known = found is not None and (
                    found.pos_ == "PROPN" or found.lemma_.lower() in lexicon.PEOPLE | lexicon.HUMAN | lexicon.BODIES
                )
                if (
                    known
                    and found is not None
                    and found.ent_type_ not in ("DATE", "TIME")
                    and found.lemma_ not in TIMES
                ):
                    return found
        if t.dep_ != "conj" or any(c.dep_ in SUBJECTS for c in t.children):
            return None
        t = t.head


def under_other_verb(x: "Token", verb: "Token") -> bool:
    while x not in (verb, x.head):
        if x.dep_ in ("conj", "advcl") and x.head == verb:
            return True
        x = x.head
    return False


def under_joined(x: "Token", noun: "Token") -> bool:
    while x not in (noun, x.head):
        if x.dep_ in ("conj", "cc") and x.head == noun:
            return True
        x = x.head
    return False


def unbroken(tokens: "list[Token]", act: "Token") -> "list[Token]":
    """The tokens that stand together with the act: far ones with other verbs between are left out."""
    kept = [act]
    for t in reversed([x for x in tokens if x.i < act.i]):
        if kept[0].i - t.i <= 4:
            kept.insert(0, t)
    for t in (x for x in tokens if x.i > act.i):
        if t.i - kept[-1].i <= 3:
            kept.append(t)
    return kept


def noun_phrase(head: "Token") -> "list[Token]":
    """A noun with its modifiers, and what it is joined to, without clauses of time."""
    drop = {
        x.i
        for c in head.children
        if c.dep_ in ("punct",) or (c.dep_ == "prep" and c.lower_ in lexicon.TIME_WORDS - {"for", "on", "from"})
        for x in c.subtree
    }
    tokens = [t for t in head.subtree if t.i not in drop]
    return tokens or [head]


def phase_in(text: str) -> int | None:
    """The phase that words name: "phase two", "the third phase", "Stage II"."""
    names = "|".join(sorted(lexicon.PHASES))
    if match := re.search(rf"\b(?:{names}) (?P<n>\d+|one|two|three|four|five|six|[ivIV]+|[A-D])\b", text, re.I):
        word = match["n"].lower()
        return int(word) if word.isdigit() else lexicon.ORDINALS.get(word)
    if match := re.search(
        rf"\b(?P<n>first|second|third|fourth|fifth|sixth|initial|opening|final|1st|2nd|3rd|4th) (?:\w+ )?(?:{names})\b",
        text,
        re.I,
    ):
        word = match["n"].lower()
        return int(word[0]) if word[0].isdigit() else lexicon.ORDINALS.get(word)
    return None
