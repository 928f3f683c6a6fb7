"""Everything that a brief for one audience says, gathered before it is put into words and pictures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from detente.case.changes import Changes
from detente.case.evidence import Caution, Known
from detente.case.evidence import cautions as _cautions
from detente.case.evidence import evidence as _evidence
from detente.case.gaps import Gaps, PledgeGap
from detente.case.model import MEDIATORS, Case
from detente.case.questions import Question
from detente.case.readings import Readings
from detente.workbench.agreements import bridge, study
from detente.workbench.cases import changes, gaps, last_round, pledge_gaps, questions, readings
from detente.workbench.drafts import outlook, seams

if TYPE_CHECKING:
    from detente.bargain.bridging import Bridging
    from detente.plan.outlook import Outlook
    from detente.plan.seams import Seams
    from detente.plan.wellformed import Draft


@dataclass(frozen=True, slots=True)
class Briefing:
    """All that a brief for one audience says, before it is put into words and pictures.

    `plans` are those its audience may read. `bridging`, `seams`, `cautions`, `evidence` and the strains in `readings`
    are judgements about the parties: mediators' alone (§2.19).
    """

    case: Case
    changes: Changes
    gaps: tuple[Gaps, ...]
    pledges: tuple[PledgeGap, ...]
    readings: Readings
    questions: tuple[Question, ...]
    evidence: tuple[Known, ...]
    cautions: tuple[Caution, ...]
    bridging: "Bridging | None" = None
    plans: "tuple[Outlook, ...]" = ()
    seams: "tuple[tuple[Draft, Seams], ...]" = ()


def briefing(
    case: Case, *, since: date | None = None, agreement: bool = False, plans: "Iterable[Draft]" = ()
) -> Briefing:
    """Everything for a brief to the case's audience; `since` defaults to the last dated round before the case's day.

    `plans` are drafts opened for the same audience. With `agreement`, also what could be agreed, which takes seconds.
    Raises NotPermitted for others than mediators; NoAnswer where the case does not reach beyond `since`.
    """
    for_mediators = case.audience == MEDIATORS
    studied, drafts = study(case) if agreement else None, tuple(plans)
    return Briefing(
        case=case,
        changes=changes(case, since or last_round(case)),
        gaps=gaps(case),
        pledges=pledge_gaps(case),
        readings=readings(case),
        questions=questions(case),
        evidence=_evidence(case) if for_mediators else (),
        cautions=_cautions(case) if for_mediators else (),
        bridging=bridge(studied) if studied else None,
        plans=tuple(outlook(draft) for draft in drafts),
        seams=tuple((draft, seams(draft, studied=studied)) for draft in drafts if _weighs(draft)) if studied else (),
    )


def _weighs(draft: "Draft") -> bool:
    """A plan whose names are known, and that can be dated and weighed: some obligation advances an issue."""
    from detente.plan.wellformed import names_are_known_and_blanks_bounded

    weighed = any(each.advances for each in draft.plan.obligations) and any(phase.ends for phase in draft.plan.phases)
    return weighed and not any(names_are_known_and_blanks_bounded(draft))
