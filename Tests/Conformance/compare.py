#!/usr/bin/env python3
"""Compares weakviz with the live interpreter, step by step, on each of the scenarios.

    compare.py [--weakviz PATH] [--python PATH] [--quiet] FILE...

A scenario that names no runtime is compared under the profile of the interpreter. Prints a line of agreement or the
first difference for each file; exits with 1 if any differs.
"""

import argparse
import collections
import json
import sys

from comparison import NotComparable, compare
from interpreter import Failed, Interpreter
from statements import KEYS
from translation import is_countable
from weakviz import Weakviz


def verbs(scenario):
    return [next((key for key in step if key in KEYS), "") for step in scenario["steps"]]


def read(path, runtime):
    """The scenario in the file for this runtime; None for what is none, or for another one."""
    with open(path, encoding="utf-8") as file:
        scenario = json.load(file)
    if "weakviz" not in scenario:
        return None
    scenario.setdefault("runtime", runtime)
    if scenario["runtime"] == "cpython-3.11":
        scenario["runtime"] = "cpython"
    return scenario if scenario["runtime"] == runtime else None


def outcome(scenario, actual, interpreter):
    """A word for the outcome and its text."""
    if isinstance(actual, Failed):
        return "failed", str(actual)
    try:
        if "id(" in json.dumps(scenario):
            # Which address is used again depends on what was allocated before.
            interpreter.close()
        expected = interpreter.run(scenario)
        difference = compare(expected, actual, verbs(scenario), is_countable(scenario))
    except NotComparable as error:
        return "skipped", str(error)
    except Failed as error:
        return "failed", str(error)
    if difference:
        return "differs", str(difference)
    return "agrees", "%d steps" % len(expected)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--weakviz", help="the program (default: the environment's WEAKVIZ)")
    parser.add_argument("--python", help="the interpreter (default: WEAKVIZ_PYTHON or this one)")
    parser.add_argument("--quiet", action="store_true", help="only what does not agree, and the sums")
    options = parser.parse_args()
    sums = collections.Counter()
    try:
        weakviz = Weakviz(options.weakviz)
        with Interpreter(options.python, seconds=20) as interpreter:
            runtime = interpreter.runtime()
            scenarios = {path: read(path, runtime) for path in options.files}
            files = [path for path in options.files if scenarios[path]]
            logs = weakviz.run_all([scenarios[path] for path in files])
            for path, actual in zip(files, logs):
                found, text = outcome(scenarios[path], actual, interpreter)
                sums[found] += 1
                if found != "agrees" or not options.quiet:
                    print("%s: %s: %s" % (path, found, text))
            version = ".".join(map(str, interpreter.version))
    except Failed as error:
        print(error, file=sys.stderr)
        return 3
    print("%d written scenarios against CPython %s: %s" % (
        sum(sums.values()), version, ", ".join("%d %s" % (n, word) for word, n in sorted(sums.items())) or "none"))
    return 1 if sums["differs"] or sums["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
