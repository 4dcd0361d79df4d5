"""Random scenarios by seed: valid by the format, of 10 to 200 steps, and free of what CPython leaves undefined.

Names tell what they hold (o objects, r weak references, xs lists, …), so that most steps do something; functions and
finalizers break those promises now and then, and the errors that follow are compared like everything else.
Sets have one element at most, as their order is not defined. What could run for ever is left out: bodies make only
objects without finalizer, and callbacks only of functions with a lower number.
"""

import random

OBJECTS = ["o%d" % i for i in range(6)]
REFERENCES = ["r%d" % i for i in range(4)]
LISTS, DICTS = ["xs0", "xs1"], ["ds0", "ds1"]
OTHERS = ["q0", "q1", "t0", "e0", "v0", "k0", "w0", "g0", "g1", "z0", "z1", "m0", "n0", "i0", "u0", "fresh",
          "p0", "p1", "y0", "y1", "saved", "kept", "rf"]
ATTRIBUTES = ["a", "b", "next", "zed"]
KEYS = ["'a'", "'b'", "1"]
FUNCTIONS = 4


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.bound = set()
        self.frozen = False  # whether something may be frozen

    def chance(self, share):
        return self.random.random() < share

    def pick(self, values):
        return self.random.choice(list(values))

    def one_of(self, *weighted):
        """One of (weight, function), called."""
        return self.random.choices([f for _, f in weighted], [w for w, _ in weighted])[0]()

    # Names and expressions

    def held(self, names):
        """A name of these that is probably bound."""
        names = list(names)
        bound = [n for n in names if n in self.bound]
        return self.pick(bound) if bound and self.chance(0.99) else self.pick(names)

    def some_object(self, depth=0):
        o = lambda: self.held(OBJECTS)
        return self.one_of(
            (10, o),
            (3, lambda: "%s.%s" % (o(), self.pick(ATTRIBUTES))),
            (2, lambda: self.held(REFERENCES) + "()"),
            (1, lambda: "%s[0]" % self.held(LISTS)),
            (1, lambda: "%s[%s]" % (self.held(DICTS + ["v0"]), self.pick(KEYS))),
            (0.5, lambda: "[%s]" % o() if depth == 0 else "None"),
            (0.5, lambda: "(%s, %s)" % (o(), o())),
            (0.3, lambda: "{'a': %s}" % o()),
            (0.2, lambda: "{%s}" % o()),
            (0.5, lambda: o() + ".go"),
            (0.3, lambda: self.held(LISTS) + ".append"),
            (0.2, lambda: self.held(DICTS) + ".copy()"),
            (0.2, lambda: self.pick(["nothing", "xs0[9]", "ds0['none']"])),
            (0.5, lambda: self.held(["g0", "g1", "z0", "m0", "q0", "t0", "v0", "k0", "w0"])),
            (0.5, lambda: self.held(["p0", "p1", "y0", "y1", "saved"])),
            (0.5, lambda: "next(%s)" % self.held(["y0", "y1"])),
            (0.4, lambda: self.pick(LISTS + DICTS)),
        )

    def value(self):
        o = lambda: self.held(OBJECTS)
        return self.one_of(
            (4, lambda: "refcount(%s)" % o()),
            (3, lambda: "weakrefcount(%s)" % o()),
            (1, lambda: "refcount(%s)" % self.held(REFERENCES + LISTS + ["g0", "z0", "q0", "v0"])),
            (1, lambda: "refcount(%s)" % self.some_object()),
            (2, lambda: "len(%s)" % self.held(LISTS + DICTS + ["v0", "k0", "w0", "t0"])),
            (2, lambda: "%s %s %s" % (self.some_object(), self.pick(["is", "is", "is not"]), self.some_object())),
            (0.5, lambda: "%s == %s" % (self.some_object(), self.some_object())),
            (0.5, lambda: self.pick(["i0", "u0"])),
            (0.3, lambda: "len(%s)" % self.pick(["i0", "u0", "r0", o(), "'abc'"])),
            (1, lambda: "%s == %s" % (self.held(REFERENCES), self.held(REFERENCES))),
            (1, lambda: "%s in %s" % (self.pick(KEYS), self.held(["v0"] + DICTS))),
            (1, lambda: "%s %s %s" % (o(), self.pick(["in", "not in"]), self.held(["k0", "w0", "e0"] + LISTS))),
            (1, lambda: "list(%s)" % self.held(["v0", "k0"] + LISTS + DICTS)),
            (0.5, lambda: "dict(%s)" % self.held(["v0", "k0"] + DICTS)),
            (0.7, lambda: "list(%s)" % self.view()),
            (0.4, lambda: "list(%s.%s())" % (self.held(["v0", "k0"]), self.pick(["keys", "values", "items"]))),
            (0.7, self.view),
            (0.5, lambda: "%s in %s" % (self.pick(KEYS + [o()]), self.view())),
            (0.4, lambda: "sorted(%s)" % self.pick(["[2, 1]", self.held(LISTS)])),
            (2, lambda: self.held(REFERENCES)),
            (1, lambda: self.held(REFERENCES) + "()"),
            (0.7, lambda: self.held(["z0", "z1"]) + self.pick(["", ".alive", ".atexit", ".peek()"])),
            (0.7, lambda: "[%s]" % self.held(["q0", "q1"])),
            (0.5, lambda: self.held(["q0", "q1"])),
            (1, self.some_object),
            (0.7, lambda: self.pick(["1", "'text'", "None", "1.5", "True", "False", "-2", "()", "(1, 2)", "[1]", "{}",
                                     "{1}", "'two\\nlines'"])),
            (0.7, lambda: "next(%s)" % self.held(["y0", "y1", "y0", o()])),
            (0.7, lambda: "id(%s) == id(%s)" % (o(), o())),
            (0.6, lambda: self.held(["p0", "p1"]) + self.pick([".func", ".args", ""])),
            (0.4, lambda: "refcount(%s)" % self.held(["p0", "y0", "saved"])),
            (0.7, lambda: "refcount(%s)" % self.pick(["1", "None", "f0", "r0()", "nothing", "rf()", "rf"])),
            (0.2, lambda: self.pick(["rf", "rf()", "rf() is f0", "weakrefcount(f0)"])),
        )

    def view(self):
        """A view of a dict, or an iterator over a weak dictionary."""
        return "%s.%s()" % (self.held(DICTS), self.pick(["keys", "values", "items"]))

    def place(self):
        return self.one_of(
            (4, lambda: self.pick(OBJECTS)),
            (6, lambda: "%s.%s" % (self.held(OBJECTS), self.pick(ATTRIBUTES))),
            (2, lambda: "%s[%s]" % (self.held(DICTS), self.pick(KEYS))),
            (2, lambda: "v0[%s]" % self.pick(KEYS)),
            (2, lambda: "k0[%s]" % self.held(OBJECTS)),
            (1, lambda: "%s[0]" % self.held(LISTS)),
            (0.4, lambda: self.held(["g0", "v0", "k0", "w0", "q0"]) + ".next"),
            (0.5, lambda: "n0"),
        )

    def callback(self, limit=FUNCTIONS):
        """A callable for a weak reference, of the functions below `limit`; None if there is none."""
        top = limit == FUNCTIONS
        choices = [(2, lambda: None)]
        if limit > 0:
            choices.append((6, lambda: "f%d" % self.random.randrange(limit)))
        if top:
            choices += [(1, lambda: self.held(["g0", "g1"])), (0.7, lambda: self.held(["p0", "p1"])), (1, lambda: self.held(OBJECTS) + ".go"),
                        (1, lambda: self.held(LISTS) + ".append"), (0.2, lambda: "5")]
        return self.one_of(*choices)

    def bind(self, step, names, optional=0.1):
        if not self.chance(optional):
            step["as"] = self.pick(names)
            self.bound.add(step["as"])
        return step

    # Steps

    def new(self):
        kind = self.one_of((6, lambda: "P"), (4, lambda: "Q"), (2, lambda: "H"), (1, lambda: "L"), (0.7, lambda: "S"),
                           (0.5, lambda: "D"), (0.4, lambda: "T"), (0.4, lambda: "E"), (0.3, lambda: "I"),
                           (0.3, lambda: "U"))
        step = {"new": kind}
        if kind in "IU":
            if self.chance(0.8):
                step["value"] = self.pick(["1", "'7'", "2.5", "'x'" if kind == "U" or self.chance(0.2) else "5"])
            if self.chance(0.3):
                step["with"] = {self.pick(ATTRIBUTES): self.some_object(1)}
            return self.bind(step, ["i0" if kind == "I" else "u0"], 0.05)
        if kind == "T" and self.chance(0.7):
            step["items"] = [self.some_object(1) for _ in range(self.random.randrange(3))]
        if kind == "E" and self.chance(0.7):
            step["items"] = [self.held(OBJECTS)]
        if kind == "L" and self.chance(0.7):
            step["items"] = [self.some_object(1) for _ in range(self.random.randrange(3))]
        if kind == "D" and self.chance(0.7):
            step["entries"] = [[self.pick(KEYS), self.some_object(1)]]
        if self.chance(0.4):
            step["with"] = {a: self.some_object(1) for a in self.random.sample(ATTRIBUTES, self.random.randrange(1, 3))}
        return self.bind(step, OBJECTS, 0.05)

    def container(self):
        kind = self.one_of((3, lambda: "list"), (3, lambda: "dict"), (1, lambda: "tuple"), (0.6, lambda: "set"))
        if kind == "dict":
            entries = [[self.pick(KEYS + [self.held(OBJECTS)]), self.some_object()] for _ in
                       range(self.random.randrange(3))]
            return self.bind({"new": kind, "entries": entries}, DICTS, 0)
        count = 1 if kind == "set" else self.random.randrange(4)
        step = {"new": kind, "items": [self.held(OBJECTS) if kind == "set" else self.some_object() for _ in
                                       range(count)]}
        return self.bind(step, {"list": LISTS, "tuple": ["t0"], "set": ["e0"]}[kind], 0)

    def weak_collection(self):
        kind, name = self.pick([("WeakValueDictionary", "v0"), ("WeakKeyDictionary", "k0"), ("WeakSet", "w0")])
        return self.bind({"new": kind}, [name], 0)

    def set(self):
        place = self.place()
        self.bound.add(place)
        if place == "n0" and self.chance(0.5):
            return {"set": place, "to": self.view()}
        return {"set": place, "to": self.some_object() if self.chance(0.85) else self.pick(["None", "1", "-1", "'x'", "True", "False"])}

    def cycle(self):
        bound = [name for name in OBJECTS if name in self.bound] or OBJECTS
        return {"set": "%s.%s" % (self.pick(bound), self.pick(ATTRIBUTES)), "to": self.pick(bound)}

    def delete(self):
        gone = [n for n in OBJECTS + REFERENCES + OTHERS + LISTS + DICTS if n in self.bound] or ["o0"]
        objects = [n for n in gone if n in OBJECTS] or gone
        place = self.pick(objects if self.chance(0.7) else gone) if self.chance(0.85) else self.place()
        self.bound.discard(place)
        return {"del": place}

    def weakref(self, limit=FUNCTIONS, names=REFERENCES):
        step = {"weakref": self.held(OBJECTS) if self.chance(0.85) else self.some_object()}
        if self.chance(0.03):
            # Nothing else gets hold of the function: its attributes are no part of the heap.
            return self.bind({"weakref": "f%d" % self.random.randrange(FUNCTIONS)}, ["rf"], 0.05)
        callback = self.callback(limit)
        if callback is not None:
            step["callback"] = callback
        if self.chance(0.1):
            step["as"] = "%s.%s" % (self.held(OBJECTS), self.pick(ATTRIBUTES))
            return step
        return self.bind(step, names, 0.05)

    def proxy(self):
        step = {"proxy": self.held(OBJECTS)}
        callback = self.callback()
        if callback is not None:
            step["callback"] = callback
        return self.bind(step, ["q0", "q1"], 0.05)

    def use_of_a_dead_proxy(self):
        return [{"new": "H", "as": "o5"}, {"proxy": "o5", "as": "q0"}, {"del": "o5"},
                self.pick([{"print": "q0.a"}, {"set": "q0.b", "to": "1"}, {"print": "q0"}, {"call": "q0.go"}])]

    def weakmethod(self):
        step = {"weakmethod": self.held(OBJECTS) + ("" if self.chance(0.05) else ".go")}
        callback = self.callback()
        if callback is not None:
            step["callback"] = callback
        return self.bind(step, REFERENCES, 0.05)

    def finalize(self):
        function = self.pick(["f0", "f1", "g0", self.held(OBJECTS) + ".go", self.held(LISTS) + ".append"])
        step = {"finalize": self.held(OBJECTS), "call": function,
                "arguments": [self.some_object() for _ in range(self.random.choice([1, 1, 1, 0, 2]))]}
        if self.chance(0.2):
            step["atexit"] = self.chance(0.3)
        return self.bind(step, ["z0", "z1"], 0.2)

    def closure(self):
        captures = {c: self.some_object() for c in self.random.sample(["c1", "c2"], self.random.randrange(3))}
        step = {"closure": "f%d" % self.random.randrange(FUNCTIONS), "captures": captures}
        if self.chance(0.3):
            step["as"] = "%s.%s" % (self.held(OBJECTS), self.pick(ATTRIBUTES))
            return step
        return self.bind(step, ["g0", "g1"], 0.05)

    def partial(self):
        function = self.pick(["f0", "f1", "f2", self.held(["g0", "g1"]), self.held(["p0", "p1"]),
                              self.held(OBJECTS) + ".go", self.held(LISTS) + ".append", self.held(OBJECTS)])
        step = {"partial": function}
        if self.chance(0.7):
            step["with"] = [self.some_object() for _ in range(self.random.choice([1, 1, 0, 2]))]
        if self.chance(0.1):
            step["as"] = "%s.%s" % (self.held(OBJECTS), self.pick(ATTRIBUTES))
            return step
        return self.bind(step, ["p0", "p1"], 0.05)

    def generator(self):
        step = {"call": "walk", "with": [self.some_object()]}
        if self.chance(0.15):
            step["as"] = "%s.%s" % (self.held(OBJECTS), self.pick(ATTRIBUTES))
            return step
        return self.bind(step, ["y0", "y1"], 0.1)

    def attempt(self):
        """A try with what may fail in it. An exception is kept only where no frame of the library is in its traceback:
        weakviz does not model what those hold. So what it is kept from is new."""
        plain = [{"print": "nothing"}, {"raise": "KeyError"}, {"print": "kept.none"}, {"del": "kept.none"},
                 {"print": "lone[kept]"}, {"print": "lone[9]"}, {"call": "lone.none"},
                 {"raise": "ValueError", "message": "boom"}, {"call": "keeps", "with": ["kept"]}]
        keeps = self.chance(0.4)
        inner = [self.pick(plain) if keeps else self.one_of(
            (2, self.failure), (2, self.call), (1, self.printing), (1, self.set), (1, self.delete))
            for _ in range(self.random.randrange(1, 3))]
        for step in inner:
            step.pop("raises", None)
        if keeps:
            inner[:0] = [{"new": "Q", "as": "kept"}, {"set": "lone", "to": self.pick(["[1]", "{1: 1}", "kept"])}]
        step = {"try": inner, "except": self.pick(["Exception", "Exception", "LookupError", "NameError", "AttributeError",
                                                   "TypeError", "ValueError"])}
        if keeps or self.chance(0.7):
            step["as"] = "caught"
        handlers = [self.one_of((2, self.printing), (1, self.delete), (1, self.new),
                                (0.5, lambda: {"raise": "ValueError", "message": "again"}),
                                (1.5, lambda: {"print": "caught"}))
                    for _ in range(self.random.randrange(2))]
        if keeps:
            handlers = [{"set": self.pick(["saved", "saved", self.held(OBJECTS) + ".a"]), "to": "caught"}]
            self.bound.add("saved")
        if handlers:
            step["do"] = handlers
        return step

    def call(self):
        o = lambda: self.held(OBJECTS)
        step = self.one_of(
            (4, lambda: {"call": "f%d" % self.random.randrange(FUNCTIONS), "with": [self.some_object()]}),
            (2, lambda: {"call": o() + ".go", "with": [self.some_object()]}),
            (1.5, lambda: {"call": self.held(["p0", "p1"]), "with": [self.some_object() for _ in range(self.pick([0, 0, 1]))]}),
            (1, lambda: {"call": self.held(["g0", "g1", "m0"]), "with": [self.some_object()]}),
            (2, lambda: {"call": self.held(LISTS) + ".append", "with": [self.some_object()]}),
            (2, lambda: {"call": self.held(LISTS) + self.pick([".pop", ".clear", ".reverse"])}),
            (0.7, lambda: {"call": self.held(LISTS) + ".remove", "with": [o()]}),
            (0.7, lambda: {"call": self.held(LISTS) + ".insert", "with": ["0", o()]}),
            (0.7, lambda: {"call": self.held(LISTS) + ".extend", "with": ["[%s, %s]" % (o(), o())]}),
            (0.5, lambda: {"call": self.held(LISTS) + self.pick([".index", ".count"]), "with": [o()]}),
            (0.5, lambda: {"call": self.held(LISTS + DICTS) + ".copy"}),
            (0.2, lambda: {"call": "e0.copy"}),
            (0.3, lambda: {"call": self.held(LISTS) + ".sort"}),
            (0.7, lambda: {"call": "e0" + self.pick([".add", ".discard", ".remove"]), "with": [self.pick(KEYS)]}),
            (0.2, lambda: {"call": "e0.clear"}),
            (0.5, lambda: {"call": self.held(DICTS + ["v0", "k0"]) + ".popitem"}),
            (0.4, lambda: {"call": "ds0.update", "with": ["{'a': %s}" % o()]}),
            (0.4, lambda: {"call": self.pick(["f0", "g0", o() + ".go"]), "with": [o() for _ in range(self.pick([0, 2]))]}),
            (1, lambda: {"call": self.held(DICTS + ["v0"]) + self.pick([".pop", ".get", ".setdefault"]),
                         "with": [self.pick(KEYS), self.some_object()]}),
            (0.7, lambda: {"call": self.held(DICTS + ["v0", "k0", "w0"]) + ".clear"}),
            (0.7, lambda: {"call": "k0" + self.pick([".pop", ".get", ".setdefault"]), "with": [o(), self.some_object()]}),
            (2, lambda: {"call": "w0" + self.pick([".add", ".add", ".discard", ".remove"]), "with": [o()]}),
            (1, lambda: {"call": self.held(["z0", "z1"]) + self.pick(["", ".detach", ".peek"])}),
            (0.5, lambda: {"call": self.held(REFERENCES) + "()"}),
            (0.3, lambda: {"call": "v0.update", "with": ["{'a': %s}" % o()]}),
            (0.3, lambda: {"call": "k0.update", "with": ["{%s: %s}" % (o(), o())]}),
            (0.3, lambda: {"call": "w0.update", "with": ["[%s, %s]" % (o(), o())]}),
            (0.3, lambda: {"call": "e0.update", "with": ["[%s]" % self.pick(KEYS)]}),
            (0.5, lambda: {"call": self.pick(["v0.copy", "k0.copy", "w0.copy"])}),
            (0.3, lambda: {"call": "saved.with_traceback", "with": ["None"]}),
        )
        return self.bind(step, OBJECTS + ["n0"], 0.6)

    def iterate(self):
        entry = lambda: "%s[%s]" % (self.held(DICTS + ["v0"]), self.pick(KEYS))
        body = [self.one_of((3, self.printing), (2, self.delete), (2, self.set), (1, lambda: {"del": "it"}),
                            (1, lambda: {"del": entry()}),
                            (0.7, lambda: {"set": entry(), "to": self.held(OBJECTS)}),
                            (0.7, lambda: {"set": self.held(DICTS) + "[it]", "to": self.held(OBJECTS)}),
                            (0.7, lambda: {"set": self.held(DICTS) + "['new']", "to": self.held(OBJECTS)}),
                            (1, self.weakref), (0.7, lambda: {"collect": self.random.randrange(3)}))
                for _ in range(self.random.randrange(1, 3))]
        several = self.one_of(
            (5, lambda: self.held(LISTS + DICTS + ["v0", "k0", "t0", "v0"])), (1, self.view),
            (1.5, lambda: self.held(["y0", "y1"])),
            (1, lambda: "%s.%s()" % (self.held(["v0", "k0"]), self.pick(["keys", "values", "items"]))))
        return {"iterate": several, "as": "it", "do": body}

    def pop_of_a_set(self):
        """With one element, or none: which of several goes first is not defined."""
        made = self.pick([[{"new": "WeakSet", "as": "w0"}, {"call": "w0.add", "with": [self.held(OBJECTS)]}],
                          [{"new": "set", "items": [self.held(OBJECTS)], "as": "e0"}], [{"new": "set", "as": "e0"}]])
        return made + [{"call": made[0]["as"] + ".pop"}]

    def spent_generator(self):
        """One that is asked again after its end."""
        return [{"call": "walk", "with": [self.held(OBJECTS)], "as": "y0"}, {"iterate": "y0", "as": "it", "do": []},
                {"print": "next(y0)"}]

    def cut_loop(self):
        """A loop over a dict that grows while it is iterated."""
        name = self.pick(DICTS)
        return [{"new": "dict", "entries": [["'a'", self.held(OBJECTS)]], "as": name},
                {"iterate": name, "as": "it", "do": [{"set": name + "['new']", "to": self.held(OBJECTS)}]}]

    def printing(self):
        values = [self.value() for _ in range(self.random.randrange(1, 4))]
        return {"print": values if len(values) > 1 else values[0]}

    def expect(self):
        expected = [None, True, 1, 2, "'x'"]
        return {"expect": {self.value(): self.pick(expected) for _ in range(self.random.randrange(1, 3))}}

    def gc(self):
        """What sets the collector."""
        freeze = [{"gc": {"freeze": True}}]
        unfreeze = [{"gc": {"unfreeze": True}}]
        several = [[{"gc": {"enabled": False}}], [{"gc": {"enabled": True}}], [{"gc": {"thresholds": [60000, 20, 20]}}],
                   [{"gc": {"enabled": True, "thresholds": [50000, 5]}}]]
        if not self.frozen:
            several += [freeze, unfreeze, freeze + [{"new": "H"}, self.printing()] + unfreeze]
        made = self.pick(several)
        self.frozen = self.frozen or made is freeze
        return made

    def failure(self):
        return self.one_of((1, lambda: {"print": "nothing", "raises": "NameError"}),
                           (0.5, lambda: {"print": "o0.none", "raises": {"type": "AttributeError"}}),
                           (0.5, lambda: {"print": "1", "raises": "TypeError"}),
                           (0.5, lambda: {"print": "xs0[9]"}), (0.5, lambda: {"print": "ds0['none']"}),
                           (0.5, lambda: {"del": "o0.none"}), (0.5, lambda: {"iterate": "1", "as": "it", "do": []}),
                           (0.5, lambda: {"set": "xs0[7]", "to": "1"}), (0.5, lambda: {"call": "xs0.remove", "with": ["1"]}),
                           (0.5, lambda: {"print": "%s.a" % self.held(["q0", "q1"])}),
                           (1, lambda: {"raise": "ValueError", "message": "boom"}),
                           (1, lambda: {"raise": self.pick(["KeyError", "RuntimeError", "OSError"])}),
                           (1, lambda: {"set": "xs0.next", "to": self.held(OBJECTS)}),
                           (1, lambda: {"weakref": self.pick(["1", "'x'", "xs0", "r0"])}))

    def step(self):
        return self.one_of(
            (7, self.new), (0.5, self.use_of_a_dead_proxy), (0.1, self.cut_loop), (0.25, self.pop_of_a_set),
            (0.1, self.spent_generator), (3, self.container), (1.5, self.weak_collection), (9, self.set),
            (7, self.delete), (3, self.cycle),
            (7, self.weakref), (2.5, self.proxy), (2, self.weakmethod), (2.5, self.finalize), (3, self.closure),
            (2, self.partial), (2, self.generator), (2, self.attempt),
            (1.2, lambda: {"call": "keeps", "with": [self.held(OBJECTS)]}),
            (6, self.call), (2, self.iterate), (6, self.printing), (1.5, self.expect), (0.5, self.gc),
            (0.8, self.failure), (4, lambda: {"collect": self.random.choice([0, 0, 1, 2, 2])}))

    # Declarations

    def body(self, limit, subject):
        """A body of the function with this number, or of a finalizer; `subject` is its parameter."""
        names = ["o3", "o4", "o5", "r0", "fresh"]
        steps, rebound = [], set()
        bound, self.bound = self.bound, set(OBJECTS)
        for _ in range(self.random.randrange(1, 4)):
            step = self.one_of(
                (7, lambda: {"print": ["'in'", self.pick([subject, self.value(), "refcount(%s)" % subject])]}),
                (1, lambda: {"del": self.pick(names)}),
                (4, lambda: {"set": self.pick(names), "to": self.pick([subject, "None", self.pick(OBJECTS)])}),
                (2, lambda: {"set": "%s.%s" % (self.pick(OBJECTS), self.pick(ATTRIBUTES)),
                             "to": self.pick([subject, "None", self.pick(OBJECTS)])}),
                (1, lambda: {"del": "%s.%s" % (self.pick([subject, subject] + OBJECTS), self.pick(ATTRIBUTES))}),
                (2, lambda: {"new": "H", "as": self.pick(["fresh", "local", "other"])}),
                (1, lambda: self.weakref(limit, ["r0", "local"])),
                (1, lambda: {"call": "xs0.append", "with": [subject]}),
                (0.7, lambda: {"call": self.pick(["xs0.clear", "xs0.pop", "ds0.clear", "v0.clear"])}),
                (0.7, lambda: {"set": self.pick(["v0['a']", "ds0['a']"]), "to": subject}),
                (0.6, lambda: {"collect": self.random.randrange(3)}),
                (0.6, lambda: {"raise": "ValueError", "message": "boom"}),
                (0.5, lambda: {"print": "nothing"}),
                (0.7, lambda: {"call": "f%d" % self.random.randrange(limit), "with": [self.pick([subject, "1"])]}
                 if limit > 0 else {"print": "'leaf'"}),
                (0.5, lambda: {"return": self.pick([subject, self.value()])}),
                (0.4, lambda: {"print": "unbound"}),
                (0.4, lambda: {"partial": self.pick(["xs0.append", "f0"]), "with": [subject], "as": self.pick(["local", "fresh"])}),
                (0.6, lambda: {"try": [self.pick([{"print": "nothing"}, {"raise": "ValueError", "message": "boom"},
                                                  {"del": subject + ".a"}, {"return": subject}])],
                               "except": self.pick(["NameError", "ValueError", "Exception"]), "as": "caught",
                               "do": [self.pick([{"print": ["'caught'", "caught"]}, {"return": subject}])]}),
                (0.4, lambda: {"del": self.pick(["c1", "c2", "local"])}),
                (0.3, lambda: {"set": "unbound", "to": subject}),
                (0.3, lambda: {"set": self.pick(["c1", "c2"]), "to": subject}),
                (0.3, lambda: {"print": ["'in'", self.pick(["c1", "c2"])]}),
                (0.4, lambda: {"iterate": "xs0", "as": "local", "do": [self.pick([
                    {"print": "local"}, {"return": "local"}, {"del": "local"}])]}))
            steps.append(step)
            for place in (step.get("set"), step.get("del"), step.get("as")):
                if place in names:
                    rebound.add(place)
        self.bound = bound
        return ([{"global": sorted(rebound)}] if rebound else []) + steps

    def keeps(self):
        """The body of a function that keeps its frame, or an exception that holds it. Steps call it, callbacks never:
        below those may be frames of the library, which a kept frame would hold too."""
        frame = self.pick([{"frame": True, "as": "local"}, {"frame": True, "as": "x.b"}, {"frame": True, "as": "saved"}])
        fails = [{"raise": "ValueError", "message": "boom"}, {"print": "nothing"}, {"print": "mine.none"}, {"del": "x.none"}]
        caught = {"try": [self.pick(fails)], "except": "Exception", "as": "caught",
                  "do": [self.pick([{"return": "caught"}, {"set": "x.zed", "to": "caught"}])]}
        made = [{"global": ["saved"]}, {"new": "Q", "as": "mine"}]
        return made + self.pick([[frame], [frame], [caught], [frame, self.pick(fails)], [self.pick(fails)]])

    def walk(self):
        """The body of a generator."""
        steps = []
        for _ in range(self.random.randrange(1, 4)):
            steps += self.random.choices([
                [{"print": ["'walks'", "x"]}], [{"new": "Q", "as": "mine"}, {"yield": "mine"}],
                [{"yield": "x"}, {"del": "x"}], [{"yield": "x", "as": "sent"}, {"print": "sent"}],
                [{"raise": "ValueError", "message": "boom"}], [{"weakref": "x", "as": "seen"}, {"yield": "seen"}],
                [{"set": "x.next", "to": "x"}],
                [{"try": [{"print": "x.zed"}], "except": "AttributeError", "do": [{"print": "'no zed'"}]}]],
                [2, 3, 2, 2, 0.5, 1, 0.7, 1])[0]
            if "del" in steps[-1]:
                break
        return steps + [{"yield": "None"}]

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
