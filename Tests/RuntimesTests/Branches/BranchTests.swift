import HeapFormats
import HeapModel
import Runtimes
import Testing

/// A scenario with edits.
struct Edited {
  let editor: ScenarioEditor
  var branch = Branch.original

  init(_ scenario: String) throws {
    let file = try #require(
      ScenarioFile.shipped.first { $0.path.hasSuffix("/\(scenario).json") }, "\(scenario)")
    editor = ScenarioEditor(document: try file.bytes())
  }

  init(json text: String) {
    editor = ScenarioEditor(document: Array("{\"weakviz\": 1, \"title\": \"test\", \(text)}".utf8))
  }

  func run(upTo step: Int? = nil) throws -> BranchRun { try editor.run(branch, upTo: step) }

  /// The sentence with which an edit is refused.
  func refusal(_ step: String, after number: Int) -> String? {
    var branch = branch
    branch.insert([step], afterStep: number)
    do {
      _ = try editor.run(branch, upTo: nil)
      return nil
    } catch {
      return error.sentence
    }
  }

  /// The names of what is alive at the end of a run.
  static func alive(_ timeline: Timeline) -> [String] {
    let heap = timeline.heap
    return heap.allObjects.filter {
      heap.isVisible($0) && heap.isAlive($0) && heap.kind($0) != .frame
    }
    .map(heap.name)
  }

  /// What the runtime said in a step, as a person reads it.
  static func sentences(_ timeline: Timeline, step: Int) -> [String] {
    timeline.events(ofStep: step).map { timeline.heap.sentence($0.event) }
  }
}

private let pair = """
  "types": {"Node": {}}, "steps": [
    {"new": "Node", "as": "a"},
    {"new": "Node", "as": "b", "with": {"back": "a"}},
    {"set": "a.next", "to": "b"},
    {"set": "size", "to": "refcount(b)"},
    {"del": "b"},
    {"print": "a.next"}]
  """

@Suite struct `A branch of a scenario` {
  @Test func `An edit acts between two steps, and the others go on after it`() throws {
    var edited = Edited(json: pair)
    edited.branch.insert([EditStatement.delete("a.next").step], afterStep: 3)
    let timeline = try edited.run().timeline
    #expect(timeline.stepCount == 7)
    #expect((3...5).map { timeline.narration.step($0).number } == ["3", "3a", "4"])
    #expect(timeline.narration.step(4).statement == "del a.next")
    #expect(timeline.narration.step(4).line == 0)
    #expect(timeline.narration.step(5).line == 5)
    #expect(Edited.sentences(timeline, step: 6).contains("Node#2 dies"))
    #expect(
      Edited.sentences(timeline, step: 7).last
        == "AttributeError: 'Node' object has no attribute 'next'")
  }

  @Test func `Edits at one place are numbered 3a, 3b in the order in which they were put there`() {
    var branch = Branch()
    branch.insert(["{\"collect\": 2}"], afterStep: 3)
    branch.insert(["{\"collect\": 1}"], afterStep: 4)
    branch.insert(["{\"collect\": 0}"], afterStep: 3)
    branch.insert(["{\"del\": \"x\"}"], afterStep: 0)
    #expect(branch.places == [1, 5, 6, 7])
    #expect(
      branch.edits.map(\.step).dropFirst() == [
        "{\"collect\": 0}", "{\"collect\": 2}", "{\"collect\": 1}",
      ])
    #expect(branch.documentStep(of: 5) == nil)
    #expect(branch.documentStep(of: 4) == 3)
    #expect(branch.documentStep(of: 8) == 4)
    #expect(branch.step(ofDocumentStep: 4) == 8)
    #expect(Branch(branch.edits) == branch)
  }

  @Test func `A reference that was weakened to a proxy still leads there, and holds nothing`()
    throws
  {
    var edited = Edited(json: pair)
    edited.branch.insert([EditStatement.proxy("a.next", target: "a.next").step], afterStep: 3)
    let timeline = try edited.run().timeline
    #expect(timeline.narration.step(4).statement == "a.next = weakref.proxy(a.next)")
    #expect(Edited.sentences(timeline, step: 6).contains("Node#2 is freed"))
    #expect(
      Edited.sentences(timeline, step: 7).last
        == "ReferenceError: weakly-referenced object no longer exists")
  }

  @Test func `A weak reference is strengthened by what it gives`() throws {
    var edited = Edited(json: pair)
    edited.branch.insert(
      [
        EditStatement.weakReference("a.next", target: "a.next").step,
        EditStatement.set("a.next", to: "a.next()").step,
      ], afterStep: 3)
    let timeline = try edited.run().timeline
    #expect(timeline.narration.step(5).statement == "a.next = a.next()")
    #expect(Edited.sentences(timeline, step: 8).last == "printed: <Node#2>")
  }

  @Test func `What is no statement is refused in a sentence`() {
    let edited = Edited(json: pair)
    #expect(
      edited.refusal("[]", after: 1) == "a step is an object in braces, like {\"del\": \"p\"}")
    #expect(edited.refusal("{\"dell\": \"a\"}", after: 1)?.contains("did you mean 'del'?") == true)
    #expect(edited.refusal("{\"new\": \"Nod\"}", after: 1)?.contains("'Node'") == true)
    #expect(
      edited.refusal("{\"del\": \"a\"}, {\"del\": \"b\"}", after: 1)?.hasPrefix(
        "the step is no JSON") == true)
    #expect(edited.refusal("{\"del\": \"a\"}", after: 9)?.hasPrefix("there is no step 9") == true)
  }

  @Test func `The runs up to the edit are the same, object by object`() throws {
    var edited = Edited(json: pair)
    let original = try edited.run().timeline
    edited.branch.insert(["{\"new\": \"Node\", \"as\": \"c\"}"], afterStep: 1)
    let timeline = try edited.run().timeline
    let branch = edited.branch
    let origins = Origins(from: original, to: timeline) { branch.step(ofDocumentStep: $0) }
    let names = original.heap.allObjects.compactMap { object in
      origins.counterpart(of: object).map {
        "\(original.heap.name(object)) \(timeline.heap.name($0))"
      }
    }
    // The edit made Node#2, so that the second one of the scenario became the third.
    #expect(names == ["Node#1 Node#1", "Node#2 Node#3"])
  }

  @Test func `The difference names the first step and who ends otherwise`() throws {
    var edited = Edited(json: pair)
    let original = try edited.run().timeline
    edited.branch.insert([EditStatement.delete("a.next").step], afterStep: 3)
    let timeline = try edited.run().timeline
    let difference = BranchDifference(from: original, to: timeline, of: edited.branch)
    #expect(difference.firstStep == 5)
    #expect(
      difference.lines().map(Asked.text) == [
        "with 1 edit the scenario goes another way from step 4 on",
        "what ends differently",
        "  Node#2 lived to the end; now it dies in step 5",
      ])
    #expect(
      BranchDifference(from: original, to: original, of: .original).lines().map(\.text)
        == ["this is the original: there are no edits"])
  }

  @Test func `The consequences of an edit are found out by trying it`() throws {
    var edited = try Edited("callback")
    let names = Edited.alive(try edited.run(upTo: 3).timeline)
    #expect(names.contains("Item#1"))
    edited.branch.insert(
      [EditStatement.delete("item").step, EditStatement.collect(2).step], afterStep: 3)
    let timeline = try edited.run(upTo: 5).timeline
    let consequences = Consequences(ofSteps: 4..<5, collection: 5, in: timeline)
    #expect(consequences.statements == ["del item"])
    #expect(consequences.freedNow.map(timeline.heap.name) == ["Item#1"])
    #expect(consequences.freedLater.isEmpty && consequences.failure.isEmpty)
    #expect(
      consequences.happenings.contains {
        if case .callback = $0.event { $0.phase == .now } else { false }
      })
  }
}

@Suite struct `What can be edited` {
  private func choices(
    _ edited: Edited, _ name: String, after step: Int, _ deeds: Set<EditChoice.Deed>
  ) throws -> [String] {
    let timeline = try edited.run(upTo: step).timeline
    let object = try #require(timeline.heap.object(named: name), "\(name)")
    return EditChoice.all(about: object, in: timeline, deeds: deeds).map(\.statement.step)
  }

  @Test func `Names and attributes can be deleted and weakened, those to an object first`() throws {
    let edited = Edited(json: pair)
    #expect(
      try choices(edited, "Node#2", after: 3, [.delete])
        == [#"{"del": "b"}"#, #"{"del": "a.next"}"#, #"{"del": "b.back"}"#])
    #expect(
      try choices(edited, "Node#2", after: 3, [.weaken, .strengthen]) == [
        #"{"proxy": "b", "as": "b"}"#, #"{"proxy": "a.next", "as": "a.next"}"#,
        #"{"proxy": "b.back", "as": "b.back"}"#,
      ])
  }

  @Test func `Elements and entries, but not what a tuple or a bound method holds`() throws {
    let edited = Edited(
      json: """
        "types": {"Node": {"methods": {"go": {"parameters": [], "do": []}}}}, "steps": [
          {"new": "Node", "as": "n"},
          {"new": "list", "as": "xs", "items": ["n"]},
          {"new": "dict", "as": "d", "entries": [["'k'", "n"]]},
          {"set": "t", "to": "(n,)"},
          {"set": "m", "to": "n.go"}]
        """)
    #expect(
      try choices(edited, "Node#1", after: 5, [.delete])
        == [#"{"del": "n"}"#, #"{"del": "xs[0]"}"#, #"{"del": "d['k']"}"#])
    var bare = edited
    bare.branch.insert(
      ["n", "xs", "d", "m"].map { EditStatement.delete($0).step }, afterStep: 5)
    let timeline = try bare.run().timeline
    let node = try #require(timeline.heap.object(named: "Node#1"))
    #expect(EditChoice.all(about: node, in: timeline, deeds: [.weaken]).isEmpty)
    #expect(
      timeline.heap.refusal(of: .weaken, about: node)
        == "no statement can weaken what refers to Node#1: tuple#1[0]")
  }

  @Test func `A bound method is weakened by a WeakMethod, which lives as long as its object`()
    throws
  {
    var edited = Edited(
      json: """
        "types": {"Node": {"methods": {"go": {"parameters": [], "do": []}}}}, "steps": [
          {"new": "Node", "as": "n"}, {"new": "list", "as": "calls"},
          {"call": "calls.append", "with": ["n.go"]}, {"set": "c", "to": "calls.clear"},
          {"del": "n"}]
        """)
    #expect(
      try choices(edited, "method#1", after: 3, [.weaken]) == [
        #"{"weakmethod": "calls[0]", "as": "calls[0]"}"#,
        #"{"proxy": "calls[0]", "as": "calls[0]"}"#,
      ])
    // One of a list has no function of its own.
    #expect(
      try choices(edited, "builtin_method#1", after: 4, [.weaken])
        == [#"{"proxy": "c", "as": "c"}"#])
    edited.branch.insert(
      [EditStatement.weakMethod("calls[0]", target: "calls[0]").step], afterStep: 3)
    var timeline = try edited.run().timeline
    #expect(
      timeline.narration.step(4).statement == "calls[0] = weakref.WeakMethod(calls[0])")
    timeline.move(to: timeline.normalized(Position(step: 5)))
    let node = try #require(timeline.heap.object(named: "Node#1"))
    #expect(timeline.heap.isAlive(node))
    timeline.move(to: timeline.normalized(Position(step: 6)))
    #expect(!timeline.heap.isAlive(node))
  }

  @Test func `A weak reference that a name keeps can be strengthened, a proxy cannot`() throws {
    let edited = Edited(
      json: """
        "types": {"Node": {}}, "steps": [
          {"new": "Node", "as": "n"}, {"weakref": "n", "as": "w"}, {"proxy": "n", "as": "p"}]
        """)
    #expect(
      try choices(edited, "Node#1", after: 3, [.strengthen]) == [#"{"set": "w", "to": "w()"}"#])
  }
}

@Suite struct `A saved branch` {
  @Test func `It is the scenario with a line more, and nothing else of it has changed`() throws {
    var edited = Edited(
      json: """
        "types": {"Node": {}}, "steps": [
            { "new": "Node",
              "as": "a", "note": "Ein Knoten: ∞" },
            { "del": "a" }
          ]
        """)
    edited.branch.insert([EditStatement.set("b", to: "a").step, "{\"collect\": 2}"], afterStep: 1)
    edited.branch.insert(["{\"gc\": {\"enabled\": false}}"], afterStep: 0)
    let text = try edited.editor.document(edited.branch)
    #expect(
      text == """
        {"weakviz": 1, "title": "test", "types": {"Node": {}}, "steps": [
            {"gc": {"enabled": false}},
            { "new": "Node",
              "as": "a", "note": "Ein Knoten: ∞" },
            {"set": "b", "to": "a"},
            {"collect": 2},
            { "del": "a" }
          ]}
        """)
  }

  @Test(arguments: ScenarioFile.shipped)
  func `It reads back as what was seen`(file: ScenarioFile) throws {
    let bytes = try file.bytes()
    let editor = ScenarioEditor(document: bytes)
    let count = try ScenarioFile.program(bytes).steps.count
    let isExit = try ScenarioFile.program(bytes).steps.last?.action == .exit
    var branch = Branch.original
    branch.insert(["{\"set\": \"edit\", \"to\": \"[1]\"}"], afterStep: 0)
    branch.insert(["{\"print\": \"edit\"}", "{\"collect\": 2}"], afterStep: (count + 1) / 2)
    if !isExit { branch.insert([EditStatement.delete("edit").step], afterStep: count + 3) }
    let seen = try editor.run(branch, upTo: nil).timeline
    let saved = try Simulation.finished(
      ScenarioFile.program(Array(editor.document(branch).utf8))
    ).timeline
    #expect(saved.stepCount == seen.stepCount && seen.stepCount == count + branch.edits.count)
    for step in 1...saved.stepCount {
      #expect(saved.events(ofStep: step).elementsEqual(seen.events(ofStep: step)))
      #expect(saved.narration.step(step).statement == seen.narration.step(step).statement)
      #expect(saved.narration.step(step).note == seen.narration.step(step).note)
    }
  }

  @Test(arguments: ["\"steps\": []", "\"steps\": [\r\n  {\"collect\": 0}\r\n ]"])
  func `Edits find a place in an empty list, and keep the ends of lines`(steps: String) throws {
    var edited = Edited(json: steps)
    edited.branch.insert(["{\"collect\": 2}", "{\"collect\": 1}"], afterStep: 0)
    let text = try edited.editor.document(edited.branch)
    #expect(try ScenarioFile.program(Array(text.utf8)).steps.count == (steps.count > 20 ? 3 : 2))
    #expect(text.utf8.count { $0 == 0x0A } == text.utf8.count { $0 == 0x0D })
  }
}
