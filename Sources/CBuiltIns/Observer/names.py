"""What objects are called and how they print, without references that outlive the call."""

from functools import partial
from types import (
    BuiltinMethodType, FrameType, FunctionType, GeneratorType, MethodType, ModuleType, TracebackType)
from weakref import CallableProxyType, ProxyType, ReferenceType, ref

KINDS = {
    list: "list", dict: "dict", tuple: "tuple", set: "set", frozenset: "frozenset",
    ReferenceType: "weakref", ProxyType: "weakproxy", CallableProxyType: "weakproxy",
    FrameType: "frame", TracebackType: "traceback", GeneratorType: "generator", partial: "partial",
    FunctionType: "function", MethodType: "method", BuiltinMethodType: "builtin_method",
    type({}.keys()): "dict_keys", type({}.values()): "dict_values", type({}.items()): "dict_items",
}
WEAK_COLLECTIONS = ("WeakValueDictionary", "WeakKeyDictionary", "WeakSet")
VIEWS = ("dict_keys", "dict_values", "dict_items")
LIBRARY = frozenset(WEAK_COLLECTIONS + ("WeakMethod", "finalize"))
PROXIES = (ProxyType, CallableProxyType)
TAKEN = set()  # names that the scenario has declared: what is called by them besides is called otherwise
PLAIN = (int, float, str, bool, type(None))
_dereference = ref.__call__


def is_plain(value):
    return type(value) in PLAIN or type(value) is tuple and not value


def word(kind):
    """What objects of an undeclared type are called; None for what is no object of a scenario.

    The classes of weakref are known by name: who holds one of them at exit holds the program's finalizers.
    """
    known = native(kind)
    return "builtin." + known if known in TAKEN else known


def native(kind):
    """The same, whatever the scenario has declared."""
    known = KINDS.get(kind)
    if known is None and kind.__name__ in LIBRARY and kind.__module__ in ("weakref", "_weakrefset"):
        return kind.__name__
    if known is None and isinstance(kind, type) and issubclass(kind, Exception) and kind.__module__ == "builtins":
        return kind.__name__
    return known


def is_declared(value):
    """True for an instance of a type of the scenario."""
    return getattr(type(value), "__module__", None) == "__main__"


class Names:
    """Serial numbers, by address: a new object at an old address takes the place of the dead one."""

    def __init__(self):
        self.made = {}  # kind -> how many
        self.names = {}  # address -> name
        self.births = 0  # how many names were given

    def number(self, kind):
        """The number of a new object of this kind."""
        self.made[kind] = self.made.get(kind, 0) + 1
        return self.made[kind]

    def born(self, address, kind, number=None):
        self.births += 1
        self.names[address] = "%s#%d" % (kind, number or self.number(kind))

    def name(self, value):
        """`Person#1`, `list#2`; for what is no heap object its text."""
        kind = type(value)
        if is_declared(value):
            return self.names.get(id(value), "%s#?" % kind.__name__)
        called = word(kind)
        if called is None or is_plain(value):
            return self.nested(value)
        known = self.names.get(id(value))
        if known is None or known.rpartition("#")[0] != called:
            self.born(id(value), called)
            return self.names[id(value)]
        return known

    def forget_dead(self, alive):
        """Keeps the names of the addresses in `alive` only."""
        for address in self.names.keys() - alive:
            del self.names[address]

    def nested(self, value, inside=()):
        """What repr writes for the value, `inside` the containers of these addresses."""
        kind = type(value)
        if kind in PLAIN:
            return repr(value)
        if is_declared(value):
            return "<%s>" % self.name(value)
        if kind in (list, tuple, dict, set, frozenset):
            return self.container(value, kind, inside)
        if isinstance(kind, type) and issubclass(kind, ref):
            referent = _dereference(value)
            return "<weakref dead>" if referent is None else "<weakref to %s>" % self.short(referent)
        if kind in PROXIES:
            try:
                return "<weakproxy to %s>" % self.short(value.__repr__.__self__)
            except ReferenceError:
                return "<weakproxy dead>"
        if native(kind) == "finalize":
            watched = value.peek()
            return "<finalize dead>" if watched is None else "<finalize for %s>" % self.short(watched[0])
        if issubclass(type(value), Exception):
            return "%s(%s)" % (kind.__name__, ", ".join(self.nested(a, inside) for a in value.args))
        if kind is FrameType:
            return "<frame %s>" % getattr(value.f_code, "co_qualname", value.f_code.co_name)
        if kind is TracebackType:
            return "<traceback>"
        if kind is GeneratorType:
            return "<generator %s>" % value.__qualname__
        if kind is partial:
            parts = [value.func] + list(value.args)
            return "functools.partial(%s)" % ", ".join(self.nested(p, inside) for p in parts)
        if kind is FunctionType:
            return "<function %s>" % value.__name__
        if kind is MethodType:
            return "<bound method %s of %s>" % (value.__func__.__qualname__, self.nested(value.__self__, inside))
        if kind is BuiltinMethodType:
            owner = value.__self__
            if owner is None or type(owner) is ModuleType:
                return "<built-in function %s>" % value.__name__
            return "<built-in method %s of %s>" % (value.__name__, self.short(owner))
        if native(kind) in WEAK_COLLECTIONS:
            return "<%s>" % self.name(value)
        if native(kind) in VIEWS:
            if id(value) in inside:
                return "..."
            inside = inside + (id(value),)
            return "%s([%s])" % (native(kind), ", ".join(self.nested(v, inside) for v in value))
        if kind is type:
            return "<class %r>" % value.__name__
        return "<%s>" % kind.__name__

    def short(self, value):
        """What a text calls another object: it may hold itself, so that nothing is said of what is in it."""
        if type(value) in (list, dict, tuple, set, partial):
            return self.name(value)
        text = self.nested(value)
        return text[1:-1] if text.startswith("<") and text.endswith(">") else text

    def container(self, value, kind, inside):
        if kind is tuple and not value:
            return "()"
        if kind in (set, frozenset) and not value:
            return kind.__name__ + "()"
        opened, closed = {list: "[]", tuple: "()", dict: "{}", set: "{}", frozenset: "{}"}[kind]
        if id(value) in inside:
            return opened + "..." + closed
        inside = inside + (id(value),)
        if kind is dict:
            items = [self.nested(k, inside) + ": " + self.nested(v, inside) for k, v in value.items()]
        else:
            items = [self.nested(v, inside) for v in value]
        text = ", ".join(items)
        if kind is frozenset:
            return "frozenset({%s})" % text
        return opened + text + ("," if kind is tuple and len(items) == 1 else "") + closed
