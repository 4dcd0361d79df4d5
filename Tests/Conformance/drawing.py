"""What random scenarios are drawn from: their names, expressions and places.

Names tell what they hold (o objects, r weak references, xs lists, …), so that most steps do something.
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


class Drawing:
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
