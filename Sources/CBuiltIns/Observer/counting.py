"""Keeps the judge out of the count of allocations, so that automatic collections come when the program makes them come.

Between two statements the count goes on where the program left it: objects that count are let go, or more are made.
"""

import gc

LONG = tuple(range(25))  # too long for the interpreter's list of free tuples: each new one counts


def ballast():
    """An object whose end takes one off the count at once. That of an instance would wait where deaths are nested deep."""
    return iter(())


class Counting:
    def __init__(self):
        self.ballast = [ballast() for _ in range(20_000)]
        self.added = []
        self.reserve = None
        self.count = 0
        self.excess = None

    def begin(self):
        """The program's count begins: as after a collection."""
        self.count = 0
        self.resume()
        self.pause()

    def own(self):
        """The addresses of the objects that are there only for counting."""
        found = {id(self.reserve), id(self.added)}
        found.update(map(id, self.reserve))
        found.update(map(id, self.added))
        return found

    def pause(self):
        self.count = gc.get_count()[0]

    def resume(self):
        self.fill_free_lists()
        self.restore(self.count)

    def fill_free_lists(self):
        """A full collection empties the interpreter's lists of free dicts, tuples and lists; from them nothing counts.
        They must not be full either: what finds no place in them counts at its end."""
        self.reserve = None
        filling = self.free_objects(30)
        filling.clear()
        self.reserve = self.free_objects(10)

    @staticmethod
    def free_objects(number):
        made = []
        for _ in range(number):
            made += [{}, []]
            made += [LONG[:size] for size in range(1, 12)]
        return made

    def restore(self, count):
        while gc.get_count()[0] > count:
            self.ballast.pop()
        while gc.get_count()[0] < count:
            self.added.append(LONG[1:])

    def quiet(self, word, refills=False):
        """The function, without its allocations."""
        def quietly(*values):
            enabled, count = self.leave()
            if refills and values[0] == "stop" and values[1]["generation"] == 2:
                # What tells of a full collection is made when the free lists are empty, and counts: the program knows
                # nothing of it. The first collection, before the program, says how much that is.
                if self.excess is None:
                    self.excess = count
                count = max(0, count - self.excess)
            try:
                return word(*values)
            finally:
                if refills:
                    self.fill_free_lists()
                self.come_back(enabled, count)
        quietly.__name__ = word.__name__
        return quietly

    def quiet_about_one(self, word):
        """The function of one object, without its allocations. No tuple of arguments holds the object: where deaths are
        nested deep, the end of a tuple waits for the others, and the object's would wait with it."""
        def quietly(value):
            enabled, count = self.leave()
            try:
                return word(value)
            finally:
                self.come_back(enabled, count)
        quietly.__name__ = word.__name__
        return quietly

    @staticmethod
    def leave():
        """Leaves the program: whether it had the collector on, and its count."""
        enabled = gc.isenabled()
        gc.disable()
        return enabled, gc.get_count()[0]

    def come_back(self, enabled, count):
        self.restore(count)
        if enabled:
            gc.enable()
