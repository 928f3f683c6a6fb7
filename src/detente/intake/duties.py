"""What a plan asks of whom: debtor, act, object, to whom, how many, when, in which phase.

Recall comes first. In a passage that sets out a plan every word that may be an act is *marked*, so that a person
looks at it; where the grammar shows a duty it is *proposed*, with what the text gives. What the text leaves open stays
None and becomes an open question: nobody is made a debtor by guess. A clause that says under what condition or when
(once, if, after) is no duty of its own; it is kept as the words for when.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.intake import binding, cues, lexicon
from detente.intake.actors import Cast, Found
from detente.intake.amounts import Amount
from detente.intake.parsed import Paragraph, Parsed, Range

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Duty:
    """A proposed duty. Ranges are where the text says so; None is what it leaves open."""

    span: Range
    action: str
    act: Range
    debtor: tuple[Found, ...] = ()
    debtor_at: Range | None = None
    object: Range | None = None
    recipient: Range | None = None
    amount: Amount | None = None
    when: Range | None = None
    phase: int | None = None
    nominal: bool = False
    paragraph: int = 0

    @property
    def blanks(self) -> tuple[str, ...]:
        """What the text leaves open."""
        open_ones = {
            "who": not self.debtor and self.debtor_at is None,
            "how many": self.amount is None or self.amount.comparator in ("blank", "vague"),
            "when": self.when is None and self.phase is None,
        }
        return tuple(name for name, is_open in open_ones.items() if is_open)


@dataclass(frozen=True, slots=True)
class Plan:
    """The passages of a text that set out a plan: what may be an act, and the duties proposed."""

    marks: tuple[Range, ...]
    duties: tuple[Duty, ...]
    words: int


def plan(parsed: Parsed, cast: Cast, counted: tuple[Amount, ...], *, whole: bool | None = None) -> Plan:
    """Read the plan in a text. `whole` says that all of it is one; None lets the text show it."""
    reader = _Reader(parsed, cast, counted, _is_whole(parsed) if whole is None else whole)
    marks: list[Range] = []
    duties: list[Duty] = []
    words = 0
    for paragraph in reader.passages():
        words += sum(not t.is_punct and not t.is_space for t in paragraph.doc)
        marks += reader.marks(paragraph)
        duties += reader.duties(paragraph)
    return Plan(tuple(marks), tuple(duties), words)


def _is_whole(parsed: Parsed) -> bool:
    """Whether the text as a whole is a plan: it binds with "shall", or is mostly a list of acts."""
    tokens = [t for p in parsed.paragraphs for t in p.doc]
    shall = sum(t.lower_ == "shall" for t in tokens)
    said = sum(t.lemma_ == "say" for t in tokens)
    items = sum(p.item for p in parsed.paragraphs)
    return (
        (shall >= 2 and shall > said)
        or (items >= 3 and said <= 1)
        or (said == 0 and any(t.lower_ in lexicon.DUTY_MODALS for t in tokens))
    )


class _Reader:
    def __init__(self, parsed: Parsed, cast: Cast, counted: tuple[Amount, ...], whole: bool) -> None:
        self.parsed, self.cast, self.counted, self.whole = parsed, cast, counted, whole
        self.phase: int | None = None
        self.went_on: dict[int, Token] = {}
        self.item = False

    def passages(self) -> Iterator[Paragraph]:
        """The paragraphs that set out the plan; once a phase is open, those that go on with it."""
        for paragraph in self.parsed.paragraphs:
            if self.whole or self.sets_out(paragraph):
                self.turn(paragraph)
                yield paragraph

    def sets_out(self, paragraph: Paragraph) -> bool:
        has_modal = any(t.lower_ in lexicon.DUTY_MODALS and t.tag_ == "MD" for t in paragraph.doc)
        for t in paragraph.doc:
            lemma = t.lemma_.lower()
            if lemma in lexicon.PHASES and has_modal and t.pos_ in ("NOUN", "PROPN"):
                return True
            if lemma in lexicon.PLAN_SUBJECTS and t.pos_ == "NOUN":
                if t.dep_ in cues.SUBJECTS and (t.head.lemma_ in lexicon.CARRIES or binding.bound(t.head)):
                    return True
                if any(c.dep_ == "relcl" and binding.bound(c) for c in t.children):
                    return True
                if t.dep_ == "pobj" and t.head.lower_ == "under" and has_modal:
                    return True
        return False

    def turn(self, paragraph: Paragraph) -> None:
        """Note the phase that a heading or a sentence opens."""
        if len(paragraph.doc) <= 14 and (phase := binding.phase_in(paragraph.doc.text)):
            self.phase = phase

    # ---- marks

    def marks(self, paragraph: Paragraph) -> Iterator[Range]:
        """Whatever may be an act: verbs with a meaning of their own, and nouns for acts."""
        for t in paragraph.doc:
            said = t.lemma_.lower() in lexicon.SAY - lexicon.BINDING and not (self.whole or binding.bound(t))
            verb = t.pos_ == "VERB" and not said and t.dep_ not in ("amod", "compound")
            if verb or binding.act_of(t) or (t.tag_ == "VBG" and t.dep_ != "amod") or binding.may_be_act(t):
                yield paragraph.at(t)

    # ---- duties

    def duties(self, paragraph: Paragraph) -> list[Duty]:
        found: list[Duty] = []
        for sentence in paragraph.doc.sents:
            phase = binding.phase_in(sentence.text)
            if phase is not None:
                self.phase = phase
            elif self.phase is None and self.has_phases():
                self.phase = 1
            self.went_on = binding.went_on(sentence)
            self.item = self.whole and paragraph.item
            for t in sentence:
                is_verb = t.pos_ in ("VERB", "AUX") or t.tag_.startswith("VB") or t.i in self.went_on
                duty = self.verb(paragraph, t) if is_verb else None
                duty = duty or self.nominal(paragraph, t)
                if duty is not None:
                    found.append(duty)
        return found

    def has_phases(self) -> bool:
        return any(binding.phase_in(p.doc.text) for p in self.parsed.paragraphs)

    def verb(self, paragraph: Paragraph, t: "Token") -> Duty | None:
        """A duty whose act is a verb: bound by a modal or a promise, an item of a list, or going on such a list."""
        if t.i in self.went_on:
            return self.going_on(paragraph, t)
        lemma = t.lemma_.lower()
        bound = binding.bound(t, item=self.whole and paragraph.item and binding.is_item_root(t))
        if not bound or lemma in lexicon.NO_ACT or lemma in lexicon.CARRIES - {"open", "exchange", "provide"}:
            return None
        subject, passive = binding.subject_of(t), binding.passive(t)
        of_act = subject is not None and binding.act_of(subject) is not None
        if of_act and lemma in lexicon.ABOUT_AN_ACT:
            return None  # the noun is the act; it is read as such
        debtor = binding.agent(t) if passive else subject
        obj = binding.object_of(t, subject if passive else None)
        if not passive and debtor is not None:
            if of_act or debtor.lemma_.lower() in lexicon.PLANS:
                debtor = None
            elif obj is None and not self.can_owe(paragraph, debtor):
                debtor, obj = None, debtor  # "flights shall cease": what is to happen, not who is to do it
        obj = obj if obj is not None else binding.oblique(t)
        action = lemma + "".join(f" {c.lower_}" for c in t.rights if c.dep_ == "prt")
        named = subject is not None and not binding.borrowed(t) and (debtor is not None or passive)
        tokens = [*(subject.subtree if named and subject is not None else ()), t, *self.own(t)]
        return self.made(paragraph, t, action, tokens, debtor, obj)

    def going_on(self, paragraph: Paragraph, t: "Token") -> Duty:
        """A verb that goes on a list of acts, though the parser took it for something else."""
        leader = self.went_on[t.i]
        stop = min((i for i in self.went_on if i > t.i), default=t.sent.end)
        noun = (
            t.head
            if t.dep_ in ("amod", "compound") and t.head.i > t.i
            else next((c for c in t.rights if c.dep_ == "dobj"), None)
        )
        tokens = [x for x in t.sent if t.i <= x.i < stop and not (x.dep_ == "cc" and x.i == stop - 1)]
        return self.made(paragraph, t, t.lemma_.lower(), tokens, binding.subject_of(leader), noun)

    def can_owe(self, paragraph: Paragraph, t: "Token") -> bool:
        """Whether a subject is somebody: an actor of the text, a name, a pronoun, or a word for people."""
        return (
            t.pos_ in ("PROPN", "PRON")
            or paragraph.start + t.idx in self.cast.at
            or t.lemma_.lower() in lexicon.PEOPLE | lexicon.HUMAN | lexicon.BODIES | lexicon.FORCES
        )

    def own(self, t: "Token") -> "list[Token]":
        """The verb's own complements, without verbs joined to it and clauses hung on behind."""
        tokens = [t]
        for child in t.children:
            if (child.dep_ in ("conj", "cc", "punct", *cues.SUBJECTS) and child.dep_ != "nsubjpass") or (
                child.dep_ in ("advcl", "ccomp", "parataxis") and child.i > t.i
            ):
                continue
            tokens += [x for x in child.subtree if not binding.under_other_verb(x, t)]
        return tokens

    def nominal(self, paragraph: Paragraph, t: "Token") -> Duty | None:
        """An act named by a noun: the object of a plan or phase, an item of a list, or the subject of its doing."""
        action = binding.act_of(t)
        if not action or t.dep_ in ("compound", "amod", "poss") or not self.named_as_act(t):
            return None
        debtor = next((c for c in t.children if c.dep_ == "poss" and c.pos_ in ("PROPN", "NOUN")), None)
        obj = None
        for child in t.rights:
            if child.dep_ in ("prep", "agent"):
                inner = next((g for g in child.children if g.dep_ in ("pobj", "pcomp")), None)
                if (
                    inner is not None
                    and child.lower_ == "by"
                    and (inner.pos_ == "PROPN" or inner.lemma_ in lexicon.PEOPLE)
                ):
                    debtor = inner
                elif (
                    inner is not None
                    and (child.lower_ in ("of", "to", "in", "on", "for", "between", "with"))
                    and obj is None
                ):
                    obj = inner
        if debtor is None and obj is not None and action in ("withdraw", "redeploy"):
            if obj.lemma_.lower() in lexicon.FORCES or obj.pos_ == "PROPN":
                debtor = obj
            debtor = debtor or next(
                (c for c in obj.children if c.dep_ in ("poss", "amod", "compound") and self.stands_for(paragraph, c)),
                None,
            )
        about = t.head if t.dep_ in cues.SUBJECTS and t.head.lemma_.lower() in lexicon.ABOUT_AN_ACT else None
        tokens = [x for x in t.subtree if not binding.under_joined(x, t)] + (
            self.own(about) if about is not None else []
        )
        return self.made(paragraph, t, action, tokens, debtor, obj, about)

    def stands_for(self, paragraph: Paragraph, t: "Token") -> bool:
        return paragraph.start + t.idx in self.cast.at or self.cast.gazetteer.find(t.text) is not None

    def named_as_act(self, t: "Token") -> bool:
        head = t
        while head.dep_ == "conj":
            head = head.head
        if self.item and head.dep_ == "ROOT":
            return True
        if self.goes_on(t):
            return True
        if head.dep_ in cues.SUBJECTS:
            return (head.head.lemma_.lower() in lexicon.ABOUT_AN_ACT and binding.bound(head.head)) or (
                head.dep_ == "nsubjpass" and head.head.lemma_ in lexicon.CARRIES
            )
        if head.dep_ in ("dobj", "attr"):
            verb = head.head
            return verb.lemma_.lower() in lexicon.CARRIES and self.of_plan(verb)
        if head.dep_ == "pobj":
            verb = head.head.head
            return (
                verb.lemma_.lower() in lexicon.CARRIES
                and head.head.lower_ in ("for", "with", "of", "by", "in")
                and self.of_plan(verb)
            )
        return False

    def goes_on(self, t: "Token") -> bool:
        """Whether the noun goes on a list of acts begun before it in its sentence, however it was parsed."""
        edge = t.left_edge
        if edge.i <= t.sent.start or edge.nbor(-1).lower_ not in (",", "and"):
            return False
        carrying = (x for x in t.sent if x.i < t.i and x.lemma_.lower() in lexicon.CARRIES and self.of_plan(x))
        verb = next(carrying, None)
        return verb is not None and any(binding.act_of(x) for x in t.sent if verb.i < x.i < edge.i)

    def of_plan(self, verb: "Token") -> bool:
        subject = binding.subject_of(verb)
        if subject is None:
            return False
        return subject.lemma_.lower() in lexicon.PLANS or (self.whole and subject.lower_ == "it")

    def made(self, paragraph: Paragraph, t: "Token", action: str, tokens: "list[Token]", debtor: "Token | None",
             obj: "Token | None", about: "Token | None" = None) -> Duty:  # fmt: skip
        tokens = [x for x in tokens if not x.is_space]
        stop = min((i for i in self.went_on if i > t.i), default=len(t.doc))
        tokens = sorted((x for x in tokens if x.i < stop), key=lambda x: x.i)
        while tokens and (tokens[-1].is_punct or tokens[-1].dep_ == "cc"):
            tokens.pop()
        span = paragraph.at(*binding.unbroken(tokens, t))
        whole = [x for x in binding.noun_phrase(obj) if x.i < stop] if obj is not None else []
        while whole and (whole[-1].is_punct or whole[-1].dep_ == "cc" or whole[0].i == t.i):
            whole.pop(0 if whole[0].i == t.i else -1)
        object_at = paragraph.at(*whole) if whole else None
        debtors, debtor_at = self.debtor(paragraph, debtor)
        amount = self.amount(object_at, paragraph.at(t), span)
        when = self.when(paragraph, about if about is not None else t)
        recipient = next(
            (
                paragraph.at(*binding.noun_phrase(g))
                for c in t.rights
                if c.dep_ in ("prep", "dative") and c.lower_ == "to"
                for g in c.children
                if g.dep_ == "pobj"
            ),
            None,
        )
        return Duty(
            span,
            action,
            paragraph.at(t),
            debtors,
            debtor_at,
            object_at,
            recipient,
            amount,
            when,
            self.phase,
            t.pos_ == "NOUN",
            paragraph.number,
        )

    def debtor(self, paragraph: Paragraph, token: "Token | None") -> tuple[tuple[Found, ...], Range | None]:
        if token is None:
            return (), None
        at = paragraph.at(*binding.noun_phrase(token))
        if token.pos_ == "PRON" or (token.lemma_ in ("party", "side") and token.tag_ == "NN"):
            return (
                (self.latest(paragraph.start + token.idx), at)
                if token.lower_ in ("it", "they", "he", "she")
                else ((), at)
            )
        joined = [token]
        for each in joined:
            joined += [c for c in each.children if c.dep_ == "conj"]
        actors = tuple(a for j in joined if (a := self.cast.at.get(paragraph.start + j.idx)))
        if not actors:
            actors = tuple(
                a for a in self.cast.actors if (e := self.cast.gazetteer.find(token.text)) and a.name == e.actor
            )
        return actors, at

    def latest(self, before: int) -> tuple[Found, ...]:
        earlier = [(m[0], a) for a in self.cast.actors for m in a.mentions if m[0] < before and not a.person]
        return (max(earlier, key=lambda e: e[0])[1],) if earlier else ()

    def amount(self, object_at: Range | None, act: Range, span: Range) -> Amount | None:
        inside = [
            a
            for a in self.counted
            if object_at and a.start < object_at[1] and a.end > object_at[0] - 1 and a.unit not in binding.TIMES
        ]
        if inside:
            return inside[0]
        if any(a.start == act[0] for a in self.counted):
            return next(a for a in self.counted if a.start == act[0])
        return next((a for a in self.counted if span[0] <= a.start < span[1] and a.comparator == "blank"), None)

    def when(self, paragraph: Paragraph, t: "Token") -> Range | None:
        for child in t.children:
            if child.dep_ in ("prep", "advcl", "npadvmod", "advmod", "mark"):
                words = [x for x in child.subtree if not x.is_punct]
                if (
                    words
                    and words[0].lower_ in lexicon.TIME_WORDS
                    and any(binding.temporal(x) for x in words)
                    and not any(x.pos_ == "VERB" and x.i < t.i - 12 for x in words)
                ):
                    return paragraph.at(words[0], words[-1])
        return None
