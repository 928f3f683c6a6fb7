"""What the standing of each obligation hangs on, so that only what a new entry touches need be judged anew."""

from collections.abc import Iterator

from detente.conduct.kept import stages
from detente.plan.model import Condition, Obligation, Phase, Plan, When


def touched_by(plan: Plan) -> dict[str, frozenset[str]]:
    """For each item of a plan, the obligations whose standing may change with it, itself among them."""
    items: dict[str, Obligation | Phase] = {each.id: each for each in plan.phases}
    items |= {each.id: each for each in plan.obligations}
    direct = {slug: {name for name in _names(plan, item) if name in items} for slug, item in items.items()}
    found: dict[str, set[str]] = {slug: set() if isinstance(item, Phase) else {slug} for slug, item in items.items()}
    for each in plan.obligations:
        for slug in _all_behind(direct[each.id], items, direct):
            found[slug].add(each.id)
    return {slug: frozenset(those) for slug, those in found.items()}


def _all_behind(first: set[str], items: dict[str, Obligation | Phase], direct: dict[str, set[str]]) -> set[str]:
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
    if isinstance(item, Phase):
        row = plan.phases.index(item)
        yield from (plan.phases[row - 1].id,) if row else ()
        whens: tuple[When, ...] = (*item.begins, *item.ends)
        condition = item.test
        reach = {item.id}
    else:
        whens = (*item.starts, *item.done, *item.until, *(when for batch in item.batches for when in batch.on))
        condition, reach = item.condition, {item.id, item.phase}
        yield from (item.phase, *(each.id for each in stages(plan, item)))
        if item.group:
            yield from (each.id for each in plan.obligations if each.group == item.group)
    yield from (when.event.partition(".")[0] for when in whens)
    yield from (event.partition(".")[0] for event in _events(condition))
    for power in plan.powers:
        if power.when and reach & set(power.targets):
            yield from (word.partition(".")[0] for word in power.when.split())


def _events(condition: Condition | None) -> tuple[str, ...]:
    return condition.events if condition else ()
