"""Steps of random scenarios: a method for each verb, and for what takes several steps."""

from drawing import ATTRIBUTES, DICTS, FUNCTIONS, KEYS, LISTS, OBJECTS, OTHERS, REFERENCES, Drawing


class Steps(Drawing):
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
                          [{"new": "set", "as": "e0"}, {"call": "e0.add", "with": [self.held(OBJECTS)]}],
                          [{"new": "set", "as": "e0"}]])
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
