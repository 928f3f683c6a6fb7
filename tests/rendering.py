"""Pages as plain text, for reading in tests and for the golden files."""

import io
import os
from pathlib import Path

from rich.console import Console

from detente.desk.pages import Page
from detente.desk.terminal import show

GOLDEN = Path(__file__).parent / "golden"


def plain(page: Page, *, width: int = 160) -> str:
    """The page as a terminal of this width shows it, without colours."""
    out = io.StringIO()
    show(page, Console(file=out, width=width, highlight=False, color_system=None))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def sentences(page: Page) -> str:
    """The page on lines too long to break, so that a sentence can be looked for."""
    return plain(page, width=20_000)


def assert_golden(name: str, text: str) -> None:
    """The text is the one kept under this name; with DETENTE_GOLDEN=write it is kept anew, to be read in the diff."""
    path = GOLDEN / name
    if os.environ.get("DETENTE_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.is_file(), f"{path.name} is not kept yet; run once with DETENTE_GOLDEN=write and read it"
    assert text == path.read_text(encoding="utf-8")
