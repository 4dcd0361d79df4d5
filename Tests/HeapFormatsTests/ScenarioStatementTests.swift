import HeapFormats
import Runtimes
import Testing

/// Each verb stands for exactly one Python statement.
@Suite struct ScenarioStatementTests {
  static let cases: [(String, String)] = [
    (#"{"new": "Person", "as": "p", "with": {"name": "'Alice'"}}"#, "p = Person(name='Alice')"),
    (#"{"new": "Person"}"#, "Person()"),
    (#"{"new": "Person", "as": "d['k']"}"#, "d['k'] = Person()"),
    (#"{"new": "MyList", "as": "m", "items": ["a"]}"#, "m = MyList([a])"),
    (#"{"new": "MyList", "as": "m", "with": {"n": 1}, "items": []}"#, "m = MyList([], n=1)"),
    (#"{"new": "MyDict", "as": "m", "entries": [["k", "v"]]}"#, "m = MyDict([(k, v)])"),
    (#"{"new": "MyInt", "as": "m", "value": 5}"#, "m = MyInt(5)"),
    (#"{"new": "list", "as": "xs", "items": ["a", "b"]}"#, "xs = [a, b]"),
    (#"{"new": "tuple", "as": "xs", "items": ["a"]}"#, "xs = (a,)"),
    (#"{"new": "tuple", "as": "xs"}"#, "xs = ()"),
    (#"{"new": "set", "as": "xs", "items": ["a", "b"]}"#, "xs = {a, b}"),
    (#"{"new": "set", "as": "xs"}"#, "xs = set()"),
    (#"{"new": "dict", "as": "d", "entries": [["'k'", "a"]]}"#, "d = {'k': a}"),
    (#"{"new": "WeakValueDictionary", "as": "users"}"#, "users = weakref.WeakValueDictionary()"),
    (#"{"set": "a.next", "to": "b"}"#, "a.next = b"),
    (#"{"set": "x", "to": null}"#, "x = None"),
    (#"{"set": "users['a']", "to": "u1"}"#, "users['a'] = u1"),
    (#"{"del": "a.next"}"#, "del a.next"),
    (#"{"weakref": "p", "as": "w", "callback": "f"}"#, "w = weakref.ref(p, f)"),
    (#"{"weakref": "p", "callback": null}"#, "weakref.ref(p)"),
    (#"{"weakref": "p", "callback": "None"}"#, "weakref.ref(p)"),
    (#"{"weakref": "p", "callback": "dead.append"}"#, "weakref.ref(p, dead.append)"),
    (#"{"proxy": "p", "as": "x", "callback": "f"}"#, "x = weakref.proxy(p, f)"),
    (#"{"weakmethod": "p.changed", "as": "m"}"#, "m = weakref.WeakMethod(p.changed)"),
    (
      #"{"finalize": "p", "as": "fin", "call": "f", "arguments": ["1"], "atexit": true}"#,
      "fin = weakref.finalize(p, f, 1)"
    ),
    (
      #"{"finalize": "p", "as": "fin", "call": "f", "atexit": false}"#,
      "fin = weakref.finalize(p, f)\nfin.atexit = False"
    ),
    (#"{"finalize": "p", "call": "f", "atexit": false}"#, "weakref.finalize(p, f).atexit = False"),
    (
      #"{"closure": "f", "captures": {"obj": "item"}, "as": "cb"}"#,
      "cb = closure(f, obj=item)"
    ),
    (#"{"closure": "f"}"#, "closure(f)"),
    (#"{"call": "f", "with": ["a", 1], "as": "r"}"#, "r = f(a, 1)"),
    (#"{"partial": "f", "with": ["a", 1], "as": "p"}"#, "p = functools.partial(f, a, 1)"),
    (
      #"{"try": [{"print": 1}, {"del": "a"}], "except": "KeyError", "as": "e", "do": [{"print": "e"}]}"#,
      "try:\n    print(1)\n    del a\nexcept KeyError as e:\n    print(e)"
    ),
    (
      #"{"try": [], "except": "Exception"}"#,
      "try:\n    pass\nexcept Exception:\n    pass"
    ),
    (#"{"set": "x", "to": "next(g)"}"#, "x = next(g)"),
    (#"{"set": "x", "to": "[id(a), id, next]"}"#, "x = [id(a), id, next]"),
    (#"{"set": "x", "to": "id()"}"#, "x = id()"),
    (#"{"call": "xs.append", "with": ["a"]}"#, "xs.append(a)"),
    (#"{"print": "w()"}"#, "print(w())"),
    (#"{"print": ["a", "'b'"]}"#, "print(a, 'b')"),
    (#"{"print": []}"#, "print()"),
    (#"{"collect": 2}"#, "gc.collect(2)"),
    (#"{"gc": {"enabled": false}}"#, "gc.disable()"),
    (
      #"{"gc": {"thresholds": [1, 2], "freeze": true, "enabled": true, "unfreeze": true}}"#,
      "gc.set_threshold(1, 2)\ngc.freeze()\ngc.enable()\ngc.unfreeze()"
    ),
    (#"{"raise": "ValueError", "message": "boom"}"#, "raise ValueError('boom')"),
    (#"{"raise": "KeyError"}"#, "raise KeyError"),
    (
      #"{"iterate": "users", "as": "key", "do": [{"print": "key"}, {"del": "key"}]}"#,
      "for key in users:\n    print(key)\n    del key"
    ),
    (#"{"iterate": "xs", "as": "x", "do": []}"#, "for x in xs:\n    pass"),
    (
      #"{"iterate": "xs", "as": "x", "do": [{"iterate": "x", "as": "y", "do": [{"expect": {"y": 1, "x": null}}]}]}"#,
      "for x in xs:\n    for y in x:\n        assert y == 1\n        assert x is None"
    ),
    (
      #"{"expect": {"ref()": null, "'a' in users": false, "refcount(p)": 2, "p.name": "'Alice'"}}"#,
      "assert ref() is None\nassert ('a' in users) is False\nassert refcount(p) == 2\n"
        + "assert p.name == 'Alice'"
    ),
    (
      #"{"expect": {"w()": "p", "xs": "[p]", "t": "()"}}"#,
      "assert w() is p\nassert xs == [p]\nassert t == ()"
    ),
    (#"{"exit": true}"#, "sys.exit()"),
  ]

  @Test(arguments: cases)
  func `a step prints as canonical Python`(_ json: String, _ python: String) throws {
    let scenario = try decode(steps: "[\(json)]")
    let statement = try #require(scenario.program.steps.first)
    #expect(PythonPrinter.text(of: statement, in: scenario.program) == python)
  }

  @Test func `return and global stand in bodies`() throws {
    let scenario = try decode(
      steps: "[]",
      functions: #""g": {"do": [{"global": ["a", "b"]}, {"global": "c"}, {"return": null}]}"#)
    let body = scenario.program.bodies[Int(scenario.program.functions.last!.body.index)]
    #expect(
      body.map { PythonPrinter.text(of: $0, in: scenario.program) }
        == ["global a, b", "global c", "return None"])
  }

  private func decode(steps: String, functions: String? = nil) throws -> DecodedScenario {
    try ScenarioDecoder.decode(
      Array(
        """
        {"weakviz": 1, "title": "t", "types": {"Person": {}, "MyList": {"base": "list"},
        "MyDict": {"base": "dict"}, "MyInt": {"base": "int"}},
        "functions": {"f": {"parameters": ["x"], "do": []}\(functions.map { ", " + $0 } ?? "")},
        "steps": \(steps)}
        """.utf8))
  }
}
