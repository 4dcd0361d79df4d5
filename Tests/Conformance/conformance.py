#!/usr/bin/env python3
"""What the live interpreter does with a scenario, as lines of JSON in the shape of the event log.

    conformance.py [--python PATH] [--no-state] FILE
"""

import argparse
import json
import sys

from interpreter import Failed, Interpreter, event_log_state


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--python", help="the interpreter to ask (default: WEAKVIZ_PYTHON or this one)")
    parser.add_argument("--no-state", action="store_true", help="only the events")
    options = parser.parse_args()
    with open(options.file, encoding="utf-8") as file:
        scenario = json.load(file)
    try:
        with Interpreter(options.python) as interpreter:
            for step in interpreter.run(scenario, state=not options.no_state):
                if "state" in step:
                    step["state"] = event_log_state(step["state"])
                print(json.dumps(step, ensure_ascii=False))
    except Failed as error:
        print("%s: %s" % (options.file, error), file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
