"""The frontier of made-up scenarios against peers that enumerate; each peer runs in an environment of its own.

Peers are installed into a temporary environment where that can be done; else the line says so. CPU seconds, one core.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from detente.bargain.frontier import frontier
from detente.bargain.packages import Scenario
from detente.bargain.solutions import solved
from domains import scenario

PEERS = ("negmas==0.16.*", "moocore", "paretoset", "pymoo")
ALONE = """
import json, sys, time, warnings
warnings.filterwarnings("ignore")
import numpy as np
peer, path = sys.argv[1:]
worth = np.load(path)
if peer == "moocore":
    import moocore
    run = lambda: np.flatnonzero(moocore.is_nondominated(worth, maximise=True, keep_weakly=True))
elif peer == "paretoset":
    import paretoset
    paretoset.paretoset(worth[:100], sense=["max"] * worth.shape[1])
    run = lambda: np.flatnonzero(paretoset.paretoset(worth, sense=["max"] * worth.shape[1], distinct=False))
elif peer == "pymoo":
    from pymoo.util.nds.non_dominated_sorting import NonDominatedSorting
    run = lambda: NonDominatedSorting().do(-worth, only_non_dominated_front=True)
else:
    from negmas.preferences.ops import pareto_frontier_numpy
    run = lambda: pareto_frontier_numpy(worth)
start = time.process_time()
found = run()
print(json.dumps([len(np.unique(np.round(worth[found], 10), axis=0)), time.process_time() - start]))
"""


def measured(made: Scenario) -> tuple[int, float, float]:
    """Points, bound and CPU seconds of frontier and solutions."""
    start = time.process_time()
    found = solved(frontier(made), [0.0] * len(made.parties), [1.0] * len(made.parties))
    return len(found.points), found.bound, time.process_time() - start


def every_package(made: Scenario) -> np.ndarray:
    """What every package is worth: (packages, parties)."""
    columns = []
    for own in made.values:
        worth = np.zeros(1)
        for values in own:
            worth = (worth[:, None] + values).ravel()
        columns.append(worth)
    return np.column_stack(columns)


def environment(folder: Path) -> Path | None:
    """A Python with the peers, or None where they cannot be installed."""
    uv = Path(sys.executable).with_name("uv")
    try:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True, capture_output=True)
        subprocess.run(
            [uv, "pip", "install", "-q", "--python", folder / "bin/python", *PEERS], check=True, capture_output=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return folder / "bin/python"


def against_peers(kind: str, issues: int, parties: int) -> None:
    made = scenario(kind, issues, 10, parties, seed=1)
    points, _, ours = measured(made)
    print(f"{kind}, {parties} parties, 10^{issues} packages, seed 1: {points} points in {ours:.4f}")
    with tempfile.TemporaryDirectory() as root:
        python = environment(Path(root) / "peers")
        if python is None:
            print("  peers cannot be installed here; no ratio")
            return
        path = Path(root) / "worth.npy"
        np.save(path, every_package(made))
        for peer in ("negmas", "moocore", "paretoset", "pymoo"):
            try:
                ran = subprocess.run(
                    [python, "-c", ALONE, peer, path], check=True, capture_output=True, text=True, timeout=300
                )
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
                print(f"  {peer}: {type(error).__name__}")
                continue
            count, theirs = json.loads(ran.stdout.splitlines()[-1])
            print(f"  {peer}, given every package's worth: {count} points in {theirs:.4f}; ratio {ours / theirs:.5f}")


if __name__ == "__main__":
    print("frontier and four solutions; CPU seconds")
    for kind, issues, parties, aim in (
        ("opposed", 18, 2, 0.1),
        ("nearly-zero-sum", 18, 2, 1.0),
        ("opposed", 6, 2, 0.05),
        ("opposed", 12, 3, 1.0),
        ("opposed", 18, 3, 2.0),
    ):
        for seed in (0, 1):
            points, bound, spent = measured(scenario(kind, issues, 10, parties, seed))
            named = f"{kind}, {parties} parties, 10^{issues} packages, seed {seed}"
            print(f"{named}: {points} points, bound {bound:g}, {spent:.3f} (aim {aim})")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory so far: {peak:.0f} MB, Python and numpy included")
    made = scenario("nearly-zero-sum", 5, 10, 2, 0)
    start = time.process_time()
    within = frontier(made, most=2_000)
    spent = time.process_time() - start
    short = max(float((each - within.points).max(axis=1).min()) for each in every_package(made))
    print(f"within a bound, 10^5 packages: bound {within.bound:.2e}; tried: {short:.2e}; {spent:.3f} (aim 1)")
    start = time.process_time()
    far = frontier(scenario("nearly-zero-sum", 18, 10, 3, 0), most=200_000)
    print(f"within a bound, 3 parties, 10^18: bound {far.bound:.3f}, {time.process_time() - start:.3f} (aim 1)")
    against_peers("opposed", 6, 2)
    against_peers("opposed", 5, 3)
