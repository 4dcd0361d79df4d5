import Testing

/// Programs that ask for more than a machine has: each ends by itself, and none of them crashes.
@Suite("A program without an end, or a bottom,")
struct EnduranceTests {
  private func check(
    _ steps: String, functions: String = "", types: String = "", limit: Int = 100_000
  ) throws -> Weakviz {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "endless.json",
      """
      {"weakviz": 1, "title": "t", "types": {"A": {\(types)}}, "functions": {\(functions)},
       "steps": [\(steps)]}
      """)
    return try Weakviz.run("check", path, "--max-statements", "\(limit)")
  }

  /// A loop of a hundred turns within another.
  private func tenThousandTimes(_ step: String) -> String {
    let text = String(repeating: "a", count: 100)
    return #"{"iterate": "'\#(text)'", "as": "i", "do": [{"iterate": "'\#(text)'", "as": "j", "#
      + #""do": [\#(step)]}]}"#
  }

  @Test("a function that calls itself, through twenty loops each time")
  func recursion() throws {
    let opening = (0..<19).map { #"{"iterate": "[1]", "as": "i\#($0)", "do": ["# }.joined()
    let closing = String(repeating: "]}", count: 19)
    let run = try check(
      #"{"call": "f", "raises": "RecursionError"}"#,
      functions: #""f": {"parameters": [], "do": [\#(opening){"call": "f"}\#(closing)]}"#)
    #expect(run.status == 0)
    #expect(run.output.hasSuffix(": fine: 1 step, 1 expectation\n"))
  }

  @Test("a finalizer that makes another object, for ever")
  func finalizers() throws {
    let run = try check(
      #"{"new": "A"}"#, types: #""finalizer": [{"new": "A"}]"#, limit: 5000)
    #expect(run.status == 2)
    #expect(run.complaints.contains("ran 5000 statements and was not done"))
  }

  @Test("a list that is extended by itself, or by what refers to it weakly")
  func doubling() throws {
    let doubled = try check(
      #"{"set": "l", "to": "[1]"}, \#(tenThousandTimes(#"{"call": "l.extend", "with": ["l"]}"#))"#)
    #expect(doubled.status == 2)
    #expect(doubled.complaints.contains("ran 100000 statements and was not done"))
    let endless = try check(
      """
      {"new": "L", "as": "l", "items": ["1"]}, {"proxy": "l", "as": "p"},
      {"call": "l.extend", "with": ["p"]}
      """, types: #"}, "L": {"base": "list""#, limit: 5000)
    #expect(endless.status == 2, "\(endless.complaints)")
  }

  @Test("a callback that makes another object with a callback, for ever")
  func callbacks() throws {
    let body = #"{"new": "A", "as": "b"}, {"weakref": "b", "as": "v", "callback": "f"}"#
    let run = try check(
      #"{"new": "A", "as": "a"}, {"weakref": "a", "as": "w", "callback": "f"}, {"del": "a"}"#,
      functions: #""f": {"parameters": ["r"], "do": [\#(body), {"del": "b"}]}"#)
    #expect(run.status == 0)
  }

  @Test("ten thousand weak references, each the callback of the one before")
  func chainOfCallbacks() throws {
    let run = try check(
      """
      {"new": "A", "as": "a"}, {"set": "x", "to": "f"},
      \(tenThousandTimes(#"{"weakref": "a", "callback": "x", "as": "x"}"#)),
      {"del": "x"}, {"expect": {"weakrefcount(a)": 0}}
      """, functions: #""f": {"parameters": ["r"], "do": []}"#)
    #expect(run.status == 0)
    #expect(run.complaints == "")
  }

  @Test("ten thousand finalizers, each called by the one before")
  func chainOfFinalizers() throws {
    let run = try check(
      """
      {"new": "A", "as": "a"}, {"set": "x", "to": "f"},
      \(tenThousandTimes(#"{"finalize": "a", "call": "x", "as": "x"}"#)),
      {"call": "x"}
      """, functions: #""f": {"parameters": [], "do": []}"#)
    #expect(run.status == 0)
  }

  @Test("ten thousand tuples within each other as a key")
  func deepKeys() throws {
    let run = try check(
      """
      {"set": "x", "to": "(1,)"}, \(tenThousandTimes(#"{"set": "x", "to": "(x,)"}"#)),
      {"set": "d", "to": "{x: 1}"}, {"expect": {"d[x]": 1}}, {"print": "x"}
      """)
    #expect(run.status == 0)
  }

  @Test("lists that hold the one before twice, forty times")
  func exponentialText() throws {
    let doubling = Array(repeating: #"{"set": "x", "to": "(x, x)"}"#, count: 40)
    let run = try check(
      #"{"set": "x", "to": "(1,)"}, \#(doubling.joined(separator: ", ")), "#
        + #"{"set": "d", "to": "{x: 1}"}, {"print": "x"}"#)
    #expect(run.status == 2)
    #expect(run.complaints.contains("ran 100000 statements and was not done"))
  }

  @Test("a loop over a hundred thousand elements takes one step a turn")
  func longLoop() throws {
    let text = String(repeating: "a", count: 100_000)
    let run = try check(
      #"{"iterate": "'\#(text)'", "as": "i", "do": []}, {"expect": {"i": "'a'"}}"#)
    #expect(run.status == 0)
  }
}
