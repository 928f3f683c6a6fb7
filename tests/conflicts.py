"""Conflicts to test on: two re-keyed from the literature, and random small ones, in the shape of their file."""

import json
from itertools import product
from typing import Any

from hypothesis import strategies as st

from detente.bargain.conflict import Conflict
from detente.formats import conflict as conflict_file

Entry = dict[str, Any]


def moves_by_options(entry: Entry) -> Entry:
    """The entry with the moves its options and their directions allow: any change of one's own, within the states."""
    directions = [option["direction"] for option in entry["options"]]
    names = [option["name"] for option in entry["options"]]
    found: dict[str, dict[str, list[int]]] = {}
    for party in entry["decision_makers"]:
        own = {names.index(option) for option in party["options"]}
        found[party["name"]] = {
            start: [
                int(end)
                for end, after in entry["states"].items()
                if end != start and all(_may(own, directions, k, before[k], after[k]) for k in range(len(names)))
            ]
            for start, before in entry["states"].items()
        }
    return {**entry, "unilateral_moves": found}


def _may(own: set[int], directions: list[str], column: int, before: str, after: str) -> bool:
    if before == after:
        return True
    return column in own and directions[column] in ("both", "fwd" if after == "Y" else "back")


def as_conflict(entry: Entry) -> Conflict:
    return conflict_file.parse(json.dumps(entry).encode()).sound


SYRIA_IRAQ = moves_by_options(  # Hipel, Kilgour and Kinsara, Group Decision and Negotiation 23 (2014) 355-376
    {
        "options": [{"name": name, "direction": "both"} for name in ("release water", "escalate", "attack")],
        "decision_makers": [
            {"name": "Syria", "options": ["release water", "escalate"], "ranking_best_first": [1, 3, 6, 2, 4, 5]},
            {"name": "Iraq", "options": ["attack"], "ranking_best_first": [2, 4, 6, 1, 5, 3]},
        ],
        "states": {"1": "NNN", "2": "YNN", "3": "NYN", "4": "NNY", "5": "YNY", "6": "NYY"},
    }
)
ELMIRA = moves_by_options(  # Kilgour, Hipel and Fang; the twelve states of Kinsara et al.
    {
        "options": [
            {"name": "modify", "direction": "fwd"},
            {"name": "delay", "direction": "back"},
            {"name": "accept", "direction": "both"},
            {"name": "abandon", "direction": "fwd"},
            {"name": "insist", "direction": "both"},
        ],
        "decision_makers": [
            {
                "name": "Ministry",
                "options": ["modify"],
                "ranking_best_first": [9, 3, 4, 10, 7, 1, 2, 8, [5, 6, 11, 12]],
            },
            {
                "name": "Uniroyal",
                "options": ["delay", "accept", "abandon"],
                "ranking_best_first": [1, 4, 10, 7, [5, 6, 11, 12], 2, 3, 9, 8],
            },
            {
                "name": "Local government",
                "options": ["insist"],
                "ranking_best_first": [9, 3, 7, 1, 10, 8, 4, 2, [5, 6, 11, 12]],
            },
        ],
        "states": {
            str(number): letters
            for number, letters in enumerate(
                "NYNNN YYNNN NNYNN YNYNN NNNYN YNNYN NYNNY YYNNY NNYNY YNYNY NNNYY YNNYY".split(), 1
            )
        },
    }
)


@st.composite
def entries(draw: st.DrawFn, *, most_states: int = 16, ties: bool = True) -> Entry:
    """Conflicts of one to three parties with up to two options each; states, moves and ways back may be missing."""
    counts = draw(st.lists(st.integers(1, 2), min_size=1, max_size=3))
    options = [f"option {k}" for k in range(sum(counts))]
    letters = ["".join(each) for each in product("NY", repeat=len(options))]
    most = min(most_states, len(letters))
    kept = draw(st.lists(st.sampled_from(letters), min_size=min(2, most), max_size=most, unique=True))
    states = {str(number): each for number, each in enumerate(kept, 1)}
    parties, used = [], 0
    for row, count in enumerate(counts):
        own, used = options[used : used + count], used + count
        parties.append(
            {"name": f"party {row}", "options": own, "ranking_best_first": draw(rankings(len(kept), ties=ties))}
        )
    directions = draw(st.lists(st.sampled_from(["both", "both", "fwd", "back"]), min_size=used, max_size=used))
    whole = moves_by_options(
        {
            "options": [{"name": name, "direction": way} for name, way in zip(options, directions, strict=True)],
            "decision_makers": parties,
            "states": states,
        }
    )
    if draw(st.booleans()):
        for held in whole["unilateral_moves"].values():
            for start, ends in held.items():
                held[start] = [end for end in ends if draw(st.integers(0, 3))]
    return whole


@st.composite
def rankings(draw: st.DrawFn, states: int, *, ties: bool = True) -> list[Any]:
    """The states 1 to `states`, the best first, ties in lists."""
    order = draw(st.permutations(range(1, states + 1)))
    found: list[Any] = []
    for state in order:
        if found and ties and not draw(st.integers(0, 3)):
            found[-1] = [*(found[-1] if isinstance(found[-1], list) else [found[-1]]), state]
        else:
            found.append(state)
    return found
