"""Files written to stall, swell or deceive their reader: how soon each is refused, and what PyYAML makes of it."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import yaml

from detente.store import casefile

ATTACKS = Path(__file__).parent.parent / "tests" / "attacks"
ROUNDS = 20


def milliseconds(act: Callable[[], object]) -> float:
    """The least CPU milliseconds of a few runs."""
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        act()
        spent.append(time.process_time() - start)
    return 1000 * min(spent)


def refuse(path: Path) -> None:
    found = casefile.load(path)
    assert found.case is None
    assert all(problem.place for problem in found.problems)


def read_by_pyyaml(raw: bytes) -> object:
    """What the safe loader makes of the bytes, or what it stops with."""
    try:
        return yaml.safe_load(raw)
    except (yaml.YAMLError, RecursionError) as error:
        return error


def told(found: object) -> str:
    if isinstance(found, Exception):
        return f"stops with {type(found).__name__}"
    return f"reads it without a word, as {values(found, {}):,} values"


def values(found: object, counted: dict[int, int]) -> int:
    """How many values there are once everything shared is written out; `counted` holds what was met before."""
    held = list(found.values()) if isinstance(found, dict) else found
    if not isinstance(held, list):
        return 1
    if id(found) not in counted:
        counted[id(found)] = sum(values(each, counted) for each in held)
    return counted[id(found)]


if __name__ == "__main__":
    print(f"CPU milliseconds, least of {ROUNDS}; aim for each file: 50")
    for path in sorted(ATTACKS.glob("*.yaml")):
        raw = path.read_bytes()
        ours, theirs = milliseconds(partial(refuse, path)), milliseconds(partial(read_by_pyyaml, raw))
        print(
            f"{path.name}: {len(raw):,} bytes refused in {ours:.2f}; "
            f"PyYAML safe_load {theirs:.2f}, ratio {ours / theirs:.3f}: {told(read_by_pyyaml(raw))}"
        )
