"""An interpreter that runs scenarios and says what it saw: the judge's side of every comparison."""

import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
START = "import sys; sys.path.insert(0, %r); import child; del sys; child.serve()"


STATE = b'{"state": '  # how the line of a state begins


class Failed(Exception):
    """The interpreter could not run the scenario."""


class Interpreter:
    """A warmed interpreter; each scenario runs in a process forked from it."""

    def __init__(self, python=None, seconds=10):
        self.python = python or os.environ.get("WEAKVIZ_PYTHON") or sys.executable
        self.seconds = seconds
        self.process = None
        self.version = None

    def start(self):
        environment = dict(os.environ, PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1")
        self.process = subprocess.Popen(
            [self.python, "-S", "-c", START % HERE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        first = self.process.stdout.readline()
        if not first:
            self.close()
            raise Failed("%s does not start" % self.python)
        self.version = tuple(json.loads(first)["python"])

    def runtime(self):
        """The profile that stands for the interpreter."""
        if self.process is None:
            self.start()
        known = {(3, 11): "cpython", (3, 12): "cpython-3.12", (3, 13): "cpython-3.13"}
        if self.version[:2] not in known:
            raise Failed("no profile stands for CPython %s: 3.11, 3.12 or 3.13 can be compared"
                         % ".".join(map(str, self.version)))
        return known[self.version[:2]]

    def close(self):
        if self.process:
            self.process.stdin.close()
            self.process.stdout.close()
            self.process.wait()
            self.process = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def run(self, scenario, state=True):
        """The log of the scenario: one dictionary a step, as the event log has it but for the state, which is what the
        observer looked at (see event_log_state). A state that is the same as before is the same object."""
        if self.process is None:
            self.start()
        request = json.dumps({"scenario": scenario, "state": state, "seconds": self.seconds}) + "\n"
        self.process.stdin.write(request.encode())
        self.process.stdin.flush()
        steps, bad, seen, state = [], None, None, None
        while True:
            text = self.process.stdout.readline()
            if not text:
                self.close()
                raise Failed("the interpreter ended")
            if text.startswith(STATE):
                if text != seen:
                    seen, state = text, json.loads(text)["state"]
                steps[-1]["state"] = state
                continue
            line = json.loads(text)
            if "done" in line:
                break
            if "step" in line:
                steps.append({"step": line["step"], "statement": line["statement"], "events": []})
            elif "event" in line:
                steps[-1]["events"].append(line)
            elif "bad" in line:
                bad = line["bad"]
        if bad:
            raise Failed(bad)
        if line["done"] & 127:
            raise Failed("ended by signal %d (time limit: %d s of its own) in step %d"
                         % (line["done"] & 127, self.seconds, len(steps)))
        return steps


def event_log_state(look):
    """What the observer looked at as the event log has it."""
    names, values, records = look
    keys = ("object", "refcount", "weakrefcount", "generation", "reachable")
    lists = [[], [], []]
    for record in records:
        if record[3] is not None:
            lists[record[3]].append(record[0])
    return {
        "names": names, "values": values, "objects": [dict(zip(keys, record)) for record in records],
        "weakrefs": [{"weakref": record[0], "referent": record[7]} for record in records if record[6]],
        "collections": {record[0]: record[8] for record in records if record[8] is not None}, "lists": lists}
