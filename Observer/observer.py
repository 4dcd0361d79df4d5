"""Runs exported programs, each in a process of its own, and tells what happens in them, step by step.

weakviz starts an interpreter with this file as its program. It reads one request a line, a JSON object with the
program's text and the lines of its steps, and answers with lines of JSON: what happens, and the heap after each step.
Only the standard library is used, CPython 3.8 and later.

It keeps out of the picture: its own objects are frozen out of the collector's lists, it makes no weak references, reads
no `__dict__`, and takes counts with known temporary references. Nothing that it holds reaches the program's module, so
that the module dies at exit as it would alone.
"""

import ast
import gc
import json
import os
import signal
import sys
import warnings
import weakref
from json.encoder import encode_basestring_ascii
from os import write
from sys import exc_info
from types import BuiltinMethodType, FunctionType, MethodType, ModuleType, SimpleNamespace

from weakviz_heap import PROGRAM, HeapObserver, PermanentGeneration, built_in_kinds, warm_comparisons
from weakviz_names import Names

ANSWERS = 1  # descriptor of the answers
OWN_MODULES = ("weakviz_observer", "weakviz_heap", "weakviz_names")
WORDS = ("__born__", "__finalizing__", "__expect__")  # what the observer adds to the program's module


# The program: its text is run as it is, but for what reports to the observer.


class Instrumented(ast.NodeTransformer):
    """Reports births, finalizers and assertions; none of it makes an object that the collector would count."""

    def __init__(self, own):
        self.own = own

    def visit_ClassDef(self, node):
        self.generic_visit(node)
        if node.name in self.own:
            return node
        functions = {f.name: f for f in node.body if isinstance(f, ast.FunctionDef)}
        if "__init__" not in functions:
            functions["__init__"] = self.initializer(node)
            node.body.append(functions["__init__"])
        functions["__init__"].body.insert(0, ast.parse("__born__(self, %r)" % node.name).body[0])
        if "__del__" in functions:
            functions["__del__"].body.insert(0, ast.parse("__finalizing__(self)").body[0])
        return node

    @staticmethod
    def initializer(node):
        base = node.bases[0] if node.bases else None
        name = base.attr if isinstance(base, ast.Attribute) else base.id if base else "object"
        text = "def __init__(self): pass" if base is None else "def __init__(self, *values): pass"
        if name in ("list", "dict", "set"):
            text = "def __init__(self, *values): %s.__init__(self, *values)" % name
        return ast.parse(text).body[0]

    def visit_Assert(self, node):
        actual, expected = node.test.left, node.test.comparators[0]
        call = ast.Call(func=ast.Name(id="__expect__", ctx=ast.Load()), args=[actual, expected], keywords=[])
        return ast.copy_location(ast.Expr(value=call), node)

    def visit_Try(self, node):
        """What does not hold is told like all else, and the program goes on by itself."""
        first = node.handlers[0].body[0]
        is_told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Call) and any(
            keyword.arg == "file" for keyword in first.value.keywords)
        self.generic_visit(node)
        return node.body if is_told else node


class Program:
    """An exported program, cut into its declarations and its steps."""

    def __init__(self, request):
        self.own = frozenset(request["own"])
        tree = ast.parse(request["source"])
        steps = request["steps"]
        first = min([lines[0] for lines in steps] + [request["end"]])
        self.declarations = self.code([n for n in tree.body if n.lineno < first])
        self.steps = []
        position = 0
        nodes = [n for n in tree.body if first <= n.lineno]
        for start, end, is_caught in steps:
            part = []
            while position < len(nodes) and nodes[position].lineno < end:
                part.append(nodes[position])
                position += 1
            if is_caught:
                part = part[0].body
            self.steps.append(self.code(part))

    def code(self, nodes):
        tree = ast.Module(body=nodes, type_ignores=[])
        tree = ast.fix_missing_locations(Instrumented(self.own).visit(tree))
        return compile(tree, PROGRAM, "exec")


class Output:
    """What the program prints, a line at a time."""

    encoding = "utf-8"
    closed = False

    def __init__(self, reporter):
        self.reporter = reporter
        self.line = ""

    def write(self, text):
        lines = (self.line + text).split("\n")
        self.line = lines.pop()
        for line in lines:
            self.reporter.event("output", text=line)

    def partial(self):
        """What a failing print left without its end."""
        if self.line:
            line, self.line = self.line, ""
            self.reporter.event("output", text=line, partial=True)

    def flush(self):
        pass


class Nowhere:
    """Standard error: what goes there is told in events."""

    closed = False

    def write(self, text):
        pass

    def flush(self):
        pass


class Reporter:
    """Writes what happens; the last events at once, for they come when the interpreter is half gone.

    So nothing here goes through a module of the library, whose names may be gone by then.
    """

    def __init__(self, names, own):
        self.names = names
        self.own = own  # names that the exporter has chosen: the makers of closures among them
        self.output = Output(self)
        self.waiting = []
        self.at_once = False
        self.listening = False
        self.asked_for = 0  # collections that the program asked for and that still run
        self.froze = False  # whether the program has frozen its objects in this step

    def event(self, event, **fields):
        if event != "output":
            self.output.partial()
        text = '{"event": ' + encode_basestring_ascii(event)
        for key in fields:
            text += ", " + encode_basestring_ascii(key) + ": " + encoded(fields[key])
        self.write(text + "}")

    def write(self, line):
        self.waiting.append(line + "\n")
        if self.at_once:
            self.flush()

    def flush(self):
        data = "".join(self.waiting).encode()
        self.waiting.clear()
        while data:
            data = data[write(ANSWERS, data):]

    def message(self, error):
        if isinstance(error, KeyError) and len(error.args) == 1:
            return self.names.nested(error.args[0])
        try:
            return str(error)
        except BaseException as second:
            return "(no message: %s)" % type(second).__name__

    def unraisable(self, raised):
        where = raised.object
        if isinstance(where, FunctionType):
            maker, _, name = where.__qualname__.partition(".<locals>.")
            where = name if maker in self.own else where.__qualname__
        elif isinstance(where, MethodType):
            where = where.__func__.__qualname__
        elif isinstance(where, BuiltinMethodType):
            where = where.__name__
        else:
            where = self.names.name(where)
        self.event("unraisable", **{"in": where}, type=raised.exc_type.__name__,
                   message=self.message(raised.exc_value))

    def unhandled(self, kind, error, traceback):
        self.event("unraisable", **{"in": "atexit"}, type=kind.__name__, message=self.message(error))

    def collecting(self, phase, info):
        if not self.listening:
            return
        automatic = {} if self.asked_for else {"automatic": True}
        if phase == "start":
            self.event("collect-start", generation=info["generation"], **automatic)
        else:
            self.event("collect-end", collected=info["collected"], uncollectable=info["uncollectable"], **automatic)

    def finalizing(self, value):
        self.event("finalizer", object=self.names.name(value))

    def born(self, value, kind):
        self.names.born(id(value), kind)

    def expect(self, actual, expected):
        if expected is None or type(expected) is bool:
            holds = actual is expected
        elif type(expected) in (int, float, str, list, dict, tuple, set):
            holds = (type(actual) is not bool) and bool(actual == expected)
        else:
            holds = actual is expected
        self.event("expect", expected=self.names.nested(expected), actual=self.names.nested(actual), holds=holds)

    def failure(self):
        """Tells of the exception being handled."""
        kind, error = exc_info()[:2]
        self.event("error", type=kind.__name__, message=self.message(error))


def encoded(value):
    """A plain value as JSON."""
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    return encode_basestring_ascii(value) if type(value) is str else repr(value)


# One program


def collector(reporter):
    """What the program knows as gc."""
    def collect(generation=2):
        reporter.asked_for += 1
        try:
            return gc.collect(generation)
        finally:
            reporter.asked_for -= 1

    def set_threshold(*_):
        """The moment of automatic collections depends on objects that nobody shows: they do not come at all."""

    def freeze():
        reporter.froze = True
        gc.freeze()

    return SimpleNamespace(collect=collect, enable=gc.enable, disable=gc.disable, set_threshold=set_threshold,
                           freeze=freeze, unfreeze=gc.unfreeze)


def install(reporter, main):
    """Puts the observer's words into the program's module, and itself where the interpreter tells what happens.

    Not into builtins: the interpreter restores those before the last objects go.
    """
    main.update(zip(WORDS, (reporter.born, reporter.finalizing, reporter.expect)))
    sys.unraisablehook = reporter.unraisable
    sys.excepthook = reporter.unhandled
    sys.stdout = sys.__stdout__ = reporter.output
    sys.stderr = sys.__stderr__ = Nowhere()
    gc.callbacks.append(reporter.collecting)


def run(program, request):
    """Runs one program in this process; True if the interpreter must now go the whole way down."""
    names = Names()
    reporter = Reporter(names, program.own)
    if request["exits"]:
        renew_main()
    main = sys.modules["__main__"].__dict__
    for name in [n for n in main if not n.startswith("__")]:
        del main[name]
    install(reporter, main)
    observer = HeapObserver(names, request["attributes"], program.own | {"gc", "sys", "weakref"})
    gc.enable()
    exec(program.declarations, main)
    enabled = gc.isenabled()
    gc.disable()
    gc.set_threshold(1 << 30)
    if "gc" in main:
        main["gc"] = collector(reporter)
    observer.declared = tuple(declared_functions(main))
    # What lies here outlives the module's end, so that the last finalizers can still report.
    sys._weakviz_observer = (reporter, observer, names)
    observer.text()  # whatever a first look makes, it makes now
    warm_comparisons(value for value in main.values() if isinstance(value, type))
    names.made.clear()
    names.names.clear()
    if request["freezes"]:
        observer.permanent = PermanentGeneration()
    # Frozen, the interpreter's own objects cost no time. Where the collector's whole list matters they stay in it.
    observer.mixed = request["exits"] or request["freezes"]
    if observer.mixed:
        gc.unfreeze()
        observer.base = set(map(id, gc.get_objects()))
    else:
        gc.freeze()
    gc.collect()
    reporter.listening = True
    codes = program.steps
    program = None
    index = 0
    while index < len(codes):
        code = codes[index]
        index += 1
        reporter.write('{"step": %d}' % index)
        if index == len(codes) and request["exits"]:
            reporter.at_once = True
            reporter.flush()
            codes.clear()
            code = None
            leave(main, observer)
            if enabled:
                gc.enable()
            return True
        if enabled:
            gc.enable()
        try:
            exec(code, main)
        except BaseException:
            reporter.failure()
        enabled = gc.isenabled()
        gc.disable()
        reporter.output.partial()
        if reporter.froze:
            reporter.froze = False
            observer.permanent.change()
        reporter.write('{"state": %s}' % observer.text())
        reporter.flush()
    return False


def renew_main():
    """Puts a new main module in the place of the old one.

    In the collector's list its names lie behind it, as in a program that is a file, for no frame holds them while the
    list is put in order: so the last collection reaches them in their place. In 3.13 those of a program that is given
    with '-c' lie before their module.
    """
    old = sys.modules["__main__"].__dict__
    sys.modules["__main__"] = module = ModuleType("__main__")
    module.__dict__.update((name, value) for name, value in old.items() if name.startswith("__"))
    old.clear()
    del module
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def leave(main, observer):
    """Prepares the interpreter's end: nothing of the observer's holds the program, nor dies before it."""
    observer.declared = ()
    for name in WORDS:  # the module's names go in the order of its dictionary
        main[name] = main.pop(name)
    for name in OWN_MODULES:
        # Who holds the module weakref keeps it, and what it registered, out of the last collection.
        sys.modules[name].__dict__.pop("weakref", None)
        del sys.modules[name]  # a module that is gone is not emptied: its functions stay whole


def declared_functions(namespace):
    """The functions of the module and of its types."""
    for value in list(namespace.values()):
        if type(value) is ModuleType:
            continue
        for function in vars(value).values() if type(value) is type else [value]:
            if type(function) is FunctionType:
                yield function


# All programs


def answer(line):
    data = (json.dumps(line) + "\n").encode()
    while data:
        data = data[write(ANSWERS, data):]


def serve():
    """Answers requests until the input ends. Returns in a forked child that is to shut the interpreter down."""
    warnings.simplefilter("ignore")
    print([{}], file=Nowhere())  # what printing makes at its first call, it makes now
    weakref.finalize(Names(), int)  # registers the function that runs finalizers at exit, once for all
    warm_comparisons(built_in_kinds())
    gc.disable()
    gc.collect()
    gc.freeze()
    answer({"python": list(sys.version_info[:3]), "implementation": sys.implementation.name})
    for line in sys.stdin:
        request = json.loads(line)
        process = None
        try:
            program = Program(request)
            process = os.fork()
        except (SyntaxError, RecursionError, MemoryError, ValueError) as error:
            answer({"bad": "%s: %s" % (type(error).__name__, error)})
        if process == 0:
            signal.alarm(request["seconds"])
            try:
                if run(program, request):
                    return
                os._exit(0)
            except BaseException:
                import traceback
                answer({"bad": "the observer failed: " + traceback.format_exc()})
                os._exit(3)
        status = 0 if process is None else os.waitpid(process, 0)[1]
        answer({"done": status})
