"""A case folder read into a `Case`, every fault with its place.

`load` never raises on account of what the file holds: it gives the case when there is one, and all the problems it
met. Meaning (who is known, what contradicts what) is left to `case.check`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path as Folder

from pydantic import ValidationError

from detente.case.model import (
    MEDIATORS,
    Actor,
    Audience,
    Blank,
    Case,
    Citation,
    Claim,
    Contact,
    Edition,
    Fact,
    Faction,
    Grade,
    Group,
    Holder,
    Holding,
    Inference,
    Issue,
    Option,
    Party,
    Phase,
    Pledge,
    Precedent,
    Proposal,
    Resolution,
    Retelling,
    Round,
    Rule,
    Source,
    Subject,
    Term,
    Voice,
)
from detente.case.quantity import NotAnAmount, Quantity, quantity
from detente.errors import Code, Path, Problem, did_you_mean
from detente.store import shapes, yamltree
from detente.store.faults import NOT_A_FOLDER, faults
from detente.store.labels import open_to

FILE = "case.yaml"

NOT_AN_AMOUNT = Code(
    "DT0110",
    "Words that state no amount",
    "An amount that cannot be read cannot be compared; one that is not stated should say so.",
    "Write an amount such as 240, more than 300, hundreds, all, doubled or unspecified, in the unit of the issue.",
)
NOT_AN_OPTION = Code(
    "DT0111",
    "A term names neither an option of its issue nor an amount",
    "A position off the ladder cannot be compared with any other.",
    "Use one of the issue's options, an amount in its unit, or `blank`.",
)
FAULTS_KEPT_BACK = Code(
    "DT0112",
    "Faults that only mediators are told of",
    "A fault shows what a file holds, and its place counts what stands above it (convention 11).",
    "Type `detente check` without `--for`, and mend what it lists.",
)
_KEPT_BACK = Problem(FAULTS_KEPT_BACK, (), "the file has faults, and only mediators are told which")


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a folder held: the case where one could be built, the problems met, and the tree that knows the places."""

    name: str
    tree: yamltree.Tree
    case: Case | None
    problems: tuple[Problem, ...]

    def placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The same problems with the place of each, in the order of the file."""
        located = [p if p.place else replace(p, place=self.tree.locate(p.where)) for p in problems]
        return tuple(sorted(located, key=lambda p: (p.place.line, p.place.column) if p.place else (0, 0)))

    def told_to(self, audience: str) -> "CaseFile":
        """What `audience` may learn of the file: a fault in an item closed to it does not count, another is not shown.

        Text that cannot be parsed holds no labels either: anybody but mediators is told only that it has faults.
        """
        tree = self.tree
        if audience == MEDIATORS or self.case or not (tree.root or tree.problems):  # the last: no file was opened
            return self
        parsed = None if tree.problems else tree.root
        case = _built(open_to(audience, parsed.plain))[0] if parsed else None
        return replace(self, case=case, problems=() if case else (_KEPT_BACK,))


def load(folder: Folder) -> CaseFile:
    """Read the case that stands in `folder`, or in `folder` itself when it is a file."""
    path = folder
    try:
        path = folder / FILE if folder.is_dir() else folder
        with path.open("rb") as file:
            raw = file.read(yamltree.MOST_BYTES + 1)
    except OSError as error:
        problem = Problem(NOT_A_FOLDER, (), f"{path} cannot be opened: {(error.strerror or 'no reason given').lower()}")
        return CaseFile(str(folder), yamltree.Tree(FILE, (), None, ()), None, (problem,))
    return _remembered(raw, str(folder), path.name)


@lru_cache(maxsize=4)
def _remembered(raw: bytes, name: str, file: str) -> CaseFile:
    """One act opens the same case many times: for itself, for its plans, for its texts."""
    return parse(raw, name=name, file=file)


def parse(raw: bytes, *, name: str = "case", file: str = FILE) -> CaseFile:
    """Read the bytes of a case file; `name` is what to call the case, `file` what to call the file in places."""
    tree = yamltree.read(file, raw)
    if tree.root is None or tree.problems:
        return CaseFile(name, tree, None, tree.problems)
    case, problems = _built(tree.root.plain)
    found = CaseFile(name, tree, case, ())
    return replace(found, problems=found.placed(problems))


def _built(plain: yamltree.Plain) -> tuple[Case | None, tuple[Problem, ...]]:
    """The case that the text of a file makes, or what is wrong with its shape."""
    try:
        shape = shapes.CaseShape.model_validate(plain)
    except ValidationError as error:
        return None, tuple(faults(error, shapes.CaseShape))
    builder = _Builder(shape)
    case = builder.case()
    return (None if builder.problems else case), tuple(builder.problems)


class _Builder:
    """Turns a checked shape into values, noting every word that states no amount or option."""

    def __init__(self, shape: shapes.CaseShape) -> None:
        self.shape = shape
        self.problems: list[Problem] = []
        self.issues = {slug: self.issue(slug, issue) for slug, issue in shape.issues.items()}

    def case(self) -> Case:
        s = self.shape
        return Case(
            title=s.title,
            as_of=s.as_of,
            about=s.about,
            licence=s.licence,
            default_audience=_readers(s.default_audience),
            sources=tuple(_source(slug, each) for slug, each in s.sources.items()),
            actors=tuple(_actor(slug, each) for slug, each in s.actors.items()),
            parties=tuple(_party(slug, each) for slug, each in s.parties.items()),
            mediators=tuple(s.mediators),
            guarantors=tuple(s.guarantors),
            stakeholders=tuple(s.stakeholders),
            groups=tuple(_group(slug, each) for slug, each in s.groups.items()),
            issues=tuple(self.issues.values()),
            subjects=tuple(Subject(i, e.title, e.unit, _readers(e.audience)) for i, e in s.subjects.items()),
            proposals=tuple(self.proposal(slug, each) for slug, each in s.proposals.items()),
            claims=tuple(self.claim(each) for each in s.claims),
            pledges=tuple(self.pledge(slug, each) for slug, each in s.pledges.items()),
            precedents=tuple(_precedent(slug, each) for slug, each in s.precedents.items()),
            rounds=tuple(_round(slug, each) for slug, each in s.rounds.items()),
            contacts=tuple(_contact(slug, each) for slug, each in s.contacts.items()),
            resolutions=tuple(_resolution(slug, each) for slug, each in s.resolutions.items()),
        )

    def issue(self, slug: str, shape: shapes.IssueShape) -> Issue:
        return Issue(
            id=slug,
            title=shape.title,
            without=shape.without,
            options=tuple(self.option(slug, name, each, shape.unit) for name, each in shape.options.items()),
            unit=shape.unit,
            given_by=shape.given_by,
            concerns=tuple(shape.concerns),
            defined_by=shape.defined_by,
            audience=_readers(shape.audience),
        )

    def option(self, issue: str, slug: str, shape: shapes.OptionShape, unit: str) -> Option:
        held: Quantity | Holding
        holdings = [each.value for each in Holding]
        if shape.holds in holdings and not (unit and shape.holds == Holding.NONE):
            held = Holding(shape.holds)
        else:
            where = ("issues", issue, "options", slug)
            hint = "" if unit else f"an issue without a unit holds {', '.join(holdings)}"
            held = self.amount(shape.holds, unit, where, hint=hint) or Holding.NONE
        return Option(slug, shape.title or slug.replace("-", " "), held)

    def amount(self, words: str, unit: str, where: Path, *, hint: str = "") -> Quantity | None:
        try:
            return quantity(words, unit=unit)
        except NotAnAmount as error:
            self.problems.append(Problem(NOT_AN_AMOUNT, where, str(error), hint))
            return None

    def terms(self, shapes_: dict[str, str], where: Path) -> tuple[Term, ...]:
        return tuple(self.term(issue, words, (*where, issue)) for issue, words in shapes_.items())

    def term(self, slug: str, words: str, where: Path) -> Term:
        issue = self.issues.get(slug)
        if words == "blank":
            return Term(slug)
        options = [] if issue is None else [option.id for option in issue.options]
        if issue is None or words in options:  # an unknown issue is for `check` to say
            return Term(slug, option=words)
        if issue.unit:
            try:
                return Term(slug, amount=quantity(words, unit=issue.unit))
            except NotAnAmount:
                pass
        hint = did_you_mean(words, options) or f"the options are {', '.join(options)}"
        self.problems.append(Problem(NOT_AN_OPTION, where, f"{words!r} is not an option of {slug!r}", hint))
        return Term(slug)

    def fact(self, slug: str, words: str, where: Path) -> Fact:
        subject = self.shape.subjects.get(slug)
        if subject is None or subject.unit in ("", "date"):
            return Fact(slug, words)
        return Fact(slug, self.amount(words, subject.unit, where) or words)

    def length(self, words: str | None, where: Path) -> Quantity | None:
        return None if words is None else self.amount(words, "day", where)

    def claim(self, shape: shapes.ClaimShape) -> Claim:
        where = ("claims", shape.id)
        return Claim(
            id=shape.id,
            by=tuple(Voice(link.actor, link.sure) for link in shape.by),
            act=shape.act,
            says=shape.says,
            sources=tuple(Citation(each.document, tuple(each.at)) for each in shape.source),
            setting=shape.setting,
            part_of=shape.part_of,
            scope=shape.scope,
            terms=self.terms(shape.terms, (*where, "terms")),
            rather_than=self.terms(shape.rather_than, (*where, "rather_than")),
            before=tuple(shape.before),
            target=shape.target,
            responds_to=shape.responds_to,
            disagrees_with=tuple(shape.disagrees_with),
            facts=tuple(self.fact(slug, words, (*where, "facts", slug)) for slug, words in shape.facts.items()),
            provides=tuple(shape.provides),
            speaks_for=tuple(shape.speaks_for),
            without_deal=shape.without_deal,
            reason=shape.reason,
            condition=shape.condition,
            said_to=tuple(shape.said_to),
            said_on=shape.said_on,
            reported_on=shape.reported_on,
            speech=shape.speech,
            grade=None if shape.grade is None else Grade(shape.grade[0], int(shape.grade[1])),
            inference=None if shape.inference is None else Inference(shape.inference.by, shape.inference.on),
            retold=tuple(Retelling(each.document, each.says, each.drift) for each in shape.retold),
            audience=_readers(shape.audience),
        )

    def proposal(self, slug: str, shape: shapes.ProposalShape) -> Proposal:
        where = ("proposals", slug)
        return Proposal(
            id=slug,
            title=shape.title,
            by=tuple(shape.by),
            length=self.length(shape.length, (*where, "length")),
            phases=tuple(
                Phase(name, each.title, self.length(each.length, (*where, "phases", name, "length")), each.follow_on)
                for name, each in shape.phases.items()
            ),
            blanks=tuple(self.blank(name, each, (*where, "blanks", name)) for name, each in shape.blanks.items()),
            audience=_readers(shape.audience),
        )

    def blank(self, slug: str, shape: shapes.BlankShape, where: Path) -> Blank:
        issue = self.issues.get(shape.issue)
        domain = None
        if shape.domain is not None and issue is not None:  # an unknown issue is for `check` to say
            domain = self.amount(shape.domain, issue.unit, (*where, "domain"))
        return Blank(slug, shape.title, shape.issue, shape.scope, domain)

    def pledge(self, slug: str, shape: shapes.PledgeShape) -> Pledge:
        return Pledge(
            id=slug,
            gives=shape.gives,
            by=tuple(shape.by),
            conditions=self.terms(shape.conditions, ("pledges", slug, "conditions")),
            claims=tuple(shape.claims),
            audience=_readers(shape.audience),
        )


def _readers(audience: Iterable[str] | None) -> Audience:
    return None if audience is None else tuple(audience)


def _source(slug: str, shape: shapes.SourceShape) -> Source:
    editions = tuple(
        Edition(
            id=name,
            publisher=each.publisher,
            on=each.on,
            title=each.title,
            address=each.address,
            licence=each.licence,
            standing=each.standing,
            note=each.note,
            audience=_readers(each.audience),
        )
        for name, each in shape.editions.items()
    )
    return Source(slug, shape.title, editions, shape.stake, _readers(shape.audience))


def _actor(slug: str, shape: shapes.ActorShape) -> Actor:
    return Actor(
        id=slug,
        name=shape.name or _spelled(slug),
        kind=shape.kind,
        of=shape.of,
        role=shape.role,
        stake=shape.stake,
        members=tuple(shape.members),
        written=tuple(shape.written.items()),
        audience=_readers(shape.audience),
    )


def _party(slug: str, shape: shapes.PartyShape) -> Party:
    return Party(
        id=slug,
        name=shape.name,
        factions=tuple(
            Faction(name, each.name or _spelled(name), _readers(each.audience)) for name, each in shape.factions.items()
        ),
        rule=Rule(shape.rule.kind, tuple(shape.rule.holders)),
        written=tuple(shape.written.items()),
        audience=_readers(shape.audience),
    )


def _group(slug: str, shape: shapes.GroupShape) -> Group:
    holders = tuple(Holder(each.actor, each.claim) for each in shape.held_by)
    return Group(slug, shape.title, holders, tuple(shape.claims), _readers(shape.audience))


def _precedent(slug: str, shape: shapes.PrecedentShape) -> Precedent:
    return Precedent(slug, shape.title, tuple(shape.subjects), tuple(shape.claims), _readers(shape.audience))


def _round(slug: str, shape: shapes.RoundShape) -> Round:
    return Round(
        id=slug,
        title=shape.title,
        on=shape.on,
        when=shape.when,
        place=shape.place,
        present=tuple(shape.present),
        claims=tuple(shape.claims),
        audience=_readers(shape.audience),
    )


def _contact(slug: str, shape: shapes.ContactShape) -> Contact:
    return Contact(
        id=slug,
        about=shape.about,
        between=tuple(shape.between),
        on=shape.on,
        when=shape.when,
        how=shape.how,
        round=shape.round,
        claims=tuple(shape.claims),
        audience=_readers(shape.audience),
    )


def _resolution(slug: str, shape: shapes.ResolutionShape) -> Resolution:
    return Resolution(
        id=slug,
        by=shape.by,
        on=shape.on,
        why=shape.why,
        between=tuple(shape.between),
        keeps=shape.keeps,
        subject=shape.subject,
        withdrawn_on=shape.withdrawn_on,
        withdrawn_by=shape.withdrawn_by,
        audience=_readers(shape.audience),
    )


def _spelled(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def codes() -> Iterator[Code]:
    """The kinds of problem that reading a case can meet."""
    from detente.store import faults as shape_faults

    yield from (*yamltree.CODES, *shape_faults.CODES, NOT_AN_AMOUNT, NOT_AN_OPTION, FAULTS_KEPT_BACK)
