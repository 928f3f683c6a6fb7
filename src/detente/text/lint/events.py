"""Nouns of doing, and of states that last: what has a beginning and an end, and so is no moment by itself."""

DOINGS = frozenset(
    "withdrawal pullback pull-back pullout pull-out redeployment deployment release exchange transfer handover "
    "hand-over evacuation disarmament demobilisation demobilization decommissioning demining clearance delivery "
    "dismantling dismantlement destruction repatriation return reconstruction rehabilitation resettlement relocation "
    "disengagement separation cantonment assembly collection surrender removal distribution dilution conversion "
    "integration reintegration training vetting screening registration census transition construction repair search "
    "restoration reduction drawdown departure reform investigation demolition mobilisation mobilization".split()
)
"""What nobody carries out in a moment."""
OPEN_ENDED = frozenset("ceasefire cease-fire truce cessation armistice".split())
"""States after which may mean: once they hold, or once they are over."""
LASTING = OPEN_ENDED | frozenset(
    "halt pause phase stage period mandate mission dialogue talks negotiations lull quiet standstill".split()
)
"""States from whose beginning or end days may be counted."""
COMPLETE = frozenset("full complete completed verified certified confirmed successful total final ended".split())
"""Said of a doing, they say that its end is meant."""
COMPOUNDS = frozenset(
    "line lines list lists area areas zone zones point points plan plans schedule schedules day days date dates order "
    "orders route routes team teams committee commission agreement site sites centre centres center map maps "
    "timetable report reports figures clause form forms certificate programme program office law act fund camp".split()
)
"""After a noun of doing they make a name of a thing: `the withdrawal line`."""
