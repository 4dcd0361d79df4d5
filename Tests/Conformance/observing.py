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


def is_outside(value):
    """True for what belongs to the interpreter: types, modules, code, frames, the function that runs a statement."""
    if type(value) is types.FunctionType:
        return value.__name__ == "<module>"
    if type(value) is types.FrameType:
        # Those of the scenario's functions are its own; those of its statements and of the judge are not.
        return value.f_code.co_filename != "<preamble>" or value.f_code.co_name.startswith("__init")
    return type(value) in OUTSIDE or issubclass(type(value), type)


class HeapObserver:
    """Reads the heap of a scenario that runs in `namespace`'s module.

    It looks the module up by name at each use: a reference to its dictionary would change how the interpreter
    takes the module down.
    """

    def __init__(self, names, attributes):
        self.names = names
        self.base = set()  # addresses of the objects that were there before the scenario
        self.mixed = False  # whether those are in the collector's lists too
        self.declared = ()  # the functions of the scenario that are no heap objects
        self.attributes = attributes  # attribute names that the scenario mentions
        self.frozen = {}  # address -> name, of objects that the scenario froze

    def namespace(self):
        return sys.modules["__main__"].__dict__

    def freeze(self):
        """Notes what a gc.freeze() of the scenario is about to freeze."""
        for record in self.scan()[1].values():
            if record["visible"]:
                self.frozen[record["id"]] = record["object"]

    def unfreeze(self):
        """Notes that a gc.unfreeze() brings everything back into the collector's lists."""
        self.frozen.clear()

    def state(self):
        """The heap as the event log's `state` has it."""
        namespace, records = self.scan()
        visible = [r for r in records.values() if r["visible"]]
        self.names.forget_dead({r["id"] for r in records.values()} | self.frozen.keys())
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
        arguments = {id(info.args) for info in weakref.finalize._registry.values()}
        arguments.update(r["arguments"] for r in visible if "arguments" in r)
        objects = [{k: r[k] for k in ("object", "refcount", "weakrefcount", "generation", "reachable")}
                   for r in visible]
        for record, value in zip(visible, objects):
            if record["id"] in arguments:
                value["perhaps"] = True
        known = {r["id"] for r in visible}
        for address, name in self.frozen.items():
            if address not in known and ctypes.c_ssize_t.from_address(address).value > 0:
                objects.append({"object": name, "refcount": None, "weakrefcount": None, "generation": None,
                                "reachable": False})
        return {
            "names": names,
            "values": values,
            "objects": objects,
            "weakrefs": [{"weakref": r["object"], "referent": r["referent"]} for r in visible if "referent" in r],
            "collections": {r["object"]: r["entries"] for r in visible if "entries" in r},
        }

    def is_declaration(self, value):
        """True for types and for functions that are no closures."""
        return type(value) is type or any(value is function for function in self.declared)

    def scan(self):
        """The namespace, and a record for each live object of the scenario, by address."""
        # The lists are read in a function without cells: a cell would be in them, and all that it holds.
        others, records = self.tracked()
        return self.namespace(), self.described(others, records)

    def tracked(self):
        """The objects in the collector's lists, and their counts and generations by address."""
        young = gc.get_objects(generation=0)
        middle = gc.get_objects(generation=1)
        old = gc.get_objects(generation=2)
        observed = (id(young), id(middle), id(old), id(self.base))
        objects, records = [], {}
        for generation in (0, 1, 2):
            for value in (young, middle, old)[generation]:
                if generation < 2:
                    # The interpreter's own objects are all old: this one lies where one of them lay.
                    self.base.discard(id(value))
                if id(value) in observed or is_outside(value) or self.mixed and id(value) in self.base:
                    continue
                records[id(value)] = {"id": id(value), "refcount": sys.getrefcount(value) - HELD_IN_LOOP,
                                      "generation": generation}
        for value in young + middle + old:
            if id(value) in records:
                objects.append(value)
        return objects, records

    def described(self, others, records):
        namespace = self.namespace()
        extra = self.untracked(others, records, namespace)
        for value in extra:
            records[id(value)] = {"id": id(value), "refcount": sys.getrefcount(value) - HELD_IN_LOOP,
                                  "generation": None}
        value = None
        alive = set(self.reached(self.roots(namespace), namespace, {}))
        hidden = self.hidden(others + extra)
        hidden -= self.shared_references(others + extra, hidden, namespace)
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
        return records

    def untracked(self, others, records, namespace):
        """What the scenario reaches and no list of the collector has: untracked or frozen."""
        found = self.reached(others + self.roots(namespace), namespace, {})
        return [value for address, value in found.items() if address not in records]

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

    def reached(self, starts, namespace, found):
        """Containers reached over strong references, by address, within the scenario's own heap."""
        stopped = {id(namespace), id(__builtins__), id(sys.modules)}
        stopped.update(map(id, self.declared))
        waiting = list(starts)
        while waiting:
            value = waiting.pop()
            if id(value) in found or id(value) in stopped or is_outside(value):
                continue
            if is_plain(value) or not (gc.is_tracked(value) or type(value) in (dict, tuple)):
                continue
            found[id(value)] = value
            if type(value) is types.FunctionType:
                waiting += [o for o in gc.get_referents(value) if o is not value.__globals__]
            else:
                waiting += gc.get_referents(value)
        return found

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
