"""What only serves another object, and that a program does not see."""

import functools
import gc
import types
import weakref

from weakviz_names import WEAK_COLLECTIONS, word

ITEM_ITERATOR = type(iter({}.items()))


def hidden_parts(served, with_dicts, attributes):
    """Addresses of what only serves another object: dictionaries of attributes, insides of weak collections."""
    hidden = set()
    for value in served:
        kind = type(value)
        if word(kind) in WEAK_COLLECTIONS:
            hidden.update(map(id, insides(value, word(kind))))
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
        elif kind is functools.partial:
            hidden.add(id(value.keywords))
        elif kind is types.MethodType:
            if type(value.__self__).__name__ == "_IterationGuard":  # what a loop that waits will call
                hidden.add(id(value))
        elif kind is types.GeneratorType:
            for loop in gc.get_referents(value):
                if type(loop) is ITEM_ITERATOR:  # with the last item that it gave
                    hidden.update(id(item) for item in gc.get_referents(loop) if type(item) is tuple)
        else:  # an entry of a WeakValueDictionary
            hidden.add(id(value))
    for value in with_dicts:
        for inner in gc.get_referents(value):
            if type(inner) is dict and not is_attribute(value, inner, attributes):
                hidden.add(id(inner))
    hidden.add(id(weakref.finalize._registry))
    for info in weakref.finalize._registry.values():
        hidden.update(map(id, (info, info.weakref, info.kwargs)))
    return hidden


def is_attribute(owner, value, attributes):
    """True if the program can reach the dictionary from its owner: it is no hidden part then."""
    if any(getattr(owner, name, None) is value for name in attributes):
        return True
    bases = type(owner).__mro__
    if AttributeError in bases:
        return getattr(owner, "obj", None) is value  # whose attribute was missing
    if list in bases or tuple in bases:
        return any(element is value for element in owner)
    return dict in bases and any(element is value for element in dict.values(owner))


def insides(collection, kind):
    remover = collection._remove
    inside = [collection.data, collection._pending_removals, collection._iterating, remover]
    references = collection.data.values() if kind == "WeakValueDictionary" else collection.data
    inside += list(references)
    inside.append(remover.__defaults__)
    inside += list(remover.__defaults__ or ())
    return inside
