/// Something that can be measured side by side: contenders that do the same work.
struct Benchmark {
  /// One way to do the work.
  struct Contender {
    var name: String
    /// Does the work once and returns a number that every contender must return.
    var run: () -> UInt64
  }

  var title: String
  /// The number of things that one run handles, and what they are called.
  var workload: (count: Int, unit: String)
  /// The first one is what the others are compared with.
  var contenders: [Contender]

  /// Runs all contenders in turn, round by round, and tells their medians and ratios.
  ///
  /// Interleaving makes the ratios trustworthy on a machine whose speed changes: whatever slows
  /// one round down slows all contenders down.
  func measure(rounds: Int) -> String {
    let clock = ContinuousClock()
    var times = [[Double]](repeating: [], count: contenders.count)
    for round in -1..<rounds {
      var check: UInt64?
      for (index, contender) in contenders.enumerated() {
        var result: UInt64 = 0
        let time = clock.measure { result = contender.run() }
        precondition(check ?? result == result, "\(contender.name) has another result")
        check = result
        // The first round warms up.
        if round >= 0 { times[index].append(time / .nanoseconds(1)) }
      }
    }
    let medians = times.map { $0.sorted()[$0.count / 2] }
    let width = contenders.map(\.name.count).max() ?? 0
    var report = "\(title)\n"
    for (contender, median) in zip(contenders, medians) {
      let name = contender.name + String(repeating: " ", count: width - contender.name.count)
      report += "  \(name)  \(decimal(median / 1e6)) ms"
      report += "  \(decimal(median / Double(workload.count))) ns/\(workload.unit)"
      report += "  \(decimal(median / medians[0]))x\n"
    }
    return report
  }
}

/// A number with two digits after the point, right-aligned in nine columns.
private func decimal(_ value: Double) -> String {
  let hundredths = Int(value * 100 + 0.5)
  let fraction = hundredths % 100
  let text = "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  return String(repeating: " ", count: max(0, 9 - text.count)) + text
}
