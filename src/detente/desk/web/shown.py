"""What an address answers with, before it is HTML or JSON: a page, the values it was made of, and what to ask next."""

from collections.abc import Callable
from dataclasses import dataclass

from detente.desk.pages import Page


@dataclass(frozen=True, slots=True)
class Field:
    """Something to fill in. With `choices`, (value, words) pairs, one of them; else a `kind` of input."""

    name: str
    label: str
    value: str = ""
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """Fields that change what the page shows, or an act at the address `to`; `note` says what for."""

    fields: tuple[Field, ...]
    act: str
    note: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address within the desk, such as `/gaps`."""

    to: str
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The values an address answers with as `--json` prints them, and the page they make, with its form and links.

    `acts` are forms that write.
    """

    values: object
    page: Callable[[], Page]
    form: Form | None = None
    links: tuple[Link, ...] = ()
    acts: tuple[Form, ...] = ()
