import HeapModel
import Runtimes
import Testing

/// What differs between the versions of CPython, each known from the interpreters themselves.
@Suite("Versions of CPython")
struct VersionTests {
  private func log(_ scenario: String, _ version: RuntimeVersion) throws -> String {
    var simulation = Simulation(program: try ScenarioFile.program(scenario), runtime: version)
    try simulation.run()
    return simulation.log()
  }

  @Test("the scenario chooses the version, the caller may choose another one")
  func choice() throws {
    #expect(RuntimeVersion(name: "cpython") == .cpython311)
    #expect(RuntimeVersion(name: "cpython-3.12") == .cpython312)
    #expect(RuntimeVersion(name: "cpython-3.14") == nil)
    let program = try ScenarioFile.program("'runtime': 'cpython-3.13', 'steps': []")
    #expect(program.runtime == .cpython313)
    #expect(Simulation(program: program).timeline.narration.runtimeName == "CPython 3.13")
    let other = Simulation(program: program, runtime: .cpython312)
    #expect(other.timeline.narration.runtimeName == "CPython 3.12")
  }

  /// The object that allocates one too many holds nothing yet in 3.11, and is made in 3.12.
  @Test(
    "an automatic collection runs inside the allocation in 3.11, and behind it since 3.12",
    arguments: zip(RuntimeVersion.allCases, [false, true, true]))
  func automaticCollection(_ version: RuntimeVersion, isAllocatedFirst: Bool) throws {
    let text = try log(
      """
      'gc': {'thresholds': [1, 10, 10]}, 'types': {'P': {}},
      'steps': [{'new': 'P', 'as': 'a'}, {'new': 'P', 'as': 'b'}]
      """, version)
    let second = try #require(text.split(separator: "\n").last)
    let allocation = try #require(second.firstRange(of: "\"allocate\""))
    let collection = try #require(second.firstRange(of: "\"collect-start\""))
    #expect((allocation.lowerBound < collection.lowerBound) == isAllocatedFirst)
  }

  @Test(
    "the first threshold is 2000 in 3.13",
    arguments: zip(RuntimeVersion.allCases, [701, 701, 2001]))
  func threshold(_ version: RuntimeVersion, allocations: Int) throws {
    var program = try ScenarioFile.program(
      """
      'types': {'P': {}},
      'steps': [{'new': 'list', 'as': 'xs'}, {'new': 'P', 'as': 'p'},
        {'call': 'xs.append', 'with': ['p']}]
      """)
    let pair = program.steps.suffix(2)
    for _ in 0..<2100 { program.steps += pair }
    var simulation = Simulation(program: program, runtime: version)
    var made = 0
    repeat {
      try simulation.advance()
      if simulation.timeline.stepCount % 2 == 0 { made += 1 }
    } while !simulation.log(after: simulation.timeline.stepCount - 1).contains("collect-start")
    #expect(made == allocations)
  }

  @Test(
    "a callback that waits alone waits in a tuple in 3.13",
    arguments: zip(RuntimeVersion.allCases, ["2", "2", "3"]))
  func waitingCallback(_ version: RuntimeVersion, references: String) throws {
    let text = try log(
      """
      'types': {'P': {}},
      'functions': {'f': {'parameters': ['w'], 'do': [{'print': 'refcount(w)'}]}},
      'steps': [{'new': 'P', 'as': 'a'}, {'weakref': 'a', 'as': 'r', 'callback': 'f'},
        {'del': 'a'}]
      """, version)
    #expect(text.contains("\"text\":\"\(references)\""))
  }

  @Test(
    "3.13 says that there is no __dict__",
    arguments: zip(
      RuntimeVersion.allCases,
      [
        "'list' object has no attribute 'x'", "'list' object has no attribute 'x'",
        "'list' object has no attribute 'x' and no __dict__ for setting new attributes",
      ]))
  func missingDict(_ version: RuntimeVersion, message: String) throws {
    let text = try log("'steps': [{'new': 'list', 'as': 'a'}, {'set': 'a.x', 'to': 1}]", version)
    #expect(text.contains("\"message\":\"\(message)\""))
  }

  @Test(
    "attributes of a subclass of tuple die in the order of the class since 3.12",
    arguments: zip(RuntimeVersion.allCases, ["P#1 P#2", "P#2 P#1", "P#2 P#1"]))
  func subclassOfTuple(_ version: RuntimeVersion, order: String) throws {
    let text = try log(
      """
      'types': {'P': {}, 'T': {'base': 'tuple'}},
      'steps': [{'new': 'T', 'as': 'a', 'with': {'x': 1, 'y': 1}}, {'new': 'T', 'as': 'b'},
        {'new': 'P', 'as': 'b.y'}, {'new': 'P', 'as': 'b.x'}, {'del': 'b'}]
      """, version)
    let last = try #require(text.split(separator: "\n").last)
    let freed = last.split(separator: "{").filter { $0.contains("\"free\",\"object\":\"P#") }
    let names = freed.compactMap { $0.split(separator: "\"").first { $0.hasPrefix("P#") } }
    #expect(names.joined(separator: " ") == order)
  }

  /// A chain of 61, of which all but the last have a leaf that dies behind the rest of the chain.
  @Test(
    "deaths are put aside from the 51st on, in 3.13 only when the C stack is nearly used up",
    arguments: zip(RuntimeVersion.allCases, ["Q#12", "Q#12", "Q#1"]))
  func trashcan(_ version: RuntimeVersion, firstLeaf: String) throws {
    var program = try ScenarioFile.program(
      """
      'types': {'P': {}, 'Q': {}},
      'steps': [{'new': 'P', 'as': 'p', 'with': {'next': 'None'}},
        {'new': 'P', 'as': 'p', 'with': {'next': 'p'}}, {'new': 'Q', 'as': 'p.leaf'}, {'del': 'p'}]
      """)
    let link = program.steps[1...2]
    for _ in 1..<60 { program.steps.insert(contentsOf: link, at: 3) }
    var simulation = Simulation(program: program, runtime: version, stackBytes: 8 << 20)
    try simulation.run()
    let last = try #require(simulation.log().split(separator: "\n").last)
    let freed = last.split(separator: "{").first { $0.contains("\"free\",\"object\":\"Q#") }
    #expect(freed?.split(separator: "\"").first { $0.hasPrefix("Q#") } == firstLeaf[...])
  }
}
