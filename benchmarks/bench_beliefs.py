"""Drawing profiles and judging packages by them, against a plain matrix product of the same size in the same run."""

import resource
import time
from collections.abc import Callable

import numpy as np

from detente.bargain.acceptability import Holder, Side, every_share, shares
from detente.bargain.beliefs import draws
from detente.bargain.constraints import Belief, both_ends
from detente.case.model import Party


def seconds(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


if __name__ == "__main__":
    print("CPU seconds, one core")
    ten_by_four = Belief("x", (4,) * 10, tuple(both_ends(4) for _ in range(10)), ())
    start = time.process_time()
    found = draws(ten_by_four, 1200, np.random.default_rng(1))
    assert found is not None
    spent = time.process_time() - start
    print(
        f"30 dimensions: {found.effective:.0f} effectively independent of {len(found.reserve)} draws "
        f"in {spent:.3f} (aim: 1,000 in 2)"
    )

    drawn = draws(ten_by_four, 1000, np.random.default_rng(2))
    assert drawn is not None
    judged = drawn  # known not to be None, also inside what is measured
    ours = seconds(lambda: every_share(judged))
    rng = np.random.default_rng(3)
    chosen = rng.random((4**10, 40), dtype=np.float32)
    values = rng.random((40, 1000), dtype=np.float32)
    plain = seconds(lambda: max(float((chosen[at : at + 65536] @ values)[0, 0]) for at in range(0, 4**10, 65536)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"every one of {4**10:,} packages over 1,000 draws: {ours:.3f} (aim 10); "
        f"matrix product {plain:.3f}; ratio {ours / plain:.2f}"
    )
    print(f"peak memory {peak:.0f} MB (aim 1,024)")

    side = Side(Party("x", "X"), (Holder("x", (drawn,)),))
    one = seconds(lambda: [shares([side], [(0, 3)] * 10) for _ in range(20)]) / 20
    print(f"one proposal with blanks, after beliefs: {1000 * one:.2f} ms (aim 50 ms)")
