"""What all tests share: deterministic hypothesis, the known answers, and a browser where there is one."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from commandline import Ran, Run
from detente.desk import cli

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from records import Server

settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("steady")

REQUIRED = frozenset(filter(None, os.environ.get("DETENTE_REQUIRE", "").split(",")))
BROWSER_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def _without(what: str, sentence: str) -> None:
    """Skip, or fail where the gate says that this must be there."""
    if what in REQUIRED:
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture
def demand() -> Callable[[str, str], None]:
    """Skip for want of something, or fail where the gate says that it must be there."""
    return _without


@pytest.fixture
def known() -> Path:
    """The folder of cases with known answers."""
    folder = os.environ.get("DETENTE_KNOWN")
    if not folder or not Path(folder).is_dir():
        _without("known", "set DETENTE_KNOWN to the folder of cases with known answers to run this test")
    return Path(folder or "")


@pytest.fixture
def shared(known: Path) -> Path:
    """What stands beside the known answers: the report with its annotation and scorer, and annotated news."""
    missing = [name for name in ("seed", "datasets") if not (known.parent / name).is_dir()]
    if missing:
        pytest.skip(f"beside DETENTE_KNOWN there is no {' and no '.join(missing)}: this test reads it from there")
    return known.parent


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A headless chromium of the system's."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        _without("browser", "install chromium to run this test")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)
        yield started
        started.close()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command as typed, in a folder of its own."""
    monkeypatch.chdir(tmp_path)

    def typed(*words: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["detente", *words])
        try:
            cli.main()
            code = 0
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else int(left.code is not None)
        found = capsys.readouterr()
        return Ran(found.out, found.err, code)

    return typed


@pytest.fixture(scope="session")
def server() -> "Iterator[Server]":
    """A PostgreSQL that the test environment brings."""
    from records import server as started

    with started() as running:
        yield running
