"""A scenario as the Python program that it stands for.

Two texts are made of each step: the one shown, which is canonical Python, and the one run, in which assertions
report to the observer and closures come from factories made beforehand.
"""

import ast
import builtins
import json
import re
import sys

from expressions import BadScenario, TuplesAreObjects, check_name, expression, remember, target

DOCUMENT = {"$schema", "weakviz", "title", "summary", "source", "runtime", "gc", "types", "functions", "steps"}
TYPE = {"finalizer", "methods", "slots", "base", "size", "fields"}
FUNCTION = {"parameters", "do"}
BASES = ("object", "list", "dict", "set", "tuple", "int", "str")
CONTAINERS = ("list", "dict", "set", "tuple")
WEAK_COLLECTIONS = ("WeakValueDictionary", "WeakKeyDictionary", "WeakSet")
HIDDEN_ATTRIBUTES = {"data", "_remove", "_pending_removals", "_iterating"}
EVERY_STEP = {"note", "chapter", "raises", "ask"}
KEYS = {
    "new": {"as", "with", "items", "entries", "value"}, "set": {"to"}, "del": set(),
    "weakref": {"as", "callback"}, "proxy": {"as", "callback"}, "weakmethod": {"as", "callback"},
    "finalize": {"as", "call", "arguments", "atexit"}, "closure": {"captures", "as"},
    "call": {"with", "as"}, "return": set(), "global": set(), "print": set(), "collect": set(), "gc": set(),
    "raise": {"message"}, "iterate": {"as", "do"}, "expect": set(), "exit": set(),
    "try": {"except", "as", "do"}, "partial": {"with", "as"}, "frame": {"as"}, "yield": {"as"},
}
NEEDED = {"set": "to", "iterate": "as", "finalize": "call", "try": "except"}
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


def indent(lines):
    return ["    " + line for line in lines]


_canonical, _compiled = {}, {}


def canonical(text):
    """The text as ast.unparse writes it; unchanged before Python 3.9."""
    if not hasattr(ast, "unparse"):
        return text
    return _canonical.get(text) or remember(_canonical, text, ast.unparse(ast.parse(text)))


def listed(values):
    return values if isinstance(values, list) else [values]


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


class Program:
    """A translated scenario: a preamble that declares types and functions, and the steps."""

    def __init__(self, document):
        self.document = document
        unknown = set(document) - DOCUMENT
        if unknown or document.get("weakviz") != 1:
            raise BadScenario("unknown keys %s" % sorted(unknown) if unknown else "weakviz must be 1")
        self.types = document.get("types", {})
        self.functions = document.get("functions", {})
        self.expectations = []  # of (expression as written, expected as text)
        self.factories = {}  # (function, captured names) -> name of the factory
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

    def verb(self, step, place):
        verbs = [key for key in step if key in KEYS]
        # `call` is also the function of a finalize step.
        if "finalize" in verbs and "call" in verbs:
            verbs.remove("call")
        if len(verbs) != 1:
            raise BadScenario("%s: a step has one verb, not %s" % (place, verbs))
        unknown = set(step) - KEYS[verbs[0]] - EVERY_STEP - {verbs[0]}
        if unknown:
            raise BadScenario("%s: unknown keys %s" % (place, sorted(unknown)))
        if NEEDED.get(verbs[0], verbs[0]) not in step:
            raise BadScenario("%s: %s needs %s" % (place, verbs[0], NEEDED[verbs[0]]))
        return verbs[0]

    def body(self, steps, place, run):
        lines = []
        for index, step in enumerate(steps, 1):
            where = "%s.%d" % (place, index)
            verb = self.verb(step, where)
            if verb == "exit":
                raise BadScenario("%s: no exit in a body" % where)
            made = self.lines(step, where, run)
            if run and "raises" in step:
                raises = repr(step["raises"])
                made = ["try:"] + indent(made) + ["except BaseException:"] + indent(
                    ["__raised__(%s)" % raises, "raise"]) + ["else:"] + indent(["__raised__(%s)" % raises])
            lines += made
        return lines

    def lines(self, step, place, run):
        return getattr(self, "step_" + self.verb(step, place))(step, place, run)

    def bind(self, step, value, place):
        return [value if "as" not in step else "%s = %s" % (target(step["as"], place), value)]

    def step_new(self, step, place, run):
        name = step["new"]
        items = [expression(v, place) for v in step.get("items", [])]
        pairs = [(expression(k, place), expression(v, place)) for k, v in step.get("entries", [])]
        if name in CONTAINERS:
            return self.bind(step, self.display(name, items, pairs), place)
        if name in WEAK_COLLECTIONS:
            return self.bind(step, "weakref.%s()" % name, place)
        if name not in self.types:
            raise BadScenario("%s: no type %s is declared" % (place, name))
        values = []
        if "items" in step:
            values.append("[%s]" % ", ".join(items))
        if "entries" in step:
            values.append("[%s]" % ", ".join("(%s, %s)" % pair for pair in pairs))
        if "value" in step:
            values.append(expression(step["value"], place))
        for attribute, value in step.get("with", {}).items():
            values.append("%s=%s" % (check_name(attribute, place), expression(value, place)))
        return self.bind(step, "%s(%s)" % (name, ", ".join(values)), place)

    def display(self, name, items, pairs):
        if name == "list":
            return "[%s]" % ", ".join(items)
        if name == "dict":
            return "{%s}" % ", ".join("%s: %s" % pair for pair in pairs)
        if name == "set":
            return "{%s}" % ", ".join(items) if items else "set()"
        return "(%s,)" % items[0] if len(items) == 1 else "(%s)" % ", ".join(items)

    def step_set(self, step, place, run):
        return ["%s = %s" % (target(step["set"], place), expression(step["to"], place))]

    def step_del(self, step, place, run):
        return ["del " + target(step["del"], place)]

    def reference(self, constructor, verb, step, place):
        arguments = [expression(step[verb], place)]
        if step.get("callback") is not None:
            arguments.append(expression(step["callback"], place))
        return self.bind(step, "weakref.%s(%s)" % (constructor, ", ".join(arguments)), place)

    def step_weakref(self, step, place, run):
        return self.reference("ref", "weakref", step, place)

    def step_proxy(self, step, place, run):
        return self.reference("proxy", "proxy", step, place)

    def step_weakmethod(self, step, place, run):
        return self.reference("WeakMethod", "weakmethod", step, place)

    def step_finalize(self, step, place, run):
        values = [step["finalize"], step["call"]] + step.get("arguments", [])
        made = "weakref.finalize(%s)" % ", ".join(expression(v, place) for v in values)
        if step.get("atexit", True):
            return self.bind(step, made, place)
        if "as" not in step:
            return [made + ".atexit = False"]
        return self.bind(step, made, place) + ["%s.atexit = False" % target(step["as"], place)]

    def step_closure(self, step, place, run):
        name, captures = step["closure"], step.get("captures", {})
        if name not in self.functions:
            raise BadScenario("%s: no function %s is declared" % (place, name))
        key = (name, tuple(sorted(check_name(n, place) for n in captures)))
        factory = self.factories.setdefault(key, "__closure_%d__" % len(self.factories))
        values = ", ".join("%s=%s" % (n, expression(v, place)) for n, v in captures.items())
        if not run:
            factory = "closure"
            values = ", ".join([name] + ([values] if values else []))
        return self.bind(step, "%s(%s)" % (factory, values), place)

    def step_call(self, step, place, run):
        arguments = ", ".join(expression(v, place) for v in step.get("with", []))
        return self.bind(step, "%s(%s)" % (expression(step["call"], place), arguments), place)

    def step_return(self, step, place, run):
        return ["return " + expression(step["return"], place)]

    def step_global(self, step, place, run):
        if not listed(step["global"]):
            raise BadScenario("%s: global needs a name" % place)
        return ["global " + ", ".join(check_name(n, place) for n in listed(step["global"]))]

    def step_print(self, step, place, run):
        return ["print(%s)" % ", ".join(expression(v, place) for v in listed(step["print"]))]

    def step_collect(self, step, place, run):
        if step["collect"] not in (0, 1, 2) or isinstance(step["collect"], bool):
            raise BadScenario("%s: collect takes 0, 1 or 2" % place)
        return ["gc.collect(%d)" % step["collect"]]

    def step_gc(self, step, place, run):
        lines = []
        for key, value in step["gc"].items():
            if key == "enabled":
                lines.append("gc.enable()" if value else "gc.disable()")
            elif key == "thresholds":
                lines.append("gc.set_threshold(%s)" % ", ".join(map(repr, value)))
            elif key in ("freeze", "unfreeze") and value is True:
                lines.append("gc.%s()" % key)
            else:
                raise BadScenario("%s: gc has no %s: %r" % (place, key, value))
        return lines

    def step_raise(self, step, place, run):
        kind = getattr(builtins, step["raise"], None)
        if not (isinstance(kind, type) and issubclass(kind, BaseException)):
            raise BadScenario("%s: %r is no built-in exception" % (place, step["raise"]))
        return ["raise %s(%s)" % (step["raise"], repr(step["message"]) if "message" in step else "")]

    def step_try(self, step, place, run):
        kind = getattr(builtins, step["except"], None)
        if not (isinstance(kind, type) and issubclass(kind, Exception)):
            raise BadScenario("%s: %r is no built-in exception" % (place, step["except"]))
        name = " as " + check_name(step["as"], place) if "as" in step else ""
        return (["try:"] + indent(self.body(step["try"], place + ".try", run) or ["pass"])
                + ["except %s%s:" % (step["except"], name)]
                + indent(self.body(step.get("do", []), place + ".do", run) or ["pass"]))

    def step_partial(self, step, place, run):
        values = ", ".join(expression(v, place) for v in [step["partial"]] + step.get("with", []))
        return self.bind(step, "%s(%s)" % ("__partial__" if run else "functools.partial", values), place)

    def step_frame(self, step, place, run):
        return self.bind(step, "__frame__()" if run else "sys._getframe()", place)

    def step_yield(self, step, place, run):
        return self.bind(step, "yield " + expression(step["yield"], place), place)

    def step_iterate(self, step, place, run):
        head = "for %s in %s:" % (target(step["as"], place), expression(step["iterate"], place))
        return [head] + indent(self.body(step.get("do", []), place + ".do", run) or ["pass"])

    def step_expect(self, step, place, run):
        lines = []
        for written, expected in step["expect"].items():
            actual, wanted = expression(written, place), expression(expected, place)
            if run:
                self.expectations.append((written, wanted))
                lines.append("__expect__(%d, %s, %s)" % (len(self.expectations) - 1, actual, wanted))
            else:
                tree = ast.parse(wanted, mode="eval").body
                by_value = isinstance(tree, (ast.List, ast.Tuple, ast.Dict, ast.Set, ast.UnaryOp)) or (
                    isinstance(tree, ast.Constant) and type(tree.value) in (int, float, str))
                lines.append("assert (%s) %s %s" % (actual, "==" if by_value else "is", wanted))
        return lines or ["pass"]

    def step_exit(self, step, place, run):
        return ["sys.exit()"]


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
