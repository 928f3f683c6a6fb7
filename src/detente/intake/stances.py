"""Where somebody stands, by their words or by others' account: demands, rejects, offers, accepts and the rest.

A stance is somebody's only as far as the text says so, and keeps the chain through which it came. Near acts stay
apart: willing to discuss is not accepting, reluctant is not rejecting, and what stands under "if" is neither.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.model import Act, ActorKind
from detente.intake import lexicon, positions
from detente.intake.actors import Cast, Found
from detente.intake.chains import Spoken
from detente.intake.parsed import Paragraph, Parsed, Range

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

NEGATED = {Act.ACCEPT: Act.REJECT, Act.OFFER: Act.REJECT, Act.SUPPORT: Act.REJECT}
"""What not doing an act amounts to; the others, not done, are no stand."""


@dataclass(frozen=True, slots=True)
class Stance:
    """A stance where the text shows it; `within` is the statement that it is part of, if any."""

    span: Range
    act: Act
    party: tuple[Found, ...]
    paragraph: int
    within: Spoken | None = None


def stances(parsed: Parsed, cast: Cast, spoken: tuple[Spoken, ...]) -> tuple[Stance, ...]:
    """Every stance of a text in its order; one whose holder is not settled is left out."""
    found: list[Stance] = []
    for paragraph in parsed.paragraphs:
        for sentence in paragraph.doc.sents:
            found += _Reader(cast, spoken, paragraph, sentence).read()
    taken = {s.span for s in found}
    found += [s for s in _plain(parsed, spoken, found) if s.span not in taken]
    return tuple(sorted((s for s in found if s.party), key=lambda s: s.span))


class _Reader:
    def __init__(self, cast: Cast, spoken: tuple[Spoken, ...], paragraph: Paragraph, sentence: "Span") -> None:
        self.cast, self.spoken, self.paragraph, self.sentence = cast, spoken, paragraph, sentence

    def read(self) -> Iterator[Stance]:
        for t in self.sentence:
            yield from self.at(t)

    def at(self, t: "Token") -> Iterator[Stance]:
        lemma = t.lemma_.lower()
        if t.pos_ in ("VERB", "AUX") or t.tag_ in ("VBG", "VBN"):
            yield from self.verb(t, lemma)
        if lemma in lexicon.READY | lexicon.UNREADY and t.pos_ in ("ADJ", "NOUN"):
            yield from self.ready(t, lemma)
        if lemma in lexicon.DEMANDS and t.pos_ == "NOUN":
            yield from self.listed(t)

    def verb(self, t: "Token", lemma: str) -> Iterator[Stance]:
        joined = next(
            (c for c in t.rights if c.dep_ in ("prep", "prt") and (lemma, c.lower_) in lexicon.STANCES_WITH), None
        )
        act = self.act(t, lemma, joined)
        if act is None:
            return
        if passive_by := [x for c in t.children if c.dep_ == "agent" for x in c.subtree]:
            for holder in (h for x in passive_by if x.dep_ == "pobj" and x.head.dep_ == "agent" for h in self.each(x)):
                yield self.made(t, act, (holder,), [t, *passive_by])
        elif not any(c.dep_ in ("auxpass", "nsubjpass") for c in t.children):
            yield from self.held(t, act, joined)

    def act(self, t: "Token", lemma: str, joined: "Token | None") -> Act | None:
        """What a verb does, with its preposition, its negation and its conditions; None where it takes no stand."""
        word = lexicon.STANCES_WITH[lemma, joined.lower_] if joined is not None else lexicon.STANCES.get(lemma)
        if joined is None and lemma in lexicon.PRESSING and any(c.dep_ in lexicon.PRESSED for c in t.rights):
            word = lexicon.PRESSING[lemma]
        if word is None or positions.supposed(t) or positions.only_words(t, lemma):
            return None
        act = Act(word)
        bounded = act is Act.ACCEPT and positions.modal(t)
        if any(c.dep_ == "neg" or c.lower_ == "never" for c in t.children) or positions.nothing_but(t):
            return Act.RED_LINE if bounded else NEGATED.get(act)
        if bounded and positions.has_condition(t):
            return Act.CONDITION
        return act

    def held(self, t: "Token", act: Act, joined: "Token | None") -> Iterator[Stance]:
        """The stands one verb shows: one, or one for each thing asked, believed or made a condition."""
        party = self.who(t)
        if act is Act.REJECT and (without := positions.without(t)):
            act = Act.CONDITION
            yield self.made(t, Act.DEMAND, party, without)
        several = positions.clauses(t) if act is Act.BELIEVE else []
        if t.lemma_ in ("want", "seek"):
            several = positions.traded(t)
        for each in several or [self.evidence(t, joined)]:
            yield self.made(t, act, party, each)

    def evidence(self, t: "Token", joined: "Token | None") -> "list[Token]":
        """The act with its object, without clauses of purpose and reason."""
        tokens = [t]
        for c in t.children:
            if c.dep_ in ("aux", "prt", "dobj", "xcomp", "acomp", "ccomp", "oprd", "neg", "attr") or c == joined:
                skip = {y.i for x in c.subtree if x.dep_ in ("relcl", "advcl") and x.i > t.i for y in x.subtree}
                tokens += [x for x in c.subtree if x.i not in skip]
        return tokens

    def ready(self, t: "Token", lemma: str) -> Iterator[Stance]:
        act = next((c for c in t.children if c.dep_ in ("xcomp", "acl", "prep", "ccomp", "advcl")), None)
        if act is None or positions.supposed(t.head):
            return
        holder = positions.subject(t.head if t.dep_ in ("acomp", "attr", "conj", "oprd", "ccomp") else t)
        if t.pos_ == "NOUN":
            holder = next((c for c in t.children if c.dep_ == "poss"), holder)
        negated = any(c.dep_ == "neg" for c in (*t.children, *t.head.children))
        if (lemma in lexicon.UNREADY) != negated:
            stand = Act.RELUCTANT
        else:
            stand = Act.WILLING if act.lemma_.lower() in lexicon.TALKING or act.dep_ == "prep" else Act.OFFER
        for actor in self.each(holder) if holder is not None else ():
            skip = {
                y.i
                for x in act.subtree
                if x.dep_ in ("advcl",) or (x.dep_ == "prep" and x.lower_ in ("after", "following"))
                for y in x.subtree
            }
            yield self.made(t, stand, (actor,), [t, *[x for x in act.subtree if x.i not in skip]])

    def listed(self, t: "Token") -> Iterator[Stance]:
        """ "A's demands, which include X and Y": each is A's demand; where B rejects them, B rejects each."""
        holder = next((c for c in t.children if c.dep_ == "poss"), None)
        include = next((x for x in self.sentence if x.i > t.i and x.lemma_ in ("include", "comprise", "contain")), None)
        if holder is None or include is None:
            return
        holders = tuple(self.each(holder))
        refuser = t.head if t.dep_ == "dobj" and lexicon.STANCES.get(t.head.lemma_) == "reject" else None
        items = positions.items(include)
        for item in items:
            yield self.made(t, Act.DEMAND, holders, item)
            if refuser is not None and len(items) > 1:
                yield self.made(t, Act.REJECT, self.who(refuser), item)

    def who(self, t: "Token") -> tuple[Found, ...]:
        subject = positions.subject(t)
        return tuple(self.each(subject)) if subject is not None else ()

    def each(self, head: "Token") -> Iterator[Found]:
        joined = [head]
        for token in joined:
            joined += [c for c in token.children if c.dep_ == "conj" and c.pos_ in ("PROPN", "NOUN", "PRON")]
        for token in joined:
            at = self.paragraph.start + token.idx
            if at in self.cast.at:
                yield self.cast.at[at]
            elif token.pos_ == "PRON":
                yield from self.pronoun(token.lower_, at)
            elif found := self.cast.gazetteer.find(token.text):
                yield from (a for a in self.cast.actors if found.actor in (a.name, *a.aliases))

    def pronoun(self, word: str, at: int) -> Iterator[Found]:
        holder = self.within(at)
        if word in ("i", "we") or (
            word in ("he", "she") and holder and len(holder.speakers) == 1 and holder.speakers[0].person
        ):
            yield from (holder.speakers if holder else ())
            return
        before = [
            (m[0], a)
            for a in self.cast.actors
            for m in a.mentions
            if m[0] < at and (a.person if word in ("he", "she") else a.plural if word == "they" else not a.person)
        ]
        if before and word in ("he", "she", "it", "they"):
            yield max(before, key=lambda e: e[0])[1]

    def within(self, at: int) -> Spoken | None:
        holding = [s for s in self.spoken if any(a <= at < b for a, b in s.attribution.content)]
        return min(holding, key=lambda s: s.attribution.end - s.attribution.start, default=None)

    def made(self, t: "Token", act: Act, party: tuple[Found, ...], tokens: "list[Token]") -> Stance:
        tokens = sorted({x.i: x for x in tokens if not x.is_space}.values(), key=lambda x: x.i)
        while tokens and (tokens[-1].is_punct or tokens[-1].dep_ == "cc"):
            tokens.pop()
        while tokens and (tokens[0].is_punct or tokens[0].lower_ == "that"):
            tokens.pop(0)
        span = self.paragraph.at(*(tokens or [t]))
        return Stance(span, act, party, self.paragraph.number, self.within(self.paragraph.start + t.idx))


def _plain(parsed: Parsed, spoken: tuple[Spoken, ...], found: list[Stance]) -> Iterator[Stance]:
    """Statements that hold no stance of anybody: what the speaker says is an assessment, or a line drawn."""
    for s in spoken:
        a = s.attribution
        quoted = any('"' in parsed.folded[max(0, x - 2) : y + 2] for x, y in a.content)
        if not s.speakers or a.belief or a.shape == "call" or not (quoted or s.speakers[0].kind is ActorKind.PERSON):
            continue
        for start, end in a.content:
            if any(x.span[0] < end and start < x.span[1] for x in found) or any(
                o is not s and o.attribution.start >= start and o.attribution.end <= end for o in spoken
            ):
                continue
            for piece in _pieces(parsed, start, end):
                yield Stance(piece, _tone(parsed.folded[slice(*piece)]), s.speakers, a.paragraph, s.within)


def _pieces(parsed: Parsed, start: int, end: int) -> Iterator[Range]:
    """A statement by its sentences; of each, the first main clause."""
    text = parsed.folded[start:end]
    for match in re.finditer(r"[^.!?]+", text):
        piece = re.sub(r"^(?:\s|But |And |Also )+", "", match[0])
        first = re.split(r", (?:and|but|then) |; ", piece)[0] if not piece.lower().startswith("if ") else piece
        at = start + text.index(first, match.start())
        yield at, at + len(first.rstrip())


_LINE = re.compile(
    r"^if we (?:agree|accept|sign)|nothing (?:but|less)|stand (?:\w+ )?by|never (?:accept|agree)|will not accept|"
    r"red line|non-negotiable|not negotiable|no (?:deal|agreement|talks) (?:until|unless|without)"
)
_CONDITION = re.compile(
    r"\b(?:impossible|cannot|can't|no) .*\bwithout\b|\bonly if\b|\bunless\b|\bprovided\b|\bon condition\b"
)


def _tone(text: str) -> Act:
    lower = text.lower()
    if _LINE.search(lower):
        return Act.RED_LINE
    if _CONDITION.search(lower):
        return Act.CONDITION
    return Act.BELIEVE if re.search(r"\bwill\b|'ll\b", lower) else Act.ASSESS
