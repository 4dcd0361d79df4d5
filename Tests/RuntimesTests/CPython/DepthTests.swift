import Glibc
import HeapModel
import Runtimes
import Testing

@Suite("Deep and wide heaps")
struct DepthTests {
  #if DEBUG
    private static let many = 1 << 15
  #else
    private static let many = 1 << 20
  #endif

  /// The names of the objects that are alive at the end of a run.
  private func living(_ simulation: Simulation) -> Int {
    let heap = simulation.timeline.heap
    return heap.allObjects.count { heap.isAlive($0) && heap.isVisible($0) }
  }

  @Test("a long chain of objects dies without exhausting the stack")
  func chain() throws {
    var program = try ScenarioFile.program(
      """
      'types': {'P': {}},
      'steps': [{'new': 'P', 'as': 'p'}, {'new': 'P', 'as': 'p', 'with': {'next': 'p'}},
        {'del': 'p'}]
      """)
    let link = program.steps[1]
    program.steps.insert(contentsOf: repeatElement(link, count: Self.many), at: 1)
    #expect(try living(Simulation.finished(program)) == 0)
  }

  @Test("a long chain of weak references, each the callback of the next, dies as well")
  func callbacks() throws {
    var program = try ScenarioFile.program(
      """
      'types': {'P': {}},
      'steps': [{'new': 'P', 'as': 'p'}, {'weakref': 'p', 'as': 'w', 'callback': 'p'},
        {'weakref': 'p', 'as': 'w', 'callback': 'w'}, {'del': 'w'}]
      """)
    let link = program.steps[2]
    program.steps.insert(contentsOf: repeatElement(link, count: Self.many), at: 2)
    #expect(try living(Simulation.finished(program)) == 1)
  }

  @Test("a long list dies")
  func list() throws {
    var program = try ScenarioFile.program(
      """
      'types': {'P': {}},
      'steps': [{'new': 'P', 'as': 'p'}, {'new': 'list', 'as': 'xs', 'items': ['p', 'p']},
        {'call': 'xs.extend', 'with': ['xs']}, {'del': 'xs'}]
      """)
    let doubling = program.steps[2]
    var doublings = 1
    while 4 << doublings <= Self.many { doublings += 1 }
    program.steps.insert(contentsOf: repeatElement(doubling, count: doublings - 1), at: 2)
    #expect(try living(Simulation.finished(program)) == 1)
  }

  @Test(
    "what recurs for ever ends in RecursionError",
    arguments: [
      "'steps': [{'call': 'f'}]",
      "'steps': [{'new': 'D'}]",
      "'steps': [{'new': 'list', 'as': 'xs'}, {'new': 'P', 'as': 'a'}, "
        + "{'weakref': 'a', 'as': 'w', 'callback': 'g'}, {'del': 'a'}]",
    ])
  func recursion(_ steps: String) throws {
    let program = try ScenarioFile.program(
      """
      'types': {'P': {}, 'D': {'finalizer': [{'new': 'D'}]}},
      'functions': {
        'f': {'parameters': [], 'do': [{'call': 'f'}]},
        'g': {'parameters': ['x'], 'do': [{'new': 'P', 'as': 'a'},
          {'weakref': 'a', 'as': 'w', 'callback': 'g'},
          {'call': 'xs.append', 'with': ['w']}]}},
      \(steps)
      """)
    var simulation = Simulation(program: program, statementLimit: 100_000)
    try simulation.run()
    #expect(simulation.log().contains("RecursionError"))
  }

  /// A scenario with many parts of one form between commas; `#` is the number of a part.
  struct LongScenario: Sendable {
    var before: String
    var part: String
    var after: String
    /// How many parts are few.
    var count = 2000

    /// With so many parts.
    func text(_ count: Int) -> String {
      let pieces = part.split(separator: "#", omittingEmptySubsequences: false)
      let parts = (0..<count).map { pieces.joined(separator: "\($0)") }
      return before + parts.joined(separator: ", ") + after
    }
  }

  private static let long = [
    // A partial is called with as many arguments as it holds.
    LongScenario(
      before: "'functions': {'f': {'do': []}}, 'steps': [{'partial': 'f', 'with': [", part: "'f'",
      after: "], 'as': 'p'}, {'call': 'p'}]"),
    // A dict and a set are gone through.
    LongScenario(
      before: "'steps': [{'set': 'a', 'to': '{", part: "#: 1",
      after: "}'}, {'set': 'b', 'to': 'list(a)'}, {'new': 'set', 'as': 'c'}, "
        + "{'call': 'c.update', 'with': ['b']}, {'set': 'd', 'to': 'sorted(c)'}]"),
    // An object has many attributes.
    LongScenario(
      before: "'types': {'P': {}}, 'steps': [{'new': 'P', 'with': {", part: "'a#': 1", after: "}}]"),
    // Many names stand in a text with an escape.
    LongScenario(before: "'steps': [{'print': '[\\t", part: "n#", after: "]'}]"),
    // Many finalizers wait for the exit.
    LongScenario(
      before: "'types': {'P': {}}, 'steps': [{'new': 'P', 'as': 'p'}, ",
      part: "{'finalize': 'p', 'call': 'P'}", after: ", {'exit': true}]", count: 500),
  ]

  @Test("what is long takes its length, not the square of that", arguments: long)
  func isLinear(_ scenario: LongScenario) throws {
    let few = try time(scenario.text(scenario.count))
    let many = try time(scenario.text(4 * scenario.count))
    #expect(many < 8 * few + 0.1)
  }

  /// The seconds of this thread's own time that a scenario takes to its end.
  private func time(_ scenario: String) throws -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    let simulation = try Simulation.finished(try ScenarioFile.program(scenario))
    #expect(simulation.timeline.stepCount == simulation.program.steps.count)
    return now() - start
  }

  @Test(
    "the limit of statements is reached wherever the program runs, and the step is taken back",
    arguments: [
      "{'del': 'd'}", "{'del': 'p'}", "{'del': 'q'}", "{'collect': 2}", "{'exit': true}",
    ])
  func limitInFinalizers(_ last: String) throws {
    let program = try ScenarioFile.program(
      """
      'types': {'P': {}, 'D': {'finalizer': [{'call': 'many'}]}},
      'functions': {'many': {'do': [{'iterate': 'r', 'as': 'i', 'do': [{'set': 'n', 'to': 'i'}]}]},
        'each': {'parameters': ['w'], 'do': [{'call': 'many'}]}},
      'steps': [{'set': 'r', 'to': '[\(Array(repeating: "1", count: 50).joined(separator: ", "))]'},
        {'new': 'D', 'as': 'd'}, {'new': 'P', 'as': 'p'},
        {'weakref': 'p', 'as': 'w', 'callback': 'each'}, {'new': 'P', 'as': 'q'}, {'finalize': 'q', 'call': 'many'}, {'new': 'D', 'as': 'g'},
        {'set': 'g.me', 'to': 'g'}, {'del': 'g'}, \(last)]
      """)
    var simulation = Simulation(program: program, statementLimit: 40)
    while simulation.timeline.stepCount < 9 { try simulation.advance() }
    let heap = simulation.timeline.heap.fingerprint
    let stop = #expect(throws: SimulationStop.self) { try simulation.advance() }
    #expect(stop == SimulationStop(reason: .statementLimit(40), step: 10))
    #expect(simulation.isFinished)
    #expect(simulation.timeline.stepCount == 9)
    #expect(simulation.timeline.heap.fingerprint == heap)
  }

  @Test("a run that is stopped takes back the unfinished step")
  func stopping() throws {
    let program = try ScenarioFile.program(
      """
      'types': {'D': {'finalizer': [{'print': '1'}]}},
      'functions': {'f': {'parameters': [], 'do': [{'new': 'D', 'as': 'd'}, {'print': '2'},
        {'call': 'f'}]}},
      'steps': [{'new': 'D', 'as': 'd'}, {'call': 'f'}, {'print': '3'}]
      """)
    var simulation = Simulation(program: program, statementLimit: 20)
    try simulation.advance()
    let heap = simulation.timeline.heap.fingerprint
    let error = #expect(throws: SimulationStop.self) { try simulation.advance() }
    #expect(error?.reason == .statementLimit(20))
    #expect(error?.step == 2)
    #expect(simulation.isFinished)
    #expect(simulation.timeline.stepCount == 1)
    #expect(simulation.timeline.heap.fingerprint == heap)
  }
}
