import Testing

@Suite("The verb compare")
struct CompareTests {
  private func compare(_ scenario: String, _ options: String...) throws -> Weakviz {
    try Weakviz.run(
      ["compare", "-", "--runtimes", "cpython-3.11,cpython-3.13"] + options, input: scenario)
  }

  private static let slots = """
    {"weakviz": 1, "title": "", "types": {"S": {"slots": ["x"]}}, "steps": [
      {"new": "S", "as": "a"},
      {"set": "a.y", "to": 1}]}
    """

  @Test("the first step where two versions part is shown with both sides and what it means")
  func parting() throws {
    let run = try compare(Self.slots)
    #expect(run.status == 1)
    #expect(
      run.output == """
        standard input:3:3: CPython 3.11 and CPython 3.13 part at step 2:
            a.y = 1
          event 1
            CPython 3.11: ! AttributeError: 'S' object has no attribute 'y'
            CPython 3.13: ! AttributeError: 'S' object has no attribute 'y' and no __dict__ for \
        setting new attributes
          the words of errors changed

        """)
    let json = try compare(Self.slots, "--format", "json")
    #expect(json.status == 1)
    #expect(json.output.hasPrefix(#"{"file":"standard input","outcome":"part","first":"cpython-3"#))
    #expect(json.output.contains(#","step":2,"line":3,"column":3,"statement":"a.y = 1","#))
  }

  @Test("both heaps stand side by side in a picture")
  func beside() throws {
    let run = try Weakviz.run(
      "frame", "-", "--runtimes", "cpython-3.11,cpython-3.13", "--keys", "a", "--step", "0",
      input: Self.slots)
    #expect(run.status == 0)
    #expect(run.output.contains(" heap · CPython 3.11 "))
    #expect(run.output.contains(" heap · CPython 3.13 "))
    #expect(run.output.contains("the words of errors changed"))
    #expect(run.output.contains(" step 2/"))
  }

  @Test("two runs have no place in the lines of a listener")
  func plain() throws {
    let run = try Weakviz.run(
      "open", "@callback", "--plain", "--runtimes", "cpython-3.11,cpython-3.13")
    #expect(run.status == 64)
    #expect(run.complaints.contains("'weakviz compare' says in words where two versions part"))
  }

  @Test("versions that do the same are said to be the same")
  func same() throws {
    let run = try Weakviz.run(
      "compare", "@callback", "--runtimes", "cpython-3.13,cpython-3.12")
    #expect(run.status == 0)
    #expect(run.output == "@callback: the same in CPython 3.13 and CPython 3.12: 6 steps\n")
  }

  @Test("deep deaths part by the depth that the versions allow")
  func depth() throws {
    let steps = (0..<60).map { _ in #"{"new": "P", "as": "p", "with": {"next": "p"}}"# }
    let run = try compare(
      """
      {"weakviz": 1, "title": "", "types": {"P": {}}, "steps": [{"set": "p", "to": null},
        \(steps.joined(separator: ",")), {"del": "p"}]}
      """)
    #expect(run.status == 1)
    #expect(run.output.contains(" part at step 62:\n    del p\n"))
    #expect(run.output.contains("let 50 deaths nest before the next one waits"))
  }
}
