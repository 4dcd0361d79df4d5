"""Tells what happens in a program, at once, as lines of JSON."""

from json.encoder import encode_basestring_ascii
from os import write
from sys import exc_info
from types import BuiltinMethodType, FunctionType, MethodType

ANSWERS = 1  # descriptor of the answers


class Output:
    """What the program prints, a line at a time."""

    encoding = "utf-8"
    closed = False

    def __init__(self, reporter):
        self.reporter = reporter
        self.line = ""

    def write(self, text):
        lines = (self.line + text).split("\n")
        self.line = lines.pop()
        for line in lines:
            self.reporter.event("output", text=line)

    def partial(self):
        """What a failing print left without its end."""
        if self.line:
            line, self.line = self.line, ""
            self.reporter.event("output", text=line, partial=True)

    def flush(self):
        pass


class Nowhere:
    """Standard error: what goes there is told in events."""

    closed = False

    def write(self, text):
        pass

    def flush(self):
        pass


class Reporter:
    """Writes what happens; the last events at once, for they come when the interpreter is half gone.

    So nothing here goes through a module of the library, whose names may be gone by then.
    """

    def __init__(self, names, own):
        self.names = names
        self.own = own  # names that the exporter has chosen: the makers of closures among them
        self.output = Output(self)
        self.waiting = []
        self.at_once = False
        self.listening = False
        self.asked_for = 0  # collections that the program asked for and that still run
        self.froze = False  # whether the program has frozen its objects in this step

    def event(self, event, **fields):
        if event != "output":
            self.output.partial()
        text = '{"event": ' + encode_basestring_ascii(event)
        for key in fields:
            text += ", " + encode_basestring_ascii(key) + ": " + encoded(fields[key])
        self.write(text + "}")

    def write(self, line):
        self.waiting.append(line + "\n")
        if self.at_once:
            self.flush()

    def flush(self):
        data = "".join(self.waiting).encode()
        self.waiting.clear()
        while data:
            data = data[write(ANSWERS, data):]

    def message(self, error):
        if isinstance(error, KeyError) and len(error.args) == 1:
            return self.names.nested(error.args[0])
        try:
            return str(error)
        except BaseException as second:
            return "(no message: %s)" % type(second).__name__

    def unraisable(self, raised):
        where = raised.object
        if isinstance(where, FunctionType):
            maker, _, name = where.__qualname__.partition(".<locals>.")
            where = name if maker in self.own else where.__qualname__
        elif isinstance(where, MethodType):
            where = where.__func__.__qualname__
        elif isinstance(where, BuiltinMethodType):
            where = where.__name__
        else:
            where = self.names.name(where)
        self.event("unraisable", **{"in": where}, type=raised.exc_type.__name__,
                   message=self.message(raised.exc_value))

    def unhandled(self, kind, error, traceback):
        self.event("unraisable", **{"in": "atexit"}, type=kind.__name__, message=self.message(error))

    def collecting(self, phase, info):
        if not self.listening:
            return
        automatic = {} if self.asked_for else {"automatic": True}
        if phase == "start":
            self.event("collect-start", generation=info["generation"], **automatic)
        else:
            self.event("collect-end", collected=info["collected"], uncollectable=info["uncollectable"], **automatic)

    def finalizing(self, value):
        self.event("finalizer", object=self.names.name(value))

    def born(self, value, kind, number=None):
        self.names.born(id(value), kind, number)

    def print(self, printing, places, *values):
        """The values; those at these places by what `printing` makes of them."""
        print(*[printing(value) if place in places else value for place, value in enumerate(values)])

    def expect(self, actual, expected, **fields):
        if type(expected) in (int, float, str, list, dict, tuple, set):
            holds = (type(actual) is not bool) and bool(actual == expected)
        else:
            holds = actual is expected
        self.event("expect", **fields, expected=self.names.nested(expected), actual=self.names.nested(actual),
                   holds=holds)
        return holds

    def failure(self):
        """Tells of the exception being handled."""
        kind, error = exc_info()[:2]
        self.event("error", type=kind.__name__, message=self.message(error))


def encoded(value):
    """A plain value as JSON."""
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    return encode_basestring_ascii(value) if type(value) is str else repr(value)
