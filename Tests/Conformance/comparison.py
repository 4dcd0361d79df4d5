"""Compares two logs of one scenario: the interpreter's and weakviz's. Pure: no file, no process."""

import ast
import builtins
import re

COMPARED = {
    "output": ("text", "partial"),
    "error": ("type", "message"),
    "unraisable": ("in", "type", "message"),
    "expect": ("expression", "holds"),
    "collect-start": ("generation",),
    "collect-end": ("collected", "uncollectable"),
    "finalizer": ("object",),
}
UNDECLARED = ("list", "dict", "tuple", "set", "frozenset", "weakref", "weakproxy", "WeakMethod", "finalize",
              "WeakValueDictionary", "WeakKeyDictionary", "WeakSet", "function", "method", "builtin_method", "dict_keys", "dict_values",
              "dict_items", "selfref", "frame", "traceback", "generator", "partial") + tuple(
                  name for name, value in vars(builtins).items()
                  if isinstance(value, type) and issubclass(value, Exception))
NUMBERED = re.compile(r"\b(%s)#(\d+|\?)" % "|".join(UNDECLARED))
MEASURES = ("refcount", "weakrefcount", "generation", "reachable")
FREE_STATEMENTS = {"closure", "expect", "exit"}  # verbs whose statement the format leaves open


class Difference:
    """The first difference: where it is, and both sides."""

    def __init__(self, step, statement, what, expected, actual):
        self.step, self.statement, self.what = step, statement, what
        self.expected, self.actual = expected, actual

    def __str__(self):
        return "step %s: %s\n  %s\n    interpreter: %s\n    weakviz:     %s" % (
            self.step, self.statement.replace("\n", "\n    "), self.what, self.expected, self.actual)


class NotComparable(Exception):
    """An automatic collection: its moment depends on hidden objects."""


def unnumbered(text):
    """The text without the numbers that are no part of the contract."""
    if not isinstance(text, str):
        return text
    # What a weak collection or a WeakMethod refers to itself with has numbers of its own.
    return NUMBERED.sub(r"\1#", text).replace("selfref#", "weakref#")


def comparable(event, last):
    fields = COMPARED.get(event["event"])
    if fields is None:
        return None
    if event.get("automatic") and not last:
        raise NotComparable("an automatic collection")
    return (event["event"],) + tuple(unnumbered(event.get(f, False if f == "partial" else None)) for f in fields)


def shown(event):
    return "nothing" if event is None else " ".join(str(part) for part in event)


class Normal(ast.NodeTransformer):
    """Forms that the format lets a statement have."""

    def visit_Call(self, node):
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "tuple" and len(node.args) == 1 and isinstance(
                node.args[0], ast.List) and node.args[0].elts:
            return ast.Tuple(elts=node.args[0].elts, ctx=ast.Load())
        return node

    def visit_Raise(self, node):
        if isinstance(node.exc, ast.Call) and not node.exc.args:
            node.exc = node.exc.func
        return node


def same_statement(one, other):
    if one == other:
        return True
    try:
        trees = [ast.dump(Normal().visit(ast.parse(text))) for text in (one, other)]
    except SyntaxError:
        return False
    # What remains to differ is the layout, and that is canonical; only these two forms are free.
    return trees[0] == trees[1] and ("tuple([" in one + other or "raise " in one + other or "; " in one + other)


def compare(expected, actual, verbs=()):
    """None, or the first difference. `verbs` are the verbs of the steps, to know which statements are open."""
    for index, step in enumerate(expected):
        statement, last = step["statement"], index == len(expected) - 1
        if index >= len(actual):
            return Difference(step["step"], statement, "the log ends before this step", "a step", "nothing")
        other = actual[index]
        if any(e["event"] == "error" and e["type"] == "RecursionError" for e in step["events"]):
            return None  # the depth is no part of the contract, and what follows depends on it
        if (verbs[index] if index < len(verbs) else "") not in FREE_STATEMENTS:
            if not same_statement(statement, other.get("statement", "")):
                return Difference(step["step"], statement, "statement", statement, other.get("statement"))
        ours = [c for c in (comparable(e, last) for e in step["events"]) if c]
        theirs = [c for c in (comparable(e, last) for e in other["events"]) if c]
        for position in range(max(len(ours), len(theirs))):
            one = ours[position] if position < len(ours) else None
            two = theirs[position] if position < len(theirs) else None
            if one != two:
                return Difference(step["step"], statement, "event %d" % (position + 1), shown(one), shown(two))
        if "state" in step and "state" in other:
            found = compare_states(step["state"], other["state"])
            if found:
                return Difference(step["step"], statement, *found)
    if len(actual) > len(expected):
        extra = actual[len(expected)]
        return Difference(extra["step"], extra["statement"], "a step too many", "nothing", "a step")
    return None


def kind(name):
    return unnumbered(name)


def compare_states(ours, theirs):
    """None, or what differs, ours, theirs. Numbers of undeclared kinds are matched through names."""
    for key in ("names", "values"):
        one = {n: unnumbered(v) for n, v in ours[key].items()}
        two = {n: unnumbered(v) for n, v in theirs[key].items()}
        for name in sorted(set(one) | set(two)):
            if one.get(name) != two.get(name):
                return "state %s: %s" % (key, name), one.get(name, "nothing"), two.get(name, "nothing")
    forward, backward = {}, {}
    for name in ours["names"]:
        one, two = ours["names"][name], theirs["names"][name]
        if forward.setdefault(one, two) != two or backward.setdefault(two, one) != one:
            return "state names: %s is another object" % name, one, two
    named = set(forward.values())
    (first, perhaps), (second, _) = measures(ours, forward), measures(theirs, {n: n for n in named})
    allow(perhaps, first["objects"], second["objects"])
    for part in ("objects", "weakrefs", "collections"):
        found = compare_parts(part, first[part], second[part])
        if found:
            return found
    return None


def allow(perhaps, ours, theirs):
    """The arguments of a finalizer show only once the program got them: where weakviz shows them, they agree."""
    one, two = ours.get("tuple#", []), theirs.get("tuple#", [])
    for value in perhaps:
        if two.count(value) > one.count(value):
            one = sorted(one + [value], key=str)
    if one:
        ours["tuple#"] = one


def measures(state, renamed):
    """Each part of the state as name -> value; objects that no name leads to are gathered by kind."""
    def name(text):
        return renamed.get(text, kind(text)) if isinstance(text, str) else text

    def entry(value):
        return [name(v) for v in value] if isinstance(value, list) else name(value)

    parts, perhaps = {"objects": {}, "weakrefs": {}, "collections": {}}, []
    for record in state["objects"]:
        value = tuple(record.get(m) for m in MEASURES)
        if record.get("perhaps") and record["object"] not in renamed:
            perhaps.append(value)
            continue
        parts["objects"].setdefault(name(record["object"]), []).append(value)
    for record in state.get("weakrefs", []):
        parts["weakrefs"].setdefault(name(record["weakref"]), []).append(name(record["referent"]))
    for key, entries in state.get("collections", {}).items():
        ordered = sorted((entry(e) for e in entries), key=str) if kind(key) == "WeakSet#" else [
            entry(e) for e in entries]
        parts["collections"].setdefault(name(key), []).append(ordered)
    for part in parts.values():
        for values in part.values():
            values.sort(key=str)
    return parts, perhaps


def compare_parts(part, ours, theirs):
    for name in sorted(set(ours) | set(theirs)):
        one, two = ours.get(name, []), theirs.get(name, [])
        if part == "objects":
            one, two = without_unknown(one, two)
        if one != two:
            words = " (%s)" % ", ".join(MEASURES) if part == "objects" else ""
            return "state %s: %s%s" % (part, name, words), one or "absent", two or "absent"
    return None


def without_unknown(ours, theirs):
    """Leaves out the measures that the interpreter cannot tell: those of frozen unreachable objects."""
    unknown = (None, None, None, False)
    if unknown not in ours or len(ours) < len(theirs):
        return ours, theirs
    known = [v for v in ours if v != unknown]
    rest = list(theirs)
    for value in known:
        if value in rest:
            rest.remove(value)
    lost = sum(v == unknown for v in ours)
    return (known, known) if len(rest) <= lost else (ours, theirs)
