"""Every kind of problem that a check can name."""

from detente.case import check as soundness
from detente.errors import Code, must_be_known


def every_code() -> tuple[Code, ...]:
    """All kinds of problem that a check can name, by number."""
    from detente.case import advice
    from detente.conduct import soundness as record
    from detente.formats import conflict, exchanges, networks, reading
    from detente.plan import wellformed
    from detente.store import casefile, habitsfile, ledgerfile, planfile, recordplace
    from detente.store.record import refusals
    from detente.text import check as texts
    from detente.text.lint import rules as wording

    about_case = (rule.code for rule in (*soundness.RULES, *advice.RULES))
    about_plan = (rule.code for rule in wellformed.RULES)
    about_text = (rule.code for rule in (*texts.RULES, *wording.RULES))
    rules = (*about_case, *about_plan, *about_text, *record.CODES)
    files = (
        *casefile.codes(),
        *planfile.CODES,
        *ledgerfile.CODES,
        *refusals.CODES,
        *recordplace.CODES,
        *habitsfile.CODES,
    )
    others = (*conflict.CODES, *reading.CODES, *networks.CODES, *exchanges.CODES)
    return tuple(sorted((*files, *rules, *others), key=lambda code: code.id))


def explain(number: str) -> Code:
    """What a code means, why practice minds, and what to do. Raises UnknownName."""
    codes = {code.id: code for code in every_code()}
    must_be_known("code", number.upper(), list(codes))
    return codes[number.upper()]
