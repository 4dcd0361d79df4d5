import HeapFormats
import HeapModel
import Runtimes
import Testing

/// A scenario that has run, with the questions that tests ask.
struct Asked {
  let run: Simulation

  init(_ scenario: String) throws {
    let file = try #require(
      ScenarioFile.shipped.first { $0.path.hasSuffix("/\(scenario).json") }, "\(scenario)")
    run = try Simulation.finished(file.program())
  }

  /// A scenario given by what stands between the braces after its title.
  init(json text: String) throws {
    run = try Simulation.finished(
      ScenarioFile.program(Array("{\"weakviz\": 1, \"title\": \"test\", \(text)}".utf8)))
  }

  func timeline(after step: Int?) -> Timeline {
    var timeline = run.timeline
    if let step { timeline.move(to: Position(step: step)) }
    return timeline
  }

  func object(_ name: String, _ timeline: Timeline) throws -> ObjectID {
    try #require(timeline.heap.object(named: name), "\(name)")
  }

  func why(_ name: String, after step: Int? = nil) throws -> [String] {
    let timeline = timeline(after: step)
    let object = try object(name, timeline)
    return WhyAlive(object, in: timeline).lines(in: timeline.heap).map(Self.text)
  }

  func cut(_ name: String, after step: Int? = nil) throws -> CutReport {
    let timeline = timeline(after: step)
    return CutReport(of: try object(name, timeline), in: timeline, simulator: run)
  }

  func obituary(_ name: String, after step: Int? = nil) throws -> [String] {
    let timeline = timeline(after: step)
    return Obituary(try object(name, timeline), in: timeline).lines(in: timeline).map(Self.text)
  }

  static func text(_ line: AnswerLine) -> String {
    String(repeating: "  ", count: line.depth) + line.text
  }
}

@Suite("The question that a scenario's bug raises")
struct AnswerTests {
  @Test("why is the closed view alive? Because the list of observers holds its method")
  func observer() throws {
    let asked = try Asked("observer-leak")
    #expect(
      try asked.why("View#1", after: 7) == [
        "View#1 is alive: button.observers[0] (__self__)",
        "its reference count is 1: it is held by", "  method#1 __self__",
        "1 weak reference to it: weak references are not counted, and keep nothing alive",
        "  weakref#1",
      ])
    let report = try asked.cut("View#1", after: 7)
    #expect(
      report.lines().map(Asked.text) == [
        "View#1 dies without button.observers[0]", "nearest to it", "  button.observers[0]",
        "nearest to the roots", "  button", "as good", "  button.observers",
        "if after step 7 the program did", "  del button.observers[0]",
        "freed at once: View#1 and method#1", "  the finalizer of View#1 runs",
        "  printed: dialog is freed", "  weakref#1 is cleared: it referred to View#1",
        "the next collection frees nothing more",
      ])
    #expect(report.consequences?.edits == [.delete("button.observers[0]")])
  }

  @Test("why does the cycle live without a name? Nothing reaches it, and no collection came")
  func cycle() throws {
    let asked = try Asked("reference-cycle")
    let why = try asked.why("Node#1", after: 9)
    #expect(
      why[0] == "Node#1 is alive though nothing reaches it; a reference cycle of 2 holds it until "
        + "the next collection of generation 0")
    #expect(why.contains("  Node#1 -> Node#2 -> Node#1"))
    let report = try asked.cut("Node#1", after: 9)
    #expect(report.answer == .unreachable)
    #expect(
      report.consequences?.lines(afterStep: "9").first?.text
        == "freed by the next collection: Node#2 and Node#1")
  }

  @Test("which generation must be collected? That of the oldest that holds it")
  func generations() throws {
    let asked = try Asked("old-garbage-holds-young")
    let timeline = asked.run.timeline
    var found: Set<Int?> = []
    for step in 1...timeline.stepCount {
      let timeline = asked.timeline(after: step)
      for object in timeline.heap.allObjects where timeline.heap.isVisible(object) {
        if case .unreachable(let garbage) = WhyAlive(object, in: timeline).state {
          found.insert(garbage.generation)
          // What is said to be freed is freed, and not by a younger collection.
          guard let generation = garbage.generation else { continue }
          for collected in 0...2 {
            let tried = Consequences(of: .collect(collected), afterStep: step, in: asked.run)
            let isFreed = tried.freedNow.contains(object)
            #expect(isFreed == (collected >= generation), "\(object) \(step) \(collected)")
          }
        }
      }
    }
    #expect(found.contains(2))
  }

  @Test("why does the entry never leave? Its value leads back to its key")
  func valueReachesKey() throws {
    let asked = try Asked("value-reaches-key")
    let why = try asked.why("Person#1", after: 6)
    #expect(why[0] == "Person#1 is alive: accounts[watch()].holder")
    let report = try asked.cut("Person#1", after: 6)
    #expect(report.text(try nearest(report)) == "accounts[watch()].holder")
    #expect(report.consequences?.isFreed == true)
  }

  @Test("why is the array alive though its name went? Two others hold it, and one is not enough")
  func twoHolders() throws {
    let report = try Asked("two-holders").cut("Array#1", after: 6)
    #expect(report.sentence() == "Array#1 dies without these 2: Out[4] and _")
    #expect(report.consequences?.isFreed == true)
  }

  private func nearest(_ report: CutReport) throws -> [MinimumCut.Reference] {
    guard case .cut(let cut) = report.answer else {
      Issue.record("\(report.answer)")
      return []
    }
    return cut.nearestToObject
  }

  @Test("why is the weak reference dead at once? The method was a temporary")
  func deadAtOnce() throws {
    let asked = try Asked("bound-method-weakref")
    let timeline = asked.run.timeline
    let methods = timeline.heap.allObjects.filter { timeline.heap.typeName($0) == "method" }
    let made = methods.filter { timeline.stepOfCreation($0) == 3 }
    #expect(made.count == 1)
    let obituary = Obituary(made[0], in: timeline)
    #expect(obituary.lastHolder == .temporary)
    #expect(
      obituary.sentence(in: timeline)
        == "\(timeline.heap.name(made[0])) died in step 3: its only strong reference was the "
        + "temporary of this statement")
  }

  @Test("how did the item die? By its name, and then the callback ran")
  func callback() throws {
    #expect(
      try Asked("callback").obituary("Item#1") == [
        "Item#1 died in step 4, when the name item went", "born by",
        "  item = Item()  (step 1, line 13)", "it lived by", "  item", "died by",
        "  del item  (step 4, line 21)", "    the name item goes", "what ran at its death",
        "  the finalizer of Item#1 runs", "  printed: Item deleted",
        "  weakref#1 is cleared: it referred to Item#1", "  on_finalize(weakref#1) is called",
        "  printed: Object has been garbage collected!",
      ])
  }

  @Test("how did the cycle die? A collection found it, long after nothing reached it")
  func collected() throws {
    let lines = try Asked("reference-cycle").obituary("Node#2")
    #expect(lines[0] == "Node#2 died in step 10: a collection found it")
    #expect(lines.contains("it was reached by"))
    #expect(
      lines.contains { $0.hasPrefix("since step 8 nothing reached it; a reference cycle of 2") })
    #expect(lines.contains("found with it: Node#1"))
  }
}

@Suite("Cuts")
struct CutReportTests {
  static let two = """
    "types": {"Doc": {"finalizer": [{"print": "'gone'"}]}, "Box": {}},
    "steps": [
      {"new": "Doc", "as": "doc"}, {"new": "Box", "as": "box", "with": {"doc": "doc"}},
      {"set": "cache", "to": "{'k': doc}"}, {"set": "pair", "to": "(doc, 1)"}, {"del": "doc"}
    ]
    """

  @Test("name all references where one is not enough, far ones first")
  func several() throws {
    let report = try Asked(json: Self.two).cut("Doc#1")
    #expect(report.sentence() == "Doc#1 dies without these 3: box.doc, cache['k'] and pair")
    #expect(
      report.consequences?.statements.sorted() == ["del box.doc", "del cache['k']", "del pair"])
    #expect(report.consequences?.statements.last == "del pair")
    let heap = try #require(report.consequences?.timeline.heap)
    #expect(
      report.consequences?.freedNow.map(heap.name) == ["Doc#1", "tuple#1"])
    // Another of the cuts can be chosen; the first two are the nearest to it and to the roots.
    let names = report.cuts.map(report.text)
    #expect(
      names == [
        "box.doc, cache['k'] and pair", "box, cache and pair", "box, cache['k'] and pair",
        "box.doc, cache and pair",
      ])
    let timeline = report.timeline
    let far = CutReport(of: report.object, in: timeline, simulator: nil, choice: 1)
    #expect(far.sentence() == "Doc#1 dies without these 3: box, cache and pair")
    #expect(CutReport(of: report.object, in: timeline, simulator: nil, choice: 9).chosen == 3)
    guard case .cut(let cut) = report.answer else { return }
    // box or its attribute, cache or its entry, and the tuple only by its name.
    #expect(cut.all.count == 4)
    #expect(cut.isComplete)
  }

  @Test("never try to cut a tuple's element, a cell or a method's object")
  func uncuttable() throws {
    let asked = try Asked(
      json: """
        "types": {"Doc": {"methods": {"read": {"do": []}}}}, "functions": {"f": {"do": []}},
        "steps": [
          {"new": "Doc", "as": "a"}, {"set": "t", "to": "(a,)"}, {"del": "a"},
          {"new": "Doc", "as": "b"}, {"closure": "f", "captures": {"x": "b"}, "as": "c"},
          {"del": "b"}, {"new": "Doc", "as": "d"}, {"set": "m", "to": "d.read"}, {"del": "d"}
        ]
        """)
    for (object, name) in [("Doc#1", "t"), ("Doc#2", "c"), ("Doc#3", "m")] {
      let report = try asked.cut(object)
      #expect(report.sentence() == "\(object) dies without \(name)")
      #expect(report.consequences?.isFreed == true)
    }
  }

  @Test("name entries whose keys are tuples of what has a name")
  func tuplesAsKeys() throws {
    let asked = try Asked(
      json: #"""
        "types": {"Doc": {}},
        "steps": [
          {"new": "Doc", "as": "doc"}, {"new": "Doc", "as": "value"},
          {"set": "cache", "to": "{(doc, ('page', 1)): value, (doc,): 2, (): doc}"},
          {"set": "seen", "to": "{(doc, 2), (value,)}"}, {"del": "value"}
        ]
        """#)
    let value = try asked.cut("Doc#2")
    #expect(
      value.consequences?.statements.sorted() == [
        "del cache[doc, ('page', 1)]", "seen.discard((cache[doc, ('page', 1)],))",
      ])
    #expect(value.consequences?.isFreed == true)
    #expect(try asked.cut("doc").consequences?.failure == "")
    // A part without a name leaves the key without one: only the whole can go.
    let nameless = try Asked(
      json: #"""
        "types": {"Doc": {}},
        "steps": [{"new": "Doc", "as": "doc"}, {"set": "cache", "to": "{(doc, 1): 1}"}, {"del": "doc"}]
        """#)
    #expect(try nameless.cut("Doc#1").sentence() == "Doc#1 dies without cache")
  }

  @Test("say why there is none where the interpreter holds")
  func none() throws {
    let report = try Asked(
      json: """
        "types": {"Doc": {"methods": {"close": {"do": []}}}},
        "steps": [{"new": "Doc", "as": "a"}, {"finalize": "a", "call": "a.close"}, {"del": "a"}]
        """
    ).cut("Doc#1")
    guard case .uncuttable = report.answer else {
      Issue.record("\(report.answer)")
      return
    }
    #expect(
      report.sentence()
        == "no statement can let Doc#1 die: the registry of weakref.finalize -> finalize#1 (func) "
        + "(__self__) holds it, and no statement removes a reference on that way")
  }

  @Test("take an entry with its key as one, and elements of sets by what names them")
  func entries() throws {
    let asked = try Asked(
      json: """
        "types": {"Doc": {}},
        "steps": [
          {"new": "Doc", "as": "a"}, {"set": "d", "to": "{a: a}"},
          {"new": "Doc", "as": "b"}, {"set": "s", "to": "{b}"},
          {"new": "Doc", "as": "e"}, {"set": "u", "to": "{e, 1}"}, {"weakref": "e", "as": "w"},
          {"del": "e"}
        ]
        """)
    #expect(try asked.cut("a").sentence() == "Doc#1 dies without these 2: a and d[a]")
    #expect(try asked.cut("a").consequences?.statements == ["del d[a]", "del a"])
    #expect(
      try asked.cut("b").consequences?.statements == ["s.discard(b)", "del b"])
    #expect(try asked.cut("Doc#3").consequences?.statements == ["u.discard(w())"])
  }

  @Test("act after the step where the middle of one is asked about")
  func middle() throws {
    let asked = try Asked("callback")
    var timeline = asked.run.timeline
    timeline.move(to: Position(step: 4, moment: 2))
    let item = try asked.object("Item#1", timeline)
    #expect(CutReport(of: item, in: timeline, simulator: asked.run).answer == .dead)
  }

  @Test("tell of whoever saves itself")
  func resurrection() throws {
    let report = try Asked(
      json: """
        "types": {"Cat": {"finalizer": [{"global": "saved"}, {"set": "saved", "to": "self"}]}},
        "steps": [{"new": "Cat", "as": "cat"}]
        """
    ).cut("cat")
    #expect(
      report.lines().map(Asked.text).suffix(4)
        == [
          "nothing is freed at once", "  the finalizer of Cat#1 runs",
          "  Cat#1 lives on: it is resurrected", "the next collection frees nothing more",
          "and yet it lives on: something that ran has saved it",
        ].suffix(4))
    #expect(report.consequences?.isFreed == false)
  }

  @Test("end a try-out that never ends")
  func endless() throws {
    let program = try ScenarioFile.program(
      Array(
        """
        {"weakviz": 1, "title": "test", "types": {"Loop": {"finalizer": [
          {"set": "xs", "to": "[1]"},
          {"iterate": "xs", "as": "x", "do": [{"call": "xs.append", "with": ["x"]}]}]}},
        "steps": [{"new": "Loop", "as": "loop"}]}
        """.utf8))
    var run = Simulation(program: program, statementLimit: 2_000)
    try run.run()
    let object = try #require(run.timeline.heap.object(named: "loop"))
    let report = CutReport(of: object, in: run.timeline, simulator: run)
    #expect(report.consequences?.failure == "the statement was not done in the end")
    #expect(report.consequences?.statements == [])
  }

  @Test("are steps of the scenario language that can be added to the file")
  func steps() throws {
    let report = try Asked(json: Self.two).cut("Doc#1")
    let edits = try #require(report.consequences?.edits)
    #expect(
      edits.map { JSONOutput(step: $0).line } == [
        #"{"del":"box.doc"}"#, #"{"del":"cache['k']"}"#, #"{"del":"pair"}"#,
      ])
  }
}

@Suite("Going on with other statements")
struct EditingTests {
  @Test("numbers them after their step, and the rest of the scenario follows with its own numbers")
  func numbers() throws {
    var run = try Asked("callback").run
    let statements = (1...run.timeline.stepCount).map { run.timeline.narration.step($0).statement }
    run.rewind(toStep: 2)
    let done = [run.perform(.collect(0)), run.perform(.delete("item"))]
    #expect(done == [true, true])
    try run.run()
    let narration = run.timeline.narration
    #expect((1...5).map { narration.step($0).number } == ["1", "2", "2a", "2b", "3"])
    #expect(narration.step(4).statement == "del item")
    #expect(run.timeline.stepCount == statements.count + 2)
    #expect(narration.step(5).statement == statements[2])
  }

  @Test("takes names and numbers that the program never had")
  func newWords() throws {
    var run = try Asked(
      json: #""types": {"A": {}}, "steps": [{"set": "xs", "to": "[[1], [2], [3]]"}]"#
    ).run
    let done = [
      run.perform(.delete("xs[2]")), run.perform(.delete("unknown.thing")),
      run.perform(.delete("xs[")), run.perform(.delete("1")),
      run.perform(.call("xs.append", ["xs"])),
    ]
    #expect(done == [true, true, false, false, true])
    let events = run.timeline.events(ofStep: 3).map(\.event)
    #expect(events.contains { if case .error = $0 { true } else { false } })
    #expect(run.timeline.stepCount == 4)
    let heap = run.timeline.heap
    let list = try #require(heap.object(named: "xs"))
    #expect(heap.slots(list).reduce(0) { count, _ in count + 1 } == 3)
  }
}
