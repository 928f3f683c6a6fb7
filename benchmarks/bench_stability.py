"""Stability of a conflict of 4,096 states under all five concepts, against the definitions word for word.

The conflicts are drawn: 12 options dealt out among the parties, every ranking a random order with or without ties, some
options that cannot be taken back. The definitions (`tests/conflict_oracle.py`) are the peer at a size they can do.
"""

import json
import sys
import time
import tracemalloc
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from conflict_oracle import CONCEPTS, Entry, Judge
from detente.bargain.conflict import Conflict
from detente.bargain.inverse import inverse
from detente.bargain.stability import Concept, stability
from detente.formats import conflict as conflict_file

SEED, ROUNDS = 20240122, 3


def drawn(options: int, parties: int, *, ties: int, one_way: float, rng: np.random.Generator) -> Entry:
    """A conflict of 2 ** options states in the shape of its file; a ranking has about `ties` states in each place."""
    states = 2**options
    numbers = np.arange(states)
    dealt = np.array_split(np.arange(options), parties)
    fixed = sum(1 << int(option) for option in np.flatnonzero(rng.random(options) < one_way))
    entry: Entry = {
        "options": [{"name": f"o{k}", "direction": "fwd" if fixed >> k & 1 else "both"} for k in range(options)],
        "decision_makers": [],
        "states": {str(n + 1): "".join("NY"[n >> k & 1] for k in range(options)) for n in range(states)},
        "unilateral_moves": {},
    }
    for row, own in enumerate(dealt):
        changes = np.array([sum((n >> k & 1) << int(o) for k, o in enumerate(own)) for n in range(1, 2 ** len(own))])
        ends = numbers[:, np.newaxis] ^ changes
        allowed = (numbers[:, np.newaxis] & ~ends & fixed) == 0
        places = rng.integers(0, max(1, states // ties), states) if ties > 1 else rng.permutation(states)
        ranking = [(np.flatnonzero(places == place) + 1).tolist() for place in np.unique(places)]
        entry["decision_makers"].append(
            {"name": f"p{row}", "options": [f"o{o}" for o in own], "ranking_best_first": ranking}
        )
        entry["unilateral_moves"][f"p{row}"] = {str(n + 1): (ends[n][allowed[n]] + 1).tolist() for n in range(states)}
    return entry


def seconds(conflict: Conflict) -> float:
    """The least CPU seconds of a few runs."""
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        stability(conflict)
        spent.append(time.process_time() - start)
    return min(spent)


def megabytes(conflict: Conflict) -> float:
    """The most memory held at once while judging, beyond the conflict itself."""
    tracemalloc.start()
    stability(conflict)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def against_the_definitions(options: int, parties: int) -> None:
    entry = drawn(options, parties, ties=1, one_way=0.2, rng=np.random.default_rng(SEED))
    conflict = conflict_file.parse(json.dumps(entry).encode()).sound
    start = time.process_time()
    judge = Judge(entry)
    slow = {concept: judge.equilibria(concept) for concept in CONCEPTS}
    theirs, ours = time.process_time() - start, seconds(conflict)
    found = stability(conflict)
    assert slow == {concept: list(found.equilibria(Concept(concept))) for concept in CONCEPTS}
    states = len(conflict.states)
    print(f"{states} states, {parties} parties: {ours:.4f}; the definitions: {theirs:.2f}; ratio {theirs / ours:.0f}")


if __name__ == "__main__":
    print(f"CPU seconds, least of {ROUNDS}; drawn conflicts, seed {SEED}; all five concepts (aim: 2.00 s, 200 MB)")
    for parties in (2, 3, 4, 5, 6, 12):
        for ties, one_way in ((1, 0.0), (400, 0.3)):
            entry = drawn(12, parties, ties=ties, one_way=one_way, rng=np.random.default_rng(SEED))
            raw = json.dumps(entry).encode()
            start = time.process_time()
            conflict = conflict_file.parse(raw).sound
            reading = time.process_time() - start
            kind = "strict rankings, all moves reversible" if ties == 1 else "many ties, some moves irreversible"
            spent, most = seconds(conflict), megabytes(conflict)
            cost = f"{spent:.2f} s, {most:.0f} MB (reading its file: {reading:.2f} s)"
            print(f"4096 states, {parties:2} parties, {kind}: {cost}")
    print(f"peak memory of this whole run, with the files in memory: {getrusage(RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")
    entry = drawn(12, 4, ties=1, one_way=0.0, rng=np.random.default_rng(SEED))
    conflict = conflict_file.parse(json.dumps(entry).encode()).sound
    for concept in Concept:
        start = time.process_time()
        found = inverse(conflict, "p0", 1, concept)
        share = float(found.stable_share)
        print(f"inverse, 4096 states, {concept}: {time.process_time() - start:.2f} s ({share:.4f} of all rankings)")
    against_the_definitions(8, 4)
    against_the_definitions(10, 5)
    print("gmcr-py 0.4.1 at 4,096 states, as recorded elsewhere and not run here: 20 s, 800 MB")
