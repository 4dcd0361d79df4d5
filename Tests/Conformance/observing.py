"""The heap after a step, as the observer of `weakviz verify` sees it."""

import weakref

from naming import load

PermanentGeneration = load("weakviz_lists", "lists.py").PermanentGeneration
load("weakviz_parts", "parts.py")
shared = load("weakviz_heap", "heap.py")
Counting = load("weakviz_counting", "counting.py").Counting
built_in_kinds, warm_comparisons = shared.built_in_kinds, shared.warm_comparisons
WORDS = frozenset("gc weakref sys print refcount weakrefcount".split())
PREAMBLE = "<preamble>"  # what declarations are compiled as


class HeapObserver(shared.HeapObserver):
    def __init__(self, names, attributes):
        super().__init__(names, attributes, WORDS, PREAMBLE)

    def state(self, *look):
        """What a look gave, as it is."""
        return look

    def perhaps(self, watching, hidden):
        """Also the weak references that weak collections and WeakMethods have to themselves."""
        perhaps = {id(r) for value in watching for r in weakref.getweakrefs(value)
                   if type(r) is weakref.ReferenceType and r.__callback__ is None} & hidden
        perhaps |= super().perhaps(watching, hidden)
        hidden -= perhaps
        return perhaps
