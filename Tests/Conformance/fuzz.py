#!/usr/bin/env python3
"""Compares weakviz with the live interpreter on random scenarios, and shrinks what differs.

    fuzz.py --count N --seed S [--weakviz PATH] [--python PATH] [--save DIRECTORY]
    fuzz.py --count N --seed S --dry        only the interpreter: are the scenarios good?
"""

import argparse
import collections
import itertools
import json
import os
import re
import sys
import time

import generation
from census import Census
from compare import verbs
from comparison import NotComparable, compare
from interpreter import Failed, Interpreter
from shrinking import shrink
from translation import is_countable
from weakviz import Weakviz

BATCH = 20  # scenarios for each start of weakviz


class Fuzzer:
    def __init__(self, interpreter, weakviz):
        self.interpreter, self.weakviz = interpreter, weakviz
        self.census = Census()

    def outcomes(self, scenarios, count=False):
        """'agrees', 'differs', 'skipped' or 'failed' for each, and its text."""
        logs = self.weakviz.run_all(scenarios) if self.weakviz else [None] * len(scenarios)
        for scenario, actual in zip(scenarios, logs):
            yield self.outcome(scenario, actual, count)

    def outcome(self, scenario, actual, count):
        try:
            expected = self.interpreter.run(scenario)
        except Failed as error:
            return "skipped", str(error)
        if isinstance(actual, Failed):
            return "failed", str(actual)
        if count:
            self.census.add(scenario, expected, actual)
        if actual is None:
            return "ran", ""
        try:
            difference = compare(expected, actual, verbs(scenario), is_countable(scenario))
        except NotComparable as error:
            return "skipped", str(error)
        return ("differs", str(difference)) if difference else ("agrees", "")

    def shrunk(self, scenario, outcome, text):
        place = re.match(r"step (\d+)", text)
        if place:  # what comes after the difference has no part in it
            scenario = dict(scenario, steps=scenario["steps"][:int(place.group(1))])
        return shrink(scenario, lambda candidates: [
            small for small, (found, _) in zip(candidates, self.outcomes(candidates)) if found == outcome])


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100, help="how many scenarios (default: 100)")
    parser.add_argument("--seed", type=int, default=1, help="the seed of the first (default: 1)")
    parser.add_argument("--weakviz", help="the program (default: the environment's WEAKVIZ)")
    parser.add_argument("--python", help="the interpreter (default: WEAKVIZ_PYTHON or this one)")
    parser.add_argument("--save", metavar="DIRECTORY", help="where shrunk differences are written")
    parser.add_argument("--stop", type=int, default=5, help="stop after this many differences (default: 5)")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after this time")
    parser.add_argument("--no-shrink", action="store_true", help="show differences as they are")
    parser.add_argument("--dry", action="store_true", help="only the interpreter")
    parser.add_argument("--brief", action="store_true", help="no shares, only what was compared")
    return parser.parse_args(arguments)


def seeds_in_batches(options):
    seeds = iter(range(options.seed, options.seed + options.count))
    return iter(lambda: list(itertools.islice(seeds, BATCH)), [])


def report(fuzzer, seed, scenario, outcome, text, options):
    small = scenario if options.no_shrink else fuzzer.shrunk(scenario, outcome, text)
    print("seed %d: %s:\n%s" % (seed, outcome, text if small is scenario else next(fuzzer.outcomes([small]))[1]))
    if options.no_shrink:
        return
    text = json.dumps(small, indent=1)
    if options.save:
        os.makedirs(options.save, exist_ok=True)
        path = os.path.join(options.save, "seed-%d.json" % seed)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text + "\n")
        print("  written to", path)
    else:
        print(text)
    sys.stdout.flush()


def fuzz(fuzzer, runtime, options):
    """Compares what was asked for; gives how often each outcome came."""
    outcomes, started = collections.Counter(), time.time()
    for seeds in seeds_in_batches(options):
        if time.time() - started > options.seconds or outcomes["differs"] + outcomes["failed"] >= options.stop:
            break
        scenarios = [dict(generation.scenario(seed), runtime=runtime) for seed in seeds]
        for seed, scenario, (outcome, text) in zip(seeds, scenarios, fuzzer.outcomes(scenarios, count=True)):
            outcomes[outcome] += 1
            if outcome == "skipped":
                print("seed %d: skipped: %s" % (seed, text))
            elif outcome in ("differs", "failed"):
                report(fuzzer, seed, scenario, outcome, text, options)
    return outcomes


def main():
    options = options_of(None)
    started = time.time()
    try:
        weakviz = None if options.dry else Weakviz(options.weakviz)
        with Interpreter(options.python, seconds=20) as interpreter:
            runtime = interpreter.runtime()
            version = ".".join(map(str, interpreter.version))
            fuzzer = Fuzzer(interpreter, weakviz)
            outcomes = fuzz(fuzzer, runtime, options)
    except Failed as error:
        print(error, file=sys.stderr)
        return 3
    if not options.brief and fuzzer.census.scenarios:
        print("\n".join(fuzzer.census.lines()))
        if fuzzer.census.scenarios >= 300:
            print("under 1%:", ", ".join(fuzzer.census.rare()) or "nothing")
    print("%d random scenarios against CPython %s (seeds from %d, %.0f s): %s" % (
        sum(outcomes.values()), version, options.seed, time.time() - started,
        ", ".join("%d %s" % (number, outcome) for outcome, number in sorted(outcomes.items())) or "none"))
    return 1 if outcomes["differs"] or outcomes["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
