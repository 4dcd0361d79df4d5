"""Makes a scenario smaller for as long as it still shows what it showed."""

import copy
import itertools

BATCH = 16  # candidates that are tried together


def smaller(scenario):
    """Every scenario that is this one less a piece, big pieces first."""
    steps = scenario["steps"]
    size = len(steps) // 2
    while size >= 1:
        for start in range(0, len(steps), size):
            yield dict(scenario, steps=steps[:start] + steps[start + size:])
        size //= 2
    for part in ("functions", "types"):
        for name in list(scenario.get(part, {})):
            yield without(scenario, [part, name])
    for path in paths(scenario):
        yield without(scenario, path)
    for path in values(scenario):
        yield with_value(scenario, path, "None")
    if "gc" in scenario:
        yield without(scenario, ["gc"])


def paths(node, path=()):
    """Places of keys and entries that a scenario may do without, outermost first."""
    if isinstance(node, dict):
        for key, value in node.items():
            if path and key in ("finalizer", "methods", "slots", "callback", "with", "as", "atexit", "arguments",
                                "captures", "message", "raises", "base", "items", "entries") or path[-1:] in (
                                    ("with",), ("captures",), ("methods",), ("expect",)):
                yield path + (key,)
            yield from paths(value, path + (key,))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            if path[-1:] in (("do",), ("finalizer",), ("items",), ("entries",), ("arguments",), ("print",), ("global",)):
                yield path + (index,)
            yield from paths(value, path + (index,))


def without(scenario, path):
    made = copy.deepcopy(scenario)
    node = made
    for key in path[:-1]:
        node = node[key]
    del node[path[-1]]
    return made


def values(node, path=()):
    """Places of expressions that may as well be None."""
    if isinstance(node, dict):
        for key, value in node.items():
            if path and isinstance(value, str) and value != "None" and (
                    key in ("to", "return", "print") or path[-1:] == ("with",)):
                yield path + (key,)
            yield from values(value, path + (key,))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            if isinstance(value, str) and value != "None" and path[-1:] in (("items",), ("with",), ("arguments",)):
                yield path + (index,)
            yield from values(value, path + (index,))


def with_value(scenario, path, value):
    made = copy.deepcopy(scenario)
    node = made
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return made


def shrink(scenario, which, attempts=4000):
    """The smallest scenario found that still shows it; `which(candidates)` gives those of them that do."""
    again = True
    while again and attempts > 0:
        again = False
        candidates = smaller(scenario)
        for batch in iter(lambda: list(itertools.islice(candidates, BATCH)), []):
            attempts -= len(batch)
            found = which(batch)
            if found:
                scenario, again = found[0], True
                break
            if attempts <= 0:
                break
    return scenario
