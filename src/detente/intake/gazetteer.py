"""Names already known: the countries of the world, and what the people of a case have confirmed.

A name leads to the actor it stands for and says how: by name, by the word for its people, or by its capital. Nothing
here decides that two names are one actor; it is what a suggestion rests on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache


class By(StrEnum):
    """How a name leads to an actor."""

    NAME = "name"
    PEOPLE = "people"
    CAPITAL = "capital"
    CONFIRMED = "confirmed in this case"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for."""

    actor: str
    by: By


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names in lower case, to what they stand for; abbreviations are matched by case."""

    names: Mapping[str, Entry]
    short: Mapping[str, Entry] = field(default_factory=dict)

    def find(self, name: str) -> Entry | None:
        """What a name stands for, without its article and its dots.

        >>> world().find("the Norwegians").actor, world().find("Oslo").by.value
        ('Norway', 'capital')
        """
        plain = name.replace(".", "").removeprefix("the ").removeprefix("The ")
        return self.short.get(plain) or self.names.get(plain.lower())

    def grown(self, confirmed: Iterable[tuple[str, str]]) -> "Gazetteer":
        """With names confirmed in a case, as (name, actor): they come before the world's."""
        more = {name.lower(): Entry(actor, By.CONFIRMED) for name, actor in confirmed}
        return Gazetteer({**self.names, **more}, self.short)


@cache
def world() -> Gazetteer:
    """The countries of the world, from the package countryinfo (MIT)."""
    from countryinfo import all_countries

    names: dict[str, Entry] = {}
    short: dict[str, Entry] = {}
    for country in sorted((each.info() for each in all_countries()), key=lambda each: str(each["name"])):
        name = str(country["name"])
        for people in (_text(country.get("demonym")), *_text(country.get("demonym")).split(", ")):
            for form in {people.lower(), people.lower() + "s"} - {"", "s"}:
                names.setdefault(form, Entry(name, By.PEOPLE))
        if capital := _text(country.get("capital")).removesuffix(" D.C."):
            names.setdefault(capital.lower(), Entry(name, By.CAPITAL))
        for other in country.get("altSpellings") or ():
            if len(other) > 3 and other.isascii():
                names[other.lower()] = Entry(name, By.NAME)
            elif len(other) <= 3:
                short.setdefault(other, Entry(name, By.NAME))
        names[name.lower()] = Entry(name, By.NAME)
    return Gazetteer(names, short)


def _text(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    return str(value or "")
