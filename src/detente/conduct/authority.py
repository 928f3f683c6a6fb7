"""Who may say that a duty was done, and who may rule on a breach or a dispute, by the plan's own words.

Where the plan names nobody to verify, anybody but the debtor may. Where it names neither a verifier nor a holder of the
remedy, its monitors and guarantors may rule; all parties together always may.
"""

from detente.plan.model import Obligation, Plan


def verifier(owed: Obligation) -> str:
    """Who is named to say whether it was done, or nothing."""
    return owed.verification.by if owed.verification else ""


def why_not_verify(owed: Obligation, by: tuple[str, ...]) -> str:
    """Why these may not say whether it was done, or nothing.

    >>> from detente.plan.model import Kind, Verification
    >>> road = Obligation("road", Kind.ACHIEVE, ("north",), ("south",), "clears the road")
    >>> why_not_verify(road, ("envoy",)), why_not_verify(road, ("north",))
    ('', 'a debtor cannot verify its own performance')
    """
    named = verifier(owed)
    if named:
        return "" if named in by else f"it is {named}'s to verify, not {' and '.join(by)}'s"
    return "a debtor cannot verify its own performance" if set(by) <= set(owed.by) else ""


def why_not_rule(plan: Plan, owed: Obligation | None, by: tuple[str, ...]) -> str:
    """Why these may not rule on a breach or a dispute, or nothing; without an obligation, on the plan as a whole."""
    named = {verifier(owed), owed.remedy.holder if owed.remedy else ""} - {""} if owed else set()
    bodies = named or {*plan.monitors, *plan.guarantors}
    if bodies & set(by) or set(plan.parties) <= set(by):
        return ""
    who = " or ".join(sorted(bodies)) or "all parties together"
    return f"it is for {who} to rule on, not for {' and '.join(by)}"
