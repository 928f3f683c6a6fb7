"""Who says or believes what: cues, the words of their speakers, and what hangs on them.

A *cue* is the verb, noun or preposition that shows that words are somebody's: "said", "the claim that", "according
to". Its *content* is what is said, without outer quotation marks and without "that". The rules read the dependency
parse (Universal-like labels of the English model) and the quotation marks; each rule has a name, `shape`, by which
its results can be counted. What encloses what, and who "he" is, is settled in `chains`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.intake import cues, lexicon
from detente.intake.parsed import Paragraph, Parsed, Range
from detente.intake.quotations import Quotation, quotations

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

CONTENT_LEAST = 2
"""A content of fewer words is a slip of the parser."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """A cue with the words of its speaker, if it has any, and the ranges of what is said."""

    shape: str
    paragraph: int
    cue: Range | None
    lemma: str
    speaker: Range | None
    content: tuple[Range, ...]
    belief: bool = False

    @property
    def start(self) -> int:
        return self.content[0][0]

    @property
    def end(self) -> int:
        return self.content[-1][1]


def attributions(parsed: Parsed) -> tuple[Attribution, ...]:
    """Every attribution of a text, in the order of its contents."""
    quoted = quotations(parsed)
    found: list[Attribution] = []
    for paragraph in parsed.paragraphs:
        here = [q for q in quoted if paragraph.start <= q.start < paragraph.end]
        reader = _Reader(parsed, paragraph, here)
        found += reader.read()
    return tuple(sorted(_once(found), key=lambda each: (each.start, -each.end)))


def _once(found: list[Attribution]) -> Iterator[Attribution]:
    """Each cue once; of two that hold the same words, the first rule's."""
    cues: set[Range] = set()
    for each in found:
        if each.cue is None or each.cue not in cues:
            yield each
        if each.cue:
            cues.add(each.cue)


class _Reader:
    """One paragraph, its sentences and its quotations."""

    def __init__(self, parsed: Parsed, paragraph: Paragraph, quoted: list[Quotation]) -> None:
        self.folded = parsed.folded
        self.paragraph = paragraph
        self.quoted = quoted

    def read(self) -> list[Attribution]:
        found: list[Attribution] = []
        for sentence in self.paragraph.doc.sents:
            made = (self.at(token, sentence) for token in sentence)
            found += [each for each in made if each and each.content]
        alone = list(self.left(found))
        return [*found, *alone]

    def at(self, token: "Token", sentence: "Span") -> Attribution | None:
        if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
            return self.according(token, sentence)
        if token.pos_ in ("VERB", "AUX") or (token.pos_ == "NOUN" and token.dep_ in ("ROOT", "ccomp", "conj", "advcl")):
            lemma = token.lemma_.lower()
            if lemma in lexicon.SAY or lemma in lexicon.BELIEVE:
                return self.verb(token, sentence)
            if lemma in lexicon.CALL:
                return self.call(token)
        if token.pos_ == "NOUN" and token.lemma_ in lexicon.SAYING_NOUNS:
            return self.noun(token)
        return None

    # ---- verbs

    def verb(self, cue: "Token", sentence: "Span") -> Attribution | None:
        lemma = cue.lemma_.lower()
        belief = lemma not in lexicon.SAY
        if cues.is_condition(cue):
            return None
        speaker = cues.subject(cue)
        clause = cues.clause(cue)
        if nearer := cues.nearer(cue, speaker, sentence):
            speaker = nearer
        beside = None if belief else self.beside(cue, speaker)
        if clause is not None and cues.withheld(cue, clause):
            return None
        if clause is None and beside is None:
            if cue.dep_ == "advcl" and any(c.lower_ == "as" and c.dep_ == "mark" for c in cue.children):
                return self.aside(cue, speaker, sentence)
            return self.inserted(cue, speaker, sentence)
        if belief and (clause is None or not cues.finite(clause)) and beside is None:
            return None
        if not belief and clause is not None and not cues.finite(clause) and beside is None and clause.dep_ == "xcomp":
            return None
        if speaker is None and not (beside and clause is None):
            speaker = cues.passive_agent(cue)
            if speaker is None and not beside:
                return None
        content = self.content(cue, clause, speaker, sentence, beside)
        if not content or not self.long_enough(content):
            return None
        shape = ("belief" if belief else "speech") + (" quoted" if beside else " clause")
        return self.made(shape, cue, speaker, content, belief=belief)

    def made(
        self,
        shape: str,
        cue: "Token",
        speaker: "list[Token] | None",
        content: tuple[Range, ...],
        *,
        belief: bool = False,
    ) -> Attribution:
        return Attribution(
            shape,
            self.paragraph.number,
            self.paragraph.at(cue),
            cue.lemma_.lower(),
            self.paragraph.at(*speaker) if speaker else None,
            content,
            belief,
        )

    def content(
        self,
        cue: "Token",
        clause: "Token | None",
        speaker: "list[Token] | None",
        sentence: "Span",
        beside: Quotation | None,
    ) -> tuple[Range, ...]:
        """The ranges of what is said: the clause after the cue, or the sentence without the words of the cue."""
        if clause is not None and clause.i > cue.i:
            inside = self.after(cue, clause)
        elif clause is not None:
            inside = self.around(cue, clause, speaker, sentence)
        else:
            inside = ()
        return self.with_quotation(inside, beside, cue)

    def after(self, cue: "Token", clause: "Token") -> tuple[Range, ...]:
        """From the clause's first word past "that" to where the cue's own words end."""
        tokens = sorted(clause.subtree, key=lambda t: t.i)
        tokens = [t for t in tokens if t.i > cue.i]
        while tokens and (
            tokens[0].is_punct
            or (tokens[0].lower_ == "that" and tokens[0].dep_ in ("mark", "nsubj", "det") and tokens[0].dep_ == "mark")
        ):
            tokens.pop(0)
        if not tokens:
            return ()
        first, last = tokens[0], self.last(cue, clause, tokens[-1])
        return (self.trimmed(*self.paragraph.at(first, last)),)

    def last(self, cue: "Token", clause: "Token", last: "Token") -> "Token":
        """What follows the clause under the same cue belongs to it, unless it is another deed of the speaker."""
        for child in cue.rights:
            if child.i <= clause.i or child.is_punct:
                continue
            if child.dep_ in ("conj", "cc") or (child.dep_ == "advcl" and child.lemma_.lower() in lexicon.SAY):
                break
            edge = child.right_edge
            if edge.i > last.i:
                last = edge
        return last

    def around(
        self, cue: "Token", clause: "Token", speaker: "list[Token] | None", sentence: "Span"
    ) -> tuple[Range, ...]:
        """The clause before the cue, and what of it goes on after: "A, they said, B"."""
        own = {t.i for t in self.cue_words(cue, clause, speaker)}
        if cue.dep_ == "parataxis" or cue.head == clause:
            inside = {t.i for t in clause.subtree}
        else:
            inside = {t.i for t in cue.subtree}
        inside -= own
        if cue.dep_ == "ROOT":
            inside |= {t.i for t in sentence if t.i < min(own)}
        return self.runs([t for t in sentence if t.i in inside])

    def cue_words(self, cue: "Token", clause: "Token", speaker: "list[Token] | None") -> "list[Token]":
        """The cue with its speaker, helpers, addressee and circumstances: all under it but the clause."""
        skip = {t.i for t in clause.subtree} if clause.head == cue else set()
        tokens = [cue, *(speaker or [])]
        for child in cue.children:
            if child == clause or child.is_punct or child.dep_ in ("conj", "cc", "mark"):
                continue
            if child.i < clause.i and child.dep_ in ("advmod", "prep", "npadvmod", "advcl", "cc") and clause.i < cue.i:
                continue
            tokens += [t for t in child.subtree if t.i not in skip]
        return tokens

    # ---- quotations

    def beside(self, cue: "Token", speaker: "list[Token] | None") -> Quotation | None:
        """The quotation that the cue introduces or follows with nothing but its own words between."""
        if self.inside(cue):
            return None
        start, end = self.paragraph.at(cue)
        own = self.paragraph.at(cue, *(speaker or []))
        fitting: list[tuple[int, Quotation]] = []
        for q in self.quoted:
            if q.end <= start:
                gap = self.folded[q.end : own[0] if own[0] >= q.end else start]
                closed = re.search(r"[,!?-]", gap + self.folded[q.end - 1])
                fits = closed and re.fullmatch(r'[,.;!?]?"?[,.;]?[\s-]*(?:\w+ )?', gap)
            elif q.start >= end:
                gap = self.folded[max(own[1], end) if own[1] <= q.start else end : q.start]
                led_up = re.search(r'[,:]\s*"?$', gap) if "." not in gap and len(gap) < 90 else None
                fits = led_up or re.fullmatch(r'\s*"', gap)
            else:
                continue
            if fits:
                fitting.append((len(gap), q))
        return min(fitting, key=lambda each: each[0])[1] if fitting else None

    def inside(self, token: "Token") -> Quotation | None:
        at = self.paragraph.start + token.idx
        return next((q for q in self.quoted if q.start <= at < q.end), None)

    def with_quotation(self, inside: tuple[Range, ...], beside: Quotation | None, cue: "Token") -> tuple[Range, ...]:
        """Quoted words go in whole: a quotation that a range cuts or fills becomes the range."""
        ranges = [beside.range] if beside else []
        cue_at = self.paragraph.start + cue.idx
        for at in inside:
            whole = self.widened(at, cue_at)
            if beside and whole[0] < beside.end and beside.start < whole[1]:
                added = self.folded[whole[0] : beside.start] + self.folded[beside.end : whole[1]]
                if not re.search(r"\w", added) or (beside.words > 3 and self.sentences_apart(whole[0], beside)):
                    continue  # nothing but marks is added, or words of another sentence
                ranges.remove(beside.range)
            ranges.append(whole)
        merged: list[Range] = []
        for start, end in sorted(ranges):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return tuple(merged)

    def widened(self, at: Range, cue_at: int) -> Range:
        """A range with the quotations it touches in whole, but for one that holds the cue itself."""
        touched = [q for q in self.quoted if at[0] < q.end and q.start < at[1] and not q.start <= cue_at < q.end]
        return min([at[0], *(q.start for q in touched)]), max([at[1], *(q.end for q in touched)])

    def sentences_apart(self, start: int, quotation: Quotation) -> bool:
        return re.search(r"[.!?]", self.folded[start : quotation.start]) is not None

    def left(self, found: list[Attribution]) -> Iterator[Attribution]:
        """Quotations no cue took: a sentence or more of somebody's words, the same speaker's as just before."""
        previous: Attribution | None = None
        for q in self.quoted:
            holder = next(
                (a for a in found if any(s < q.end and q.start < e for s, e in a.content)),
                None,
            )
            if holder is not None:
                continue
            going = next((i for i, a in enumerate(found) if a.shape == "speech quoted" and self.follows(a, q)), None)
            if going is not None:
                found[going] = replace(found[going], content=(*found[going].content, q.range))
                continue
            before = [a for a in found if a.shape != "belief clause" and (a.cue or (a.start, a.end))[0] < q.start]
            previous = max(before, key=lambda a: (a.cue or (a.start, a.end))[0], default=None)
            if q.words >= 4 and (previous is not None or q.words >= 6):
                start, end = self.sentence_of(q)
                yield Attribution(
                    "quotation alone",
                    self.paragraph.number,
                    None,
                    "",
                    previous.speaker if previous else None,
                    ((start, end),),
                )

    def follows(self, each: Attribution, q: Quotation) -> bool:
        """Whether a quotation goes on, straight after the words that tell whose the one before it is."""
        assert each.cue is not None
        last = max(each.end, each.cue[1], (each.speaker or each.cue)[1])
        between = self.folded[last : q.start]
        return (
            last <= q.start
            and len(between) < 90
            and re.fullmatch(r'[^"]{0,80}[.,;] "', between) is not None
            and between.count(".") <= 1
        )

    def sentence_of(self, q: Quotation) -> Range:
        """A quotation with the words that its sentence puts before it, where these are few and no clause."""
        for sentence in self.paragraph.doc.sents:
            start, end = self.paragraph.of(sentence)
            if start <= q.start < end:
                before = [t for t in sentence if self.paragraph.start + t.idx < q.start - 1]
                if before and q.end >= end - 3 and not any(t.pos_ in ("VERB", "AUX") for t in before):
                    return start, q.end
        return q.range

    # ---- other shapes

    def according(self, cue: "Token", sentence: "Span") -> Attribution | None:
        """According to somebody: the sentence, or the clause, without these words."""
        to = cue.nbor()
        objects = [t for t in (*to.children, *cue.children) if t.dep_ == "pobj" and t.i > to.i]
        if not objects:
            return None
        speaker = [t for t in objects[0].subtree if t.i >= to.i]
        root = sentence.root
        taken = {t.i for t in speaker}
        if not any(
            c.dep_ in cues.SUBJECTS and c.i not in taken for c in root.children
        ):  # its subject went to the speaker
            comma = next((t.i for t in speaker if t.text == ","), None)
            speaker = [t for t in speaker if comma is None or t.i < comma]
        own = {cue.i, to.i, *(t.i for t in speaker)}
        content = self.runs([t for t in sentence if t.i not in own])
        return self.made("according to", cue, speaker, content) if content else None

    def call(self, cue: "Token") -> Attribution | None:
        speaker = cues.subject(cue)
        prepositions = lexicon.CALL[cue.lemma_.lower()]
        for child in cue.rights:
            if child.dep_ in ("prep", "agent") and child.lower_ in prepositions and speaker and cue.tag_ == "VBG":
                tokens = [t for t in child.subtree if t.i > child.i]
                if tokens and cue.dep_ in ("pcomp", "acl", "advcl"):
                    return self.made("call", cue, speaker, (self.trimmed(*self.paragraph.at(tokens[0], tokens[-1])),))
        return None

    def noun(self, cue: "Token") -> Attribution | None:
        """A noun with its that-clause: "the envoy's claim that ...", "a warning by the rebels that ..."."""
        clause = next(
            (
                c
                for c in cue.rights
                if c.dep_ in ("acl", "ccomp", "relcl")
                and any(m.lower_ == "that" and m.dep_ == "mark" for m in c.children)
            ),
            None,
        )
        if clause is None:
            return None
        holder = next((c for c in cue.children if c.dep_ == "poss"), None)
        if holder is None:
            for child in cue.rights:
                if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "of", "from") and child.i < clause.i:
                    holder = next((c for c in child.children if c.dep_ == "pobj"), None)
        if (holder is None and cue.dep_ in ("dobj", "attr", "conj")) or (cue.dep_ == "pobj" and holder is None):
            verb = cue.head if cue.dep_ != "pobj" else cue.head.head
            if verb.pos_ in ("VERB", "AUX"):
                return self._noun(cue, clause, cues.subject(verb))
        return self._noun(cue, clause, list(holder.subtree) if holder is not None else None)

    def _noun(self, cue: "Token", clause: "Token", speaker: "list[Token] | None") -> Attribution | None:
        if not speaker:
            return None
        speaker = [t for t in speaker if t.tag_ != "POS"]
        return self.made("noun", cue, speaker, self.with_quotation(self.after(cue, clause), None, cue))

    def aside(self, cue: "Token", speaker: "list[Token] | None", sentence: "Span") -> Attribution | None:
        """As somebody said: the sentence without these words."""
        own = {t.i for t in cue.subtree}
        rest = [t for t in sentence if t.i not in own]
        if not speaker or len(rest) < CONTENT_LEAST:
            return None
        return self.made("as", cue, speaker, self.runs(rest))

    def runs(self, tokens: "list[Token]") -> tuple[Range, ...]:
        """Tokens that follow each other, as ranges of more than one word."""
        groups: list[list[Token]] = []
        for token in tokens:
            if groups and token.i == groups[-1][-1].i + 1:
                groups[-1].append(token)
            else:
                groups.append([token])
        ranges = (self.trimmed(*self.paragraph.at(run[0], run[-1])) for run in groups)
        return tuple(each for each in ranges if self.words(each) > 1)

    def inserted(self, cue: "Token", speaker: "list[Token] | None", sentence: "Span") -> Attribution | None:
        """A relative clause run through a speaker: "an attack that officials say also killed ten"."""
        if not speaker or cue.lemma_.lower() not in ("say", "believe", "think", "claim", "allege", "insist", "argue"):
            return None
        before = speaker[0].i - 1
        if before < sentence.start or cue.doc[before].lower_ not in (*lexicon.WHO, "what") or cue.i + 1 >= sentence.end:
            return None
        rest = [t for t in sentence if t.i > cue.i]
        while rest and rest[-1].is_punct:
            rest.pop()
        if not rest or not any(t.pos_ in ("VERB", "AUX") for t in rest[:3]):
            return None
        return self.made("inserted", cue, speaker, (self.trimmed(*self.paragraph.at(rest[0], rest[-1])),))

    # ---- measures

    def trimmed(self, start: int, end: int) -> Range:
        """Without commas, full stops, spaces and lone marks at the ends."""
        if start == self.paragraph.start and (
            dateline := re.match(r"(?:[A-Z][A-Z .]+|[A-Z]\w+)(?:, [\w ]{2,20})? - ", self.folded[start:end])
        ):
            start += dateline.end()
        while start < end and self.folded[start] in ' ,;:-"':
            start += 1
        while start < end and self.folded[end - 1] in ' ,.;:-"':
            end -= 1
        return start, end

    def words(self, at: Range) -> int:
        return len(re.findall(r"\w+", self.folded[at[0] : at[1]]))

    def long_enough(self, content: tuple[Range, ...]) -> bool:
        return sum(self.words(each) for each in content) >= CONTENT_LEAST
