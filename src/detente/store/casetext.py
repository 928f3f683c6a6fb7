"""A `Case` written as the text of a case file.

`write` is the inverse of `casefile.parse`: reading what it writes gives the same case. It is how one audience's copy
becomes a folder of its own. `tidy` is for a file a person wrote: it evens out indents and line ends and keeps every
comment, key order and word.
"""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from enum import StrEnum
from io import StringIO
from typing import TYPE_CHECKING, ClassVar

import yaml

from detente.case.model import (
    Blank,
    Case,
    Citation,
    Edition,
    Fact,
    Faction,
    Grade,
    Named,
    Option,
    Phase,
    Rule,
    Term,
    Voice,
)
from detente.case.quantity import Quantity
from detente.errors import NotPermitted
from detente.store.yamltree import Plain

if TYPE_CHECKING:
    from ruamel.yaml import YAML


def write(case: Case) -> str:
    """The case as YAML, in the order of the model; keys at their default are left out."""
    plain = {"detente": "1", **_mapping(case, leave_out=("audience",))}
    return yaml.dump(plain, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=110)


def tidy(text: str) -> str:
    """The same file with even indents, quotes kept, comments and order as they were. `text` must already read well.

    Raises NotPermitted where a comment would be lost, such as one between brackets.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    keeper, out = text_keeper(), StringIO()
    keeper.dump(keeper.load(text), out)
    tidied = "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip("\n") + "\n"
    kept = iter(_comments(tidied))
    for line, comment in _comments(text):
        if comment != next(kept, (0, ""))[1]:
            raise NotPermitted(f"line {line}: {comment!r} would be lost; move it out of brackets, below any `---`")
    return tidied


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """Each comment with its line: the only thing but blanks that stands between the tokens of a text."""
    end = 0
    for token in yaml.scan(text, Loader=yaml.CBaseLoader):
        for row, gap in enumerate(text[end : token.start_mark.index].split("\n")):
            if "#" in gap:
                yield text.count("\n", 0, end) + row + 1, gap[gap.index("#") :].rstrip()
        end = token.end_mark.index


def text_keeper() -> "YAML":
    """A reader and writer of text that a person wrote, to which every scalar is text in that person's spelling."""
    from ruamel.yaml import YAML
    from ruamel.yaml.resolver import VersionedResolver

    class AllText(VersionedResolver):
        versioned_resolver: ClassVar[dict[str, list[object]]] = {}

    keeper = YAML()
    keeper.Resolver = AllText
    keeper.preserve_quotes = True
    keeper.indent(mapping=2, sequence=4, offset=2)
    keeper.width = 4096  # folding anew would move words that a person placed
    return keeper


class Dumper(yaml.SafeDumper):
    """Safe dumper with list items indented under their key and no aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the dumper asks this of each value
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - never indentless
        super().increase_indent(flow, False)


_ITEMS_BY_ID = (
    "sources actors parties groups issues subjects proposals pledges precedents rounds contacts resolutions"
).split()
_BY_ID = (Edition, Faction, Option, Phase, Blank)
_RENAMED = {"sources": "source"}


def _mapping(value: object, *, leave_out: tuple[str, ...] = ()) -> dict[str, Plain]:
    """A frozen value as a mapping of the file; fields at their default say nothing and are left out."""
    found: dict[str, Plain] = {}
    for each in fields(value):  # type: ignore[arg-type]  # every value of the model is a dataclass
        held = getattr(value, each.name)
        if each.name in leave_out or held is None or held == each.default:
            continue
        found[_key(value, each.name)] = _by_id(held) if _named(value, each.name, held) else _plain(held)
    return found


def _key(value: object, name: str) -> str:
    return name if isinstance(value, Case) else _RENAMED.get(name, name)


def _named(value: object, name: str, held: object) -> bool:
    if isinstance(value, Case):
        return name in _ITEMS_BY_ID
    return isinstance(held, tuple) and bool(held) and isinstance(held[0], _BY_ID)


def _by_id(items: tuple[Named, ...]) -> Plain:
    return {item.id: _mapping(item, leave_out=("id",)) for item in items}


def _plain(value: object) -> Plain:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Quantity | Grade | StrEnum | int | str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Voice):
        return value.actor if value.sure else {"actor": value.actor, "sure": "no"}
    if isinstance(value, Rule):
        return {"kind": str(value.kind), "holders": list(value.holders)} if value.holders else str(value.kind)
    if isinstance(value, Citation):
        spans: Plain = [[str(start), str(end)] for start, end in value.at]
        return {"document": value.document, "at": spans} if value.at else {"document": value.document}
    if isinstance(value, tuple):
        return _sequence(value)
    return _mapping(value)


def _sequence(values: tuple[object, ...]) -> Plain:
    first = values[0] if values else None
    if isinstance(first, Term):
        return {term.issue: _term(term) for term in values if isinstance(term, Term)}
    if isinstance(first, Fact):
        return {fact.subject: str(fact.stated) for fact in values if isinstance(fact, Fact)}
    if isinstance(first, tuple):  # pairs of a language and a name
        return {str(pair[0]): str(pair[1]) for pair in values if isinstance(pair, tuple)}
    return [_plain(value) for value in values]


def _term(term: Term) -> str:
    if term.option is not None:
        return term.option
    return term.amount.words if term.amount else "blank"
