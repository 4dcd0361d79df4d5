#!/usr/bin/env python3
"""Compares weakviz with the live interpreter on random scenarios, and shrinks what differs.

    fuzz.py --count N --seed S [--weakviz PATH] [--python PATH] [--save DIRECTORY]
    fuzz.py --count N --seed S --dry        only the interpreter: are the scenarios good?
"""

import argparse
import collections
import json
import os
import sys
import time

import generation
from compare import verbs
from comparison import NotComparable, compare
from interpreter import Failed, Interpreter
from shrinking import shrink
from weakviz import Weakviz


class Fuzzer:
    def __init__(self, interpreter, weakviz):
        self.interpreter, self.weakviz = interpreter, weakviz
        self.verbs, self.traits = collections.Counter(), collections.Counter()
        self.steps = 0

    def outcome(self, scenario, count=False):
        """'agrees', 'differs', 'skipped' or 'failed', and its text."""
        try:
            expected = self.interpreter.run(scenario)
        except Failed as error:
            return "skipped", str(error)
        if count:
            self.note(scenario, expected)
        if self.weakviz is None:
            return "ran", ""
        try:
            difference = compare(expected, self.weakviz.run(scenario), verbs(scenario))
        except NotComparable as error:
            return "skipped", str(error)
        except Failed as error:
            return "failed", str(error)
        return ("differs", str(difference)) if difference else ("agrees", "")

    def note(self, scenario, log):
        self.verbs.update(verbs(scenario))
        self.steps += len(log)
        events = [e for step in log for e in step["events"]]
        kinds = {e["event"] for e in events}
        finalized = {e["object"] for e in events if e["event"] == "finalizer"}
        states = [step["state"] for step in log if "state" in step]
        living = {o["object"] for o in states[-1]["objects"]} if states else set()
        self.traits.update(kinds)
        self.traits.update(name for name, there in (
            ("a body printed", any(e["event"] == "output" and e["text"].startswith("in ") for e in events)),
            ("resurrected", bool(finalized & living)),
            ("collected a cycle", any(e.get("collected") for e in events))) if there)

    def summary(self, outcomes):
        total = sum(outcomes.values())
        print(", ".join("%d %s" % (n, o) for o, n in sorted(outcomes.items())), "of", total)
        used = sum(self.verbs.values()) or 1
        print("verbs:", ", ".join("%s %.1f%%" % (v, 100 * n / used) for v, n in self.verbs.most_common()))
        print("scenarios with:", ", ".join("%s %.0f%%" % (t, 100 * n / total) for t, n in self.traits.most_common()))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--weakviz", help="the program (default: the environment's WEAKVIZ)")
    parser.add_argument("--python", help="the interpreter (default: WEAKVIZ_PYTHON or this one)")
    parser.add_argument("--save", metavar="DIRECTORY", help="where shrunk differences are written")
    parser.add_argument("--stop", type=int, default=5, help="stop after this many differences")
    parser.add_argument("--seconds", type=float, default=float("inf"), help="stop after this time")
    parser.add_argument("--no-shrink", action="store_true", help="show differences as they are")
    parser.add_argument("--dry", action="store_true", help="only the interpreter")
    options = parser.parse_args()
    try:
        weakviz = None if options.dry else Weakviz(options.weakviz)
    except Failed as error:
        print(error, file=sys.stderr)
        return 64
    outcomes, bad, started = collections.Counter(), 0, time.time()
    with Interpreter(options.python, seconds=5) as interpreter:
        fuzzer = Fuzzer(interpreter, weakviz)
        for seed in range(options.seed, options.seed + options.count):
            if time.time() - started > options.seconds:
                break
            scenario = generation.scenario(seed)
            outcome, text = fuzzer.outcome(scenario, count=True)
            outcomes[outcome] += 1
            if outcome == "skipped":
                print("seed %d: skipped: %s" % (seed, text))
            if outcome not in ("differs", "failed"):
                continue
            bad += 1
            small = scenario if options.no_shrink else shrink(
                scenario, lambda s: fuzzer.outcome(s)[0] == outcome)
            print("seed %d: %s:\n%s" % (seed, outcome, fuzzer.outcome(small)[1]))
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
            if bad >= options.stop:
                break
        fuzzer.summary(outcomes)
    print("%.1f s" % (time.time() - started))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
