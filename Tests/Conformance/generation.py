"""Random scenarios by seed: valid by the format, of 10 to 200 steps, and free of what CPython leaves undefined.

Functions and finalizers break the promises of the names now and then, and the errors that follow are compared like
everything else. Sets have one element at most, as their order is not defined.
"""

from drawing import ATTRIBUTES, FUNCTIONS, OBJECTS, REFERENCES
from drawing_bodies import Bodies


class Generator(Bodies):
    def scenario(self):
        return self.counted() if self.chance(0.06) else self.drawn()

    def counted(self):
        """A scenario of instances and weak references only, in which automatic collections come often: their moment
        is exact there."""
        o = lambda: self.held(OBJECTS)
        attribute = lambda: "%s.%s" % (o(), self.pick(ATTRIBUTES))
        functions = {"f0": {"parameters": ["r"], "do": [{"print": ["'in'", "weakrefcount(o0)"]}]},
                     "f1": {"parameters": ["r"], "do": [{"new": "H", "as": "fresh"}, {"print": "'made'"}]},
                     "f2": {"parameters": ["r"], "do": [{"global": ["o4"]}, {"new": "H", "as": "o4", "with": {"next": "o0"}}]},
                     "f3": {"parameters": ["r"], "do": [{"global": ["r0"]}, {"weakref": "o1", "as": "r0", "callback": "f0"}]}}
        types = {"P": {"finalizer": [{"print": ["'P'", "self"]}]}, "H": {},
                 "M": {"finalizer": [{"new": "H", "as": "fresh", "with": {"a": "self"}}, {"print": ["'M'", "fresh"]}]},
                 "Q": {"finalizer": [{"global": ["o5"]}, {"set": "o5", "to": "self"}, {"print": "'saved'"}]}}
        steps = [{"new": self.pick("PQHM"), "as": name} for name in OBJECTS]
        steps.append({"gc": {"thresholds": [self.random.randint(2, 12), self.pick([1, 2, 3]), self.pick([1, 2, 5])]}})
        for _ in range(self.random.randint(10, 120)):
            step = self.one_of(
                (6, lambda: {"new": self.pick("PPQHHM"), "as": self.pick(OBJECTS)}),
                (2, lambda: {"new": self.pick("PH"), "as": self.pick(OBJECTS), "with": {"next": o()}}),
                (0.5, lambda: {"new": "P"}),
                (4, lambda: {"set": attribute(), "to": o()}),
                (1, lambda: {"set": self.pick(OBJECTS), "to": o()}),
                (2, lambda: {"weakref": o(), "as": self.pick(REFERENCES), "callback": self.pick([None, "f0", "f1", "f2", "f3"])}),
                (0.5, lambda: {"collect": self.random.randrange(3)}),
                (0.3, lambda: {"gc": {"enabled": self.chance(0.6)}}),
                (1, lambda: {"print": ["refcount(%s)" % o(), "weakrefcount(%s)" % o()]}))
            steps.append(step)
        return {"weakviz": 1, "title": "random", "gc": {"thresholds": [700, 10, 10]}, "types": types,
                "functions": functions, "steps": steps}

    def drawn(self):
        functions = {"f%d" % i: {"parameters": ["x"], "do": self.body(i, "x")} for i in range(FUNCTIONS)}
        go = {"parameters": ["x"], "do": self.body(1, self.pick(["self", "x"]))}
        functions["walk"] = {"parameters": ["x"], "do": self.walk()}
        functions["keeps"] = {"parameters": ["x"], "do": self.keeps()}
        types = {
            "P": {"finalizer": self.body(2, "self"), "methods": {"go": go}},
            "Q": {"finalizer": [{"print": ["'Q'", "self"]}]},
            "H": {"methods": {"go": go}} if self.chance(0.5) else {},
            "L": {"base": "list", "finalizer": [{"print": ["'L'", "len(self)"]}]},
            "D": {"base": "dict"},
            "T": {"base": "tuple", "finalizer": [{"print": ["'T'", "self"]}]},
            "E": {"base": "set", "finalizer": [{"print": ["'E'", "self"]}]},
            "I": {"base": "int"},
            "U": {"base": "str"},
            "S": {"slots": ["next", "a", "b", "__weakref__"] if self.chance(0.7) else ["b", "a"]},
        }
        steps = [{"new": self.pick("PPQQHL"), "as": name} for name in OBJECTS[:self.random.randrange(2, 7)]]
        steps.append({"new": "list", "items": [], "as": "xs0"})
        self.bound.update(step["as"] for step in steps)
        steps += self.random.sample([{"new": "dict", "as": "ds0"}, {"new": "WeakValueDictionary", "as": "v0"},
                                     {"new": "WeakKeyDictionary", "as": "k0"}, {"new": "WeakSet", "as": "w0"}], 2)
        self.bound.update(step["as"] for step in steps)
        longest = 60 if self.chance(0.85) else 200
        count = self.random.randint(10, longest) - len(steps)
        while count > 0:
            made = self.step()
            steps += made if isinstance(made, list) else [made]
            count -= len(made) if isinstance(made, list) else 1
        del steps[199:]
        # A kept frame leads to the frames of the judge, which would be part of the last collection.
        text = str(steps).replace("'", '"')
        if self.chance(0.25) and not any(word in text for word in ('"keeps"', '"saved"', '"to": "caught"')):
            steps.append({"exit": True})
            # The last callbacks run when the module is empty, the judge's words included.
            for declaration in types.values():
                for step in declaration.get("finalizer", []):
                    step.pop("callback", None)
        return {"weakviz": 1, "title": "random", "types": types, "functions": functions, "steps": steps}


def scenario(seed):
    return Generator(seed).scenario()
