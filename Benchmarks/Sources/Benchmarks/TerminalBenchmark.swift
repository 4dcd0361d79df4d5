import CContenders
import Glibc

/// Full-screen programs in a real terminal of 200x60: from the start to the last byte of the first
/// frame, and from a key to the last byte of the first whole frame that answers it. The clock on the
/// wall counts here.
struct TerminalBenchmark {
  struct Program {
    var name: String
    var arguments: [String]
    /// Sent first, and not measured.
    var setup = ""
    var keys: [String]
    /// Milliseconds of silence after which an answer is complete. The stages of an animation are a
    /// tenth of a second apart; what has none answers in one go.
    var silence: Int32 = 50
  }

  private struct Times {
    var starts: [Double] = []
    var answers: [Double] = []
    var ends: [Double] = []
    var processor: [Double] = []
    var peakMemory: UInt64 = 0
    var firstBytes: UInt64 = 0
    var answerBytes: [Double] = []
    var restBytes: UInt64 = 0
  }

  /// weakviz is `.build/release/weakviz` unless the environment names another file. It steps near
  /// the end of each scenario, where its heap is largest.
  private static func programs(_ small: String, _ large: String) -> [Program] {
    let binary = getenv("WEAKVIZ_BINARY").map { String(cString: $0) } ?? ".build/release/weakviz"
    let steps = (0..<8).map { $0 % 4 == 3 ? "n" : "p" }
    let lines = (0..<8).map { $0 % 4 == 3 ? "k" : "j" }
    return [
      Program(name: "weakviz", arguments: [binary, small], setup: "$", keys: steps, silence: 180),
      Program(
        name: "weakviz --no-animation", arguments: [binary, "--no-animation", small], setup: "$",
        keys: steps),
      Program(
        name: "weakviz, 100,000 objects", arguments: [binary, large], setup: "$", keys: steps),
      Program(name: "less", arguments: ["less", small], keys: lines),
      Program(name: "tig", arguments: ["tig"], keys: lines),
      Program(
        name: "htop", arguments: ["htop"], keys: lines.map { $0 == "j" ? "\u{1B}[B" : "\u{1B}[A" }),
    ]
  }

  /// Prints the medians of each round when it is measured, and those of all rounds at the end.
  static func report(rounds: Int) {
    let files = [40, 100_000].map { count in
      let path = "/tmp/weakviz-benchmark-\(getpid())-\(count).json"
      let document = DashboardBenchmark(objectCount: count).document()
      if let file = fopen(path, "w") {
        fwrite(document, 1, document.count, file)
        fclose(file)
      }
      return path
    }
    defer { for file in files { unlink(file) } }
    let programs = programs(files[0], files[1]).filter { isInstalled($0.arguments[0]) }
    var times = [Times](repeating: Times(), count: programs.count)
    show("Terminal of 200x60, a scenario of 40 objects")
    for round in -1..<rounds {
      for (index, program) in programs.enumerated() {
        run(program, into: &times[index], isWarmUp: round < 0)
        let keys = program.keys.count
        guard round >= 0, let start = times[index].starts.last else { continue }
        show(
          "  round \(round + 1), \(program.name): start \(milliseconds([start], 0)),"
            + " key \(milliseconds(Array(times[index].answers.suffix(keys)), 50))")
      }
    }
    for (program, times) in zip(programs, times) where !times.starts.isEmpty {
      let margin = String(repeating: " ", count: max(0, 25 - program.name.count))
      var line = "  \(program.name)\(margin)"
      line += "  start \(milliseconds(times.starts, 50)) (least \(milliseconds(times.starts, 0)))"
      line += "  key \(milliseconds(times.answers, 50)) (least \(milliseconds(times.answers, 0)),"
      line += " 95 % \(milliseconds(times.answers, 95)); at rest \(milliseconds(times.ends, 50)))"
      line += "  memory \(decimal(Double(times.peakMemory) / 1e6)) MB"
      line += "  processor \(milliseconds(times.processor, 50))"
      line += "  \(times.firstBytes) bytes, then \(Int(percentile(times.answerBytes, 50))) a key"
      line += ", \(times.restBytes) at rest"
      show(line)
    }
  }

  private static func percentile(_ values: [Double], _ percent: Int) -> Double {
    values.isEmpty ? 0 : values.sorted()[min(values.count - 1, values.count * percent / 100)]
  }

  private static func milliseconds(_ nanoseconds: [Double], _ percent: Int) -> String {
    decimal(percentile(nanoseconds, percent) / 1e6) + " ms"
  }

  private static func isInstalled(_ name: String) -> Bool {
    if name.contains("/") { return access(name, X_OK) == 0 }
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
  }

  private static func run(_ program: Program, into times: inout Times, isWarmUp: Bool) {
    var arguments: [UnsafeMutablePointer<CChar>?] = program.arguments.map { strdup($0) }
    var keys: [UnsafePointer<CChar>?] = program.keys.map { UnsafePointer(strdup($0)) }
    arguments.append(nil)
    // Only the start needs to be warm.
    let keyCount = isWarmUp ? 0 : keys.count
    var answers = [UInt64](repeating: 0, count: keys.count)
    var ends = answers
    var session = terminal_times()
    let isStarted = answers.withUnsafeMutableBufferPointer { answers in
      ends.withUnsafeMutableBufferPointer { ends in
        session.answers = answers.baseAddress
        session.ends = ends.baseAddress
        return time_in_terminal(
          arguments, isWarmUp ? "" : program.setup, &keys, keyCount, program.silence, &session) != 0
      }
    }
    arguments.forEach { free($0) }
    keys.forEach { free(UnsafeMutablePointer(mutating: $0)) }
    guard isStarted, !isWarmUp else { return }
    times.starts.append(Double(session.start))
    times.answers += answers.filter { $0 > 0 }.map { Double($0) }
    times.ends += ends.filter { $0 > 0 }.map { Double($0) }
    times.processor.append(Double(session.cpu))
    times.peakMemory = max(times.peakMemory, session.peak_memory)
    times.firstBytes = session.first_bytes
    times.answerBytes.append(Double(session.answer_bytes) / Double(program.keys.count))
    times.restBytes = max(times.restBytes, session.rest_bytes)
  }
}
