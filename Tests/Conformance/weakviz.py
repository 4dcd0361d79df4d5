"""The other side of a comparison: the logs that weakviz writes."""

import json
import os
import subprocess
import tempfile

from interpreter import Failed


STATE = b',"state":'  # what stands before the last part of a step's line; within a text a quote has a backslash


class Weakviz:
    """The program under test, found by an option or the environment's WEAKVIZ."""

    def __init__(self, path=None, seconds=600):
        self.path = path or os.environ.get("WEAKVIZ")
        self.seconds = seconds
        if not self.path:
            raise Failed("which weakviz? Give --weakviz PATH or set WEAKVIZ")

    def run_file(self, file):
        """The log of the scenario in the file."""
        log = self.run_files([file])[0]
        if isinstance(log, Failed):
            raise log
        return log

    def run(self, scenario):
        return self.run_all([scenario])[0]

    def run_all(self, scenarios):
        """The log of each scenario, or why there is none; one process runs them all."""
        with tempfile.TemporaryDirectory() as directory:
            files = []
            for index, scenario in enumerate(scenarios):
                files.append(os.path.join(directory, "%d.json" % index))
                with open(files[-1], "w", encoding="utf-8") as file:
                    json.dump(scenario, file)
            return self.run_files(files)

    def run_files(self, files):
        """The log of each file, or a Failed."""
        command = [self.path, "run", "--format", "jsonl", "--state", *files]
        try:
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=self.seconds)
        except subprocess.TimeoutExpired:
            return self.one_by_one(files, "weakviz: no answer within %d s" % self.seconds)
        except OSError as error:
            return [Failed("weakviz: %s" % error)] * len(files)
        complaint = done.stderr.decode("utf-8", "replace").strip()
        if done.returncode not in (0, 1, 2):
            return self.one_by_one(files, "weakviz: exit code %d: %s" % (done.returncode, complaint[-400:]))
        logs, seen, state = [[]] if len(files) == 1 else [], None, None
        for text in done.stdout.splitlines():
            text, has_state, rest = text.partition(STATE)
            line = json.loads(text + b"}" if has_state else text)
            if has_state:  # one that is the same as before is the same object
                if rest != seen:
                    seen, state = rest, json.loads(rest[:-1])
                line["state"] = state
            if "scenario" in line:
                logs.append([])
            elif "step" in line:
                logs[-1].append(line)
        return [log or Failed(complaint[-400:] or "weakviz: nothing written") for log in logs]

    def one_by_one(self, files, complaint):
        """What one of several has done to the whole process is found out alone."""
        if len(files) == 1:
            return [Failed(complaint)]
        return [self.run_files([file])[0] for file in files]
