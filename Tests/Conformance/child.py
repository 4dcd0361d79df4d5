"""The interpreter that scenarios run in: one forked process a scenario, its statements in the real __main__.

Started by interpreter.py as `python -c "…; child.serve()"`; reads one request a line, answers with lines of JSON.
"""

import ctypes
import functools
import gc
import json
import os
import signal
import sys
import warnings
import weakref
from sys import exc_info
from types import FunctionType, SimpleNamespace

from expressions import BadScenario
from naming import Names, is_plain, load
from observing import PREAMBLE, Counting, HeapObserver, PermanentGeneration, built_in_kinds, warm_comparisons
from translation import Program, compiled

shared = load("weakviz_reporter", "reporter.py")
OWN_MODULES = ("child", "naming", "observing", "translation", "statements", "expressions") + tuple(
    "weakviz_" + name for name in ("heap", "parts", "lists", "names", "counting", "reporter"))


class Reporter(shared.Reporter):
    """Tells also what was expected of a step; prints by the names of objects."""

    def __init__(self, names):
        super().__init__(names, own=())
        self.expectations = []
        self.failed = 0

    def print(self, *values):
        values = list(values)
        try:
            for index in range(len(values)):
                if index:
                    self.output.write(" ")
                self.output.write(self.names.text(values[index]))
            self.output.write("\n")
        except BaseException:
            self.output.partial()
            raise
        finally:
            while values:  # the function of the interpreter lets its arguments go from first to last
                del values[0]

    def expect(self, index, actual, expected):
        self.failed += not super().expect(actual, expected, expression=self.expectations[index][0])

    def raised(self, wanted):
        """Checks a `raises` within an exception's handler, or where nothing was raised."""
        kind, error = exc_info()[:2]
        wanted = {"type": wanted} if isinstance(wanted, str) else wanted
        expected = wanted["type"] + (": " + wanted["message"] if "message" in wanted else "")
        if error is None:
            actual, holds = "nothing", False
        else:
            message = self.message(error)
            actual = kind.__name__ + (": " + message if "message" in wanted else "")
            holds = kind.__name__ == wanted["type"] and wanted.get("message", message) == message
        self.failed += not holds
        self.event("expect", expression="raises", expected=expected, actual=actual, holds=holds)

    def fail(self, step):
        """Logs the exception being handled as the step's error."""
        self.failure()
        if step.raises is not None:
            self.raised(step.raises)


def counter(read, word, declared):
    """A query of the program: `read` of an object, a TypeError for a plain value. What is `declared` is no object of
    the heap either."""
    def query(value):
        if is_plain(value) or type(value) is type or type(value) is FunctionType and id(value) in declared:
            raise TypeError(word + " of a plain value")
        return read(value)
    query.__name__ = word
    return query


def calibrated_refcount(declared, called):
    """refcount: references but for those that the call itself holds. `called` is what a call of it goes through."""
    class Probe:
        pass
    held = {"read": 0}
    query = counter(lambda value: sys.getrefcount(value) - held["read"], "refcount", declared)
    query = called(query)
    space = {"refcount": query, "probe": Probe()}
    exec("seen = refcount(probe)", space)
    held["read"] = space["seen"] - 1
    return query


def install(reporter, main, declared, counting):
    """Puts the words of the program into its module. The addresses of functions in `declared` are those of no heap
    objects. Where allocations are counted, the words make none.

    Not into builtins: the interpreter restores those before the last objects go.
    """
    quiet = counting.quiet if counting else lambda word: word
    words = {
        "print": reporter.print,
        "weakrefcount": counter(weakref.getweakrefcount, "weakrefcount", declared),
        "__number__": reporter.names.number,
        "__born__": reporter.names.born,
        "__name_of__": lambda value: "<%s>" % reporter.names.name(value),
        "__finalizing__": reporter.finalizing,
        "__partial__": functools.partial,
        "__frame__": sys._getframe,
        "__expect__": reporter.expect,
        "__raised__": reporter.raised,
    }
    words = {name: quiet(word) for name, word in words.items()}
    words["refcount"] = calibrated_refcount(declared, quiet)
    if counting:
        words["__finalizing__"] = counting.quiet_about_one(reporter.finalizing)
    main.update(words)
    sys.unraisablehook = reporter.unraisable
    sys.excepthook = reporter.unhandled
    gc.callbacks.append(counting.quiet(reporter.collecting, True) if counting else reporter.collecting)
    return words


def collector(reporter):
    """What the program knows as gc."""
    def collect(generation):
        reporter.asked_for += 1
        try:
            return gc.collect(generation)
        finally:
            reporter.asked_for -= 1

    def freeze():
        reporter.froze = True
        gc.freeze()

    return SimpleNamespace(collect=collect, enable=gc.enable, disable=gc.disable, set_threshold=gc.set_threshold,
                           freeze=freeze, unfreeze=gc.unfreeze)


def run(program, request):
    """Runs one scenario in this process; True if the interpreter must now go the whole way down."""
    names, declared = Names(), set()
    reporter = Reporter(names)
    reporter.expectations = program.expectations
    main = sys.modules["__main__"].__dict__
    for name in [n for n in main if not n.startswith("__")]:
        del main[name]
    counting = Counting() if program.is_countable else None
    words = install(reporter, main, declared, counting)
    for declaration in program.preamble:
        exec(compiled(declaration, PREAMBLE), main)
    observer = HeapObserver(names, program.attributes)
    main["weakref"] = weakref
    main["gc"] = collector(reporter)
    runs = [None if step.is_exit else FunctionType(compiled(step.code), main) if counting
            else compiled(step.code) for step in program.steps]
    observer.declared = tuple(declared_functions(main))
    declared.update(map(id, observer.declared))
    # What lies here outlives the module's end, so that the last finalizers can still report.
    sys._weakviz_observer = (reporter, observer, names, words)
    enabled = program.gc.get("enabled", True)
    # Where allocations cannot be counted exactly, automatic collections are not compared: they do not come at all.
    gc.set_threshold(*program.gc.get("thresholds", gc.get_threshold() if counting else [1_000_000]))
    observer.text()  # whatever a first look makes, it makes now
    warm_comparisons(value for value in main.values() if isinstance(value, type))
    names.made.clear()
    names.names.clear()
    if counting:
        observer.own = counting.own
    if program.freezes:
        observer.permanent = PermanentGeneration()
    # Frozen, the interpreter's own objects cost no time. Where the collector's whole list matters they stay in it.
    observer.mixed = program.exits or program.freezes
    if observer.mixed:
        gc.unfreeze()
        put_behind(main, sys.modules["__main__"])
        gc.collect()
        # Filled in place: what a new set takes the place of would be among them, and dead at once.
        observer.base.update(map(id, gc.get_objects()))
        observer.base_count = len(observer.base)
    else:
        gc.freeze()
    gc.collect()
    if counting:
        counting.begin()
    reporter.listening = True
    index = 0
    while index < len(runs):
        step, statement = program.steps[index], runs[index]
        index += 1
        reporter.at_once = step.is_exit
        reporter.write(json.dumps({"step": step.number, "statement": step.statement}))
        if step.is_exit:
            runs.clear()
            statement = None
            leave(main, observer, words)
            if enabled:
                gc.enable()
            return True
        if counting:
            counting.resume()
        if enabled:
            gc.enable()
        # Not in a function of its own: what holds the frame of the statement would hold that call's too.
        try:
            if counting:
                statement()  # makes no function, which would count
            else:
                exec(statement, main)
        except BaseException:
            reporter.fail(step)
        else:
            if step.raises is not None:
                reporter.raised(step.raises)
        enabled = gc.isenabled()
        gc.disable()
        if counting:
            counting.pause()
        if reporter.froze:
            reporter.froze = False
            observer.permanent.change()
        if request.get("state", True):
            reporter.write('{"state": %s}' % observer.text())
        reporter.flush()
    reporter.write(json.dumps({"failed": reporter.failed}))
    reporter.flush()
    return False


def put_behind(namespace, module):
    """Lets the module's dictionary lie behind the module in the collector's list, as in a program that is a file: it
    is reached in its place then, when no frame holds it any more. The table of finalizers is reached after it, there
    as here."""
    for value in gc.get_objects():
        if value is module:
            return
        if value is namespace:
            break
    value = None
    finalizers = gc.get_referents(weakref.finalize)[0]  # the class's own dictionary, which holds the table
    for function in (ctypes.pythonapi.PyObject_GC_UnTrack, ctypes.pythonapi.PyObject_GC_Track):
        function.argtypes = [ctypes.py_object]
        function.restype = None
    for dictionary in (namespace, finalizers):
        ctypes.pythonapi.PyObject_GC_UnTrack(dictionary)
        ctypes.pythonapi.PyObject_GC_Track(dictionary)


def leave(main, observer, words):
    """Prepares the interpreter's end: nothing of the judge's holds the program, nor dies before it."""
    observer.declared = ()
    for name in words:  # the module's names go in the order of its dictionary
        main[name] = main.pop(name)
    for name in OWN_MODULES:
        # Who holds the module weakref keeps it, and what it registered, out of the last collection.
        sys.modules[name].__dict__.pop("weakref", None)
        del sys.modules[name]  # a module that is gone is not emptied: its functions stay whole


def declared_functions(namespace):
    """The functions of the module and of its types."""
    for value in list(namespace.values()):
        for function in vars(value).values() if type(value) is type else [value]:
            if type(function) is FunctionType:
                yield function


def serve():
    """Answers requests until the input ends. Returns in a forked child that is to shut the interpreter down."""
    warnings.simplefilter("ignore")
    weakref.finalize(Reporter(None), int)  # registers the function that runs finalizers at exit, once for all
    warm_comparisons(built_in_kinds())
    repr([0])  # the first makes the list of what is being written
    gc.disable()
    gc.collect()
    gc.freeze()
    answer({"python": list(sys.version_info[:3])})
    for line in sys.stdin:
        request = json.loads(line)
        try:
            program = Program(request["scenario"])
            process = os.fork()
        except (BadScenario, SyntaxError) as error:
            answer({"bad": str(error)})
            process = None
        if process == 0:
            signal.setitimer(signal.ITIMER_PROF, request.get("seconds", 10))
            signal.alarm(60 * request.get("seconds", 10))  # who waits for ever uses no time
            try:
                if run(program, request):
                    return
                os._exit(0)
            except BaseException:
                import traceback
                answer({"bad": "the judge failed: " + traceback.format_exc()})
                os._exit(3)
        status = 0 if process is None else os.waitpid(process, 0)[1]
        answer({"done": status})
        program = None
        gc.collect()  # the garbage of each translation would be inherited by all later processes


def answer(line):
    os.write(shared.ANSWERS, (json.dumps(line) + "\n").encode())
