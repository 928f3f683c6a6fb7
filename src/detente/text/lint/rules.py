"""The rules of wording, in the order of their numbers, and what they find in a text.

They are asked of a text that is sound (`text.check`). All are warnings, since a text may want to leave a thing open on
purpose; loaded words are advice. Rules of words know English alone; those of numbers know parallel wordings too.
"""

from detente.case.rule import Rule
from detente.errors import Problem
from detente.text.check import Draft
from detente.text.lint import (
    anchors,
    bases,
    categories,
    contradictions,
    counting,
    language,
    loaded,
    parallels,
    periods,
    places,
    sides,
    spans,
    ties,
    undefined,
    variants,
)

RULES: tuple[Rule[Draft], ...] = (
    undefined.terms_are_defined,
    variants.terms_are_used_as_defined,
    anchors.anchors_name_a_moment,
    bases.shares_have_a_base,
    counting.what_is_handed_in_is_counted,
    periods.periods_run_from_an_event,
    periods.days_are_counted_by_a_rule,
    spans.dates_and_days_fit,
    categories.categories_are_settled_together,
    sides.phases_bind_both_sides,
    parallels.wordings_have_one_number,
    parallels.wordings_have_one_negation,
    parallels.wordings_have_one_set_of_marks,
    loaded.words_are_neutral,
    contradictions.clauses_agree,
    ties.clauses_agree_with_their_duties,
    places.places_named_are_drawn,
    language.words_are_read,
)


def problems(draft: Draft) -> tuple[Problem, ...]:
    """Everything that practice would have worded otherwise, rule by rule."""
    return tuple(each for check in RULES for each in check(draft))
