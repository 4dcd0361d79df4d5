"""The other side of a comparison: the log that weakviz writes."""

import json
import os
import subprocess
import tempfile

from interpreter import Failed


class Weakviz:
    """The program under test, found by an option or the environment's WEAKVIZ."""

    def __init__(self, path=None, seconds=20):
        self.path = path or os.environ.get("WEAKVIZ")
        self.seconds = seconds
        if not self.path:
            raise Failed("which weakviz? Give --weakviz PATH or set WEAKVIZ")

    def run_file(self, file):
        """The log of the scenario in the file."""
        command = [self.path, "run", "--format", "jsonl", "--state", file]
        try:
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=self.seconds)
        except subprocess.TimeoutExpired:
            raise Failed("weakviz: no answer within %d s" % self.seconds) from None
        except OSError as error:
            raise Failed("weakviz: %s" % error) from None
        if done.returncode not in (0, 1):
            raise Failed("weakviz: exit code %d: %s" % (
                done.returncode, done.stderr.decode("utf-8", "replace").strip()[-400:]))
        try:
            return [line for line in map(json.loads, done.stdout.decode().splitlines()) if "step" in line]
        except ValueError as error:
            raise Failed("weakviz: not lines of JSON: %s" % error) from None

    def run(self, scenario):
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(scenario, file)
            file.flush()
            return self.run_file(file.name)
