"""The heap after a step, seen without disturbing it: no weak references, no __dict__, nothing kept."""

import ctypes
import functools
import gc
import sys
import types
import weakref

from naming import PROXIES, WEAK_COLLECTIONS, is_declared, is_plain, word

# In the loop over a list of objects these hold one reference each: the list, the loop variable, the argument.
HELD_IN_LOOP = 3
WORDS = frozenset("gc weakref sys print refcount weakrefcount".split())
OUTSIDE = (types.ModuleType, types.CodeType)


IMMORTAL = 1 << 30  # no object of a scenario has so many references


def is_outside(value):
    """True for what belongs to the interpreter: types, modules, code, frames, the function that runs a statement,
    tuples that never die."""
    if type(value) is tuple and sys.getrefcount(value) > IMMORTAL:
        return True
    if type(value) is types.FunctionType:
        return value.__name__ == "<module>"
    if type(value) is types.FrameType:
        # Those of the scenario's functions are its own; those of its statements and of the judge are not.
        return value.f_code.co_filename != "<preamble>" or value.f_code.co_name.startswith("__init")
    return type(value) in OUTSIDE or issubclass(type(value), type)


class PermanentGeneration:
    """The collector's list of what is frozen, which gc.get_objects() does not show: its links are read as they lie in
    memory before each object. Whatever stands in the list is alive."""

    HEAD = 16  # bytes of the links before an object

    class Anchor:
        """An object to find the list's beginning by."""

    def __init__(self):
        gc.freeze()
        anchor = self.Anchor()
        gc.freeze()  # now it is the last of the list
        self.beginning = self.word(id(anchor) - self.HEAD)

    @staticmethod
    def word(address):
        return ctypes.c_size_t.from_address(address).value

    def objects(self):
        found, place = [], self.word(self.beginning)
        while place != self.beginning:
            found.append(ctypes.cast(place + self.HEAD, ctypes.py_object).value)
            place = self.word(place)
        return found


class HeapObserver:
    """Reads the heap of a scenario that runs in `namespace`'s module.

    It looks the module up by name at each use: a reference to its dictionary would change how the interpreter
    takes the module down.
    """

    def __init__(self, names, attributes):
        self.names = names
        self.base = set()  # addresses of the objects that were there before the scenario
        self.mixed = False  # whether those are in the collector's lists too
        self.own = set  # gives the addresses of what the judge makes while the scenario runs
        self.declared = ()  # the functions of the scenario that are no heap objects
        self.attributes = attributes  # attribute names that the scenario mentions
        self.permanent = None  # the list of what is frozen, where the scenario freezes

    def namespace(self):
        return sys.modules["__main__"].__dict__

    def state(self):
        """The heap as the event log's `state` has it."""
        namespace, records = self.scan()
        visible = [r for r in records.values() if r["visible"]]
        self.names.forget_dead(records.keys())
        names, values = {}, {}
        for name, value in namespace.items():
            if name.startswith("__") or name in WORDS:
                continue
            declared = self.is_declaration(value)
            if declared and (type(value) is type or value.__name__ == name):
                continue
            if is_plain(value) or declared:
                values[name] = self.names.nested(value)
            else:
                names[name] = self.names.name(value)
        value = None
        objects = [{k: r[k] for k in ("object", "refcount", "weakrefcount", "generation", "reachable")}
                   for r in visible]
        for record, value in zip(visible, objects):
            if "perhaps" in record:
                value["perhaps"] = True
        return {
            "names": names,
            "values": values,
            "objects": objects,
            "weakrefs": [{"weakref": r["object"], "referent": r["referent"], "perhaps": "perhaps" in r}
                         for r in visible if "referent" in r],
            "collections": {r["object"]: r["entries"] for r in visible if "entries" in r},
            "lists": self.lists(records),
        }

    def lists(self, records):
        """The collector's list of each generation: the visible objects in the order of the list."""
        lists = [[], [], []]
        for record in records.values():
            if record["visible"] and record["generation"] is not None:
                lists[record["generation"]].append(record["object"] + (" perhaps" if "perhaps" in record else ""))
        return lists

    def is_declaration(self, value):
        """True for types and for functions that are no closures."""
        return type(value) is type or any(value is function for function in self.declared)

    def scan(self):
        """The namespace, and a record for each live object of the scenario, by address."""
        # The lists are read in a function without cells: a cell would be in them, and all that it holds.
        others, records = self.tracked()
        return self.namespace(), self.described(others, records)

    def tracked(self):
        """The objects in the collector's lists, and their counts and generations by address, in the order of the
        lists."""
        objects = gc.get_objects(generation=0)
        middle = gc.get_objects(generation=1)
        old = gc.get_objects(generation=2)
        frozen = self.permanent.objects() if self.permanent else []
        observed = {id(objects), id(middle), id(old), id(self.base)}
        ends = [len(objects), len(objects) + len(middle)]
        objects += middle
        # The interpreter's own objects are all old: what is young lies where one of them lay.
        self.base.difference_update(map(id, objects))
        if self.mixed:
            old = self.without_base(old)
            frozen = self.without_base(frozen)
        objects += old
        ends.append(len(objects))
        objects += frozen
        middle = old = frozen = None
        observed.update(self.own())
        records, others, index = {}, [], 0
        for value in objects:
            if not (id(value) in observed or is_outside(value)):
                records[id(value)] = {"id": id(value), "refcount": sys.getrefcount(value) - HELD_IN_LOOP,
                                      "generation": 0 if index < ends[0] else 1 if index < ends[1]
                                      else 2 if index < ends[2] else None}
            index += 1
        for value in objects:
            if id(value) in records:
                others.append(value)
        return others, records

    def without_base(self, objects):
        base = self.base
        return [value for value in objects if id(value) not in base]

    def described(self, others, records):
        namespace = self.namespace()
        roots = self.roots(namespace)
        starts = list(map(id, roots))
        links = {}
        extra = self.untracked(others + roots, records, links)
        roots = None
        for value in extra:
            records[id(value)] = {"id": id(value), "refcount": sys.getrefcount(value) - HELD_IN_LOOP,
                                  "generation": None}
        value = None
        alive = self.alive(starts, links)
        hidden = self.hidden(others + extra)
        hidden -= self.shared_references(others + extra, hidden, namespace)
        # The program can get hold of these and let them go again: weakviz may show them or not.
        perhaps = self.references_to_themselves(others + extra) & hidden
        perhaps.update(id(info.args) for info in weakref.finalize._registry.values())
        hidden -= perhaps
        referents = {}
        for value in others + extra + [f for f in namespace.values() if type(f) is types.FunctionType]:
            for reference in weakref.getweakrefs(value):
                referents[id(reference)] = self.names.name(value) if word(type(value)) else ""
                if self.is_declaration(value):
                    referents[id(reference)] = self.names.nested(value)
                if is_declared(value):
                    referents[id(reference)] = self.names.name(value)
            reference = None
        for value in others + extra:
            self.describe(value, records[id(value)], hidden, referents, alive)
        perhaps.update(record["arguments"] for record in records.values() if "arguments" in record)
        for address in perhaps & records.keys():
            records[address]["perhaps"] = True
        return records

    def untracked(self, starts, records, links):
        """What the scenario reaches and no list of the collector has. `links` gets the addresses of the referents of
        everything reached."""
        stopped = {id(self.namespace()), id(__builtins__), id(sys.modules)}
        stopped.update(map(id, self.declared))
        extra, waiting = [], list(starts)
        while waiting:
            value = waiting.pop()
            if id(value) in links or id(value) in stopped or is_outside(value):
                continue
            if is_plain(value) or not (gc.is_tracked(value) or type(value) in (dict, tuple)):
                continue
            if id(value) not in records:
                extra.append(value)
            inner = gc.get_referents(value)
            if type(value) is types.FunctionType:
                inner = [o for o in inner if o is not value.__globals__]
            links[id(value)] = tuple(map(id, inner))
            waiting += inner
        return extra

    def alive(self, waiting, links):
        """The addresses of what is reached over strong references."""
        found = set()
        while waiting:
            address = waiting.pop()
            if address in links and address not in found:
                found.add(address)
                waiting += links[address]
        return found

    def describe(self, value, record, hidden, referents, alive):
        kind = type(value)
        record["visible"] = id(value) not in hidden and bool(word(kind) or is_declared(value))
        if not record["visible"]:
            return
        record["object"] = self.names.name(value)
        record["weakrefcount"] = 0 if kind in PROXIES else weakref.getweakrefcount(value)
        record["reachable"] = id(value) in alive
        if kind in (weakref.ReferenceType, weakref.WeakMethod) or kind in PROXIES:
            record["referent"] = referents.get(id(value))
        if kind is functools.partial:
            record["arguments"] = id(value.args)
        if word(kind) in WEAK_COLLECTIONS:
            record["entries"] = self.entries(value, word(kind))

    def entries(self, collection, kind):
        name = self.label
        if kind == "WeakValueDictionary":
            live = [(k, r()) for k, r in collection.data.items()]
            return [[name(k), name(v)] for k, v in live if v is not None]
        if kind == "WeakKeyDictionary":
            live = [(r(), v) for r, v in collection.data.items()]
            return [[name(k), name(v)] for k, v in live if k is not None]
        live = [r() for r in collection.data]
        return sorted(name(v) for v in live if v is not None)

    def label(self, value):
        return self.names.nested(value) if is_plain(value) else self.names.name(value)

    def roots(self, namespace):
        roots = [v for k, v in namespace.items() if k not in WORDS and not k.startswith("__")]
        for finalizer, info in weakref.finalize._registry.items():
            roots += [finalizer, info.weakref, info.func, info.args, info.kwargs]
        return roots

    def hidden(self, objects):
        """Addresses of what only serves another object: dictionaries of attributes, insides of weak collections."""
        hidden = set()
        for value in objects:
            kind = type(value)
            if word(kind) in WEAK_COLLECTIONS:
                hidden.update(map(id, self.insides(value, word(kind))))
            elif kind is weakref.WeakMethod:
                function = value._func_ref
                remover = getattr(value, "__callback__", None) or getattr(function, "__callback__", None)
                hidden.update((id(function), id(remover)))
                hidden.update(map(id, gc.get_referents(function)))
                for inner in gc.get_referents(function) + [remover]:
                    if type(inner) is types.FunctionType:
                        hidden.update((id(inner), id(inner.__closure__)))
                        hidden.update(id(c.cell_contents) for c in inner.__closure__
                                      if type(c.cell_contents) is weakref.ReferenceType
                                      and c.cell_contents() is value)
            elif kind is types.FunctionType:
                hidden.update((id(value.__closure__), id(value.__defaults__)))
            elif issubclass(type(value), Exception):
                hidden.add(id(value.args))
            elif kind is functools.partial:
                hidden.add(id(value.keywords))
            elif type(value).__name__ == "KeyedRef":
                hidden.add(id(value))
            with_attributes = (types.FunctionType, functools.partial)
            if (is_declared(value) or word(kind) in WEAK_COLLECTIONS or kind in with_attributes
                    or issubclass(type(value), Exception)):
                for inner in gc.get_referents(value):
                    if type(inner) is dict and not self.is_attribute(value, inner):
                        hidden.add(id(inner))
                inner = None
        hidden.add(id(weakref.finalize._registry))
        for finalizer, info in weakref.finalize._registry.items():
            hidden.update(map(id, (info, info.weakref, info.kwargs)))
        return hidden

    def references_to_themselves(self, objects):
        """Addresses of the weak references that weak collections and WeakMethods have to themselves."""
        found = set()
        for value in objects:
            if word(type(value)) in WEAK_COLLECTIONS or type(value) is weakref.WeakMethod:
                found.update(id(r) for r in weakref.getweakrefs(value) if type(r) is weakref.ReferenceType
                             and r.__callback__ is None)
        return found

    def is_attribute(self, owner, value):
        """True if the program can reach the dictionary from its owner: it is no hidden part then."""
        if any(getattr(owner, name, None) is value for name in self.attributes):
            return True
        bases = type(owner).__mro__
        if list in bases or tuple in bases:
            return any(element is value for element in owner)
        return dict in bases and any(element is value for element in dict.values(owner))

    def insides(self, collection, kind):
        remover = collection._remove
        inside = [collection.data, collection._pending_removals, collection._iterating, remover]
        references = collection.data.values() if kind == "WeakValueDictionary" else collection.data
        inside += list(references)
        inside.append(remover.__defaults__)
        inside += list(remover.__defaults__ or ())
        return inside

    def shared_references(self, objects, hidden, namespace):
        """Weak references of hidden use that the program got too, because they are shared."""
        shown = set()
        plain = [id(o) for o in objects if id(o) in hidden and type(o) is weakref.ReferenceType]
        if not plain:
            return shown
        for value in namespace.values():
            if id(value) in plain:
                shown.add(id(value))
        for value in objects:
            if id(value) not in hidden and (word(type(value)) or is_declared(value)):
                if word(type(value)) in WEAK_COLLECTIONS or type(value) is weakref.WeakMethod:
                    continue
                shown.update(id(o) for o in gc.get_referents(value) if id(o) in plain)
        return shown
