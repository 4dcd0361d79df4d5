"""Runs exported programs, each in a process of its own, and tells what happens in them, step by step.

weakviz starts an interpreter with this file as its program. It reads one request a line, a JSON object with the
program's text and the lines of its steps, and answers with lines of JSON: what happens, and the heap after each step.
Only the standard library is used, CPython 3.8 and later.

It keeps out of the picture: its own objects are frozen out of the collector's lists, it makes no weak references, reads
no `__dict__`, takes counts with known temporary references, and puts the count of allocations back after each look.
Nothing that it holds reaches the program's module, so that the module dies at exit as it would alone.
"""

import gc
import json
import os
import signal
import sys
import warnings
import weakref
from os import write
from types import FunctionType, ModuleType, SimpleNamespace

from weakviz_counting import Counting
from weakviz_heap import HeapObserver, built_in_kinds, warm_comparisons
from weakviz_lists import PermanentGeneration
from weakviz_names import TAKEN, Names
from weakviz_program import Program
from weakviz_reporter import ANSWERS, Nowhere, Reporter

OWN_MODULES = tuple("weakviz_" + name for name in (
    "observer", "reporter", "program", "heap", "parts", "lists", "names", "counting"))
# What the observer adds to the program's module.
WORDS = ("__born__", "__number__", "__finalizing__", "__expect__", "__print__")


# One program


def collector(reporter, thresholds):
    """What the program knows as gc. With `thresholds` it sets them; otherwise automatic collections do not come at all,
    for their moment depends on objects that nobody shows."""
    def collect(generation=2):
        reporter.asked_for += 1
        try:
            return gc.collect(generation)
        finally:
            reporter.asked_for -= 1

    def ignore(*_):
        pass

    def freeze():
        reporter.froze = True
        gc.freeze()

    return SimpleNamespace(collect=collect, enable=gc.enable, disable=gc.disable, freeze=freeze,
                           unfreeze=gc.unfreeze, set_threshold=gc.set_threshold if thresholds else ignore)


def install(reporter, main):
    """Puts the observer's words into the program's module, and itself where the interpreter tells what happens.

    Not into builtins: the interpreter restores those before the last objects go.
    """
    main.update(words(reporter))
    sys.unraisablehook = reporter.unraisable
    sys.excepthook = reporter.unhandled
    sys.stdout = sys.__stdout__ = reporter.output
    sys.stderr = sys.__stderr__ = Nowhere()
    gc.callbacks.append(reporter.collecting)


def words(reporter):
    return zip(WORDS, (reporter.born, reporter.names.number, reporter.finalizing, reporter.expect, reporter.print))


def count_allocations(reporter, main):
    """From now on what the observer does in the middle of the program is no allocation of the program's."""
    counting = Counting()
    main.update((name, counting.quiet(word)) for name, word in words(reporter))
    main["__finalizing__"] = counting.quiet_about_one(reporter.finalizing)
    gc.callbacks[-1] = counting.quiet(reporter.collecting, True)
    return counting


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
    TAKEN.update(name for name, value in main.items() if type(value) is type and value.__module__ == "__main__")
    enabled = gc.isenabled()
    gc.disable()
    counting = count_allocations(reporter, main) if program.counts else None
    if not counting:
        gc.set_threshold(1 << 30)
    if "gc" in main:
        main["gc"] = collector(reporter, counting is not None)
    # A function is made of each statement beforehand where its making would count.
    codes = [FunctionType(code, main) for code in program.steps] if counting else program.steps
    program = None
    observer.declared = tuple(declared_functions(main))
    # What lies here outlives the module's end, so that the last finalizers can still report.
    sys._weakviz_observer = (reporter, observer, names)
    observer.text()  # whatever a first look makes, it makes now
    warm_comparisons(value for value in main.values() if isinstance(value, type))
    names.made.clear()
    names.names.clear()
    if counting:
        observer.own = counting.own
    if request["freezes"]:
        observer.permanent = PermanentGeneration()
    # Frozen, the interpreter's own objects cost no time. Where the collector's whole list matters they stay in it.
    observer.mixed = request["exits"] or request["freezes"]
    if observer.mixed:
        gc.unfreeze()
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
        if counting:
            counting.resume()
        if enabled:
            gc.enable()
        # Not in a function of its own: what holds the frame of the statement would hold that call's too.
        try:
            if counting:
                code()
            else:
                exec(code, main)
        except BaseException:
            reporter.failure()
        enabled = gc.isenabled()
        gc.disable()
        if counting:
            counting.pause()
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
