"""Acts on the negotiating texts that stand beside a case: open one, check it, compare its rounds, weigh a bracket."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.case.model import MEDIATORS, Case, Round
from detente.case.secrecy import may_read, readers
from detente.errors import NoAnswer, NotPermitted, Problem, Unreadable, must_be_known
from detente.store import textfile
from detente.text.check import Draft, in_order, problems
from detente.text.model import Text
from detente.text.rounds import after, through
from detente.text.secrecy import as_seen_by
from detente.workbench.agreements import Studies, study
from detente.workbench.cases import open_case, uncut
from detente.workbench.drafts import open_plan, plans, seams
from detente.workbench.folders import home_of

if TYPE_CHECKING:
    from detente.plan.outlook import Outlook
    from detente.plan.seams import Seams
    from detente.text.answers import Shift
    from detente.text.convergence import Convergence
    from detente.text.effects import Variant
    from detente.text.moves import Move
    from detente.text.redline import Changed


@dataclass(frozen=True, slots=True)
class Effect:
    """One alternative, what the plan would be under it, and its seams where they can be told."""

    variant: "Variant"
    outlook: "Outlook"
    seams: "Seams | None" = None


class UnreadableText(Unreadable):
    """A text's file that does not read as a text, or names what is not there."""

    def __init__(self, name: str, faults: Iterable[Problem]) -> None:
        super().__init__(name, faults)
        first = next((each for each in self.problems if each.is_error), None)
        place = f"{first.place}: " if first and first.place else ""
        more = (
            f" (and {len(self.problems) - 1} more; `detente text check` lists them)" if len(self.problems) > 1 else ""
        )
        self.args = (f"{name} cannot be used: {place}{first.says if first else ''}{more}",)


def texts(name: str | os.PathLike[str], *, audience: str = MEDIATORS) -> tuple[str, ...]:
    """The texts of a case that `audience` may see, by name; one whose file has faults is for mediators to mend."""
    open_case(name, audience=audience)
    case, folder = uncut(name, audience), home_of(name)
    return tuple(
        each
        for each in textfile.names(folder)
        if audience == MEDIATORS or _open_to(textfile.load(folder, each).text, case, audience)
    )


def _open_to(text: Text | None, case: Case, audience: str) -> bool:
    return text is not None and may_read(audience, readers(case, text.audience))


def open_text(
    name: str | os.PathLike[str],
    text: str,
    *,
    audience: str = MEDIATORS,
    in_round: str | None = None,
) -> Draft:
    """A text with its case and plan as `audience` may see them, now or as they stood after a round.

    Raises UnknownName, also for a text closed to the audience; UnreadableText.
    """
    must_be_known("text", text, texts(name, audience=audience))
    found = textfile.load(home_of(name), text)
    if found.text is None:
        raise UnreadableText(text, found.problems)
    draft = as_draft(name, found.text, audience)
    if faults := in_order(draft):
        raise UnreadableText(text, found.placed(faults) if audience == MEDIATORS else faults)
    return draft if in_round is None else Draft(after(draft.text, in_round), draft.case, draft.plan)


def as_draft(name: str | os.PathLike[str], text: Text, audience: str) -> Draft:
    """A text with its case and plan, cut for `audience`."""
    known = text.plan and text.plan in plans(name, audience=audience)
    plan = open_plan(name, text.plan, audience=audience).plan if known else None
    case = open_case(name, audience=audience)
    obligations = [each.id for each in plan.obligations] if plan else []
    return Draft(as_seen_by(text, uncut(name, audience), audience, obligations=obligations), case, plan)


def text_before(
    name: str | os.PathLike[str], text: str, *, audience: str = MEDIATORS, coming: str | None = None
) -> tuple[Draft, str | None]:
    """A text as it stands before a round of its case, and that round; None where none is to come.

    Without `coming`, the first round that has no day, or one after the case's, and follows the text's last dated one.
    Raises UnknownName, UnreadableText.
    """
    draft = open_text(name, text, audience=audience)
    rounds = [each.id for each in draft.case.rounds]
    must_be_known("round", coming, rounds)
    ahead = coming or next((each.id for each in draft.case.rounds if _to_come(each, draft.case)), None)
    if ahead is None:
        return draft, None
    held = [each for each in draft.text.rounds if rounds.index(each) < rounds.index(ahead)]
    return Draft(through(draft.text, len(held)), draft.case, draft.plan), ahead


def _to_come(each: Round, case: Case) -> bool:
    """A round after the case's day, or one that has no day yet and that nobody is reported to have sat in."""
    return each.on > case.as_of if each.on is not None else bool(each.place) and not each.present


def check_text(name: str | os.PathLike[str], text: str) -> tuple[Problem, ...]:
    """All that is wrong with a text, with places. Raises Unreadable when the file does not read as a text at all."""
    must_be_known("text", text, texts(name))
    found = textfile.load(home_of(name), text)
    if found.text is None:
        raise UnreadableText(text, found.problems)
    return found.placed(problems(as_draft(name, found.text, MEDIATORS)))


def lint_text(name: str | os.PathLike[str], text: str) -> tuple[Problem, ...]:
    """What practice would have worded otherwise, with places. Raises UnknownName, UnreadableText."""
    from detente.text.lint import rules

    draft = open_text(name, text)
    return textfile.load(home_of(name), text).placed(rules.problems(draft))


def told_in(draft: Draft, languages: Sequence[str]) -> tuple[str, ...]:
    """The languages a text is to be shown in, its own by default. Raises UnknownName, NotPermitted for over two."""
    for each in languages:
        must_be_known("language", each, (draft.text.language, *draft.text.languages))
    if len(languages) > 2:
        raise NotPermitted("a text is shown in one language, or in two side by side")
    return tuple(languages) or (draft.text.language,)


def between(draft: Draft, old: str | None = None, new: str | None = None) -> tuple[str, str]:
    """The two rounds to compare: by default the last but one and the last. Raises UnknownName, NoAnswer."""
    rounds = draft.text.rounds
    for each in (old, new):
        must_be_known("round", each, rounds)
    if len(rounds) < 2:
        raise NoAnswer(f"{draft.text.id!r} has been through fewer than two rounds; there is nothing to compare")
    return old or rounds[-2], new or rounds[-1]


def since(draft: Draft, last_seen: str) -> "tuple[tuple[Move, ...], tuple[Shift, ...]]":
    """What moved in a text after a round, and what each side answers now and did not. Raises UnknownName."""
    from detente.text.answers import shifts
    from detente.text.moves import moves

    return moves(draft.text, last_seen), shifts(draft.text, draft.case, last_seen)


def redline(draft: Draft, *, old: str, new: str, language: str | None = None) -> "tuple[Changed, ...]":
    """What changed in words from one round to another. Raises UnknownName."""
    from detente.text.redline import redline as _redline

    must_be_known("language", language, (draft.text.language, *draft.text.languages))
    told = None if language == draft.text.language else language
    return _redline(after(draft.text, old), after(draft.text, new), language=told)


def converge(draft: Draft) -> "Convergence":
    """Which brackets stood open after each round, by issue and side. Raises NoAnswer for a text without rounds."""
    from detente.text.convergence import convergence

    if not draft.text.rounds:
        raise NoAnswer(f"{draft.text.id!r} names no rounds; write them under `rounds`")
    return convergence(draft.text, draft.case)


def effects(
    name: str | os.PathLike[str], draft: Draft, bracket: str, *, studied: Studies | None = None
) -> tuple[Effect, ...]:
    """What each standing alternative of a bracket would do to the plan: its defects, ranges and days.

    With `studied`, also its seams. Raises UnknownName.
    """
    from detente.plan.outlook import outlook
    from detente.plan.wellformed import Draft as PlanDraft
    from detente.text.effects import variants

    must_be_known("bracket", bracket, [each.id for each in draft.text.brackets])
    found = next(each for each in draft.text.brackets if each.id == bracket)
    named = {each.plan for each in found.standing if each.plan} & set(plans(name, audience=draft.case.audience))
    known = {each: open_plan(name, each, audience=draft.case.audience).plan for each in named}
    if draft.plan is not None:
        known[draft.text.plan] = draft.plan

    def effect(variant: "Variant") -> Effect:
        told = outlook(PlanDraft(variant.plan, draft.case))
        weighed = studied is not None and told.dated is not None
        return Effect(variant, told, seams(PlanDraft(variant.plan, draft.case), studied=studied) if weighed else None)

    return tuple(effect(each) for each in variants(found, known, draft.text.plan))


def study_for(draft: Draft) -> Studies:
    """The study that the seams of a bracket's alternatives rest on. Raises NotPermitted for others than mediators."""
    return study(draft.case)


def safe_to_hand_over(name: str | os.PathLike[str], draft: Draft, told: str) -> None:
    """The check before every export: raises NotPermitted, naming what its reader may not see, if `told` holds it."""
    from detente.text.check import nothing_names_what_is_closed_to_its_readers
    from detente.text.preflight import leaks

    if draft.case.audience == MEDIATORS:
        return
    found = textfile.load(home_of(name), draft.text.id)
    if found.text is None:
        raise UnreadableText(draft.text.id, found.problems)
    whole = as_draft(name, found.text, MEDIATORS)
    if faults := tuple(nothing_names_what_is_closed_to_its_readers(whole)):
        raise UnreadableText(draft.text.id, found.placed(faults))
    if closed := leaks(told, (whole.case, whole.text), (draft.case, draft.text)):
        quoted = "; ".join(f"\u201c{each}\u201d" for each in closed)
        raise NotPermitted(f"this copy is for {draft.case.audience}, and holds what it may not see: {quoted}")
