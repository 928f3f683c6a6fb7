"""A plan tried many times: against a slow player, against what can be worked out by hand, and alike on every engine."""

import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from detente.conduct.following import standing
from detente.conduct.futures import figures
from detente.conduct.futures.blocks import BLOCK, Block, Setting, Store, blocks, played, summed
from detente.conduct.futures.chance import Chance
from detente.conduct.futures.conditions import conditions, watched
from detente.conduct.futures.course import Shares
from detente.conduct.futures.engines import Cluster, Engine, Here, Pool, sweep
from detente.conduct.futures.form import NEVER
from detente.conduct.futures.forming import Ready, ready
from detente.conduct.futures.habits import Habit, HabitKind, Habits, Level, Measure, fixed
from detente.conduct.futures.incentives import first_failing, incentives
from detente.conduct.futures.play import play
from detente.conduct.futures.stops import Cause, ends
from detente.conduct.futures.study import Asked, study
from detente.conduct.futures.writing import ledger
from detente.conduct.legal import State
from detente.errors import NotPermitted
from detente.workbench import agreements, drafts, folders
from futures_plans import sound
from futures_trials import differences

PLANS = [
    ("exercise-strait", "truce"),
    ("aceh-2005", "helsinki"),
    ("jpoa-2013", "joint-plan"),
    ("minsk-2015", "package"),
]


def opened(case: str, plan: str) -> Ready:
    return ready(drafts.open_plan(f"gallery:{case}", plan).plan)


def setting(made: Ready, habits: Habits) -> Setting:
    return Setting(watched(made, habits), conditions(made, habits))


@pytest.mark.parametrize("start", range(0, 400, 50))
def test_a_slow_player_plays_every_run_alike(start: int) -> None:
    assert [each for seed in range(start, start + 50) for each in differences(seed)] == []


def test_a_fault_in_the_player_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.conduct.futures import play as module

    monkeypatch.setattr(
        module, "_later", lambda day, days: np.where(day < NEVER, day + np.int32(days + (days > 2)), NEVER)
    )
    assert any(differences(seed) for seed in range(30))


@pytest.mark.parametrize(("case", "plan"), PLANS)
def test_without_habits_every_run_is_done_on_the_earliest_days(case: str, plan: str) -> None:
    made = opened(case, plan)
    course = play(made.form, conditions(made, Habits(plan)), Chance(1, 0, 50))
    found = ends(course, conditions(made, Habits(plan)), Chance(1, 0, 50))
    assert found.complete.all()
    assert (course.day == made.form.planned[:, None]).all()


def test_one_delay_comes_to_what_one_works_out_by_hand() -> None:
    # East's crews are to begin on the day the truce does; 4 days late, and all that waits for them waits 4 days.
    made = opened("exercise-strait", "truce")
    late = Habits("truce", (Habit("late", HabitKind.DELAY, about=("east-crews",), levels={Measure.DAYS: fixed(4)}),))
    course = play(made.form, conditions(made, late), Chance(1, 0, 3))
    shift = course.day - made.form.planned[:, None]
    moved = {each.id: int(shift[made.form.starts(row), 0]) for row, each in enumerate(made.plan.obligations)}
    assert moved == {"east-holds": 0, "west-holds": 0, "east-crews": 4, "west-crews": 4, "patrols": 4, "ferry": 4}


def test_with_incentives_alone_runs_stop_where_the_seams_say() -> None:
    draft = drafts.open_plan("gallery:exercise-strait", "truce")
    known = agreements.study(draft.case, count=400, seed=3).main
    made, runs = ready(draft.plan), 40_000
    ways = incentives(known, made)
    found = summed(
        played(each) for each in blocks(Setting(made.form, conditions(made, Habits("truce")), ways), runs, 5)
    )
    rows = {each.id: row for row, each in enumerate(made.plan.obligations)}
    for way, expected in enumerate(first_failing(ways)):
        stopped = np.zeros(len(expected))
        for seam, row in enumerate(ways[way].steps.tolist()):
            stopped[seam] = found.stops[way, Cause.GAIN, made.form.position[row]]
        stopped[len(ways[way].steps)] = found.stops[way, Cause.GAIN, len(rows)]
        stopped[-1] = found.complete[way] + found.lacking[way]
        shares = stopped / runs
        for ours, theirs in zip(shares, expected, strict=True):
            assert abs(ours - theirs) <= 4 * np.sqrt(max(theirs * (1 - theirs), 1e-4) / runs)


@pytest.mark.parametrize("seed", range(40))
def test_a_run_written_down_is_read_as_any_ledger(seed: int) -> None:
    made, habits = sound(seed)
    held, chance = conditions(made, habits), Chance(seed, 0, 4)
    course = play(watched(made, habits), held, chance)
    found = ends(course, held, chance)
    for run in range(4):
        told = ledger(made, course, found, run)
        last = standing(made.plan, told, made.signed + timedelta(made.form.horizon))
        for row, each in enumerate(made.plan.obligations):
            if not each.lasts:
                kept = last.of(each.id).state is State.SATISFIED
                assert kept == bool(found.kept[row, run]), (each.id, run, last.of(each.id))


def test_real_delays_of_aceh_move_dates_and_end_nothing() -> None:
    from detente.workbench import futures

    found = futures.tried(futures.assumed("gallery:aceh-2005"), runs=100, on=Here())
    assert (found.main.counts.complete == 100).all()
    assert [(each.obligation, each.debtor) for each in figures.lost(found.main)] == [("governing-law", 102.0)]


def test_a_plan_whose_next_phase_is_not_agreed_stops_there() -> None:
    from detente.workbench import futures

    found = futures.tried(futures.assumed("gallery:gaza-2024", "ninety-days"), runs=100, on=Here())
    (stop,) = figures.stops(found.main)
    assert (stop.cause, stop.share.low) == (Cause.AGREEMENT, 1.0)
    second = [each.id for each in found.main.ready.plan.obligations if each.phase == "second"]
    assert stop.before in second


# Engines

LATE = Habits(
    "truce",
    (
        Habit("late", HabitKind.DELAY, levels={Measure.DAYS: Level(0, 9, mode=2)}, assumed_by="editors"),
        Habit("patience", HabitKind.PATIENCE, levels={Measure.DAYS: Level(1, 9)}, assumed_by="editors"),
    ),
    what_if=("second verifier",),
)


def digest(engine: Engine, store: Store | None = None) -> str:
    plan = drafts.open_plan("gallery:exercise-strait", "truce").plan
    try:
        return study(plan, LATE, Asked(engine, runs=2 * BLOCK + 7, seed=4, store=store, points=2)).digest
    finally:
        engine.close()


def test_a_study_is_the_same_on_every_engine(tmp_path: Path) -> None:
    found = {digest(Here()), digest(Pool(1)), digest(Pool(2)), digest(Here(), Store(tmp_path)), digest(Pool(4))}
    assert len(found) == 1
    assert digest(Here(), Store(tmp_path)) in found
    assert len(list(tmp_path.rglob("*.npz"))) > 3


def test_a_study_is_the_same_on_a_cluster() -> None:
    assert digest(Cluster(workers=2)) == digest(Here())


class Deadly(Pool):
    """A pool one of whose workers is killed once it has something in hand."""

    killed = 0

    def _as_done(self, batches: Sequence[Sequence[Block]], rows: Sequence[int]) -> Iterator[object]:  # type: ignore[override]
        for each in super()._as_done(batches, rows):
            yield each
            if not self.killed and self._open is not None:
                self.killed = next(iter(self._open._processes))
                os.kill(self.killed, signal.SIGKILL)


def test_a_worker_killed_in_the_middle_changes_nothing() -> None:
    made = opened("exercise-strait", "truce")
    those = [list(blocks(setting(made, LATE), 6 * BLOCK, 1))]
    engine = Deadly(2)
    try:
        found = summed(sweep(those, engine, None, lambda done, total: None)[0])
    finally:
        engine.close()
    assert engine.killed
    assert found.digest == summed(map(played, those[0])).digest


def test_a_study_broken_off_goes_on_where_it_stood(tmp_path: Path) -> None:
    made, store, heard = opened("exercise-strait", "truce"), Store(tmp_path), list[int]()
    those = list(blocks(setting(made, LATE), 4 * BLOCK, 1))
    for each in those[:3]:
        store.keep(each, played(each))
    found = sweep([those], Here(), store, lambda done, total: heard.append(done))
    assert heard[0] == 3 * BLOCK
    assert summed(found[0]).digest == summed(map(played, those)).digest
    next(tmp_path.rglob("*.npz")).write_bytes(b"torn")
    assert summed(sweep([those], Here(), store, lambda done, total: None)[0]).digest == summed(found[0]).digest


def test_nothing_of_a_case_travels_with_a_block() -> None:
    import pickle

    made = opened("exercise-strait", "truce")
    sent = pickle.dumps(list(blocks(setting(made, LATE), 10, 1)))
    words = {word for each in made.plan.obligations for word in (each.id, each.does)} | {made.plan.title, "late"}
    assert not [word for word in words if word.encode() in sent]


# What matters, and what changes


def test_sobol_indices_are_those_of_a_closed_form() -> None:
    # Ishigami's function (a=7, b=0.1): first 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437. Saltelli et al. 2008.
    from SALib.analyze import sobol as analyze
    from SALib.sample import sobol as sample
    from scipy.stats import sobol_indices, uniform

    def ishigami(x: Shares) -> Shares:
        found: Shares = np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])
        return found

    evenly = [uniform(loc=-np.pi, scale=2 * np.pi)] * 3
    found = sobol_indices(func=ishigami, n=1024, dists=evenly, rng=1)  # type: ignore[arg-type]
    assert np.allclose(np.ravel(found.first_order), [0.3139, 0.4424, 0], atol=0.03)
    assert np.allclose(np.ravel(found.total_order), [0.5576, 0.4424, 0.2437], atol=0.03)
    space = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[-np.pi, np.pi]] * 3}
    theirs = analyze.analyze(
        space, ishigami(sample.sample(space, 1024, calc_second_order=False, seed=1).T), calc_second_order=False, seed=1
    )
    assert np.allclose(np.ravel(found.first_order), theirs["S1"], atol=0.05)
    assert np.allclose(np.ravel(found.total_order), theirs["ST"], atol=0.05)


def test_an_assumption_on_which_nothing_hangs_has_no_influence() -> None:
    plan = drafts.open_plan("gallery:exercise-strait", "truce").plan
    idle = Habit("idle", HabitKind.EXTENSION, "envoys", ("east-holds",), {Measure.DAYS: Level(0, 3)})
    found = study(plan, replace(LATE, habits=(*LATE.habits, idle)), Asked(Here(), runs=400, points=16))
    by_name = {each.factor[0]: each for each in found.swept.influences}
    assert abs(by_name["idle"].total[0]) < 1e-9
    assert by_name["patience"].total[0] > 0.5


def test_a_change_of_nothing_is_no_difference() -> None:
    plan = drafts.open_plan("gallery:exercise-strait", "truce").plan
    found = study(plan, LATE, Asked(Here(), runs=500, points=2), changes=["extension ferry 0"])
    same = next(each for each in found.others if each.words == "extension ferry 0")
    assert same.counts.digest == found.main.counts.digest


@pytest.mark.parametrize(
    "words", ["patience", "extension road", "batches east-crews none", "guarantee east lots", "peace after war now"]
)
def test_words_that_mean_no_change_are_refused(words: str) -> None:
    plan = drafts.open_plan("gallery:exercise-strait", "truce").plan
    with pytest.raises(NotPermitted):
        study(plan, LATE, Asked(Here(), runs=10, points=2), changes=[words])


def test_the_gallery_s_assumptions_all_stand_on_something() -> None:
    from detente.workbench import futures

    found = [(case, plan) for case in folders.gallery() for plan in futures.assumptions(f"gallery:{case}")]
    assert len(found) >= 3
    for case, plan in found:
        for each in futures.assumed(f"gallery:{case}", plan).habits.habits:
            assert each.source or each.assumed_by
