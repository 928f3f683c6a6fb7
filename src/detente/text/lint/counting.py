"""What counts when weapons are handed in: what was brought, or what was accepted, and stage by stage or in all."""

import re
from collections.abc import Iterator

from detente.case.rule import Fault, rule
from detente.errors import Severity
from detente.text.check import Draft
from detente.text.lint.english import ARMS, sentences
from detente.text.lint.figures import figures
from detente.text.lint.readings import in_english, readings

_HANDING = re.compile(
    r"\b(?:hand(?:s|ed|ing)? (?:in|over|up)|hand(?:s|ed|ing)? \w+ (?:in|over|up)|turn(?:s|ed|ing)? in|surrender\w*|"
    r"decommission\w*|deliver(?:s|ed|y)?|lay(?:s|ing)? down|collect(?:s|ed|ion)?|dispos\w+ of|give(?:s|n)? up)\b",
    re.IGNORECASE,
)
_STAGES = re.compile(r"\b(?:stages?|phases?|instalments?|batches|tranches|rounds|groups|equal parts)\b", re.IGNORECASE)
_ACCEPTS = re.compile(
    r"\b(?:accept\w*|counts?|counted|counting|verif\w+|certif\w+|records?|recorded|rules? on|serviceable|fit for use|"
    r"regist(?:er|ers|ered|ration) \w* ?(?:weapons|arms|rifles))\b",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"\b(?:cumulat\w+|carried (?:over|forward)|in all|in total since|surplus|shortfall|its own stage|own stage|"
    r"each stage (?:counts|is counted|by itself|alone)|from the first stage on|up to and including)\b",
    re.IGNORECASE,
)
_ARMED = re.compile(rf"\b(?:{'|'.join(sorted(ARMS - {'round', 'drone'}))})s?\b", re.IGNORECASE)


@rule(
    "DT0655",
    "Weapons to be handed in, of which nobody says what counts",
    why="Aceh, 2005: 1,018 weapons were brought and 840 accepted. On 18 November 166 of the third stage had been, 44 "
    "short of a quarter of the whole; with what was carried over from the stages before, the stage was complete.",
    remedy="Say that what is accepted counts and by whom, who rules on a disputed one, and whether a stage is measured "
    "by itself or with what was carried over.",
    severity=Severity.WARNING,
)
def what_is_handed_in_is_counted(draft: Draft) -> Iterator[Fault]:
    if not in_english(draft.text):
        return
    told = tuple((each, sentence) for each in readings(draft.text) for sentence in sentences(each.words))
    about = [sentence for _, sentence in told if _ARMED.search(sentence) or _HANDING.search(sentence)]
    accepted = any(_ACCEPTS.search(sentence) for sentence in about)
    carried = any(_CARRIED.search(sentence) and _STAGES.search(sentence) for _, sentence in told)
    said: set[str] = set()
    for reading, sentence in told:
        arms = any(figure.of in ARMS for figure in figures(sentence)) and _HANDING.search(sentence)
        if arms and reading.clause.id not in said:
            missing = [] if accepted else ["whether what is handed in counts or what is accepted, and who counts"]
            if _STAGES.search(sentence) and not carried:
                missing.append("whether a stage is measured by itself or with what was carried over")
            if missing:
                said.add(reading.clause.id)
                yield reading.where, f"nothing says {', nor '.join(missing)}"
