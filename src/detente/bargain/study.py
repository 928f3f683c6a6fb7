"""All that a case lets one believe of its sides, drawn once: every holder, reading and base measure.

Draws come from one seed, split by what is believed and by base. They depend neither on the order of the work nor on
anybody's name, so that sides whose evidence is the same are drawn the same; leaving a claim out changes its own
holder's draws alone. Shares of several holders are multiplied, never counted over draws in common.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from types import MappingProxyType

import numpy as np

from detente.bargain.acceptability import Holder, Side
from detente.bargain.beliefs import Base, Clash, Draws, draws_of
from detente.bargain.clashes import clash
from detente.bargain.constraints import Belief
from detente.bargain.packages import Scenario
from detente.bargain.readings import Readings, claims_of, holders, readings
from detente.case.model import Case
from detente.errors import NoAnswer


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """One holder: its readings, the draws of each that some profile fits (`drawn`), and the clashes of the others."""

    holder: str
    readings: Readings
    drawn: tuple[Draws, ...]
    ways: tuple[tuple[tuple[str, str], ...], ...]
    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """A case with what is drawn of each party's holders, for one base measure."""

    case: Case
    base: Base
    parties: tuple[tuple[str, tuple[Known, ...]], ...]

    @property
    def sides(self) -> tuple[Side, ...]:
        """The parties with their holders, as acceptability takes them."""
        parties = {each.id: each for each in self.case.parties}
        return tuple(
            Side(parties[slug], tuple(Holder(each.holder, each.drawn) for each in known))
            for slug, known in self.parties
        )

    @property
    def known(self) -> tuple[Known, ...]:
        return tuple(each for _, those in self.parties for each in those)


def mean_scenario(found: Study) -> Scenario:
    """Each party's mean values over the draws of its first reading, its factions weighing the same: one point of view.

    Raises NoAnswer where no profile fits the claims of some holder.
    """
    return next(mean_scenarios(found))


def mean_scenarios(found: Study) -> Iterator[Scenario]:
    """The mean values of every holder's first reading, then those with one holder in another of its readings.

    Raises NoAnswer where no profile fits the claims of some holder.
    """
    missing = [known.holder for known in found.known if not known.drawn]
    if missing:
        raise NoAnswer(f"no profile fits all that is told of {', '.join(missing)}; see `detente beliefs`")
    yield _means(found, {})
    for known in found.known:
        for row in range(1, len(known.drawn)):
            yield _means(found, {known.holder: row})


def _means(found: Study, reading: Mapping[str, int]) -> Scenario:
    """The mean values with each holder in the reading named by its row, the first where none is."""
    issues = found.case.issues
    drawn = [[known.drawn[reading.get(known.holder, 0)] for known in those] for _, those in found.parties]
    values = tuple(
        tuple(np.mean([each.values[row].mean(axis=0) for each in those], axis=0) for row in range(len(issues)))
        for those in drawn
    )
    return Scenario(
        issues=tuple(issue.id for issue in issues),
        options=tuple(tuple(option.id for option in issue.options) for issue in issues),
        parties=tuple(slug for slug, _ in found.parties),
        values=values,
        no_deal=tuple(float(np.mean([each.reserve.mean() for each in those])) for those in drawn),
    )


def study(
    case: Case,
    *,
    count: int = 1000,
    seed: int = 0,
    base: Base = Base.WEIGHTS,
    limit: int = 12,
    senses: Mapping[str, str] = MappingProxyType({}),
) -> Study:
    """Everything drawn: `count` profiles for each reading of each holder, of at most `limit` readings a holder.

    `senses` fixes how red lines are read, by claim.
    """
    held = [(party.id, holder) for party in case.parties for holder in holders(case, party.id)]
    known = dict(zip(held, _known(case, [holder for _, holder in held], count, seed, base, limit, senses), strict=True))
    parties = tuple(
        (party.id, tuple(each for (slug, _), each in known.items() if slug == party.id)) for party in case.parties
    )
    return Study(case, base, parties)


def without(found: Study, claim: str, *, count: int, seed: int) -> Study:
    """The study as it would be if nobody had said one claim, for the holders it informs; one reading for each."""
    case = replace(found.case, claims=tuple(each for each in found.case.claims if each.id != claim))
    informed = [each.holder for each in found.known if claim in {c.id for c in claims_of(found.case, each.holder)}]
    anew = {each.holder: each for each in _known(case, informed, count, seed, found.base, 1)}
    parties = tuple((slug, tuple(anew.get(each.holder, each) for each in those)) for slug, those in found.parties)
    return Study(case, found.base, parties)


def _known(
    case: Case,
    names: Sequence[str],
    count: int,
    seed: int,
    base: Base,
    limit: int,
    senses: Mapping[str, str] = MappingProxyType({}),
) -> list[Known]:
    """What is drawn of several holders, all readings together; readings that differ in words alone share draws."""
    found = [readings(case, name, limit=limit, seed=seed, senses=senses) for name in names]
    beliefs = list(dict.fromkeys(reading.belief for each in found for reading in each.run))
    drawn = draws_of(beliefs, count, [_rng(seed, belief, base) for belief in beliefs], base=base)
    return [_of(case, each, dict(zip(beliefs, drawn, strict=True))) for each in found]


def _of(case: Case, found: Readings, drawn: Mapping[Belief, Draws | None]) -> Known:
    fitting = [(profiles, each.ways) for each in found.run if (profiles := drawn[each.belief]) is not None]
    against = [clash(case, found.holder, dict(each.ways)) for each in found.run if drawn[each.belief] is None]
    clashes = tuple(dict.fromkeys(each for each in against if each is not None))
    return Known(found.holder, found, tuple(each for each, _ in fitting), tuple(ways for _, ways in fitting), clashes)


def _rng(seed: int, belief: Belief, base: Base) -> np.random.Generator:
    """Chance for one belief: the same for the same rungs, shapes and constraints, whoever holds it."""
    held = [(each.parts, each.weights, each.reserve) for each in belief.constraints]
    told = repr((belief.rungs, belief.shapes, held, base.value)).encode()
    return np.random.default_rng([seed, int.from_bytes(sha256(told).digest()[:8], "big")])
