#!/usr/bin/env python3
"""Runs scenarios in the live interpreter alone: prints what happens and which assertions fail.

    check_expects.py [--quiet] [--python PATH] FILE...
"""

import argparse
import json
import sys

from interpreter import Failed, Interpreter


def sentence(event):
    kind = event["event"]
    if kind == "output":
        return "  | %s%s" % (event["text"], "" if not event.get("partial") else " …")
    if kind == "error":
        return "  ! %s: %s" % (event["type"], event["message"])
    if kind == "unraisable":
        return "  ! ignored in %s: %s: %s" % (event["in"], event["type"], event["message"])
    if kind == "expect":
        verdict = "holds" if event["holds"] else "FAILS"
        return "  ? %s %s: expected %s, got %s" % (verdict, event["expression"], event["expected"], event["actual"])
    rest = ", ".join("%s %s" % (k, v) for k, v in event.items() if k != "event")
    return "  . %s %s" % (kind, rest)


def heap(state):
    objects = ["%s=%s%s" % (name, references, "" if is_reachable else " unreachable")
               for name, references, _, _, is_reachable, *_ in state[2]]
    return "  heap: " + (", ".join(objects) or "empty")


def check(path, interpreter, options):
    with open(path, encoding="utf-8") as file:
        scenario = json.load(file)
    try:
        log = interpreter.run(scenario)
    except Failed as error:
        print("%s: %s" % (path, error))
        return False
    fine, checked = True, 0
    for step in log:
        failing = [e for e in step["events"] if e["event"] == "expect" and not e["holds"]]
        checked += sum(e["event"] == "expect" for e in step["events"])
        fine = fine and not failing
        if options.quiet and not failing:
            continue
        print("%3d  %s" % (step["step"], step["statement"].replace("\n", "\n     ")))
        for event in failing if options.quiet else step["events"]:
            print("   " + sentence(event))
        if options.heap and "state" in step:
            print("   " + heap(step["state"]))
    print("%s: %d steps, %d assertions, %s" % (path, len(log), checked, "all hold" if fine else "SOME FAIL"))
    return fine


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--python", help="the interpreter to ask (default: WEAKVIZ_PYTHON or this one)")
    parser.add_argument("--quiet", action="store_true", help="only failing assertions")
    parser.add_argument("--heap", action="store_true", help="also the live objects and their counts")
    options = parser.parse_args()
    with Interpreter(options.python) as interpreter:
        results = [check(path, interpreter, options) for path in options.files]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
