"""Bodies of the functions, methods and finalizers of random scenarios.

What could run for ever is left out: bodies make only objects without finalizer, and callbacks only of functions with a
lower number.
"""

from drawing import ATTRIBUTES, OBJECTS
from drawing_steps import Steps


class Bodies(Steps):
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
