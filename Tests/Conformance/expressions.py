"""Expressions of a scenario as Python: checked against the grammar of the format, never evaluated here."""

import ast
import keyword
import re

RESERVED = frozenset(
    "print len list dict set tuple sorted refcount weakrefcount weakref gc sys "
    "WeakValueDictionary WeakKeyDictionary WeakSet".split())
QUERIES = frozenset("len list dict sorted refcount weakrefcount".split())
LATER_QUERIES = frozenset("id next".split())  # names otherwise, as they were before
COMPARISONS = (ast.In, ast.NotIn, ast.Is, ast.IsNot, ast.Eq)
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


class BadScenario(Exception):
    """The scenario breaks the format; the message names the place and what is wrong there."""


def check_name(name, place):
    if not isinstance(name, str) or not NAME.match(name):
        raise BadScenario("%s: %r is not a name" % (place, name))
    if keyword.iskeyword(name) or name.startswith("__") or name in RESERVED:
        raise BadScenario("%s: the name %r is reserved" % (place, name))
    return name


def literal(value):
    """A JSON null, boolean or number as Python text."""
    return repr(value)


def expression(value, place):
    """The Python text of a scenario's expression."""
    if value is None or isinstance(value, (bool, int, float)):
        return literal(value)
    if not isinstance(value, str):
        raise BadScenario("%s: an expression is a string, a number, true, false or null" % place)
    if value not in _good:
        remember(_good, value, checked(value, place))
    return _good[value]


_good = {}  # expressions that were checked before, and their texts


def remember(cache, key, value, limit=20_000):
    """Puts the value into the cache, which is a plain dictionary: a cache of functools has an object of the collector
    for each entry, and every process that is forked from this one goes through those."""
    if len(cache) >= limit:
        cache.clear()
    cache[key] = value
    return value


def checked(value, place):
    try:
        tree = ast.parse(value.strip(), mode="eval").body
    except (SyntaxError, ValueError) as error:
        raise BadScenario("%s: %r is not an expression (%s)" % (place, value, error)) from None
    check(tree, value, place)
    return value.strip()


def target(value, place):
    """The Python text of a place that can be bound: a name, an attribute or an item."""
    text = expression(value, place)
    tree = ast.parse(text, mode="eval").body
    if not isinstance(tree, (ast.Name, ast.Attribute, ast.Subscript)):
        raise BadScenario("%s: %r is not a place" % (place, value))
    if isinstance(tree, ast.Name):
        check_name(tree.id, place)
    return text


def check(node, text, place):
    """Refuses whatever Python allows and the scenario format does not."""
    def refuse(why):
        raise BadScenario("%s: %r: %s" % (place, text, why))

    if isinstance(node, ast.Constant):
        if node.value is not None and type(node.value) not in (bool, int, float, str):
            refuse("no such literal in a scenario")
    elif isinstance(node, ast.UnaryOp):
        number = isinstance(node.operand, ast.Constant) and type(node.operand.value) in (int, float)
        if not isinstance(node.op, ast.USub) or not number:
            refuse("no operators in a scenario")
    elif isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        for element in node.elts:
            check(element, text, place)
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values):
            if key is None:
                refuse("no unpacking in a scenario")
            check(key, text, place)
            check(value, text, place)
    elif isinstance(node, ast.Compare):
        if len(node.ops) != 1 or not isinstance(node.ops[0], COMPARISONS):
            refuse("one comparison with in, not in, is, is not or ==")
        check(node.left, text, place)
        check(node.comparators[0], text, place)
    elif isinstance(node, ast.Call):
        if node.keywords:
            refuse("no keyword arguments in an expression")
        if isinstance(node.func, ast.Name) and (
                node.func.id in QUERIES or node.args and node.func.id in LATER_QUERIES):
            if len(node.args) != 1:
                refuse("%s takes one expression" % node.func.id)
            check(node.args[0], text, place)
        else:
            if node.args:
                refuse("a call in an expression has no arguments; use the step call")
            check(node.func, text, place)
    elif isinstance(node, ast.Attribute):
        check_name(node.attr, place)
        check(node.value, text, place)
    elif isinstance(node, ast.Subscript):
        index = node.slice
        if type(index).__name__ == "Index":  # Python 3.8 wraps the index
            index = index.value
        if isinstance(index, ast.Slice):
            refuse("no slices in a scenario")
        check(node.value, text, place)
        check(index, text, place)
    elif isinstance(node, ast.Name):
        check_name(node.id, place)
    else:
        refuse("not an expression of a scenario")


class TuplesAreObjects(ast.NodeTransformer):
    """A tuple display of constants becomes a new object at each run, instead of a constant of the code."""

    def visit_Tuple(self, node):
        self.generic_visit(node)
        if not isinstance(getattr(node, "ctx", None), ast.Load) or not node.elts:
            return node
        if not all(constant(element) for element in node.elts):
            return node
        elements = ast.List(elts=node.elts, ctx=ast.Load())
        call = ast.Call(func=ast.Name(id="tuple", ctx=ast.Load()), args=[elements], keywords=[])
        return ast.copy_location(ast.fix_missing_locations(ast.copy_location(call, node)), node)


def constant(node):
    if isinstance(node, ast.UnaryOp):
        return constant(node.operand)
    return isinstance(node, ast.Constant) or isinstance(node, ast.Tuple) and not node.elts
