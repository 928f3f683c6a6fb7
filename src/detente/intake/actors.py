"""Who speaks or acts in a text: names, titles, ties, groups, and sources without a name.

A *mention* is a place where somebody is named or described; mentions of one name in one text are gathered into one
actor, with the forms of the name as aliases. A place is an actor only where it speaks, acts, is spoken to, or has
somebody in its service. Who is bargained over (prisoners, the wounded) is no actor. Nothing is merged with the actors
of a case here: that takes a person.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from detente.case.model import ActorKind
from detente.intake import lexicon, naming
from detente.intake.attribution import Attribution
from detente.intake.gazetteer import Gazetteer
from detente.intake.parsed import Paragraph, Parsed, Range

if TYPE_CHECKING:
    from spacy.tokens import Token

ADDRESSED = frozenset(
    "tell urge press push ask warn accuse inform thank call invite assure compel force persuade".split()
)


_NAMELESS = {True: ActorKind.ANONYMOUS_GROUP, False: ActorKind.ANONYMOUS_PERSON}
_NAMED = {True: ActorKind.GROUP, False: ActorKind.BODY}
"""What a description makes somebody, in the plural and in the singular."""


@dataclass
class Found:
    """An actor as the text shows it; `mentions` are in the order of the text."""

    name: str
    kind: ActorKind
    key: frozenset[str]
    head: str = ""
    aliases: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    affiliation: str | None = None
    mentions: list[Range] = field(default_factory=list)
    female: bool | None = None
    plural: bool = False

    @property
    def anonymous(self) -> bool:
        return self.kind in (ActorKind.ANONYMOUS_GROUP, ActorKind.ANONYMOUS_PERSON)

    @property
    def person(self) -> bool:
        return self.kind in (ActorKind.PERSON, ActorKind.ANONYMOUS_PERSON)


class Cast:
    """All actors of a text, and who stands where."""

    def __init__(self, parsed: Parsed, gazetteer: Gazetteer) -> None:
        self.parsed = parsed
        self.gazetteer = gazetteer
        self.actors: list[Found] = []
        self.at: dict[int, Found] = {}
        """The first code point of a mention's head, to the actor."""

    def gather(self, found: tuple[Attribution, ...]) -> None:
        speakers = [each.speaker for each in found if each.speaker]
        for paragraph in self.parsed.paragraphs:
            for token in paragraph.doc:
                at, head = paragraph.start + token.idx, paragraph.start + token.head.idx
                within = [(s, e) for s, e in speakers if s <= at < e]
                spoken = bool(within)
                alone = any(not s <= head < e for s, e in within)
                if self.speaks_or_acts(token, spoken) or (alone and token.lemma_.lower() in lexicon.PEOPLE):
                    self.take(paragraph, token, spoken)

    # ---- who counts

    def speaks_or_acts(self, token: "Token", spoken: bool) -> bool:
        if (
            token.pos_ not in ("PROPN", "NOUN", "PRON", "NUM", "ADJ", "DET")
            or token.dep_ == "compound"
            or naming.in_dateline(token)
        ):
            return False
        if any(c.lower_ in ("neither", "each", "either", "no", "nobody") for c in token.lefts):
            return False
        if token.pos_ in ("PRON", "NUM", "DET") and token.lower_ not in lexicon.ANONYMOUS:
            return False
        known = token.text[0].isupper() and (self.gazetteer.find(token.text) is not None or self.met(token.lower_))
        named = token.pos_ == "PROPN" or token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or known
        lemma = token.lemma_.lower()
        speaking = spoken and token.dep_ in ("nsubj", "appos") and lemma in lexicon.HUMAN
        if (
            not named
            and (lemma in lexicon.BARGAINED_OVER or lemma not in lexicon.PEOPLE | lexicon.ANONYMOUS)
            and not speaking
        ):
            return False
        if not named and not spoken and lemma in ("people", "person", "man", "woman", "family"):
            return False
        if not named and token.pos_ == "ADJ":
            return False
        if named and (token.ent_type_ == "PERSON" or self.is_media(token)):
            return token.dep_ != "compound" and not naming.inside_name(token)
        return self.agent(token, spoken, named)

    def agent(self, token: "Token", spoken: bool, named: bool) -> bool:
        """Whether what it is in its clause makes it speak, act, be spoken to, or have somebody in its service."""
        head, seen = token, 0
        while head.dep_ in ("conj", "appos") and seen < 8:
            if head.dep_ == "appos":
                return False
            head, seen = head.head, seen + 1
        above = head.head
        if head.dep_ in ("nsubj", "csubj"):
            return head.pos_ in ("PROPN", "NOUN", "PRON", "NUM", "DET", "ADJ") and (
                named or spoken or not naming.thing_of(head)
            )
        if head.dep_ == "pobj":
            return _by_preposition(head, above, named=named, joined=token.dep_ == "conj")
        if head.dep_ == "ROOT" and named and len(token.doc) <= 6:
            return self.is_media(token)
        kinds = {
            "nsubjpass": head.ent_type_ in ("PERSON", "ORG", "NORP"),
            "dobj": above.lemma_ in ADDRESSED,
            "dative": above.lemma_ in ADDRESSED,
            "poss": above.lemma_ in lexicon.SAYING_NOUNS | lexicon.ROLES | lexicon.OWNED,
        }
        return named and (kinds.get(head.dep_, False) or (spoken and head.dep_ in ("attr", "ROOT", "dep")))

    def is_media(self, token: "Token") -> bool:
        return token.pos_ == "PROPN" and token.lower_ in lexicon.MEDIA and any(t.pos_ == "PROPN" for t in token.lefts)

    def met(self, word: str) -> bool:
        """Whether a word ends the name of somebody the text named before."""
        return any(a.kind is ActorKind.PERSON and a.name.lower().split()[-1] == word for a in self.actors)

    # ---- what they are

    def take(self, paragraph: Paragraph, token: "Token", spoken: bool) -> None:
        if paragraph.start + token.idx in self.at:
            return
        named = next((c for c in token.rights if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i - token.i < 12), None)
        if named is not None and token.pos_ == "NOUN" and token.lemma_.lower() in lexicon.ROLES:
            self.take(paragraph, named, spoken)
            if actor := self.at.get(paragraph.start + named.idx):
                self.at[paragraph.start + token.idx] = actor
                actor.roles.append(self.words(paragraph, naming.until(naming.full(token), named.i)))
                actor.affiliation = actor.affiliation or self.tie(token)
                actor.kind = ActorKind.PERSON
            return
        tokens = naming.base(token)
        name, roles = naming.split_role(tokens, token)
        if not name:
            return
        at = paragraph.at(*name)
        words = self.parsed.text[at[0] : at[1]]
        entry = self.gazetteer.find(words) if words[0].isupper() else None
        if (
            token.pos_ == "PROPN"
            or entry
            or self.met(words.lower())
            or (token.ent_type_ in ("NORP", "GPE", "ORG") and words[0].isupper())
        ):
            actor = self.named(words, entry.actor if entry else None, token, roles)
        else:
            actor = self.described(paragraph, token, spoken)
        if actor is None:
            return
        actor.mentions.append(at)
        self.at[paragraph.start + token.idx] = actor
        for role, tie in self.ties(paragraph, token, roles):
            if role and role not in actor.roles:
                actor.roles.append(role)
            actor.affiliation = actor.affiliation or tie

    def named(self, words: str, stands_for: str | None, token: "Token", roles: "list[Token]") -> Found:
        bare = re.sub(r"^(?:the|The)\s+", "", re.sub(r"'s?$", "", words)).strip()
        key = frozenset(
            w.lower() for w in re.findall(r"[\w'-]+", stands_for or bare) if w.lower() not in lexicon.HONORIFICS
        )
        honorific = next((t.lower_ for t in token.lefts if t.lower_ in lexicon.HONORIFICS), None)
        person = (
            token.ent_type_ == "PERSON"
            or honorific is not None
            or any(t.lemma_.lower() in lexicon.ROLES for t in roles)
        )
        for actor in self.actors:
            if self.same(actor, key, bare):
                if bare not in actor.aliases and bare != actor.name:
                    actor.aliases.append(bare)
                if len(key) > len(actor.key) and not stands_for:
                    actor.aliases.append(actor.name)
                    actor.name, actor.key = bare, key
                if person and actor.kind is ActorKind.BODY:
                    actor.kind = ActorKind.PERSON
                return actor
        if stands_for:
            kind = ActorKind.STATE
        elif self.is_media(token):
            kind = ActorKind.MEDIA
        elif person:
            kind = ActorKind.PERSON
        elif token.ent_type_ == "GPE":
            kind = ActorKind.STATE
        else:
            kind = ActorKind.BODY
        actor = Found(bare, kind, key, female=honorific in lexicon.FEMALE if honorific else None)
        if stands_for and stands_for != bare:
            actor.aliases.append(stands_for)
        self.actors.append(actor)
        return actor

    def same(self, actor: Found, key: frozenset[str], name: str) -> bool:
        """One name inside the other, or one the other's initials."""
        if key == actor.key:
            return True
        if actor.head:
            return False
        if len(key) == 1 and name[0].isupper() and actor.kind is ActorKind.BODY and actor.name.split()[-1] == name:
            return True  # "the Front" for "the Coastal Front"
        if actor.kind is ActorKind.STATE and self.gazetteer.find(actor.name):
            return False
        short, long = sorted((key, actor.key), key=len)
        if (
            short
            and short < long
            and (actor.kind is ActorKind.PERSON or len(short) > 1 or actor.kind is ActorKind.MEDIA)
        ):
            return True
        initials = "".join(w[0] for w in actor.name.split() if w[0].isupper())
        return len(name) > 1 and name.isupper() and name == initials

    def described(self, paragraph: Paragraph, token: "Token", spoken: bool) -> Found | None:
        """A group or a source by its description; "the officials" alone point back and make nobody new."""
        lemma = token.lemma_.lower()
        full = [t for t in naming.full(token) if t.tag_ != "POS"]
        modifiers = [
            t for t in full if t.i != token.i and not t.is_punct and t.lower_ not in ("the", "a", "an", "other")
        ]
        definite = any(t.lower_ in ("the", "this", "that", "these", "those", "both", "two") for t in token.lefts)
        if definite and not [t for t in modifiers if t.lower_ not in ("two", "three", "both", "same")]:
            back = self.back(lemma, paragraph.start + token.idx, plural=token.tag_ == "NNS")
            if back is not None or lemma in ("party", "side", "group", "movement", "two"):
                return back
        if lemma == "government" and (of := self.tie(token)):
            return self.named(of, entry.actor if (entry := self.gazetteer.find(of)) else None, token, [])
        one_of = token.lower_ in lexicon.PART_OF and any(t.lower_ == "of" for t in full)
        plural = token.tag_ in ("NNS", "NNPS") or token.lower_ in lexicon.MANY
        anonymous = (lemma in lexicon.ANONYMOUS or token.lower_ in lexicon.ANONYMOUS) and (spoken or one_of)
        bare = re.sub(r"^(?:the|a|an|The|A|An)\s+", "", self.parsed.text[slice(*paragraph.at(*full))])
        key = frozenset(w.lower() for w in re.findall(r"[\w'-]+", bare))
        for actor in self.actors:
            shorter = actor.head == lemma and not one_of and plural == actor.plural and len(key) > 1 and key < actor.key
            if actor.head and (actor.key == key or shorter):
                return actor
        holder = not plural and not anonymous and lemma in lexicon.ROLES
        if holder and not modifiers and (back := self.back(lemma, paragraph.start + token.idx, plural=False)):
            return back
        kinds = _NAMELESS if anonymous or holder else _NAMED
        actor = Found(bare, kinds[plural], key, head=lemma, plural=plural)
        self.actors.append(actor)
        return actor

    def back(self, lemma: str, before: int, *, plural: bool) -> Found | None:
        """Whom "the sources" or "the minister" points back to: the latest with that word, or the latest of the sort."""
        earlier = sorted(
            (
                (max(m[0] for m in a.mentions if m[0] < before), a)
                for a in self.actors
                if any(m[0] < before for m in a.mentions)
            ),
            key=lambda each: -each[0],
        )
        for _, actor in earlier:
            if actor.head == lemma and actor.plural == plural:
                return actor
            if (
                not plural
                and not actor.person
                and lemma in (w.lower() for w in actor.name.split())
                and actor.name.lower() != lemma
            ):
                return actor
            if not plural and any(lemma in role.lower().split() for role in actor.roles):
                return actor
        if lemma in ("source", "people", "person", "official", "diplomat"):
            return next((a for _, a in earlier if a.kind is ActorKind.ANONYMOUS_GROUP and plural), None)
        if lemma in ("group", "movement", "organisation", "organization") and not plural:
            return next((a for _, a in earlier if a.kind is ActorKind.BODY and not a.head), None)
        return None

    # ---- ties

    def ties(self, paragraph: Paragraph, token: "Token", roles: "list[Token]") -> Iterator[tuple[str, str | None]]:
        """What somebody is, and of what: from the words before the name and from the apposition after it."""
        if roles:
            own = [t for t in roles if not self.gazetteer.find(t.text)]
            tie = next((e.actor for t in roles if (e := self.gazetteer.find(t.text))), None)
            yield self.words(paragraph, own), tie
        for child in token.children:
            if child.dep_ == "appos" and child.lemma_.lower() in lexicon.ROLES:
                full = naming.full(child)
                yield self.words(paragraph, full), self.tie(child)
        if token.pos_ == "NOUN":
            yield "", self.tie(token)
        for child in token.children:
            if child.dep_ == "appos" and (
                told := next((c for c in child.children if c.dep_ == "relcl" and c.lemma_ == "be"), None)
            ):
                for attr in told.children:
                    if attr.dep_ == "attr" and attr.lemma_.lower() in lexicon.ROLES:
                        yield self.words(paragraph, naming.full(attr)), self.tie(attr)

    def tie(self, token: "Token") -> str | None:
        for child in token.children:
            if child.dep_ in ("amod", "poss", "nmod", "compound") and (found := self.gazetteer.find(child.text)):
                return found.actor
            if child.dep_ == "poss" and child.pos_ == "PROPN":
                return child.text
            if child.dep_ == "prep" and child.lower_ in ("to", "of", "for", "from"):
                for grand in child.children:
                    if grand.dep_ == "pobj" and grand.pos_ == "PROPN":
                        return " ".join(t.text for t in naming.base(grand) if t.pos_ == "PROPN")
        return None

    def words(self, paragraph: Paragraph, tokens: "list[Token]") -> str:
        if not tokens:
            return ""
        start, end = paragraph.at(*tokens)
        return re.sub(r"^(?:a|an|the)\s+", "", self.parsed.text[start:end])

    # ---- looking up

    def who(self, at: Range) -> list[Found]:
        """The actors mentioned in a range, heads first; of a description, only the one described."""
        inside = [(p, a) for p, a in sorted(self.at.items()) if at[0] <= p < at[1]]
        return [a for _, a in inside]


def _by_preposition(head: "Token", preposition: "Token", *, named: bool, joined: bool) -> bool:
    """Whether a preposition makes who stands after it an actor: done by, talks with, the leader of, according to."""
    word, above = preposition.lower_, preposition.head
    if word == "by":
        return named or preposition.dep_ == "agent"
    if word in ("between", "with") and (named or joined or not head.text.islower()):
        return word == "between" or naming.dealing(preposition)
    if word in ("to", "of", "for") and above.lemma_.lower() in lexicon.ROLES:
        return named or head.lemma_ in lexicon.BODIES
    if word == "as" and preposition.i > 1 and preposition.nbor(-1).lower_ == "such":
        return named and preposition.nbor(-2).lemma_ in lexicon.PEOPLE
    return word == "to" and above.lower_ == "according"
