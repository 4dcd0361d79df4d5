"""Makes a scenario smaller for as long as it still shows what it showed."""

import copy


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


def shrink(scenario, shows, attempts=2000):
    """The smallest scenario found for which `shows(scenario)` is still true."""
    again = True
    while again and attempts > 0:
        again = False
        for candidate in smaller(scenario):
            attempts -= 1
            if attempts <= 0:
                break
            if shows(candidate):
                scenario, again = candidate, True
                break
    return scenario
