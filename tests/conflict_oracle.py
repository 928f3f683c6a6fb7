"""The graph model's definitions word for word, slowly, on a conflict as its file holds it (a plain object of JSON)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Entry = dict[str, Any]
Step = Callable[[str, int], Iterable[int]]
CONCEPTS = ("nash", "gmr", "smr", "seq", "sim")


def ranks_of(entry: Entry) -> dict[str, dict[int, int]]:
    """For each party the rank of each state, greater where better."""
    found: dict[str, dict[int, int]] = {}
    for party in entry["decision_makers"]:
        places = party["ranking_best_first"]
        tied = {
            state: -place for place, each in enumerate(places) for state in (each if isinstance(each, list) else [each])
        }
        found[party["name"]] = tied
    return found


def reached(start: int, movers: Iterable[str], step: Step) -> set[int]:
    """All ends of sequences of one move or more in which nobody moves twice in a row."""
    movers = list(movers)
    walked = {(end, mover) for mover in movers for end in step(mover, start)}
    frontier = walked
    while frontier:
        longer = {(end, m) for state, last in frontier for m in movers if m != last for end in step(m, state)}
        frontier = longer - walked
        walked = walked | frontier
    return {end for end, _ in walked}


class Judge:
    """Judges one state for one bloc of parties, the others being divided into blocs as well."""

    def __init__(self, entry: Entry, coalitions: Sequence[Sequence[str]] = ()) -> None:
        self.rank = ranks_of(entry)
        self.states = [int(state) for state in entry["states"]]
        self.letters = {int(state): letters for state, letters in entry["states"].items()}
        self.of_letters = {letters: state for state, letters in self.letters.items()}
        self.moves = {
            party: {int(state): set(ends) for state, ends in held.items()}
            for party, held in entry["unilateral_moves"].items()
        }
        joined = {name for members in coalitions for name in members}
        alone = [(party["name"],) for party in entry["decision_makers"] if party["name"] not in joined]
        self.blocs = {"+".join(each): tuple(each) for each in [*map(tuple, coalitions), *alone]}
        columns = {option["name"]: column for column, option in enumerate(entry["options"])}
        controls = {party["name"]: {columns[each] for each in party["options"]} for party in entry["decision_makers"]}
        self.columns = {name: set().union(*(controls[each] for each in bloc)) for name, bloc in self.blocs.items()}

    def better(self, bloc: str, state: int, than: int) -> bool:
        return all(self.rank[each][state] > self.rank[each][than] for each in self.blocs[bloc])

    def step(self, bloc: str, state: int) -> set[int]:
        members = self.blocs[bloc]
        if len(members) == 1:
            return self.moves[members[0]][state]
        return reached(state, members, lambda each, at: self.moves[each][at]) - {state}

    def improving(self, bloc: str, state: int) -> set[int]:
        return {end for end in self.step(bloc, state) if self.better(bloc, end, state)}

    def stable(self, concept: str, bloc: str, state: int) -> bool:
        return all(self.met(concept, bloc, state, move) for move in self.improving(bloc, state))

    def met(self, concept: str, bloc: str, state: int, move: int) -> bool:
        others = [other for other in self.blocs if other != bloc]
        if concept == "nash":
            return False
        if concept == "gmr":
            return any(not self.better(bloc, end, state) for end in reached(move, others, self.step))
        if concept == "smr":
            return any(
                not self.better(bloc, end, state)
                and not any(self.better(bloc, way_out, state) for way_out in self.step(bloc, end))
                for end in reached(move, others, self.step)
            )
        if concept == "seq":
            return any(not self.better(bloc, end, state) for end in reached(move, others, self.improving))
        joint = (self.at_once(bloc, move, end) for end in reached(state, others, self.improving))
        return any(end is not None and not self.better(bloc, end, state) for end in joint)

    def at_once(self, bloc: str, move: int, answer: int) -> int | None:
        """The state in which the bloc's options stand as in `move`, all others as in `answer`."""
        mine, theirs = self.letters[move], self.letters[answer]
        letters = "".join(mine[k] if k in self.columns[bloc] else theirs[k] for k in range(len(mine)))
        return self.of_letters.get(letters)

    def table(self, concept: str) -> Mapping[str, list[int]]:
        return {bloc: [state for state in self.states if self.stable(concept, bloc, state)] for bloc in self.blocs}

    def equilibria(self, concept: str) -> list[int]:
        return [state for state in self.states if all(self.stable(concept, bloc, state) for bloc in self.blocs)]
