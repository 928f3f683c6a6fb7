"""Plans that are hard to time: changes to the plan of ninety days, each with one fault, and a plan without any times."""

TOO_SHORT = ("least: 1, most: 90", "least: 1, most: 5")
AT_BEST = ("least: 1, most: 90", "least: 9, most: 20")
WORDS = ("least: 1, most: 90", "choices: [long, short]")
UNKNOWN = ("{clear.done:", "{cleer.done:")
CIRCLE = ("starts: {clear.done: within 2 days}", "starts: {clear.done: within 2 days, rebuild.done: after}")

UNSTATED = """\
detente: 1
title: As it was reported
parties: [north, south]
audience: public
phases:
  first: {title: A halt and a first release}
  second: {title: A second release}
  third: {title: Building again}
obligations:
  halt: {kind: refrain, by: north, to: south, does: no fighting, phase: first}
  flights: {kind: refrain, by: north, to: south, does: no flights}
  releases-some: {kind: deliver, by: south, to: north, does: releases some, phase: first}
  releases-all: {kind: deliver, by: south, to: north, does: releases all, phase: second}
  rebuild: {kind: process, by: envoys, to: south, does: opens a fund for rebuilding towns that were hit and roads that lead there, phase: third}
"""
"""A made-up plan whose text states no length and no day at all, as many first reports of a plan do."""
