"""The heap after a step, seen without disturbing it: no weak references, no __dict__, nothing kept.

A look at the heap is taken after every step, so it goes through all objects in as few loops of its own as it can.
"""

import builtins
import functools
import gc
import itertools
import json
import sys
import types
import weakref
from collections.abc import Mapping

from weakviz_lists import OldObjects
from weakviz_names import KINDS, PLAIN, PROXIES, WEAK_COLLECTIONS, is_declared, is_plain, word
from weakviz_parts import hidden_parts

LIBRARY_MODULES = ("weakref", "_weakrefset", "collections.abc")  # whose functions are methods of weak collections
PROGRAM = "program.py"  # what the code of a program is compiled as
IMMORTAL = 1 << 30  # no object of a program has so many references
# References that reading the counts of a list of objects holds itself: the list's, the argument's.
HELD = list(map(sys.getrefcount, [object()]))[0]

# What there is to know of a type, as bits: numbers, for whatever else is kept might stand in the collector's lists.
OUTSIDE = 1  # modules, code, types: of the interpreter, never followed
LEAF = 2  # plain values, which no list has and which lead nowhere
DOUBTFUL = 4  # only the value tells whether it is outside
FUNCTION = 8
CONTAINER = 16  # dicts and tuples: the collector may have let go of them; frames: it has none of a generator that waits
SHOWN = 32
REFERRING = 64  # weak references and proxies
PROXY = 128
COLLECTION = 256  # weak collections
SERVED = 512  # with parts that nobody sees
ATTRIBUTED = 1024  # with attributes that may lie in a dict
WATCHING = 2048  # with a weak reference to itself
PARTIAL = 4096
WITH_ARGUMENTS = 8192  # partials and exceptions: the program may get hold of the tuple of their arguments


class HeapObserver:
    """Reads the heap of a scenario that runs in the module `__main__`.

    It looks the module up by name at each use: a reference to its dictionary would change how the interpreter
    takes the module down.
    """

    def __init__(self, names, attributes, own, program=PROGRAM):
        self.names = names
        # Names of the module that are no part of the scenario.
        self.words = frozenset(own).union(name for name in self.namespace() if name.startswith("__"))
        self.program = program  # what the code of the scenario's functions is compiled as
        self.base = set()  # addresses of the objects that were there before the scenario
        self.base_count = 0  # how many of them the lists had at the last look
        self.mixed = False  # whether those are in the collector's lists too
        self.own = set  # gives the addresses of what the observer makes while the scenario runs
        self.declared = ()  # the functions of the scenario that are no heap objects
        self.attributes = attributes  # attribute names that the scenario mentions
        self.permanent = None  # the list of what is frozen, where the scenario freezes
        self.old = OldObjects()
        self.last_mark = self.last_births = self.last_text = None  # of the last look
        self.kinds = {}  # what is known of types, by address
        self.called = {}  # what the names of their objects begin with, by address

    def namespace(self):
        return sys.modules["__main__"].__dict__

    def text(self):
        """The heap as JSON, made anew only where something has changed since the last look."""
        # The lists are read in a function without cells: a cell would be in them, and all that it holds.
        others, measures = self.tracked()
        mark = self.mark(others, measures)
        if mark != self.last_mark or self.names.births != self.last_births:
            self.last_text = json.dumps(self.state(*self.look(others, measures)))
            self.last_mark, self.last_births = mark, self.names.births
        return self.last_text

    def mark(self, objects, measures):
        """A number that tells two heaps apart: made of all objects in their order, their counts and generations, all
        references, and the names. What the collector has let go of holds plain values only: its count is enough."""
        namespace = self.namespace()
        referents = list(map(gc.get_referents, objects))
        referred = list(itertools.chain(namespace.values(), *referents))
        kinds = map(self.kinds.get, map(id, map(type, referred)), itertools.repeat(0))
        containers = itertools.compress(referred, map(CONTAINER.__and__, kinds))
        return hash((tuple(measures.items()), tuple(map(len, referents)), tuple(map(id, referred)),
                     tuple(map(sys.getrefcount, containers)), tuple(namespace)))

    def state(self, names, values, records):
        """What a look gave, as the event log's `state` has it."""
        lists = [[], [], []]
        for name, _, _, generation, _, perhaps, *_ in records:
            if generation is not None:
                lists[generation].append(name + " perhaps" if perhaps else name)
        objects = []
        for name, references, weak, generation, is_reachable, perhaps, *_ in records:
            objects.append({"object": name, "refcount": references, "weakrefcount": weak, "generation": generation,
                            "reachable": is_reachable})
            if perhaps:
                objects[-1]["perhaps"] = True
        return {
            "names": names,
            "values": values,
            "objects": objects,
            "weakrefs": [{"weakref": r[0], "referent": r[7]} for r in records if r[6]],
            "collections": {r[0]: r[8] for r in records if r[8] is not None},
            "lists": lists,
        }

    def look(self, others, measures):
        """The module's names, its plain values, and a record for each visible object in the order of the collector's
        lists: name, count of references, of weak references, generation, whether it is reachable, whether the program
        may not know it, whether it refers weakly, to what, entries."""
        records = self.described(others, measures)
        self.names.forget_dead(measures.keys())
        names, values, words = {}, {}, self.words
        for name, value in self.namespace().items():
            if name in words or self.is_own(name, value):
                continue
            declared = self.is_declaration(value)
            if declared and (type(value) is type or value.__name__ == name):
                continue
            if declared or is_plain(value):
                values[name] = self.names.nested(value)
            else:
                names[name] = self.names.name(value)
        return names, values, records

    # What a name or a value is

    def is_own(self, name, value):
        """True for what stands in the module beside the scenario's names: modules, what prints objects."""
        return name in self.words or type(value) is types.ModuleType or name.startswith("__")

    def is_declaration(self, value):
        """True for types and for functions that are no closures."""
        if type(value) is types.FunctionType:
            return any(value is function for function in self.declared)
        return type(value) is type

    def is_outside(self, value):
        """True for what belongs to the interpreter though its type does not say so: the function that runs a
        statement, frames, tuples that never die."""
        if type(value) is tuple:
            return sys.getrefcount(value) > IMMORTAL
        if type(value) is types.FunctionType:
            return value.__name__ == "<module>" or (
                value.__module__ in LIBRARY_MODULES and "<locals>" not in value.__qualname__)
        # The frames of the scenario's functions are its own; those of its statements and of the observer are not.
        code = value.f_code
        return code.co_filename != self.program or code.co_name == "<module>" or code.co_name.startswith("__init")

    def learn(self, kind):
        """What there is to know of a type; it is remembered by its address, as who holds a class of the library at
        exit holds the program's finalizers."""
        called, flags = word(kind), 0
        if kind in PLAIN:
            flags |= LEAF
        if kind in (types.ModuleType, types.CodeType) or issubclass(kind, type):
            flags |= OUTSIDE
        if kind in (tuple, types.FunctionType, types.FrameType):
            flags |= DOUBTFUL
        if kind is types.FunctionType:
            flags |= FUNCTION
        if kind in (dict, tuple, types.FrameType):
            flags |= CONTAINER
        if called or kind.__module__ == "__main__":
            flags |= SHOWN
        if kind in (weakref.ReferenceType, weakref.WeakMethod):
            flags |= REFERRING
        if kind in PROXIES:
            flags |= REFERRING | PROXY
        if called in WEAK_COLLECTIONS:
            flags |= COLLECTION
        if kind is functools.partial:
            flags |= PARTIAL | WITH_ARGUMENTS
        if issubclass(kind, Exception):
            flags |= WITH_ARGUMENTS
        if flags & COLLECTION or kind is weakref.WeakMethod:
            flags |= WATCHING
        if flags & (WATCHING | FUNCTION | PARTIAL) or kind in (
                weakref.KeyedRef, types.MethodType, types.GeneratorType):
            flags |= SERVED
        if (flags & (COLLECTION | FUNCTION | PARTIAL) or kind.__module__ == "__main__" or issubclass(kind, Exception)):
            flags |= ATTRIBUTED
        self.kinds[id(kind)] = flags
        self.called[id(kind)] = (called or kind.__name__) + "#"
        return flags

    def flags(self, values):
        """What is known of the type of each value, as a list."""
        flags = list(map(self.kinds.get, map(id, map(type, values))))
        if None in flags:
            for value in values:
                if id(type(value)) not in self.kinds:
                    self.learn(type(value))
            value = None
            flags = list(map(self.kinds.get, map(id, map(type, values))))
        return flags

    # The objects

    def tracked(self):
        """The objects in the collector's lists, and their counts and generations by address, in the order of the
        lists."""
        objects = gc.get_objects(generation=0)
        middle = gc.get_objects(generation=1)
        old = gc.get_objects(generation=2)
        observed = {id(objects), id(middle), id(old), id(self.base), id(self.old.new)}
        generations = [0] * len(objects) + [1] * len(middle)
        objects += middle
        # The interpreter's own objects are all old: what is young lies where one of them lay.
        self.base.difference_update(map(id, objects))
        frozen, everything = [], old
        if self.mixed:
            old = self.old.without(self.base, old)
        if self.permanent:
            frozen = self.permanent.objects(self.base)
            observed.add(id(self.permanent.places))
        if self.mixed:
            self.forget_dead_base(everything, len(everything) - len(old) - len(frozen))
        generations += [2] * len(old) + [None] * len(frozen)
        objects += old
        objects += frozen
        middle = old = frozen = everything = None
        observed.update(self.own())
        flags = self.flags(objects)
        counts = list(map(sys.getrefcount, objects))
        measures, others = {}, []
        for value, flag, address, count, generation in zip(objects, flags, map(id, objects), counts, generations):
            if flag & OUTSIDE or address in observed or flag & DOUBTFUL and self.is_outside(value):
                continue
            measures[address] = (count - HELD, generation)
            others.append(value)
        return others, measures

    def forget_dead_base(self, old, count):
        """Where one of the objects that were there before is dead, another may lie soon: `count` tells of it."""
        places = self.permanent.places if self.permanent else ()
        count += len(places)
        if count < self.base_count:
            self.base.intersection_update([*map(id, old), *places])
        self.base_count = count

    def described(self, others, measures):
        """A record for each visible object; `measures` gets those of the objects that no list has."""
        extra, alive = self.reached(self.roots(), others, measures)
        for value, count in zip(extra, list(map(sys.getrefcount, extra))):
            measures[id(value)] = (count - HELD, None)
        value = None
        objects = others + extra
        flags, addresses = self.flags(objects), list(map(id, objects))
        served = [value for value, flag in zip(objects, flags) if flag & SERVED]
        with_dicts = [value for value, flag in zip(objects, flags)
                      if flag & ATTRIBUTED and dict in map(type, gc.get_referents(value))]
        hidden = hidden_parts(served, with_dicts, self.attributes)
        hidden -= self.shared_references(objects, flags, addresses, hidden)
        watching = [value for value, flag in zip(objects, flags) if flag & WATCHING]
        perhaps = self.perhaps(watching, hidden)
        weak = list(map(weakref.getweakrefcount, objects))
        referents = self.referents(itertools.compress(objects, weak))
        perhaps.update(id(value.args) for value, flag, address in zip(objects, flags, addresses)
                       if flag & WITH_ARGUMENTS and address not in hidden)
        # An error that was caught leaves the frame of a generator behind, which that keeps to itself.
        perhaps.update(address for address, value in zip(addresses, objects)
                       if type(value) is types.FrameType and measures[address][1] is None)
        value = None
        records, known = [], self.names.names
        for value, flag, address, count in zip(objects, flags, addresses, weak):
            if flag & SHOWN and address not in hidden:
                references, generation = measures[address]
                name = known.get(address)
                if not (name and name.startswith(self.called[id(type(value))])):
                    name = self.names.name(value)
                records.append((
                    name, references, 0 if flag & PROXY else count, generation, address in alive,
                    address in perhaps, flag & REFERRING, referents.get(address),
                    self.entries(value, word(type(value))) if flag & COLLECTION else None))
        return records

    def roots(self):
        """What is reachable without another object of the scenario. Whoever takes the list empties it."""
        words = self.words
        roots = [value for name, value in self.namespace().items()
                 if not (name in words or self.is_own(name, value))]
        for finalizer, info in weakref.finalize._registry.items():
            roots += [finalizer, info.weakref, info.func, info.args, info.kwargs]
        return roots

    def reached(self, waiting, others, known):
        """The objects that the scenario reaches and that are not `known`, and the addresses of all that `waiting`
        leads to."""
        seen = {id(self.namespace()), id(__builtins__), id(sys.modules)}
        seen.update(map(id, self.declared))
        stopped, extra, alive, kinds = frozenset(seen), [], None, self.kinds
        skipped, referents_of = OUTSIDE | LEAF, gc.get_referents
        while True:
            while waiting:
                value = waiting.pop()
                flag = kinds.get(id(type(value)))
                if flag is None:
                    flag = self.learn(type(value))
                if flag & skipped:
                    continue
                address = id(value)
                if address in seen or flag & DOUBTFUL and (not value or self.is_outside(value)):
                    continue
                if address not in known:
                    if not (flag & CONTAINER or gc.is_tracked(value)):
                        continue
                    extra.append(value)
                seen.add(address)
                if flag & FUNCTION:
                    waiting += [referent for referent in referents_of(value) if referent is not value.__globals__]
                else:
                    waiting += referents_of(value)
            if alive is not None:
                return extra, alive
            alive = seen - stopped
            waiting += others  # what these lead to is reached by unreachable objects alone

    def entries(self, collection, kind):
        name, held = self.label, self.held_label
        if kind == "WeakValueDictionary":
            live = [(k, r()) for k, r in collection.data.items()]
            return [[held(k), name(v)] for k, v in live if v is not None]
        if kind == "WeakKeyDictionary":
            live = [(r(), v) for r, v in collection.data.items()]
            return [[name(k), held(v)] for k, v in live if k is not None]
        live = [r() for r in collection.data]
        return sorted(name(v) for v in live if v is not None)

    def label(self, value):
        return self.names.nested(value) if is_plain(value) else self.names.name(value)

    def held_label(self, value):
        """The same for what is held strongly: a declared function is no object then."""
        return self.names.nested(value) if self.is_declaration(value) else self.label(value)

    # What refers weakly, and what only serves another object

    def referents(self, objects):
        """What the weak references to these objects and to the module's functions refer to, by their addresses."""
        found = {}
        functions = [value for value in self.namespace().values() if type(value) is types.FunctionType]
        for value in itertools.chain(objects, itertools.compress(functions, map(weakref.getweakrefcount, functions))):
            if is_declared(value):
                name = self.names.name(value)
            elif self.is_declaration(value):
                name = self.names.nested(value)
            else:
                name = self.names.name(value) if word(type(value)) else ""
            for reference in weakref.getweakrefs(value):
                found[id(reference)] = name
        return found

    def perhaps(self, watching, hidden):
        """The addresses of what the program can get hold of and let go again: arguments of finalizers."""
        return {id(info.args) for info in weakref.finalize._registry.values()}

    def shared_references(self, objects, flags, addresses, hidden):
        """Weak references of hidden use that the program got too, because they are shared."""
        plain = {address for address, value in zip(addresses, objects)
                 if type(value) is weakref.ReferenceType and address in hidden}
        if not plain:
            return plain
        shown = plain.intersection(map(id, self.namespace().values()))
        for value, flag, address in zip(objects, flags, addresses):
            if flag & SHOWN and not flag & WATCHING and address not in hidden:
                shown.update(plain.intersection(map(id, gc.get_referents(value))))
        return shown


def warm_comparisons(kinds):
    """A mapping that is compared asks the abstract base class what its other side is, and that
    keeps the answer for every type: with weak references and callbacks of its own."""
    for kind in kinds:
        issubclass(kind, Mapping)


def built_in_kinds():
    """The types that a scenario can have objects of without declaring them."""
    library = (weakref.WeakMethod, weakref.finalize, weakref.WeakSet, weakref.WeakValueDictionary,
               weakref.WeakKeyDictionary, type, types.ModuleType)
    exceptions = [value for value in vars(builtins).values()
                  if isinstance(value, type) and issubclass(value, BaseException)]
    return [*KINDS, *PLAIN, *library, *exceptions]
