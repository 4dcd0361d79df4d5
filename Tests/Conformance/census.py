"""What random scenarios had in them: the share of scenarios with each verb, expression form, error and effect."""

import collections
import re

from comparison import unnumbered
from statements import CONTAINERS, KEYS, WEAK_COLLECTIONS
from translation import BASES

# What every long run must have drawn, each in a hundredth of the scenarios at least.
FORMS = {
    "attribute": r"\w\.[a-z]", "item": r"\w\[", "call": r"\w\(\)", "list display": r"(?<!\w)\[", "tuple display": r"(?<!\w)\(\w",
    "dict display": r"\{'", "set display": r"\{\w", "in": r" in ", "not in": r" not in ", "is": r" is (?!not)",
    "is not": r" is not ", "==": r" == ", "len": r"len\(", "list": r"list\(", "dict": r"dict\(", "sorted": r"sorted\(",
    "id": r"\bid\(", "next": r"next\(", "refcount": r"(?<!k)refcount\(", "weakrefcount": r"weakrefcount\(", "text": r"'", "float": r"\d\.\d", "negative": r"-\d",
    "None": r"None", "True": r"True", "False": r"False",
}
ERRORS = ("NameError", "UnboundLocalError", "AttributeError", "TypeError", "KeyError", "IndexError", "ValueError",
          "ReferenceError", "RuntimeError", "OSError", "StopIteration")
TYPES = tuple("subclass of " + base for base in BASES if base != "object") + CONTAINERS + WEAK_COLLECTIONS + (
    "object", "with slots", "with a finalizer", "with methods")
KEYS_OF_STEPS = ("as", "with", "items", "entries", "value", "callback", "arguments", "atexit", "captures", "message",
                 "raises", "except", "do", "to", "enabled", "thresholds", "freeze", "unfreeze")
# The methods that the format knows, by how the generator's names for their objects begin.
METHODS = {
    "xs": ("list", "append extend insert pop remove clear index count reverse sort copy"),
    "ds": ("dict", "get pop popitem setdefault update clear copy keys values items"),
    "e": ("set", "add discard remove pop clear update copy"),
    "v": ("WeakValueDictionary", "get pop popitem setdefault update clear copy keys values items"),
    "k": ("WeakKeyDictionary", "get pop popitem setdefault update clear copy keys values items"),
    "w": ("WeakSet", "add discard remove pop clear update copy"),
    "z": ("finalize", "alive atexit detach peek"),
    "saved": ("exception", "with_traceback"),
}
METHOD = re.compile(r"\b(%s)\d?\.(\w+)" % "|".join(METHODS))
EVERY_METHOD = ["%s.%s" % (kind, name) for kind, names in METHODS.values() for name in names.split()]
EFFECTS = ("fired callbacks", "ran finalizers", "resurrected", "collected a cycle", "collected automatically", "raised",
           "ignored errors", "ran finalize", "removed entries", "cleared references", "exited", "froze", "cut a loop")
FORM_PATTERNS = {name: re.compile(pattern) for name, pattern in FORMS.items()}


def nodes(value):
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


class Census:
    def __init__(self):
        self.scenarios, self.steps = 0, collections.Counter()
        self.found = {part: collections.Counter() for part in (
            "verbs", "keys", "expressions", "methods", "types", "errors", "effects")}
        self.texts = collections.Counter()

    def add(self, scenario, expected, actual):
        """`actual` is the log of weakviz, which knows all events; None without it."""
        self.scenarios += 1
        self.steps.update([len(scenario["steps"])])
        found = {part: set() for part in self.found}
        for node in nodes([scenario["steps"], scenario["types"], scenario["functions"]]):
            found["verbs"].update(KEYS.keys() & node.keys())
            found["keys"].update(set(KEYS_OF_STEPS) & node.keys())
            if isinstance(node.get("gc"), dict):
                found["keys"].update(node["gc"])
        text = str(scenario["steps"])
        strings = "\n".join(strings_of([scenario["steps"], scenario["types"], scenario["functions"]]))
        found["expressions"].update(name for name, pattern in FORM_PATTERNS.items() if pattern.search(strings))
        found["methods"].update("%s.%s" % (METHODS[kind][0], name) for kind, name in METHOD.findall(strings))
        for name in {step["new"] for step in scenario["steps"] if "new" in step}:
            found["types"].update(self.type(name, scenario["types"].get(name)))
        events = [event for step in expected for event in step["events"]]
        for event in events:
            if event["event"] in ("error", "unraisable"):
                found["errors"].add(event["type"])
                self.texts.update([re.sub(r"#\d*|\d+", "#", unnumbered(event["message"]))])
        found["effects"].update(self.effects(events, [e for step in actual or [] for e in step["events"]], text))
        for part, names in found.items():
            self.found[part].update(names)

    @staticmethod
    def type(name, declared):
        """What an object of this type stands for."""
        if declared is None:
            return [name]
        base = declared.get("base", "object")
        return [base if base == "object" else "subclass of " + base] + [
            text for key, text in (("slots", "with slots"), ("finalizer", "with a finalizer"), ("methods", "with methods"))
            if declared.get(key)]

    @staticmethod
    def effects(events, others, text):
        kinds = {event["event"] for event in events} | {event["event"] for event in others}
        for name, there in (
                ("fired callbacks", "callback" in kinds), ("ran finalizers", "finalizer" in kinds),
                ("resurrected", "resurrect" in kinds), ("ran finalize", "finalize" in kinds),
                ("collected a cycle", any(event.get("collected") for event in events)),
                ("collected automatically", any("automatic" in event for event in events) and "'exit'" not in text),
                ("raised", "error" in kinds), ("ignored errors", "unraisable" in kinds),
                ("removed entries", "remove" in kinds), ("cleared references", "clear" in kinds),
                ("exited", "'exit'" in text), ("froze", "'freeze'" in text),
                ("cut a loop", any("during iteration" in event.get("message", "") for event in events))):
            if there:
                yield name

    def rare(self):
        """What must be drawn and is in less than a hundredth of the scenarios."""
        wanted = {"verbs": KEYS, "keys": KEYS_OF_STEPS, "expressions": FORMS, "methods": EVERY_METHOD, "types": TYPES,
                  "errors": ERRORS, "effects": EFFECTS}
        return ["%s: %s" % (part, name) for part, names in wanted.items() for name in names
                if self.found[part][name] < self.scenarios / 100]

    def lines(self):
        total = sum(length * count for length, count in self.steps.items())
        yield "%d scenarios of %d to %d steps, %.0f on average" % (
            self.scenarios, min(self.steps), max(self.steps), total / self.scenarios)
        for part, counts in self.found.items():
            yield "%s: %s" % (part, ", ".join(
                "%s %.1f%%" % (name, 100 * count / self.scenarios) for name, count in counts.most_common()))
        yield "%d different texts of errors" % len(self.texts)


def strings_of(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("raise", "message", "raises"):
                yield key
                yield from strings_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings_of(inner)
