"""An exported program as it is run: its text as it is, but for what reports to the observer."""

import ast
import sys

from weakviz_heap import PROGRAM

# Up to 3.11 an automatic collection runs before the object is made that is one too many; later it may come between the
# object's making and its __init__, so that the object's number must be taken before.
COLLECTS_AFTER_ALLOCATION = sys.version_info >= (3, 12)
MAKER = """
def __new__(cls, *values, **attributes):
    number = __number__(%r)
    self = cls.__base__.__new__(cls)
    __born__(self, %r, number)
    return self
"""
# How attributes are set without an iterator, which would count.
ATTRIBUTES = """
pairs = []
while attributes:
    pairs.append(attributes.popitem())
while pairs:
    setattr(self, *pairs.pop())
"""


class Instrumented(ast.NodeTransformer):
    """Reports births, finalizers and assertions; none of it makes an object that the collector would count."""

    def __init__(self, own):
        self.own = own

    def visit_ClassDef(self, node):
        self.generic_visit(node)
        if node.name not in self.own:
            functions = {f.name: f for f in node.body if isinstance(f, ast.FunctionDef)}
            self.report_births(node, functions)
            if "__del__" in functions:
                functions["__del__"].body.insert(0, ast.parse("__finalizing__(self)").body[0])
        return node

    def report_births(self, node, functions):
        if "__init__" not in functions:
            functions["__init__"] = self.initializer(node)
            node.body.append(functions["__init__"])
        functions["__init__"].body.insert(0, ast.parse("__born__(self, %r)" % node.name).body[0])

    @staticmethod
    def initializer(node):
        base = node.bases[0] if node.bases else None
        name = base.attr if isinstance(base, ast.Attribute) else base.id if base else "object"
        text = "def __init__(self): pass" if base is None else "def __init__(self, *values): pass"
        if name in ("list", "dict", "set"):
            text = "def __init__(self, *values): %s.__init__(self, *values)" % name
        return ast.parse(text).body[0]

    def visit_Assert(self, node):
        actual, expected = node.test.left, node.test.comparators[0]
        call = ast.Call(func=ast.Name(id="__expect__", ctx=ast.Load()), args=[actual, expected], keywords=[])
        return ast.copy_location(ast.Expr(value=call), node)

    def visit_Try(self, node):
        """What does not hold is told like all else, and the program goes on by itself."""
        first = node.handlers[0].body[0]
        is_told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Call) and any(
            keyword.arg == "file" for keyword in first.value.keywords)
        self.generic_visit(node)
        return node.body if is_told else node


class Counted(Instrumented):
    """Keeps what the program would not need for what it does out of the count of allocations too: the program's moments
    of automatic collections are those of its own objects."""

    def __init__(self, own, printing):
        super().__init__(own)
        self.printing = printing  # the names of the classes that print a value by its name

    def report_births(self, node, functions):
        if COLLECTS_AFTER_ALLOCATION:
            node.body += ast.parse(MAKER % (node.name, node.name)).body
        else:
            super().report_births(node, functions)
        if "__init__" in functions:
            body = functions["__init__"].body
            if isinstance(body[-1], ast.For):
                setter = body.pop().body[0].value.func
                body += ast.parse(ATTRIBUTES).body
                body[-1].body[0].value.func = setter

    def visit_Call(self, node):
        """What is printed becomes text out of the program's sight."""
        self.generic_visit(node)
        if not (isinstance(node.func, ast.Name) and node.func.id == "print") or node.keywords:
            return node
        values, places, printing = [], [], "None"
        for place, value in enumerate(node.args):
            if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in self.printing:
                places.append(place)
                printing, value = value.func.id, value.args[0]
            values.append(value)
        called = ast.parse("__print__(%s, %r)" % (printing, tuple(places)), mode="eval").body
        called.args += values
        return ast.copy_location(called, node)


class Program:
    """An exported program, cut into its declarations and its steps."""

    def __init__(self, request):
        self.own = frozenset(request["own"])
        self.counts = request["counts"]  # whether its allocations can be counted
        tree = ast.parse(request["source"])
        self.printing = {n.name for n in tree.body if isinstance(n, ast.ClassDef) and n.name in self.own}
        steps = request["steps"]
        first = min([lines[0] for lines in steps] + [request["end"]])
        self.declarations = self.code([n for n in tree.body if n.lineno < first])
        self.steps = []
        position = 0
        nodes = [n for n in tree.body if first <= n.lineno]
        for start, end, is_caught in steps:
            part = []
            while position < len(nodes) and nodes[position].lineno < end:
                part.append(nodes[position])
                position += 1
            if is_caught:
                part = part[0].body
            self.steps.append(self.code(part))

    def code(self, nodes):
        tree = ast.Module(body=nodes, type_ignores=[])
        made = Counted(self.own, self.printing) if self.counts else Instrumented(self.own)
        tree = ast.fix_missing_locations(made.visit(tree))
        return compile(tree, PROGRAM, "exec")
