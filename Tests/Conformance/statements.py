"""What each verb of the format is in Python: the lines of a step, as they are shown and as they are run."""

import ast
import builtins

from expressions import BadScenario, check_name, expression, target

CONTAINERS = ("list", "dict", "set", "tuple")
WEAK_COLLECTIONS = ("WeakValueDictionary", "WeakKeyDictionary", "WeakSet")
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


def indent(lines):
    return ["    " + line for line in lines]


def listed(values):
    return values if isinstance(values, list) else [values]


class Statements:
    """The statements of a scenario whose types and functions are declared in `types` and `functions`. Closures are made by
    factories, which it names in `factories`; the assertions that it meets are put into `expectations`."""

    def __init__(self, types, functions):
        self.types, self.functions = types, functions
        self.expectations = []  # of (expression as written, expected as text)
        self.factories = {}  # (function, captured names) -> name of the factory

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
