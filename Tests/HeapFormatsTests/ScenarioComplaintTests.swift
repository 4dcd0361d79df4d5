import HeapFormats
import Testing

/// What is said of a scenario that breaks the format, and where.
@Suite struct ScenarioComplaintTests {
  @Test(arguments: ComplaintTable.rows(of: documents))
  func `a document that breaks the format is refused`(_ row: ComplaintTable.Row) {
    #expect(ComplaintTable.complaints(about: row.input) == row.complaints)
  }

  @Test(arguments: ComplaintTable.rows(of: types))
  func `a type that breaks the format is refused`(_ row: ComplaintTable.Row) {
    #expect(ComplaintTable.complaints(about: ComplaintTable.type(row.input)) == row.complaints)
  }

  @Test(arguments: ComplaintTable.rows(of: steps))
  func `a step that breaks the format is refused`(_ row: ComplaintTable.Row) {
    #expect(ComplaintTable.complaints(about: ComplaintTable.steps(row.input)) == row.complaints)
  }

  @Test(arguments: ComplaintTable.rows(of: bodies))
  func `a body that breaks the format is refused`(_ row: ComplaintTable.Row) {
    #expect(ComplaintTable.complaints(about: ComplaintTable.body(row.input)) == row.complaints)
  }

  static let documents = #"""
    []
      1:1: a scenario must be an object in braces; found an array
    1
      1:1: a scenario must be an object in braces; found the number 1
    {}
      1:1: the key 'weakviz' is missing; expected "weakviz": 1, the format's version
      1:1: the key 'title' is missing; expected a line that says what is shown
      1:1: the key 'steps' is missing; expected a list of steps
    {"weakviz": 2}
      1:13: this version of the format is not known; expected "weakviz": 1
    {"weakviz": "1", "title": 1, "steps": {}}
      1:13: this version of the format is not known; expected "weakviz": 1
    {"weakviz": 1, "titel": "x", "steps": []}
      1:1: the key 'title' is missing; expected a line that says what is shown
      1:16: the key 'titel' is not known in a scenario; did you mean 'title'?
    {"weakviz": 1, "title": "x", "steps": [], "runtime": "swift"}
      1:54: the runtime 'swift' is reserved for Swift ARC and cannot be run yet; expected 'cpython'
    {"weakviz": 1, "title": "x", "steps": [], "runtime": "pypy"}
      1:54: the runtime 'pypy' is not known; expected 'cpython', 'cpython-3.11', 'cpython-3.12' or 'cpython-3.13'
    {"weakviz": 1, "title": "x", "steps": [], "gc": {"enabled": 1, "thresholds": [1,2,3,4]}}
      1:61: 'enabled' must be true or false; found the number 1
      1:78: 'thresholds' must be one to three whole numbers in square brackets; found more than three
    {"weakviz": 1, "title": "x", "steps": [], "gc": {"thresholds": [1.5, 3000000000]}}
      1:65: a threshold must be a whole number from -2147483648 to 2147483647; found the number 1.5
      1:70: a threshold must be a whole number from -2147483648 to 2147483647; found the number 3000000000
    {"weakviz": 1, "title": "x", "steps": [], "gc": {"freeze": true}}
      1:50: the key 'freeze' is not known in 'gc'; expected 'enabled' or 'thresholds'
    {"weakviz": 1, "title": "x", "steps": [], "types": {"f": {}, "class": {}, "__x": {}, "a-b": {}, "list": {}}, "functions": {"f": {"do": []}}}
      1:62: 'class' is a keyword of Python; expected another name
      1:75: '__x' begins with two underscores; such names belong to Python, expected another name
      1:86: 'a-b' is no name; expected letters a-z, A-Z, digits and underscores, no digit first
      1:97: 'list' is a name that the scenario format reserves; expected another name
      1:124: 'f' is declared as a type and as a function; expected two names
    """#

  static let types = #"""
    1
      2:16: a type must be an object in braces; found the number 1
    {"finaliser": []}
      2:17: the key 'finaliser' is not known in a type; did you mean 'finalizer'?
    {"finalizer": {}}
      2:30: a body must be a list of steps in square brackets; found an object
    {"base": "float"}
      2:25: 'float' cannot be a base; expected 'object', 'list', 'dict', 'set', 'tuple', 'int' or 'str'
    {"slots": ["a", "a", "__weakref__", "__dict__"]}
      2:32: the slot 'a' stands here a second time
      2:52: '__dict__' begins with two underscores; such names belong to Python, expected another name
    {"base": "tuple", "slots": []}
      2:34: a type with the base 'tuple' takes no 'slots'; expected no 'slots', or another base
    {"slots": ["m"], "methods": {"m": {"do": []}}}
      2:17: 'm' is a slot and a method; Python refuses this
    {"methods": {"__init__": {"do": []}, "m": {"parameters": ["self"], "do": []}, "n": {}, "o": {"parameters": ["a", "a", "T", "in"], "do": [1]}}}
      2:29: '__init__' begins with two underscores; such names belong to Python, expected another name
      2:74: 'self' is the first parameter of every method; expected the other ones
      2:99: a method needs the key 'do'; expected a list of steps
      2:129: the parameter 'a' stands here a second time
      2:134: 'T' is the name of a declared type; expected another name
      2:139: 'in' is a keyword of Python; expected another name
      2:153: a step must be an object in braces; found the number 1
    {"size": -1}
      2:25: 'size' must be a whole number from 0 to 1099511627776; found the number -1
    {"size": 1.5}
      2:25: 'size' must be a whole number from 0 to 1099511627776; found the number 1.5
    {"fields": {"a": "weak"}}
      2:17: 'fields' belongs to the runtime 'swift'; in 'cpython' attributes are not declared
    """#

  static let steps = #"""
    1
      2:11: a step must be an object in braces; found the number 1
    {}
      2:11: this step has no verb; expected 'new', 'set', 'del', 'weakref', 'proxy', 'weakmethod', 'finalize', 'closure', 'call', 'return', 'global', 'print', 'collect', 'gc', 'raise', 'iterate', 'expect', 'exit', 'try', 'partial', 'frame' or 'yield'
    {"nwe": "P"}
      2:12: the key 'nwe' is not known in a step; did you mean 'new'?
    {"delete": "P"}
      2:12: the key 'delete' is not known in a step; did you mean 'del'?
    {"new": "P", "set": "a"}
      2:24: a step has one verb; found 'new' and 'set'
    {"del": "a", "as": "b"}
      2:24: the step 'del' takes no 'as'; expected no other key
    {"collect": 3}
      2:23: 'collect' must be a whole number from 0 to 2; found the number 3
    {"collect": true}
      2:23: 'collect' must be a whole number from 0 to 2; found true
    {"collect": 2.0}
      2:23: 'collect' must be a whole number from 0 to 2; found the number 2.0
    {"gc": {}}
      2:18: the step 'gc' changes nothing; expected 'enabled', 'thresholds', 'freeze' or 'unfreeze'
    {"gc": {"freeze": false, "enable": true}}
      2:29: 'freeze' must be true; found false
      2:36: the key 'enable' is not known in the step 'gc'; did you mean 'enabled'?
    {"new": "Q"}
      2:19: the type 'Q' is not declared
    {"new": "p"}
      2:19: the type 'p' is not declared; did you mean 'P'?
    {"new": "P", "items": []}
      2:24: an instance of 'P', whose base is 'object', takes no 'items'
    {"new": "L", "value": 1}
      2:24: an instance of 'L', whose base is 'list', takes no 'value'; expected 'items'
    {"new": "list", "entries": []}
      2:27: a new 'list' takes no 'entries'; expected 'items'
    {"new": "WeakSet", "with": {}}
      2:30: a new 'WeakSet' takes no 'with'
    {"new": "dict", "entries": [1, [1], [1,2,3]]}
      2:39: an entry must be a pair [key, value]; found the number 1
      2:42: an entry must be a pair [key, value]; found fewer than two
      2:47: an entry must be a pair [key, value]; found more than two
    {"new": "P", "with": {"a-b": 1, "list": 2}}
      2:33: 'a-b' is no name; expected letters a-z, A-Z, digits and underscores, no digit first
      2:43: 'list' is a name that the scenario format reserves; expected another name
    {"new": "P", "as": "P"}
      2:30: 'P' is the name of a declared type; expected another name
    {"new": "P", "as": "f()"}
      2:30: a call cannot be assigned to; expected a name, an attribute or an element
    {"new": "P", "as": "5"}
      2:30: a value cannot be assigned to; expected a name, an attribute or an element
    {"new": "P", "as": 5}
      2:30: 'as' must be a name, an attribute or an element, like "p", "p.next" or "d['k']"; found the number 5
    {"new": "P", "as": "[a]"}
      2:30: a value cannot be assigned to; expected a name, an attribute or an element
    {"set": "a"}
      2:11: the step 'set' needs the key 'to'
    {"del": "f()"}
      2:19: a call cannot be deleted; expected a name, an attribute or an element
    {"closure": "g"}
      2:23: the function 'g' is not declared
    {"closure": "P"}
      2:23: the function 'P' is not declared
    {"closure": "f", "captures": {"x": 1}}
      2:41: 'x' is a parameter of 'f'; expected another captured name
    {"closure": "f", "captures": ["x"]}
      2:40: 'captures' must be an object in braces; found an array
    {"finalize": "p"}
      2:11: the step 'finalize' needs the key 'call'
    {"finalize": "p", "call": "f", "atexit": 1, "arguments": "a"}
      2:52: 'atexit' must be true or false; found the number 1
      2:68: 'arguments' must be a list of expressions in square brackets; found the text 'a'
    {"call": "P"}
      2:20: 'P' is a type; an instance is made by the step "new"
    {"call": "5"}
      2:20: 'call' must name what is called; found a value
    {"call": "gc.collect"}
      2:21: 'gc' cannot be used like this; use the steps "collect" and "gc"
    {"return": 1}
      2:12: 'return' stands at module level; expected it in a body only
    {"global": "a"}
      2:12: 'global' stands at module level; expected it in a body only
    {"exit": true}, {"print": "1"}
      2:12: 'exit' is not the last step; expected no step after it
    {"exit": false}
      2:20: 'exit' must be true; found false
    {"try": {}, "except": "ValueError"}
      2:19: 'try' must be a list of steps in square brackets; found an object
    {"try": [], "as": "e"}
      2:11: the step 'try' needs the key 'except'
    {"try": [], "except": "ValuError", "as": "e.x", "do": 1}
      2:33: 'ValuError' is no built-in exception that a step can raise; did you mean 'ValueError'?
      2:52: 'e.x' is no name; expected letters a-z, A-Z, digits and underscores, no digit first
      2:65: 'do' must be a list of steps in square brackets; found the number 1
    {"frame": 1, "as": "f"}
      2:12: 'frame' stands at module level; expected it in a body only
      2:21: 'frame' must be true; found the number 1
    {"yield": "a"}
      2:12: 'yield' stands outside of a function; expected it in a body of one
    {"partial": "5"}
      2:23: 'partial' must name what is called; found a value
    {"iterate": "a", "as": "b", "do": [{"exit": true}]}
      2:47: 'exit' stands in a body; expected it at the top, as the last step
    {"iterate": "a", "as": "b.c", "do": 1}
      2:34: 'b.c' is no name; expected letters a-z, A-Z, digits and underscores, no digit first
      2:47: 'do' must be a list of steps in square brackets; found the number 1
    {"iterate": "a"}
      2:11: the step 'iterate' needs the key 'as'
      2:11: the step 'iterate' needs the key 'do'
    {"expect": {}}
      2:22: 'expect' checks nothing; expected { "expression": value }
    {"expect": []}
      2:22: 'expect' must be an object in braces; found an array
    {"raise": "Boom"}
      2:21: 'Boom' is no built-in exception that a step can raise; expected one like 'ValueError'
    {"raise": "valueerror", "message": 1}
      2:21: 'valueerror' is no built-in exception that a step can raise; did you mean 'ValueError'?
    {"raise": "SystemExit"}
      2:21: 'SystemExit' is no built-in exception that a step can raise; expected one like 'ValueError'
    {"print": "1", "raises": "TypError"}
      2:36: 'TypError' is no built-in exception that a step can raise; did you mean 'TypeError'?
    {"print": "1", "raises": {"message": "x"}}
      2:36: 'raises' needs the key 'type', the name of an exception
    {"print": "1", "raises": {"type": "KeyError", "mesage": "x"}}
      2:57: the key 'mesage' is not known in 'raises'; did you mean 'message'?
    {"print": "1", "raises": 1}
      2:36: 'raises' must be the name of an exception or { "type": …, "message": … }; found the number 1
    {"print": "1", "note": 1, "chapter": null}
      2:34: 'note' must be text; found the number 1
      2:48: 'chapter' must be text; found null
    {"print": {"a": 1}}
      2:21: an expression is a number, true, false, null or text like "[a, b]"; found an object
    {"print": 1e999}
      2:21: this number is beyond the range of a floating-point number
    {"new": "list", "ask": 1}
      2:34: 'ask' must be what is asked about or { "about": …, "question": … }; found the number 1
    {"new": "list", "ask": "deths"}
      2:34: 'deths' is nothing that can be asked about; did you mean 'deaths'?
    {"new": "list", "ask": "value"}
      2:34: 'value' is asked before a step 'expect', or with an 'expression'; this step is 'new'
    {"new": "list", "ask": {}}
      2:34: 'ask' says nothing to ask; expected 'about', 'question' or 'expression'
    {"del": "x", "ask": {"abuot": "deaths", "question": 3, "choices": "x"}}
      2:32: the key 'abuot' is not known in 'ask'; did you mean 'about'?
      2:63: 'question' must be text; found the number 3
      2:77: 'choices' must be a list of texts in square brackets; found the text 'x'
    """#

  static let bodies = #"""
    {"exit": true}
      2:50: 'exit' stands in a body; expected it at the top, as the last step
    {"print": "p"}, {"global": "p"}
      2:76: 'p' is used before it is declared as global; expected 'global' first
    {"global": "x"}
      2:60: 'x' is a parameter; it cannot be global as well
    {"global": []}
      2:60: 'global' names nothing; expected a name
    {"global": ["P", "in", 1]}
      2:61: 'P' is the name of a declared type; expected another name
      2:66: 'in' is a keyword of Python; expected another name
      2:72: a global name must be text; found the number 1
    {"set": "p", "to": 1}, {"global": "p"}
      2:83: 'p' is used before it is declared as global; expected 'global' first
    {"iterate": "a", "as": "p", "do": []}, {"global": "p"}
      2:99: 'p' is used before it is declared as global; expected 'global' first
    """#
}
