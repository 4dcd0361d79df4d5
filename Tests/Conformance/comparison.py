"""Compares two logs of one scenario: the interpreter's and weakviz's. Pure: no file, no process."""

import ast
import builtins
import re
from functools import lru_cache

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
    """An automatic collection whose moment depends on hidden objects."""


@lru_cache(maxsize=1 << 16)
def unnumbered(text):
    """The text without the numbers that are no part of the contract."""
    if not isinstance(text, str) or "#" not in text:
        return text
    # What a weak collection or a WeakMethod refers to itself with has numbers of its own.
    return NUMBERED.sub(r"\1#", text).replace("selfref#", "weakref#")


def comparable(event, last, is_countable):
    fields = COMPARED.get(event["event"])
    if fields is None:
        return None
    if event.get("automatic") and not last and not is_countable:
        raise NotComparable("an automatic collection")
    return (event["event"],) + tuple(unnumbered(event.get(f, False if f == "partial" else None)) for f in fields)


ADDRESS = re.compile(r"<[^<>]* at 0x[0-9a-f]+[^<>]*>")


def same_but_for_addresses(ours, theirs):
    """True if the events differ in what the library's texts name by an address, and weakviz by a number."""
    if ours is None or theirs is None or len(ours) != len(theirs):
        return False
    for one, two in zip(ours, theirs):
        if one != two and not (isinstance(one, str) and isinstance(two, str) and ADDRESS.search(one)
                               and re.fullmatch("<.*>".join(map(re.escape, ADDRESS.split(one))), two, re.DOTALL)):
            return False
    return True


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


def compare(expected, actual, verbs=(), is_countable=False):
    """None, or the first difference. `verbs` are the verbs of the steps, to know which statements are open;
    `is_countable` says that the moment of automatic collections is exact."""
    same = (None, None)
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
        ours = [c for c in (comparable(e, last, is_countable) for e in step["events"]) if c]
        theirs = [c for c in (comparable(e, last, is_countable) for e in other["events"]) if c]
        # An exception and its traceback count as well, and nobody knows how many frames.
        is_countable = is_countable and not any(e["event"] in ("error", "unraisable") for e in step["events"])
        for position in range(max(len(ours), len(theirs))):
            one = ours[position] if position < len(ours) else None
            two = theirs[position] if position < len(theirs) else None
            if one != two and not same_but_for_addresses(one, two):
                return Difference(step["step"], statement, "event %d" % (position + 1), shown(one), shown(two))
        if "state" in step and "state" in other:
            # Both sides keep what is as it was after the step before.
            if step["state"] is not same[0] or other["state"] is not same[1]:
                same = (step["state"], other["state"])
                found = compare_states(*same)
                if found:
                    return Difference(step["step"], statement, *found)
    if len(actual) > len(expected):
        extra = actual[len(expected)]
        return Difference(extra["step"], extra["statement"], "a step too many", "nothing", "a step")
    return None


def kind(name):
    return unnumbered(name)


def compare_states(ours, theirs):
    """None, or what differs, ours, theirs. Numbers of undeclared kinds are matched through names. Ours is what the
    observer looked at, theirs the state of the event log."""
    names, values, records = ours
    for key, one, two in (("names", names, theirs["names"]), ("values", values, theirs["values"])):
        if one == two:
            continue
        for name in sorted(one.keys() | two.keys()):
            if unnumbered(one.get(name)) != unnumbered(two.get(name)):
                return "state %s: %s" % (key, name), one.get(name, "nothing"), two.get(name, "nothing")
    forward, backward = {}, {}
    for name, one in names.items():
        two = theirs["names"][name]
        if forward.setdefault(one, two) != two or backward.setdefault(two, one) != one:
            return "state names: %s is another object" % name, one, two
    (first, perhaps), second = measures(records, forward), their_measures(theirs, backward)
    for part in ("objects", "weakrefs"):
        allow(perhaps[part], first[part], second[part])
    for part in ("objects", "weakrefs", "collections"):
        if first[part] != second[part]:
            found = compare_parts(part, first[part], second[part])
            if found:
                return found
    return compare_lists(records, theirs["lists"], forward, backward)


def compare_lists(records, theirs, forward, backward):
    """None, or where the collector's lists differ: numbers of undeclared kinds are matched through names."""
    lists = [[], [], []]
    for name, _, _, generation, _, perhaps, *_ in records:
        if generation is not None:
            known = forward.get(name) or kind(name)
            lists[generation].append(known + " perhaps" if perhaps else known)
    for generation, (one, others) in enumerate(zip(lists, theirs)):
        two = [name if name in backward else kind(name) for name in others]
        if one != two and not is_list_without_some_arguments(one, two):
            return "state: the collector's list of generation %d" % generation, one, two
    return None


def is_list_without_some_arguments(ours, theirs):
    """True if theirs is our list but for some arguments of finalizers, which weakviz does not show."""
    places = {0}  # how much of their list is accounted for
    for name in ours:
        shown, perhaps, _ = name.partition(" perhaps")
        after = {place + 1 for place in places if theirs[place:place + 1] == [shown]}
        places = after | places if perhaps else after
    return len(theirs) in places


def allow(perhaps, ours, theirs):
    """Arguments of finalizers, and weak references that a collection has to itself, show only once the program got
    hold of them: where weakviz shows them, they agree."""
    for name, value in perhaps:
        if theirs.get(name, []).count(value) > ours.get(name, []).count(value):
            ours[name] = sorted(ours.get(name, []) + [value], key=str)


def measures(records, renamed):
    """Each part of the state as name -> value; objects that no name leads to are gathered by kind. Apart from them
    what the program may not know."""
    objects, weakrefs, collections = {}, {}, {}
    perhaps = {"objects": [], "weakrefs": []}

    def renaming(text):
        return renamed.get(text) or kind(text)

    for name, references, weak, generation, is_reachable, is_perhaps, is_weak, referent, entries in records:
        known = renamed.get(name)
        value = (references, weak, generation, is_reachable)
        referent = renamed.get(referent) or kind(referent)
        if is_perhaps and known is None:
            perhaps["objects"].append((kind(name), value))
            if is_weak:
                perhaps["weakrefs"].append((kind(name), referent))
            continue
        known = known or kind(name)
        objects.setdefault(known, []).append(value)
        if is_weak:
            weakrefs.setdefault(known, []).append(referent)
        if entries is not None:
            collections.setdefault(known, []).append(renamed_entries(known, entries, renaming))
    return in_order({"objects": objects, "weakrefs": weakrefs, "collections": collections}), perhaps


def their_measures(state, named):
    """The same of the event log's state; objects with a name are called what they are called there."""
    objects, weakrefs, collections = {}, {}, {}

    def renaming(text):
        return text if text in named else kind(text)

    for record in state["objects"]:
        objects.setdefault(renaming(record["object"]), []).append((
            record["refcount"], record["weakrefcount"], record.get("generation"), record["reachable"]))
    for record in state.get("weakrefs", ()):
        weakrefs.setdefault(renaming(record["weakref"]), []).append(renaming(record["referent"]))
    for name, entries in state.get("collections", {}).items():
        known = renaming(name)
        collections.setdefault(known, []).append(renamed_entries(known, entries, renaming))
    return in_order({"objects": objects, "weakrefs": weakrefs, "collections": collections})


def renamed_entries(name, entries, renaming):
    """The entries of a weak collection; those of a WeakSet have no order."""
    made = [list(map(renaming, entry)) if isinstance(entry, list) else renaming(entry) for entry in entries]
    return sorted(made, key=str) if kind(name) == "WeakSet#" else made


def in_order(parts):
    for part in parts.values():
        for values in part.values():
            if len(values) > 1:
                values.sort(key=str)
    return parts


def compare_parts(part, ours, theirs):
    for name in sorted(set(ours) | set(theirs)):
        one, two = ours.get(name, []), theirs.get(name, [])
        if one != two:
            words = " (%s)" % ", ".join(MEASURES) if part == "objects" else ""
            return "state %s: %s%s" % (part, name, words), one or "absent", two or "absent"
    return None
