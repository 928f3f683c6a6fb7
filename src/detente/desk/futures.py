"""`detente futures`: a plan tried thousands of times under stated assumptions, which is a study and no forecast."""

import csv
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.desk.printing import AsJson, CaseName, Seed, print_json, print_page, say, write_page
from detente.errors import NotPermitted

if TYPE_CHECKING:
    from collections.abc import Iterable


app = typer.Typer(rich_markup_mode=None)

Runs = Annotated[int, typer.Option(min=1, help="How many runs; errors shrink with their root.")]
On = Annotated[
    str, typer.Option("--on", metavar="ENGINE", help="pool, dask for a cluster of this machine, or tcp://host:8786.")
]
Workers = Annotated[int, typer.Option(min=0, help="How many processes; all processors without it.")]
Kept = Annotated[
    Path | None,
    typer.Option("--keep", metavar="FOLDER", help="Where finished blocks are kept; a cache of yours without."),
]


class Rate:
    """Runs done, their rate and the time left, on one line of standard error where somebody looks on."""

    def __init__(self) -> None:
        self.began, self.shown, self.last = time.monotonic(), sys.stderr.isatty(), 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if not self.shown or (now - self.last < 0.2 and done < total):
            return
        self.last, rate = now, done / max(now - self.began, 1e-3)
        left = f", {(total - done) / rate:.0f} s left" if rate and done < total else ""
        print(f"\r\x1b[K{done:,} of {total:,} runs, {rate:,.0f} a second{left}", end="", file=sys.stderr, flush=True)
        if done >= total:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


@app.command()
def futures(
    case: CaseName,
    plan: Annotated[
        str | None, typer.Argument(metavar="PLAN", help="The plan; the one with assumptions by default.")
    ] = None,
    runs: Runs = 10_000,
    vary: Annotated[
        list[str] | None, typer.Option("--vary", metavar="CHANGE", help="A change to try, such as 'extension road 5'.")
    ] = None,
    against: Annotated[
        list[str] | None, typer.Option("--against", metavar="PLAN", help="Another plan, on the same chance.")
    ] = None,
    seed: Seed = 0,
    on: On = "pool",
    workers: Workers = 0,
    keep: Kept = None,
    out: Annotated[Path | None, typer.Option(help="Folder to write the page to, as HTML and PDF.")] = None,
    as_json: AsJson = False,
) -> None:
    """Try a plan thousands of times under what futures/PLAN.yaml assumes: where it stops, what costs days."""
    from detente.desk.views.futures import futures_json, futures_page
    from detente.workbench import futures as acts

    engine = acts.engine(on, workers)
    try:
        assumed = acts.assumed(case, plan)
        others = [acts.opened_against(case, each) for each in against or ()]
        found = acts.tried(
            assumed, runs=runs, seed=seed, changes=vary or (), against=others, on=engine,
            kept_in=keep or acts.kept(), progress=Rate(),
        )  # fmt: skip
    finally:
        engine.close()
    if as_json:
        print_json(futures_json(found))
        return
    page = futures_page(assumed, found)
    print_page(page)
    if out is not None:
        for path in write_page(page, out, f"futures-{assumed.draft.plan.id}", with_pdf=True):
            say(str(path))


@app.command()
def sweep(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder of case folders.")],
    out: Annotated[Path, typer.Option(help="Where to write the rows: .csv or .parquet.")],
    runs: Runs = 1_000,
    seed: Seed = 0,
    on: On = "pool",
    workers: Workers = 0,
    keep: Kept = None,
) -> None:
    """Try every plan of every case in a folder, a row each; broken off, it goes on from the blocks that are kept."""
    from detente.workbench import futures as acts

    if out.suffix not in (".csv", ".parquet"):
        raise NotPermitted(f"{out} is neither a .csv nor a .parquet file")
    cases = sorted(each for each in folder.iterdir() if (each / "case.yaml").is_file()) if folder.is_dir() else []
    engine = acts.engine(on, workers)
    try:
        found = list(acts.many(cases, runs=runs, seed=seed, on=engine, kept_in=keep or acts.kept(), hear=say))
    finally:
        engine.close()
    _write(found, out)
    print(f"{out}: {len(found)} rows of {len(cases)} cases")


def _write(rows: "Iterable[dict[str, object]]", out: Path) -> None:
    every = list(rows)
    names = list(dict.fromkeys(name for row in every for name in row))
    if out.suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.Table.from_pylist([{name: row.get(name) for name in names} for row in every]), out)
        return
    with out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(every)
