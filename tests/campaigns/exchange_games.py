"""The long form of the checks on exchanges: a thousand drawn games of up to 12 steps.

Every set of least guarantees goes before the independent checker and is played backwards. With pygambit, which brings a
compiler's worth of work and is no part of development (install it yourself, in an environment of its own), all-Give
must be among the pure equilibria of the agent form too. Faults are printed with their seed. Exit code 1 when there are any.
"""

import argparse
import sys
import time
from fractions import Fraction
from importlib.util import find_spec

from detente.plan.exchange import Exchange
from detente.plan.guarantees import least_guarantees
from exchange_checker import Two, faults
from exchange_oracle import advances, everybody_continues
from exchanges import drawn

GAMBIT = find_spec("pygambit") is not None


def all_give_holds(exchange: Exchange, order: tuple[str, ...], bonds: Two) -> bool:
    """The Give or Stop game of an order, in which only the giver may stop, before gambit."""
    import pygambit  # type: ignore[import-not-found]

    game = pygambit.Game.new_tree(players=list(exchange.parties))
    node = game.root
    states = advances(exchange, order)
    for row, name in enumerate(order):
        side = exchange.parties.index(exchange.step(name).giver)
        game.append_move(node, exchange.parties[side], ["Give", "Stop"])
        stop = [-states[row][each] for each in (0, 1)]
        stop[side] -= exchange.reputation[side].low + bonds[side]
        game.set_outcome(node.children["Stop"], game.add_outcome([pygambit.Rational(str(each)) for each in stop]))
        node = node.children["Give"]
    whole = [pygambit.Rational(str(worth.low)) for worth in exchange.worth]
    game.set_outcome(node, game.add_outcome(whole))
    found = pygambit.nash.enumpure_agent_solve(game).equilibria
    sets = [infoset for player in game.players for infoset in player.infosets]
    return any(all(each[infoset.actions["Give"]] == 1 for infoset in sets) for each in found)


def wrong(seed: int, steps: int) -> list[str]:
    """What is wrong with the least guarantees of one drawn game."""
    exchange = drawn(seed, steps)
    pairs = [(pledges.bonds, pledges.order) for pledges in least_guarantees(exchange).pairs]
    found = faults(exchange, pairs)
    for bonds, order in pairs:
        if not everybody_continues(exchange, order, bonds):
            found.append(f"somebody stops in {order} under {bonds}")
        for side in (0, 1):
            less = (bonds[0] - Fraction(1 - side, 10), bonds[1] - Fraction(side, 10))
            if less[side] >= 0 and everybody_continues(exchange, order, less):
                found.append(f"{less} would do for {order}")
        if GAMBIT and steps <= 6 and not all_give_holds(exchange, order, bonds):
            found.append(f"gambit knows no equilibrium in which all give in {order} under {bonds}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--games", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=10_000)
    asked = parser.parse_args()
    start = time.process_time()
    bad = 0
    for seed in range(asked.seed, asked.seed + asked.games):
        for fault in wrong(seed, 2 + seed % 11):
            bad += 1
            print(f"seed {seed}, {2 + seed % 11} steps: {fault}")
    said = "gambit agreed up to 6 steps" if GAMBIT else "pygambit is not installed here and was not asked"
    print(f"{asked.games} games, {bad} faults, {time.process_time() - start:.0f} CPU seconds; {said}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
