"""What objects are called and how they print: the names of the observer of `weakviz verify`, which this judge shares."""

import os
import sys
from types import ModuleType

SHARED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Sources/CBuiltIns/Observer")


def load(name, file):
    """The observer's module in this file, by the name that the observer knows it by."""
    module = sys.modules[name] = ModuleType(name)
    path = os.path.join(SHARED, file)
    with open(path, encoding="utf-8") as source:
        exec(compile(source.read(), path, "exec"), module.__dict__)
    return module


shared = load("weakviz_names", "names.py")
PROXIES, is_plain = shared.PROXIES, shared.is_plain


class Names(shared.Names):
    def text(self, value):
        """What print writes for the value."""
        if type(value) is str:
            return value
        if issubclass(type(value), Exception):
            if not value.args:
                return ""
            argument = value.args[0]
            return self.nested(argument) if type(value) is KeyError else self.text(argument)
        if type(value) in PROXIES:
            # The proxy hands out its referent's __repr__, or says that the referent is gone.
            return self.text(value.__repr__.__self__)
        return self.nested(value)
