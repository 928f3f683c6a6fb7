"""The words all views share: names, days, chains of speakers, and how a claim's source is named in a line."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from detente.case.gaps import term_words
from detente.case.model import ActorKind, Case, Claim, Edition, Issue, Setting, Term, by_id
from detente.case.voices import Voices
from detente.desk.pages import Cite

COLUMN = {
    Setting.PUBLIC_WORDS: "In its own words, in public",
    Setting.FROM_THE_ROOM: "Reported from the room",
    Setting.BY_OTHERS: "Accounts by others",
}


@dataclass(frozen=True)
class Wording:
    """A case's claims, voices and editions at hand for putting lines into words."""

    case: Case
    claims: dict[str, Claim]
    issues: dict[str, Issue]
    voices: Voices
    editions: dict[str, Edition]
    main: str

    @classmethod
    def of(cls, case: Case) -> "Wording":
        counts = Counter(each.document for claim in case.claims for each in claim.sources)
        return cls(
            case,
            by_id(case.claims),
            by_id(case.issues),
            Voices.of(case),
            by_id(edition for source in case.sources for edition in source.editions),
            counts.most_common(1)[0][0] if counts else "",
        )

    def cite(self, *claims: str) -> tuple[Cite, ...]:
        """How claims are cited in a line: who speaks, and the edition where it is not the main one.

        Claims of one speaker in one edition are cited together, under the first of them.
        """
        alike: dict[str, list[str]] = {}
        for slug in dict.fromkeys(claims):
            alike.setdefault(self.label(self.claims[slug]), []).append(slug)
        return tuple(
            Cite(slugs[0], label if len(slugs) == 1 else f"{label}, {len(slugs)} statements")
            for label, slugs in alike.items()
        )

    def label(self, claim: Claim) -> str:
        elsewhere = [each.document for each in claim.sources if each.document != self.main]
        editions = ", ".join(self.edition(document) for document in elsewhere)
        chain = self.chain(claim)
        if editions and len(claim.by) == 1 and self._is_outlet(claim.holder):
            return editions
        if claim.inference:
            chain = f"inference by {claim.inference.by}, {day(claim.inference.on)}"
        return f"{chain} ({editions})" if editions else chain

    def chain(self, claim: Claim) -> str:
        """The speakers, outermost first; a question mark where the text leaves open who speaks."""
        first, *rest = claim.by or (None,)
        narrated = rest and first and self._is_outlet(first.actor)
        names = ["report" if narrated and link is first else self.voices.name(link.actor) for link in claim.by]
        marks = ["" if link.sure else " (?)" for link in claim.by]
        return " \u203a ".join(name + mark for name, mark in zip(names, marks, strict=True)) or "nobody named"

    def edition(self, slug: str) -> str:
        found = self.editions.get(slug)
        return f"{found.publisher}, {day(found.on)}" if found else slug

    def term(self, term: Term) -> str:
        return term_words(self.issues[term.issue], term)

    def scope(self, proposal: str | None, scope: str) -> str:
        """A scope in words: the title of the phase, or the whole deal, or that it is unstated."""
        for each in self.case.proposals:
            for phase in each.phases:
                if each.id == proposal and phase.id == scope:
                    return phase.title
        return "scope unstated" if scope == "unstated" else scope

    def proposal(self, slug: str) -> str:
        return next((each.title for each in self.case.proposals if each.id == slug), slug)

    def proposed_by(self, slugs: Iterable[str]) -> str:
        """By whom, or that nobody is named."""
        return f"by {self.names(slugs)}" if slugs else "by whom is not stated"

    def names(self, slugs: Iterable[str]) -> str:
        return listed(self.voices.name(slug) for slug in slugs)

    def witness(self) -> str:
        """Which edition lines rest on when they name none, and how many editions share its origin."""
        if not self.main:
            return ""
        source = next((s for s in self.case.sources if any(e.id == self.main for e in s.editions)), None)
        count = len(source.editions) if source else 1
        told = f"; {count} editions of it are held and count as one witness" if count > 1 else ""
        return f"Where a line names no edition, it rests on {self.edition(self.main)}{told}."

    def _is_outlet(self, slug: str) -> bool:
        actor = self.voices.actors.get(slug)
        return actor is not None and actor.kind is ActorKind.MEDIA


def day(when: date | None) -> str:
    """A day in words.

    >>> day(date(2024, 1, 22)), day(None)
    ('22 Jan 2024', 'no date')
    """
    if when is None:
        return "no date"
    return "the beginning" if when == date.min else f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def listed(words: Iterable[str]) -> str:
    """Words as a sentence lists them.

    >>> listed(["the US", "Egypt", "Qatar"])
    'the US, Egypt and Qatar'
    """
    *first, last = list(words) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "claim"), counted(2, "party", "parties")
    ('1 claim', '2 parties')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"
