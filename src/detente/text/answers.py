"""Where each side stands on the words: its last answer in each column, and what it accepts now that it did not.

Own words in public, reports from the room and accounts by others are three columns; "last" orders within one alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.case.model import Case, Setting, by_id
from detente.text.model import Answer, Evidence, Reply, Text
from detente.text.rounds import after


@dataclass(frozen=True, slots=True)
class Stand:
    """One side's last answer to a clause or alternative in one column."""

    of: str
    to: str
    setting: Setting
    answer: Answer


def setting_of(evidence: Evidence, case: Case) -> Setting:
    """The column that evidence belongs to: its own, else that of its first claim; else it is an account by others."""
    claims = by_id(case.claims)
    told = (claims[name].setting for name in evidence.claims if name in claims)
    return evidence.setting or next((each for each in told if each), None) or Setting.BY_OTHERS


def stands(text: Text, case: Case) -> tuple[Stand, ...]:
    """The last answer of each side to each clause and alternative, column by column, in the order of the file."""
    order = {name: row for row, name in enumerate(text.rounds)}
    last: dict[tuple[str, str, Setting], Answer] = {}
    for each in sorted(text.answers, key=lambda each: order.get(each.round or "", -1)):
        last[each.of, each.to, setting_of(each.evidence, case)] = each
    return tuple(
        Stand(each.of, each.to, setting, each)
        for each in text.answers
        for setting in [setting_of(each.evidence, case)]
        if last[each.of, each.to, setting] is each
    )


@dataclass(frozen=True, slots=True)
class Shift:
    """A side's answer that differs from the one it gave before in the same column; None before where there was none."""

    before: Reply | None
    stand: Stand


def shifts(text: Text, case: Case, since: str) -> tuple[Shift, ...]:
    """What each side answers now and did not after the round `since`. Raises UnknownName."""
    before = {(each.of, each.to, each.setting): each.answer.says for each in stands(after(text, since), case)}
    return tuple(_shifts(stands(text, case), before))


def _shifts(now: tuple[Stand, ...], before: dict[tuple[str, str, Setting], Reply]) -> Iterator[Shift]:
    for each in now:
        was = before.get((each.of, each.to, each.setting))
        if was is not each.answer.says:
            yield Shift(was, each)
