"""Loading and checking a case of 1,000 claims, against reading the same bytes with PyYAML's safe loader."""

import sys
import time
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
import samples
from detente.case import check
from detente.store import casefile

CLAIMS, ROUNDS = 1000, 5


def large_case() -> bytes:
    """The sample case with its claims repeated under new ids until there are 1,000."""
    head, claims = samples.VALLEY.split("claims:\n")
    body, tail = claims.split("\npledges:")
    parts = ["  - id: " + part for part in body.split("  - id: ")[1:]]
    copies = [part.replace("  - id: ", f"  - id: copy-{n}-", 1) for n in range(CLAIMS // len(parts)) for part in parts]
    rest = [f"{part}\n" for part in (*parts, *copies)][:CLAIMS]
    return f"{head}claims:\n{''.join(rest)}\npledges:{tail}".encode()


def seconds(act: object, *arguments: object) -> float:
    """The least CPU seconds of a few runs."""
    assert callable(act)
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        act(*arguments)
        spent.append(time.process_time() - start)
    return min(spent)


def load_and_check(raw: bytes) -> None:
    found = casefile.parse(raw)
    assert found.case is not None
    assert len(found.case.claims) == CLAIMS
    assert not any(problem.is_error for problem in check.problems(found.case))


if __name__ == "__main__":
    raw = large_case()
    ours, theirs = seconds(load_and_check, raw), seconds(yaml.load, raw, yaml.CSafeLoader)
    python = seconds(yaml.safe_load, raw)
    print(f"{CLAIMS} claims, {len(raw):,} bytes; CPU seconds, least of {ROUNDS}")
    print(f"load and check: {ours:.3f} (aim: 1.000)")
    print(f"PyYAML safe_load, no places, no checks: {python:.3f}; ratio {ours / python:.2f}")
    print(f"PyYAML with its C loader: {theirs:.3f}; ratio {ours / theirs:.2f}")
