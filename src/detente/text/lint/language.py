"""Whether the rules know the language that the text is written in."""

from collections.abc import Iterator

from detente.case.rule import Fault, rule
from detente.errors import Severity
from detente.text.check import Draft
from detente.text.lint.readings import in_english


@rule(
    "DT0668",
    "A text whose words no rule knows",
    why="Silence would be taken for approval, where nobody has read.",
    remedy="Nothing to mend: numbers and marks of its parallel wordings are compared, its own words are for a person.",
    severity=Severity.ADVICE,
)
def words_are_read(draft: Draft) -> Iterator[Fault]:
    if not in_english(draft.text):
        says = (
            f"the text is in {draft.text.language!r}; rules of words know English alone, and found nothing to say of it"
        )
        yield ("language",), says
