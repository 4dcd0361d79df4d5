import HeapModel
import Runtimes
import Testing

@Suite("What is not modelled")
struct NotModelledTests {
  @Test(
    "an attribute that CPython has and the model has not ends the run",
    arguments: [
      ("f.f_locals", "the attribute 'f_locals' of 'frame' objects"),
      ("f.f_back", "the frame of the module, which 'f_back' would give"),
      ("e.errno", "the attribute 'errno' of 'OSError' objects"),
      ("d.fromkeys", "the attribute 'fromkeys' of 'dict' objects"),
      ("t.upper", "the attribute 'upper' of 'str' objects"),
      ("P.greet", "the attribute 'greet' of a class"),
      ("P.mro", "the attribute 'mro' of a class"),
      ("ws.data", "the attribute 'data' of 'WeakSet' objects"),
      ("g.gi_frame", "the attribute 'gi_frame' of 'generator' objects"),
      ("p.keywords", "the attribute 'keywords' of 'functools.partial' objects"),
      ("isinstance", "the built-in name 'isinstance'"),
      ("next", "the built-in name 'next'"),
      ("ValueError", "the built-in name 'ValueError'"),
    ])
  func attributes(_ expression: String, _ named: String) throws {
    var simulation = Simulation(program: try program("{'print': '\(expression)'}"))
    while simulation.timeline.stepCount < 9 { try simulation.advance() }
    let heap = simulation.timeline.heap.fingerprint
    let stop = #expect(throws: SimulationStop.self) { try simulation.advance() }
    #expect(stop?.reason == .notModelled(named))
    #expect(stop?.step == 10)
    #expect(simulation.timeline.stepCount == 9)
    #expect(simulation.timeline.heap.fingerprint == heap)
  }

  @Test(
    "to set one ends the run as well, and nobody can catch that",
    arguments: [
      "{'set': 'e.args', 'to': '()'}", "{'set': 'ws.data', 'to': '1'}", "{'del': 'f.f_trace'}",
      "{'set': 'P.count', 'to': '1'}", "{'set': 'fr.calls', 'to': '1'}",
      "{'try': [{'set': 'P.count', 'to': '1'}], 'except': 'Exception', 'do': []}",
    ])
  func changes(_ step: String) throws {
    var simulation = Simulation(program: try program(step))
    #expect(throws: SimulationStop.self) { try simulation.run() }
    #expect(simulation.timeline.stepCount == 9)
  }

  @Test("an attribute that nothing has is an error of the program")
  func missing() throws {
    var simulation = Simulation(program: try program("{'print': 'f.f_nothing'}"))
    try simulation.run()
    #expect(
      simulation.log().contains("'frame' object has no attribute 'f_nothing'"))
  }

  @Test(
    "what unfolds to more than any time has stops at the limit of statements",
    arguments: ["{'print': 'a == b'}", "{'print': 'a'}", "{'print': 'sorted([a, b])'}"])
  func unfolding(_ step: String) throws {
    let program = try ScenarioFile.program(
      """
      'steps': [{'set': 'a', 'to': '[]'}, {'set': 'b', 'to': '[]'},
        {'iterate': '[\(Array(repeating: "1", count: 30).joined(separator: ", "))]', 'as': 'i', 'do': [
          {'set': 'a', 'to': '[a, a]'}, {'set': 'b', 'to': '[b, b]'}]}, \(step)]
      """)
    var simulation = Simulation(program: program, statementLimit: 2000)
    let stop = #expect(throws: SimulationStop.self) { try simulation.run() }
    #expect(stop == SimulationStop(reason: .statementLimit(2000), step: 4))
  }

  private func program(_ last: String) throws -> Program {
    try ScenarioFile.program(
      """
      'types': {'P': {'methods': {'greet': {'do': []}}}},
      'functions': {'fr': {'do': [{'frame': true, 'as': 'here'}, {'return': 'here'}]},
        'gg': {'do': [{'yield': '1'}]}},
      'steps': [{'call': 'fr', 'as': 'f'}, {'set': 'e', 'to': '1'},
        {'try': [{'raise': 'OSError', 'message': 'x'}], 'except': 'OSError', 'as': 'x',
          'do': [{'set': 'e', 'to': 'x'}]},
        {'new': 'dict', 'as': 'd'}, {'set': 't', 'to': '\\u0027a\\u0027'}, {'new': 'WeakSet', 'as': 'ws'},
        {'partial': 'fr', 'as': 'p'}, {'call': 'gg', 'as': 'g'}, {'new': 'P', 'as': 'o'}, \(last)]
      """)
  }
}
