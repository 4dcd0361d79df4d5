import HeapModel
import Runtimes

/// A step in which 200,000 objects die: a list of them goes.
struct DeathBenchmark {
  let objectCount = 200_000

  static let python = """
    import gc, sys, time
    class Node: pass
    gc.disable()
    for _ in sys.stdin:
        items = [Node() for _ in range(int(sys.argv[1]))]
        count = len(items)
        begin = time.process_time_ns()
        del items
        taken = time.process_time_ns() - begin
        print(taken, count, flush=True)
    """

  func program() -> Program {
    var program = Program()
    program.collector.isEnabled = false
    program.types = [TypeDeclaration(name: program.intern("Node"))]
    let items = program.add(.name(program.intern("items")))
    let node = program.add(.name(program.intern("node")))
    let append = program.add(.attribute(base: items, name: program.intern("append")))
    let operands = program.append([append, node])
    var actions: [Action] = [.new(.builtIn(.list, operands: .empty), target: items)]
    for _ in 0..<objectCount {
      actions.append(.new(.instance(TypeID(0), attributes: .empty), target: node))
      actions.append(.call(operands: operands, target: nil))
    }
    actions += [.delete(node), .delete(items)]
    program.steps = actions.map { Statement($0, line: 0, column: 0) }
    return program
  }

  static func benchmarks() -> [Benchmark] {
    let benchmark = DeathBenchmark()
    let python = PythonContender(Self.python, ["\(benchmark.objectCount)"])
    let program = benchmark.program()
    let last = program.steps.count
    var simulation = Simulation(program: program)
    try? simulation.run()
    var timeline = simulation.timeline
    func jump(to step: Int) -> UInt64 {
      timeline.move(to: Position(step: step))
      return UInt64(benchmark.objectCount)
    }
    return [
      Benchmark(
        title: "Deaths, 200,000 objects in one step", workload: (benchmark.objectCount, "object"),
        contenders: [
          .init(name: "CPython", measured: python.run),
          .init(
            name: "weakviz, simulated",
            measured: {
              simulation.rewind(toStep: last - 1)
              return .of {
                try? simulation.advance()
                return Self.freed(simulation.timeline)
              }
            }),
          .init(name: "weakviz, a step back") { jump(to: last - 1) },
          .init(name: "weakviz, a step forward") { jump(to: last) },
        ])
    ]
  }

  /// The objects that the last step freed, without their list.
  private static func freed(_ timeline: Timeline) -> UInt64 {
    let step = timeline.stepCount
    var count: UInt64 = 0
    for index in 0..<timeline.eventCount(ofStep: step) {
      if case .free = timeline.event(index, ofStep: step).event { count += 1 }
    }
    return count - 1
  }
}
