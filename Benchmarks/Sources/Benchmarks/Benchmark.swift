import Glibc

/// Something that can be measured side by side: contenders that do the same work.
struct Benchmark {
  /// What one run of a contender gave.
  struct Sample {
    /// A number that every contender of a benchmark must give.
    var check: UInt64
    var nanoseconds: Double
  }

  /// One way to do the work.
  struct Contender {
    var name: String
    /// Does the work once; nil where it cannot be done here.
    var run: () -> Sample?

    /// A contender that measures itself.
    init(name: String, measured run: @escaping () -> Sample?) {
      self.name = name
      self.run = run
    }

    /// Work that is measured as a whole.
    init(name: String, _ work: @escaping () -> UInt64) {
      self.init(name: name, measured: { Sample.of(work) })
    }
  }

  var title: String
  /// The number of things that one run handles, and what they are called.
  var workload: (count: Int, unit: String)
  /// The first one is what the others are compared with.
  var contenders: [Contender]
  /// Further lines, made after the runs.
  var notes: () -> [String] = { [] }

  /// Runs all contenders in turn, round by round, and tells their medians and ratios.
  ///
  /// Interleaving makes the ratios trustworthy on a machine whose speed changes: whatever slows
  /// one round down slows all contenders down.
  func measure(rounds: Int) -> String {
    var times = [[Double]](repeating: [], count: contenders.count)
    for round in -1..<rounds {
      var check: UInt64?
      for (index, contender) in contenders.enumerated() {
        guard let sample = contender.run() else { continue }
        precondition(
          check ?? sample.check == sample.check,
          "\(contender.name) has another result: \(sample.check), not \(check ?? 0)")
        check = sample.check
        // The first round warms up.
        if round >= 0 { times[index].append(sample.nanoseconds) }
      }
    }
    let medians = times.map { $0.isEmpty ? nil : $0.sorted()[$0.count / 2] }
    let base = medians.lazy.compactMap { $0 }.first ?? 1
    let width = contenders.map(\.name.count).max() ?? 0
    var report = "\(title)\n"
    for (contender, median) in zip(contenders, medians) {
      let name = contender.name + String(repeating: " ", count: width - contender.name.count)
      guard let median else {
        report += "  \(name)  is not installed here\n"
        continue
      }
      report += "  \(name)  \(decimal(median / 1e6)) ms"
      report += "  \(decimal(median / Double(workload.count))) ns/\(workload.unit)"
      report += "  \(decimal(median / base))x\n"
    }
    for note in notes() { report += "  \(note)\n" }
    return report
  }
}

extension Benchmark.Sample {
  /// Measures work by the processor time of this process: on a busy machine the clock on the wall
  /// tells what others do.
  static func of(_ work: () -> UInt64) -> Benchmark.Sample {
    let begin = processorTime()
    let check = work()
    return Benchmark.Sample(check: check, nanoseconds: processorTime() - begin)
  }

  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
  }
}

/// Prints a text at once, also into a pipe: who waits for minutes wants to see what is known.
func show(_ text: String) {
  print(text)
  fflush(nil)
}

/// A number with two digits after the point, right-aligned in nine columns.
func decimal(_ value: Double) -> String {
  let hundredths = Int(value * 100 + 0.5)
  let fraction = hundredths % 100
  let text = "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  return String(repeating: " ", count: max(0, 9 - text.count)) + text
}
