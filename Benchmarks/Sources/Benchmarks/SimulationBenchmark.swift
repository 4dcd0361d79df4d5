import HeapFormats
import HeapModel
import Runtimes

/// A scenario of a million steps: objects are made, linked, referenced weakly and dropped.
struct SimulationBenchmark {
  let stepCount = 1_000_000

  /// The steps as a scenario.
  func document() -> [UInt8] {
    var steps: [String] = []
    var index = 0
    func next(_ text: String) { steps.append(text) }
    while steps.count < stepCount {
      let (name, other) = ("n\(index % 1000)", "n\(max(0, index - 1) % 1000)")
      next("{\"new\":\"Node\",\"as\":\"\(name)\"}")
      next("{\"set\":\"\(name).next\",\"to\":\"\(other)\"}")
      next("{\"weakref\":\"\(name)\",\"as\":\"w\(index % 1000)\"}")
      if index % 3 == 0 { next("{\"set\":\"\(name).next\",\"to\":null}") }
      if index % 5 == 0 { next("{\"del\":\"w\(index % 1000)\"}") }
      index += 1
    }
    let list = steps.prefix(stepCount).joined(separator: ",\n")
    let head = "{\"weakviz\":1,\"title\":\"A million steps\",\"types\":{\"Node\":{}},\"steps\":[\n"
    return Array((head + list + "\n]}\n").utf8)
  }

  /// The same steps for CPython, compiled before the time is taken.
  static let python = """
    import gc, sys, time, weakref
    class Node: pass
    count = int(sys.argv[1])
    lines = []
    index = 0
    while len(lines) < count:
        name = f"n{index % 1000}"
        lines.append(f"{name} = Node()")
        lines.append(f"{name}.next = n{max(0, index - 1) % 1000}")
        lines.append(f"w{index % 1000} = weakref.ref({name})")
        if index % 3 == 0: lines.append(f"{name}.next = None")
        if index % 5 == 0: lines.append(f"del w{index % 1000}")
        index += 1
    del lines[count:]
    codes = [compile("\\n".join(lines[at:at + 10000]), "steps", "exec")
             for at in range(0, count, 10000)]
    for _ in sys.stdin:
        names = {"Node": Node, "weakref": weakref}
        gc.collect()
        begin = time.process_time_ns()
        for code in codes: exec(code, names)
        taken = time.process_time_ns() - begin
        print(taken, sum(type(o) is Node for o in gc.get_objects()), flush=True)
        names.clear()
    """

  static func benchmarks() -> [Benchmark] {
    let benchmark = SimulationBenchmark()
    let document = benchmark.document()
    guard let program = try? ScenarioDecoder.decode(document).program else { return [] }
    var simulation = Simulation(program: program)
    try? simulation.run()
    let timeline = simulation.timeline
    return [
      benchmark.running(program, timeline), benchmark.reading(document),
      benchmark.writing(timeline),
    ]
  }

  private func running(_ program: Program, _ timeline: Timeline) -> Benchmark {
    let python = PythonContender(Self.python, ["\(stepCount)"])
    return Benchmark(
      title: "Simulation, 1,000,000 steps with their journal", workload: (stepCount, "step"),
      contenders: [
        .init(name: "CPython, compiled statements", measured: python.run),
        .init(name: "weakviz") {
          var simulation = Simulation(program: program)
          try? simulation.run()
          return Self.aliveNodes(simulation.timeline.heap)
        },
      ],
      notes: {
        let (bytes, heap) = (timeline.journalBytes, timeline.heap.storageBytes)
        return [
          "journal: \(bytes / stepCount) bytes a step, \(timeline.changeCount) changes, "
            + "\(timeline.eventCount) events; heap: \(heap) bytes"
        ]
      })
  }

  private static func aliveNodes(_ heap: MutableHeap) -> UInt64 {
    var count: UInt64 = 0
    for object in heap.allObjects
    where heap.kind(object) == .instance && heap.isAlive(object) {
      count += 1
    }
    return count
  }

  private func reading(_ document: [UInt8]) -> Benchmark {
    Benchmark(
      title: "Scenario of 1,000,000 steps (\(document.count) bytes)",
      workload: (stepCount, "step"),
      contenders: [
        .init(name: "decoded") {
          UInt64((try? ScenarioDecoder.decode(document).program.steps.count) ?? 0)
        }
      ])
  }

  /// The logs go nowhere.
  private func writing(_ timeline: Timeline) -> Benchmark {
    func log(_ append: (Int, inout ByteBuffer) -> Void) -> UInt64 {
      var buffer = ByteBuffer()
      for step in 1...timeline.stepCount {
        append(step, &buffer)
        if buffer.count > 1 << 16 { buffer.removeAll() }
      }
      return UInt64(timeline.stepCount)
    }
    return Benchmark(
      title: "Log of 1,000,000 steps", workload: (stepCount, "step"),
      contenders: [
        .init(name: "JSON lines") {
          let writer = EventLogWriter()
          return log { writer.append(step: $0, of: timeline, to: &$1) }
        },
        .init(name: "text") {
          var writer = TextLogWriter(style: TextLogStyle(), stepCount: timeline.stepCount)
          return log { writer.append(step: $0, of: timeline, to: &$1) }
        },
      ])
  }
}
