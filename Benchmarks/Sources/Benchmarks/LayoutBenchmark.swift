import Dashboard
import Glibc
import HeapFormats
import HeapModel
import Runtimes
import TerminalFrame

/// Lines that cross in the picture of a heap, compared with the splines of Graphviz `dot` for the
/// same objects and references.
struct LayoutBenchmark {
  /// A heap of lists: each is held by an earlier one, and there are further references.
  private struct Heap {
    var document: [UInt8]
    /// The titles of the objects, and the references between them.
    var titles: [String]
    var edges: [(source: Int, target: Int)]

    init(count: Int, seed: Int) {
      var random = RandomNumbers(seed: UInt64(seed) &* 7_919 &+ UInt64(count))
      func below(_ bound: Int) -> Int { random.next(below: bound) }
      titles = (0..<count).map { "Node#\($0)" }
      var edges: [(source: Int, target: Int)] = []
      var steps: [String] = (0..<count).map { "{\"new\":\"Node\",\"as\":\"n\($0)\"}" }
      var isNamed = (0..<count).map { $0 == 0 || below(10) == 0 }
      var pairs: Set<Int> = []
      func refer(_ source: Int, _ target: Int) {
        guard pairs.insert(source * count + target).inserted else { return }
        steps.append("{\"call\":\"n\(source).append\",\"with\":[\"n\(target)\"]}")
        edges.append((source, target))
      }
      for index in 1..<count {
        if below(12) == 0 {
          isNamed[index] = true
        } else {
          refer(max(0, index - 1 - below(5)), index)
        }
      }
      for _ in 0..<count / 3 { refer(below(count), below(count)) }
      self.edges = edges
      for index in 0..<count where !isNamed[index] { steps.append("{\"del\":\"n\(index)\"}") }
      let list = steps.joined(separator: ",\n")
      let types = "\"types\":{\"Node\":{\"base\":\"list\"}}"
      document = Array("{\"weakviz\":1,\"title\":\"Heap\",\(types),\"steps\":[\n\(list)\n]}\n".utf8)
    }
  }

  static func report() -> String {
    guard isInstalled else { return "Layout: dot is not installed here\n" }
    var report = "Layout: cells where lines cross, against dot; 24 random heaps of each size\n"
    for count in [8, 12, 16, 20, 30, 40] {
      var (ours, theirs, better, equal) = (0, 0, 0, 0)
      for seed in 0..<24 {
        let heap = Heap(count: count, seed: seed)
        let (own, other) = (crossings(of: heap), dotCrossings(of: heap))
        ours += own
        theirs += other
        better += own < other ? 1 : 0
        equal += own == other ? 1 : 0
      }
      report += "  \(count) objects: weakviz \(ours), dot \(theirs); fewer in \(better),"
      report += " equal in \(equal), more in \(24 - better - equal)\n"
    }
    return report
  }

  /// Crossings in the picture on a screen on which every heap fits unfolded.
  private static func crossings(of heap: Heap) -> Int {
    guard let decoded = try? ScenarioDecoder.decode(heap.document) else { return -1 }
    var simulation = Simulation(program: decoded.program)
    try? simulation.run()
    var timeline = simulation.timeline
    timeline.move(to: Position(step: timeline.stepCount))
    let size = Size(width: 900, height: 300)
    var dashboard = Dashboard(timeline: timeline, options: Dashboard.Options(size: size))
    // The whole screen for the heap, whose crossings are the only ones then.
    func press(_ name: String) {
      if let key = Key(name) { _ = dashboard.update(.input(.key(key))) }
    }
    for _ in 0..<9 where dashboard.focus != .heap { press("Tab") }
    press("z")
    return dashboard.render().plainText.reduce(0) { $1 == "┼" ? $0 + 1 : $0 }
  }

  // MARK: dot

  private struct Point {
    var x: Double
    var y: Double
  }

  private static var isInstalled: Bool { output(of: "dot -V 2>&1").hasPrefix("dot") }

  private static func output(of command: String) -> String {
    guard let pipe = popen(command, "r") else { return "" }
    defer { pclose(pipe) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 {
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func dotCrossings(of heap: Heap) -> Int {
    let path = "/tmp/weakviz-layout-\(getpid()).dot"
    var graph = "digraph { rankdir=LR; node [shape=box];\n"
    for (index, title) in heap.titles.enumerated() { graph += "n\(index) [label=\"\(title)\"];\n" }
    for edge in heap.edges { graph += "n\(edge.source) -> n\(edge.target);\n" }
    graph += "}\n"
    guard let file = fopen(path, "w") else { return -1 }
    fputs(graph, file)
    fclose(file)
    defer { unlink(path) }
    let lines = output(of: "dot -Tplain \(path)").split(separator: "\n")
    let splines = lines.compactMap { line -> [Point]? in
      let words = line.split(separator: " ")
      return words.first == "edge" ? sampled(words.dropFirst(3).compactMap { Double($0) }) : nil
    }
    var count = 0
    for (index, first) in splines.enumerated() {
      for second in splines[..<index] { count += crossings(first, second) }
    }
    return count
  }

  /// Points on the Bézier curves of an edge: the number of its control points, then those.
  private static func sampled(_ numbers: [Double]) -> [Point] {
    let count = Int(numbers.first ?? 0)
    guard count > 3, numbers.count > 2 * count else { return [] }
    let controls = (0..<count).map { Point(x: numbers[1 + 2 * $0], y: numbers[2 + 2 * $0]) }
    var points = [controls[0]]
    for start in stride(from: 0, to: count - 3, by: 3) {
      for sample in 1...24 {
        let t = Double(sample) / 24
        let weights = [
          (1 - t) * (1 - t) * (1 - t), 3 * (1 - t) * (1 - t) * t, 3 * (1 - t) * t * t, t * t * t,
        ]
        var point = Point(x: 0, y: 0)
        for (offset, weight) in weights.enumerated() {
          point.x += weight * controls[start + offset].x
          point.y += weight * controls[start + offset].y
        }
        points.append(point)
      }
    }
    return points
  }

  private static func crossings(_ first: [Point], _ second: [Point]) -> Int {
    func side(_ a: Point, _ b: Point, _ c: Point) -> Double {
      (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }
    var count = 0
    for (a, b) in zip(first, first.dropFirst()) {
      for (c, d) in zip(second, second.dropFirst())
      where side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0 {
        count += 1
      }
    }
    return count
  }
}
