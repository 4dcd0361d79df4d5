"""A scenario as the Python program that it stands for.

Two texts are made of each step: the one shown, which is canonical Python, and the one run, in which assertions
report to the observer and closures come from factories made beforehand.
"""

import ast
import json
import re
import sys

from expressions import BadScenario, TuplesAreObjects, check_name, remember
from statements import KEYS, Statements, indent, listed

DOCUMENT = {"$schema", "weakviz", "title", "summary", "source", "runtime", "gc", "types", "functions", "steps"}
TYPE = {"finalizer", "methods", "slots", "base", "size", "fields"}
FUNCTION = {"parameters", "do"}
BASES = ("object", "list", "dict", "set", "tuple", "int", "str")
# How the attributes of a new object are set; the second way makes no iterator, which would count as an allocation.
ATTRIBUTES = ["for name in attributes:", "    setattr(self, name, attributes[name])"]
COUNTABLE_ATTRIBUTES = [
    "pairs = []",
    "while attributes:",
    "    pairs.append(attributes.popitem())",
    "while pairs:",
    "    setattr(self, *pairs.pop())",
]
# Up to 3.11 an automatic collection runs before the object is made that is one too many, and what it makes comes first.
COLLECTS_AFTER_ALLOCATION = sys.version_info >= (3, 12)
# Expressions that make no object but a weak reference.
COUNTABLE = re.compile(r"(?:(?:refcount|weakrefcount)\([\w.]+(?:\(\))?\)|[\w.]+(?:\(\))?|'[^']*')\Z")

_canonical, _compiled = {}, {}


def canonical(text):
    """The text as ast.unparse writes it; unchanged before Python 3.9."""
    if not hasattr(ast, "unparse"):
        return text
    return _canonical.get(text) or remember(_canonical, text, ast.unparse(ast.parse(text)))


def attributes(document, text):
    """The names of attributes that a scenario can set or read."""
    names = set(re.findall(r"\.([A-Za-z_][A-Za-z0-9_]*)", text))
    names.update(*(node["with"] for node in nodes(document) if isinstance(node.get("with"), dict)))
    return sorted(names)


def nodes(value):
    """Every JSON object within a value."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def is_countable(document):
    """True if the only objects are instances of declared types and weak references: those count for the automatic
    collection one by one, while containers come from lists of free objects, and what the library makes is hidden."""
    if not any("gc" in node for node in nodes(document)):
        return False
    types = document.get("types", {})
    if any(declared.get("base", "object") != "object" for declared in types.values()):
        return False
    if any("methods" in declared for declared in types.values()):
        return False
    verbs = {"set", "del", "print", "expect", "collect", "gc", "global", "weakref", "new"}
    bodies = [declared.get("finalizer", []) for declared in types.values()]
    bodies += [declared.get("do", []) for declared in document.get("functions", {}).values()]
    for step in sum(bodies, list(document["steps"])):
        if not KEYS.keys() & step.keys() <= verbs or step.get("new", next(iter(types), None)) not in types:
            return False
        texts = [step.get(key) for key in ("set", "to", "del", "weakref", "callback", "as")]
        texts += listed(step.get("print", [])) + list(step.get("with", {}).values())
        texts += [text for pair in step.get("expect", {}).items() for text in pair]
        if not all(COUNTABLE.match(text) for text in texts if isinstance(text, str)):
            return False
    return True


class Step:
    """One statement: its text, its code, and what must be raised."""

    def __init__(self, number, statement, code, raises, is_exit):
        self.number, self.statement, self.code = number, statement, code
        self.raises, self.is_exit = raises, is_exit


class Program(Statements):
    """A translated scenario: a preamble that declares types and functions, and the steps."""

    def __init__(self, document):
        self.document = document
        unknown = set(document) - DOCUMENT
        if unknown or document.get("weakviz") != 1:
            raise BadScenario("unknown keys %s" % sorted(unknown) if unknown else "weakviz must be 1")
        super().__init__(document.get("types", {}), document.get("functions", {}))
        self.gc = document.get("gc", {})
        self.steps = [self.step(i, s) for i, s in enumerate(document["steps"], 1)]
        self.is_countable = is_countable(document)
        self.preamble = self.declarations()
        for declaration in self.preamble:
            compiled(declaration, "<preamble>")
        for step in self.steps:
            compiled(step.code)  # once for all processes that will run it
        text = json.dumps(document)
        self.attributes = attributes(document, text)
        self.exits = bool(self.steps) and self.steps[-1].is_exit
        self.freezes = "freeze" in text

    # Declarations

    def declarations(self):
        """The texts of the functions, the types, and the factories of closures."""
        texts = [self.function(check_name(name, "functions"), declared, name)
                 for name, declared in self.functions.items()]
        texts += [self.type(check_name(name, "types"), declared) for name, declared in self.types.items()]
        made = 0
        while made < len(self.factories):  # a factory's body may need further factories
            (name, captured), factory = list(self.factories.items())[made]
            texts.append(self.factory(factory, name, captured))
            if holds_itself("\n".join(texts[-1]), name):
                texts[-1] = self.factory(factory, name, captured, ["global " + name])
            made += 1
        return ["\n".join(lines) for lines in texts]

    def factory(self, factory, name, captured, first=()):
        """A function that makes closures of the function with this name."""
        body = self.function(name, self.functions[name], "closure " + name, captured=captured, first=first)
        return ["def %s(%s):" % (factory, ", ".join(captured))] + indent(
            body + ["%s.__qualname__ = %r" % (name, name), "return " + name])

    def function(self, name, declared, place, self_name=(), captured=(), first=()):
        unknown = set(declared) - FUNCTION
        if unknown:
            raise BadScenario("%s: unknown keys %s" % (place, sorted(unknown)))
        parameters = list(self_name) + [check_name(p, place) for p in declared.get("parameters", [])]
        if set(parameters) & set(captured):
            raise BadScenario("%s: a captured name is not a parameter" % place)
        lines = ["nonlocal " + name for name in captured] + list(first)
        lines += self.body(declared.get("do", []), place, run=True)
        return ["def %s(%s):" % (name, ", ".join(parameters))] + indent(lines or ["pass"])

    def type(self, name, declared):
        unknown = set(declared) - TYPE
        base = declared.get("base", "object")
        if unknown or base not in BASES:
            raise BadScenario("types.%s: unknown %s" % (name, sorted(unknown) or base))
        lines = []
        if "slots" in declared:
            lines.append("__slots__ = %r" % (tuple(declared["slots"]),))
        made_from_values = base in ("tuple", "int", "str")
        lines.append("def __new__(cls, /, *values, **attributes):")
        if base == "object" and COLLECTS_AFTER_ALLOCATION:
            # A collection may come between the object's making and the next call: the number is taken before.
            lines += ["    number = __number__(%r)" % name, "    self = object.__new__(cls)",
                      "    __born__(id(self), %r, number)" % name]
        else:
            lines += ["    self = %s.__new__(cls%s)" % (base, ", *values" if made_from_values else ""),
                      "    __born__(id(self), %r)" % name]
        lines += [
            "    return self",
            "def __init__(self, /, *values, **attributes):",
        ]
        if base in ("list", "dict", "set"):
            lines.append("    %s.__init__(self, *values)" % base)
        lines += indent(COUNTABLE_ATTRIBUTES if self.is_countable else ATTRIBUTES)
        lines += [
            "def __repr__(self):",
            "    return __name_of__(self)",
        ]
        if "finalizer" in declared:
            first = ["__finalizing__(self)"]
            body = {"do": declared["finalizer"]}
            lines += self.function("__del__", body, "types.%s.finalizer" % name, ["self"], first=first)
        for method, function in declared.get("methods", {}).items():
            check_name(method, "types.%s" % name)
            lines += self.function(method, function, "types.%s.%s" % (name, method), ["self"])
        head = "class %s%s:" % (name, "" if base == "object" else "(%s)" % base)
        return [head] + indent(lines)

    # Steps

    def step(self, number, step):
        place = "step %d" % number
        verb = self.verb(step, place)
        if verb in ("return", "global", "frame", "yield"):
            raise BadScenario("%s: %s exists only in bodies" % (place, verb))
        if verb == "exit" and number != len(self.document["steps"]):
            raise BadScenario("%s: exit is the last step" % place)
        shown = canonical("\n".join(self.lines(step, place, run=False)))
        running = "\n".join(self.lines(step, place, run=True))
        return Step(number, shown, running, step.get("raises"), verb == "exit")


def compiled(text, name="<scenario>"):
    """Code for the text, the same for all processes that run it; constant tuples are made anew at each run, as the
    format wants."""
    code = _compiled.get(name + text)
    if code is None:
        code = compile(text, name, "exec")
        if has_constant_tuple(code):
            code = compile(ast.fix_missing_locations(TuplesAreObjects().visit(ast.parse(text))), name, "exec")
        remember(_compiled, name + text, code)
    return code


def holds_itself(factory, name):
    """True if the body of a closure means itself by its own name: it is to mean the declared function."""
    for maker in compiled(factory, "<preamble>").co_consts:
        if isinstance(maker, type(holds_itself.__code__)):
            return name in maker.co_cellvars and name not in maker.co_varnames[:maker.co_argcount]
    return False


def has_constant_tuple(code):
    """True if a display of a tuple may have become a constant."""
    for value in code.co_consts:
        if type(value) is tuple and value or type(value) is frozenset:
            return True
        if type(value) is type(code) and has_constant_tuple(value):
            return True
    return False
