"""Dynamic controllability by the reductions of Morris and Muscettola (2005), word for word and slow, as an oracle.

Edges carry no label, the lower-case label of a duration, or an upper-case one (a wait). All reductions are applied until
nothing changes; a network is not controllable when its projection with every duration at its greatest is inconsistent.
"""

from itertools import product

from detente.plan.network import Network

INFINITE = 10**9
Edges = dict[tuple[int, int], int]


def controllable(network: Network) -> bool:
    row = {point: number for number, point in enumerate(network.points)}
    size = len(row)
    plain: Edges = {}
    lower: dict[int, tuple[int, int]] = {}  # end: (start, least)
    upper: dict[int, Edges] = {}  # by the duration's end

    def put(edges: Edges, u: int, v: int, days: int) -> bool:
        if days < edges.get((u, v), INFINITE):
            edges[u, v] = days
            return True
        return False

    for link in network.requirements:
        u, v = row[link.earlier], row[link.later]
        if link.most is not None:
            put(plain, u, v, link.most)
        if link.least is not None:
            put(plain, v, u, -link.least)
    for each in network.contingents:
        u, v = row[each.start], row[each.end]
        put(plain, u, v, each.most)
        put(plain, v, u, -each.least)
        if each.least < each.most:
            lower[v] = u, each.least
            upper[v] = {(v, u): -each.most}
    for _ in range(4 * size * size):
        if not _consistent(size, plain, upper):
            return False
        changed = False
        for (u, v), w in list(plain.items()):
            for (x, y), z in list(plain.items()):
                if v == x and u != y:
                    changed |= put(plain, u, y, w + z)  # no case
            for edges in upper.values():
                for (x, y), z in list(edges.items()):
                    if v == x:
                        changed |= put(edges, u, y, w + z)  # upper case
        for end, (start, least) in lower.items():
            for (x, y), z in list(plain.items()):
                if x == end and z < 0:
                    changed |= put(plain, start, y, least + z)  # lower case
            for other, edges in upper.items():
                for (x, y), z in list(edges.items()):
                    if x == end and other != end and z < 0:
                        changed |= put(edges, start, y, least + z)  # cross case
        for end, edges in upper.items():
            start, least = lower[end]
            for (u, y), z in list(edges.items()):
                if y == start and z >= -least:
                    changed |= put(plain, u, y, z)  # label removal
        if not changed:
            return True
    return False


def _consistent(size: int, plain: Edges, upper: dict[int, Edges]) -> bool:
    far = [[0 if u == v else INFINITE for v in range(size)] for u in range(size)]
    for edges in (plain, *upper.values()):
        for (u, v), days in edges.items():
            far[u][v] = min(far[u][v], days)
    for k, u, v in product(range(size), repeat=3):
        far[u][v] = min(far[u][v], far[u][k] + far[k][v])
    return all(far[u][u] >= 0 for u in range(size))
