#!/usr/bin/env python3
"""Compares weakviz with the live interpreter, step by step, on each of the scenarios.

    compare.py [--weakviz PATH] [--python PATH] [--quiet] FILE...

Prints a line of agreement or the first difference for each file; exits with 1 if any differs.
"""

import argparse
import json
import sys

from comparison import NotComparable, compare
from interpreter import Failed, Interpreter
from translation import KEYS
from weakviz import Weakviz


def verbs(scenario):
    return [next((key for key in step if key in KEYS), "") for step in scenario["steps"]]


def compare_file(path, interpreter, weakviz):
    """A word for the outcome and its text."""
    with open(path, encoding="utf-8") as file:
        scenario = json.load(file)
    if "weakviz" not in scenario:
        return "skipped", "no scenario"
    try:
        expected = interpreter.run(scenario)
        difference = compare(expected, weakviz.run_file(path), verbs(scenario))
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
    sums = {}
    try:
        weakviz = Weakviz(options.weakviz)
    except Failed as error:
        print(error, file=sys.stderr)
        return 64
    with Interpreter(options.python) as interpreter:
        for path in options.files:
            outcome, text = compare_file(path, interpreter, weakviz)
            sums[outcome] = sums.get(outcome, 0) + 1
            if outcome != "agrees" or not options.quiet:
                print("%s: %s: %s" % (path, outcome, text), flush=True)
    if len(options.files) > 1:
        print(", ".join("%d %s" % (count, outcome) for outcome, count in sorted(sums.items())))
    return 1 if sums.keys() & {"differs", "failed"} else 0


if __name__ == "__main__":
    sys.exit(main())
