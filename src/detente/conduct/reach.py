"""What the standing of each obligation hangs on, so that only what a new entry touches need be judged anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.conduct.due import sums_due
from detente.conduct.kept import stages
from detente.conduct.sums import Ends
from detente.plan.model import Condition, Obligation, Phase, Plan, When


@dataclass(frozen=True, slots=True)
class Reach:
    """The items of a plan by id; what is `behind` each obligation, and which each item `touches`; the sums due."""

    obligations: Mapping[str, Obligation]
    phases: Mapping[str, Phase]
    behind: Mapping[str, frozenset[str]]
    touches: Mapping[str, frozenset[str]]
    amounts: Mapping[str, tuple[Ends | None, ...]]


def reach(plan: Plan) -> Reach:
    """What hangs on what; an obligation always touches itself, and is behind itself only where its own words say so."""
    obligations, phases = {each.id: each for each in plan.obligations}, {each.id: each for each in plan.phases}
    items: dict[str, Obligation | Phase] = {**phases, **obligations}
    direct = {slug: {name for name in _names(plan, item) if name in items} for slug, item in items.items()}
    behind = {slug: frozenset(_all_behind(direct[slug], items, direct)) for slug in obligations}
    touches: dict[str, set[str]] = {slug: {slug} & obligations.keys() for slug in items}
    for slug, those in behind.items():
        for name in those:
            touches[name].add(slug)
    amounts = {slug: sums_due(each) for slug, each in obligations.items()}
    return Reach(obligations, phases, behind, {slug: frozenset(those) for slug, those in touches.items()}, amounts)


def _all_behind(first: set[str], items: Mapping[str, Obligation | Phase], direct: Mapping[str, set[str]]) -> set[str]:
    """Through phases and lasting duties, whose days hang on others in turn."""
    todo, met = list(first), set(first)
    while todo:
        slug = todo.pop()
        item = items[slug]
        if isinstance(item, Phase) or item.lasts:
            more = direct[slug] - met
            met |= more
            todo += more
    return met


def _names(plan: Plan, item: Obligation | Phase) -> Iterator[str]:
    """The ids that an item's own words name, and those of powers over it."""
    whens: tuple[When, ...]
    if isinstance(item, Phase):
        row = plan.phases.index(item)
        yield from (plan.phases[row - 1].id,) if row else ()
        whens, condition, over = (*item.begins, *item.ends), item.test, {item.id}
    else:
        whens = (*item.starts, *item.done, *item.until, *(when for batch in item.batches for when in batch.on))
        condition, over = item.condition, {item.id, item.phase}
        yield from (item.phase, *(each.id for each in stages(plan, item)))
    yield from (when.event.partition(".")[0] for when in whens)
    yield from (event.partition(".")[0] for event in _events(condition))
    for power in plan.powers:
        if power.when and over & set(power.targets):
            yield from (word.partition(".")[0] for word in power.when.split())


def _events(condition: Condition | None) -> tuple[str, ...]:
    return condition.events if condition else ()
