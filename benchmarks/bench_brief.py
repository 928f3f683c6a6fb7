"""The brief of the gallery's first case, warm: from the file to HTML and PDF; and the start of the command line."""

import subprocess
import sys
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from detente.desk import pictures
from detente.desk.brief.html import html
from detente.desk.brief.pdf import pdf
from detente.desk.views.brief import brief
from detente.workbench import briefs, cases

ROUNDS = 5


def write_brief() -> None:
    pictures.svg.cache_clear()
    page = brief(briefs.briefing(cases.open_case("gallery:gaza-2024")))
    assert html(page)
    assert pdf(page)


def child_seconds(*command: str) -> float:
    """CPU seconds of a command, the least of a few runs."""
    spent = []
    for _ in range(ROUNDS):
        before = getrusage(RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = getrusage(RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


if __name__ == "__main__":
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        write_brief()
        spent.append(time.process_time() - start)
    print(f"brief, HTML and PDF: first {spent[0]:.2f}, warm {min(spent[1:]):.2f} CPU s (aim warm: 3.00)")
    ours = child_seconds(str(Path(sys.executable).parent / "detente"), "--help")
    bare = child_seconds(sys.executable, "-c", "import typer; typer.Typer()")
    print(f"detente --help: {ours:.3f} CPU s (aim: 0.250); importing Typer alone: {bare:.3f}; ratio {ours / bare:.2f}")
