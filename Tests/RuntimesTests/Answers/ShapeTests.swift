import HeapModel
import Runtimes
import Testing

@Suite("Shapes of known mistakes")
struct ShapeTests {
  static func sentences(_ steps: String, types: String = "", functions: String = "") throws
    -> [String]
  {
    let asked = try Asked(
      json: """
        "types": {"Node": {"methods": {"run": {"do": []}}}\(types)},
        "functions": {"show": {"do": [{"print": "node"}]}, "note": {"parameters": ["w"], "do": []},
          "tell": {"parameters": ["w"], "do": [{"print": "node"}]}\(functions)},
        "steps": [\(steps)]
        """)
    return Shape.matches(in: asked.run.timeline).map { "\($0.shape.name): \($0.sentence)" }
  }

  @Test("a bound method kept by its own object, not one kept by another")
  func methods() throws {
    #expect(
      try Self.sentences(
        """
        {"new": "Node", "as": "node"}, {"set": "node.later", "to": "node.run"}
        """) == [
          "bound method of its own holder: Node#1 holds method#1, its own bound method, which "
            + "holds it: only a cyclic collection can free them"
        ])
    #expect(
      try Self.sentences(
        """
        {"new": "Node", "as": "node"}, {"new": "Node", "as": "other"},
        {"set": "other.later", "to": "node.run"}
        """) == [])
  }

  @Test("an object that a kept exception's traceback holds, not one that is held elsewhere, too")
  func tracebacks() throws {
    let functions = """
      , "load": {"do": [{"new": "Node", "as": "big"}, {"set": "box.seen", "to": "big"},
        {"raise": "ValueError"}]}
      """
    let steps = """
      {"new": "Node", "as": "box"},
      {"try": [{"call": "load"}], "except": "ValueError", "as": "error",
        "do": [{"set": "last", "to": "error"}]}
      """
    #expect(try Self.sentences(steps, functions: functions) == [])
    #expect(
      try Self.sentences(steps + #", {"del": "box.seen"}"#, functions: functions) == [
        "exception whose traceback keeps local names: Node#2 is alive only because ValueError#1 "
          + "keeps its traceback, and that frame#1, in which it has the local name big"
      ])
  }

  @Test("a closure kept by what it captured, not one that captured a weak reference")
  func closures() throws {
    #expect(
      try Self.sentences(
        """
        {"new": "Node", "as": "node"},
        {"closure": "show", "captures": {"node": "node"}, "as": "node.later"}
        """) == [
          "closure over its own holder: Node#1 holds function#1, a closure that has captured it: "
            + "only a cyclic collection can free them"
        ])
    #expect(
      try Self.sentences(
        """
        {"new": "Node", "as": "node"}, {"weakref": "node", "as": "weak"},
        {"closure": "show", "captures": {"node": "weak"}, "as": "node.later"}
        """) == [])
  }

  @Test("an object that only a registered method keeps, not one that has a name")
  func registered() throws {
    let steps = """
      {"new": "Node", "as": "node"}, {"set": "observers", "to": "[node.run]"}
      """
    #expect(
      try Self.sentences(steps + #", {"del": "node"}"#) == [
        "registered callback that keeps its object: Node#1 is alive only because list#1 keeps "
          + "method#1, which holds it"
      ])
    #expect(try Self.sentences(steps) == [])
  }

  @Test("an object that only keys of a cache hold, not one that is held elsewhere, too")
  func cacheKeys() throws {
    let steps = """
      {"new": "Node", "as": "node"}, {"set": "cache", "to": "{}"},
      {"set": "cache[(node, 1)]", "to": "'result'"}
      """
    #expect(
      try Self.sentences(steps + #", {"del": "node"}"#) == [
        "cache key that keeps its object: Node#1 is alive only because a key of dict#1 holds it"
      ])
    #expect(try Self.sentences(steps) == [])
  }

  @Test("a value that reaches its weak key, not one that refers to it weakly")
  func entries() throws {
    let begin = """
      {"new": "WeakKeyDictionary", "as": "data"}, {"new": "Node", "as": "node"},
      """
    #expect(
      try Self.sentences(begin + #"{"new": "Node", "as": "data[node]", "with": {"of": "node"}}"#)
        == [
          "entry that keeps itself: WeakKeyDictionary#1 holds Node#2, which leads back to Node#1, "
            + "the key of the same entry: it never leaves by itself"
        ])
    #expect(
      try Self.sentences(
        begin + """
          {"new": "Node", "as": "value"}, {"weakref": "node", "as": "value.of"},
          {"set": "data[node]", "to": "value"}
          """) == [])
  }

  @Test("a key that reaches its weak value, not a plain key")
  func keys() throws {
    let begin = """
      {"new": "WeakValueDictionary", "as": "data"}, {"new": "Node", "as": "node"},
      """
    #expect(
      try Self.sentences(
        begin + """
          {"new": "Node", "as": "key", "with": {"of": "node"}}, {"set": "data[key]", "to": "node"}
          """) == [
          "entry that keeps itself: WeakValueDictionary#1 holds Node#2, which leads back to "
            + "Node#1, the value of the same entry: it never leaves by itself"
        ])
    #expect(try Self.sentences(begin + #"{"set": "data['k']", "to": "node"}"#) == [])
  }

  @Test("a callback that holds its referent, not one that holds something else")
  func callbacks() throws {
    #expect(
      try Self.sentences(
        """
        {"new": "Node", "as": "node"},
        {"closure": "tell", "captures": {"node": "node"}, "as": "f"},
        {"weakref": "node", "callback": "f", "as": "watch"}
        """) == [
          "callback that holds what it waits for: the callback of weakref#1, function#1, holds "
            + "Node#1, whose death it waits for: it prevents what it waits for"
        ])
    #expect(
      try Self.sentences(
        """
        {"new": "Node", "as": "node"}, {"new": "Node", "as": "other"},
        {"closure": "tell", "captures": {"node": "other"}, "as": "f"},
        {"weakref": "node", "callback": "f", "as": "watch"}
        """) == [])
  }

  @Test("a finalizer that holds its object, by its function or an argument, not one of a number")
  func finalizers() throws {
    for call in [#""call": "node.run""#, #""call": "note", "arguments": ["[node]"]"#] {
      #expect(
        try Self.sentences(#"{"new": "Node", "as": "node"}, {"finalize": "node", \#(call)}"#) == [
          "finalizer that holds its object: what finalize#1 is to call holds Node#1: the registry "
            + "keeps it until the program ends"
        ])
    }
    #expect(
      try Self.sentences(
        #"{"new": "Node", "as": "node"}, {"finalize": "node", "call": "note", "arguments": ["1"]}"#)
        == [])
  }

  @Test("a weak reference to a temporary, not one whose referent died later")
  func temporaries() throws {
    #expect(
      try Self.sentences(
        #"{"new": "Node", "as": "node"}, {"weakref": "node.run", "as": "weak"}"#) == [
          "weak reference to a temporary: weakref#1 was dead at once: only the statement that made "
            + "it held method#1"
        ])
    #expect(
      try Self.sentences(
        """
        {"new": "Node", "as": "node"}, {"set": "m", "to": "node.run"},
        {"weakref": "m", "as": "weak"}, {"del": "m"}
        """) == [])
  }

  @Test("dead weak references in a list, not living ones")
  func deadReferences() throws {
    let steps = """
      {"new": "Node", "as": "a"}, {"new": "Node", "as": "b"}, {"set": "refs", "to": "[]"},
      {"weakref": "a", "as": "w"}, {"call": "refs.append", "with": ["w"]},
      {"weakref": "b", "as": "w"}, {"call": "refs.append", "with": ["w"]}
      """
    #expect(
      try Self.sentences(steps + #", {"del": "a"}, {"del": "b"}"#) == [
        "dead weak references that pile up: list#1 keeps 2 dead weak references: nobody takes "
          + "them out"
      ])
    #expect(try Self.sentences(steps) == [])
  }

  @Test(
    "are found in the scenarios that show them",
    arguments: Shape.all.map(\.name))
  func scenarios(name: String) throws {
    let shape = try #require(Shape.all.first { $0.name == name })
    let run = try Asked(shape.scenario).run
    var timeline = run.timeline
    let found = (1...timeline.stepCount).contains { step in
      timeline.move(to: Position(step: step))
      return Shape.matches(in: timeline).contains { $0.shape.name == name }
    }
    #expect(found)
  }

  @Test("name scenarios that there are")
  func names() {
    for shape in Shape.all {
      let path = "/\(shape.scenario).json"
      #expect(ScenarioFile.shipped.contains { $0.path.hasSuffix(path) }, "\(shape.scenario)")
    }
  }

  @Test(
    "are not seen where the scenario is about nothing of the kind",
    arguments: [
      "callback", "proxy", "plugin-registry", "parent-child-tree", "observer-mended",
      "frame-in-its-own-locals", "traceback-keeps-locals-mended",
      "exception-in-its-own-frame-mended",
      "lru-cache-on-a-method-mended", "lambda-captures-self-mended", "own-method-cycle-mended",
      "finalize-self-close-mended", "dead-references-pile-up-mended",
    ])
  func innocent(scenario: String) throws {
    let run = try Asked(scenario).run
    var timeline = run.timeline
    for step in 1...timeline.stepCount {
      timeline.move(to: Position(step: step))
      #expect(Shape.matches(in: timeline).map(\.sentence) == [], "step \(step)")
    }
  }
}
