import Dashboard
import HeapFormats
import HeapModel
import Runtimes
import TerminalFrame

/// Opening the dashboard, drawing it, and answering keys, without a terminal.
struct DashboardBenchmark {
  let objectCount: Int
  static let size = Size(width: 200, height: 60)

  /// A scenario of objects that refer to two others each, some of them weakly, and die.
  func document() -> [UInt8] {
    var steps: [String] = []
    for index in 0..<objectCount {
      steps.append("{\"new\":\"Node\",\"as\":\"n\(index)\"}")
      guard index > 0 else { continue }
      steps.append("{\"set\":\"n\(index / 2).last\",\"to\":\"n\(index)\"}")
      steps.append("{\"set\":\"n\(index).first\",\"to\":\"n\(index * 7 % index)\"}")
      if index % 4 == 0 { steps.append("{\"weakref\":\"n\(index / 4)\",\"as\":\"w\(index)\"}") }
    }
    for index in stride(from: 0, to: objectCount, by: 3) {
      steps.append("{\"del\":\"n\(index)\"}")
    }
    let list = steps.joined(separator: ",\n")
    let head = "{\"weakviz\":1,\"title\":\"Nodes\",\"types\":{\"Node\":{}},\"steps\":[\n"
    return Array((head + list + "\n]}\n").utf8)
  }

  func timeline() -> Timeline? {
    guard let decoded = try? ScenarioDecoder.decode(document()) else { return nil }
    var simulation = Simulation(program: decoded.program)
    try? simulation.run()
    var timeline = simulation.timeline
    timeline.move(to: Position(step: timeline.stepCount * 3 / 4))
    return timeline
  }

  static func benchmarks() -> [Benchmark] {
    [40, 200, 2_000].flatMap { DashboardBenchmark(objectCount: $0).benchmarks() }
  }

  private func benchmarks() -> [Benchmark] {
    guard let timeline = timeline() else { return [] }
    let options = Dashboard.Options(size: Self.size)
    let dashboard = Dashboard(timeline: timeline, options: options)
    let keys = ["n", "p"].map { Message.input(.key(Key(.character(Character($0))))) }
    let repetitions = 20
    return [
      Benchmark(
        title: "Dashboard, \(objectCount) objects, opened: index, layout of the whole story",
        workload: (1, "dashboard"),
        contenders: [
          .init(name: "weakviz") {
            UInt64(Dashboard(timeline: timeline, options: options).position.step)
          }
        ]),
      Benchmark(
        title: "Dashboard, \(objectCount) objects, a frame of 200x60",
        workload: (repetitions, "frame"),
        contenders: [
          .init(name: "weakviz") {
            var sum: UInt64 = 0
            for _ in 0..<repetitions { sum += UInt64(dashboard.render().height) }
            return sum
          }
        ]),
      Benchmark(
        title: "Dashboard, \(objectCount) objects, a key that steps, and its frame",
        workload: (repetitions, "key"),
        contenders: [
          .init(name: "weakviz") {
            var dashboard = dashboard
            var sum: UInt64 = 0
            for index in 0..<repetitions {
              _ = dashboard.update(keys[index % 2])
              sum += UInt64(dashboard.render().height)
            }
            return sum
          }
        ]),
    ]
  }
}
