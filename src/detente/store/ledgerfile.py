"""A ledger's file read into a `Ledger`, every fault with its place, and one more entry written into it.

Ledgers stand beside their case, as `ledgers/<plan>.yaml`, and need no database. As with a case, `load` never raises on
account of what a file holds. Whether a ledger names what is there is for `conduct.soundness`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path as FilePath

from pydantic import ValidationError

from detente.case.quantity import NotAnAmount, Quantity, quantity
from detente.conduct.ledger import Account, Entry, EntryKind, Exercise, Ledger, Proof, Reads
from detente.conduct.sealing import version
from detente.errors import Code, Path, Problem
from detente.plan.model import Plan
from detente.store import beside, planfile, yamltree
from detente.store import ledgershapes as shapes
from detente.store.casefile import NOT_AN_AMOUNT
from detente.store.faults import faults
from detente.store.yamltree import Plain

FOLDER = "ledgers"

LACKS = Code(
    "DT0701",
    "An entry lacks what its kind needs",
    "A result without a result, or an extension without a length, says that something was done and not what.",
    "Add the key named.",
)
OUT_OF_PLACE = Code(
    "DT0702",
    "A key that means nothing in an entry of this kind",
    "It would be read by a person and passed over by everything else.",
    "Take it out, put it under `says`, or make it an entry of the kind that has it.",
)
NO_DAY = Code(
    "DT0703",
    "An entry says neither when it happened nor when it was known",
    "Without either, nobody can say what was known on which day.",
    "Give `on`, or `known`, or both where they differ.",
)
AMOUNT_TWICE = Code(
    "DT0704",
    "An entry tells both of so much more and of so much in all",
    "The two are added up in different ways.",
    "Keep `amount` for so much more, or `total` for so much in all.",
)
ANOTHER_PLAN = Code(
    "DT0705",
    "The ledger follows another plan than its name says, or one that is not there",
    "Whoever asks for the standing of a plan would be given that of another.",
    "Name the file after the plan, or leave `plan` out.",
)
CODES = (LACKS, OUT_OF_PLACE, NO_DAY, AMOUNT_TWICE, ANOTHER_PLAN)


@dataclass(frozen=True, slots=True)
class LedgerFile:
    """What a file held: the ledger where one could be built, the problems met, and the tree that knows the places."""

    name: str
    tree: yamltree.Tree
    ledger: Ledger | None
    problems: tuple[Problem, ...]

    def placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The same problems with the place of each, in the order of the file."""
        return beside.placed_in(self.tree, problems)


def names(folder: FilePath) -> tuple[str, ...]:
    """The ledgers that stand beside a case, by the names of their plans."""
    return beside.names(folder, FOLDER)


def load(folder: FilePath, name: str) -> LedgerFile:
    """Read the ledger of a plan beside the case in `folder`, with the texts that its amendments bring in."""
    plan = planfile.load(folder, name).plan if name in planfile.names(folder) else None
    found = _read(name, beside.opened(folder, FOLDER, name), plan)
    return found if found.ledger is None else replace(found, ledger=with_texts(folder, found.ledger))


def with_texts(folder: FilePath, ledger: Ledger) -> Ledger:
    """The ledger with the plans beside the case in `folder` that its amendments name."""
    amended = [each.exercise.plan for each in ledger.entries if each.kind is EntryKind.AMENDMENT]
    texts = [planfile.load(folder, each).plan for each in planfile.names(folder)] if amended else []
    return replace(ledger, versions=tuple(text for text in texts if text is not None and _is_named(text, amended)))


def _is_named(text: Plan, names: Iterable[str]) -> bool:
    return any(text.id == each or (len(each) >= 8 and version(text).startswith(each)) for each in names)


def parse(raw: bytes, *, name: str = "plan", plan: Plan | None = None) -> LedgerFile:
    """Read the bytes of a ledger's file; amounts are in the units of `plan` where it is given."""
    return _read(name, yamltree.read(f"{FOLDER}/{name}.yaml", raw), plan)


def entries_of(shape: shapes.LedgerShape, plan: Plan | None) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """The entries that a shape states, in its order, and what they lack; of no use where they lack anything."""
    builder = _Builder(plan)
    entries = tuple(builder.entry(row, each) for row, each in enumerate(shape.entries))
    return entries, tuple(builder.problems)


def entry_of(words: Mapping[str, Plain], plan: Plan | None) -> tuple[Entry | None, tuple[Problem, ...]]:
    """The entry that keys and words state, or why they do not; each problem is at its key."""
    try:
        shape = shapes.EntryShape.model_validate(dict(words))
    except ValidationError as error:
        return None, tuple(faults(error, shapes.EntryShape))
    builder = _Builder(plan)
    entry = builder.entry(0, shape)
    problems = tuple(replace(each, where=each.where[2:]) for each in builder.problems)
    return (None if problems else entry), problems


def _read(name: str, tree: yamltree.Tree, plan: Plan | None) -> LedgerFile:
    shape, problems = beside.shaped(tree, shapes.LedgerShape)
    found = LedgerFile(name, tree, None, problems)
    if shape is None:
        return found
    entries, lacking = entries_of(shape, plan)
    if shape.plan is not None and shape.plan != name:
        says = f"the file is the ledger of {name!r} and follows {shape.plan!r}"
        lacking = (Problem(ANOTHER_PLAN, ("plan",), says), *lacking)
    if lacking:
        return replace(found, problems=found.placed(lacking))
    audience = None if shape.audience is None else tuple(shape.audience)
    return replace(found, ledger=Ledger(name, entries, about=shape.about, audience=audience))


class _Builder:
    """Turns checked shapes into values, noting what an entry lacks and every word that states no amount."""

    def __init__(self, plan: Plan | None) -> None:
        self.units = {each.id: each.unit for each in plan.obligations} if plan else {}
        self.problems: list[Problem] = []

    def entry(self, row: int, s: shapes.EntryShape) -> Entry:
        where: Path = ("entries", row)
        self.problems += (Problem(code, (*where, *steps), says) for code, steps, says in _faults(s))
        known = s.known or datetime.combine(s.on or datetime.min.date(), time())
        unit = self.units.get(s.about[0], "") if len(s.about) == 1 else ""
        return Entry(
            id=s.id,
            kind=s.kind,
            on=s.on or known.date(),
            known=known,
            by=tuple(s.by),
            about=tuple(s.about),
            of=tuple(s.of),
            amount=self.amount(s.amount, unit, (*where, "amount")),
            total=self.amount(s.total, unit, (*where, "total")),
            part=s.part,
            category=s.category or "",
            result=s.result,
            finds=s.finds,
            gravity=s.gravity,
            cure_by=s.cure_by,
            moment=s.moment or "",
            scenario=s.scenario or "",
            rules_out=s.rules_out or "",
            denied_by=s.denied_by or "",
            exercise=Exercise(
                s.power or "", s.days, s.until, s.noticed, s.answers or "", s.replaced_by or "", s.plan or ""
            ),
            account=Account(s.stage, s.happened, tuple(s.against), s.attributed_to or "", s.intent),
            reads=self.reads(s.reads, unit, (*where, "reads")),
            withdraws=s.withdraws,
            proof=Proof(
                tuple(s.source), tuple(s.claims), s.method, s.confidence, s.checked, s.evidence or "", s.signed
            ),
            says=s.says,
            under=s.under or "",
            audience=None if s.audience is None else tuple(s.audience),
        )

    def reads(self, s: shapes.ReadsShape | None, unit: str, where: Path) -> Reads | None:
        if s is None:
            return None
        return Reads(
            s.on,
            tuple(s.about),
            self.amount(s.amount, unit, (*where, "amount")),
            self.amount(s.total, unit, (*where, "total")),
            s.category or "",
            s.result,
            s.finds,
            s.moment or "",
            s.says,
        )

    def amount(self, words: str | None, unit: str, where: Path) -> Quantity | None:
        try:
            return None if words is None else quantity(words, unit=unit)
        except NotAnAmount as error:
            self.problems.append(Problem(NOT_AN_AMOUNT, where, str(error)))
            return None


def _faults(s: shapes.EntryShape) -> Iterator[tuple[Code, Path, str]]:
    """What an entry lacks for its kind, and what has no place in it."""
    given = s.model_fields_set
    for needed in shapes.NEEDS.get(s.kind, ()):
        if not given & set(needed.split("|")):
            keys = " or ".join(f"`{key}`" for key in needed.split("|"))
            yield LACKS, (), f"{s.id!r} is a {s.kind.value} and has no {keys}"
    for key in sorted(given - shapes.ALWAYS - set(shapes.MAY[s.kind].split())):
        yield OUT_OF_PLACE, (key, yamltree.KEY), f"`{key}` means nothing in a {s.kind.value}"
    if s.on is None and s.known is None:
        yield NO_DAY, (), f"{s.id!r} says neither when it happened nor when it was known"
    if s.amount is not None and s.total is not None:
        yield AMOUNT_TWICE, ("total",), f"{s.id!r} tells both of so much more and of so much in all"
