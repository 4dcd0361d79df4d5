import HeapFormats
import Runtimes
import TerminalFrame

/// Tells how a verification came out: for people a line, or the first difference with both sides;
/// for programs a JSON object a line.
struct VerificationReport {
  /// How the verification of one scenario came out.
  enum Outcome {
    case compared(Verdict, LoadedScenario, RuntimeVersion, Interpreter)
    /// It could not be compared.
    case failed(CommandFailure)
  }

  let isJSON: Bool

  /// Writes the outcome; the exit status that it means.
  func tell(_ outcome: Outcome, of source: ScenarioSource) throws(CommandFailure) -> Int32 {
    switch outcome {
    case .failed(let failure):
      if isJSON {
        try StandardOutput.write(json(failure, source))
      } else {
        for line in failure.lines {
          let own = line.hasPrefix("weakviz: ") ? "\(source.name): " + line.dropFirst(9) : line
          StandardError.say(own)
        }
      }
      return failure.status
    case .compared(let verdict, let scenario, let runtime, let interpreter):
      try StandardOutput.write(
        isJSON
          ? json(verdict, scenario, interpreter) : text(verdict, scenario, runtime, interpreter))
      switch verdict {
      case .differs: return ExitStatus.expectationFailed
      case .agreesUntil(step: 0, _): return ExitStatus.noInterpreter
      default: return ExitStatus.fine
      }
    }
  }

  // MARK: For people

  private func text(
    _ verdict: Verdict, _ scenario: LoadedScenario, _ runtime: RuntimeVersion,
    _ interpreter: Interpreter
  ) -> String {
    let name = scenario.source.name.sanitized()
    let python = "CPython \(interpreter.fullVersion)"
    switch verdict {
    case .agrees(let steps, let events, let automatic):
      return "\(name): agrees with \(python): \(counted(steps, "step")), "
        + counted(events, "event")
        + (automatic > 0 ? ", \(counted(automatic, "automatic collection"))" : "")
        + simulated(runtime, interpreter) + "\n"
    case .agreesUntil(step: 0, let reason):
      return "\(name): nothing is compared with \(python): in step 1 \(reason.dropFirst(5))"
        + simulated(runtime, interpreter) + "\n"
    case .agreesUntil(let step, let reason):
      return "\(name): agrees with \(python) up to step \(step); \(reason)"
        + simulated(runtime, interpreter) + "\n"
    case .differs(let difference):
      let place = place(of: difference, scenario)
      var lines = [
        "\(name):\(place.line):\(place.column): step \(difference.step) differs from \(python):"
      ]
      lines += place.statement.split(separator: "\n").map { "    \($0.sanitized())" }
      lines += [
        "  \(difference.subject.sanitized())",
        "    \(python): \(difference.interpreter.sanitized())",
        "    weakviz: \(difference.simulation.sanitized())",
        "  the rule (\(difference.rule.letters)): \(difference.rule.sentence)",
      ]
      if runtime.number != interpreter.shortVersion {
        let other = RuntimeVersion.allCases.first { $0.number == interpreter.shortVersion }
        lines.append(
          "  weakviz simulated \(runtime.title), which need not do the same"
            + (other.map { "; '--runtime \($0.rawValue)' simulates \($0.title)" } ?? ""))
      }
      return lines.joined(separator: "\n") + "\n"
    }
  }

  /// What is to be said where another version was simulated than the interpreter is of.
  private func simulated(_ runtime: RuntimeVersion, _ interpreter: Interpreter) -> String {
    runtime.number == interpreter.shortVersion ? "" : "; weakviz simulated \(runtime.title)"
  }

  private func place(
    of difference: Difference, _ scenario: LoadedScenario
  ) -> (line: Int, column: Int, statement: String) {
    let statement = scenario.program.steps[difference.step - 1]
    return (
      Int(statement.line), Int(statement.column), scenario.statementText(difference.step)
    )
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }

  // MARK: For programs

  private func json(
    _ verdict: Verdict, _ scenario: LoadedScenario, _ interpreter: Interpreter
  ) -> String {
    var line = JSONLine()
    line.add("file", scenario.source.name)
    switch verdict {
    case .agrees(let steps, let events, let automatic):
      line.add("outcome", "agrees")
      line.add("python", interpreter.fullVersion)
      line.add("steps", steps)
      line.add("events", events)
      line.add("automaticCollections", automatic)
    case .agreesUntil(let step, let reason):
      line.add("outcome", "agrees-until")
      line.add("python", interpreter.fullVersion)
      line.add("steps", step)
      line.add("reason", reason)
    case .differs(let difference):
      let place = place(of: difference, scenario)
      line.add("outcome", "differs")
      line.add("python", interpreter.fullVersion)
      line.add("step", difference.step)
      line.add("line", place.line)
      line.add("column", place.column)
      line.add("statement", place.statement)
      line.add("subject", difference.subject)
      line.add("interpreter", difference.interpreter)
      line.add("weakviz", difference.simulation)
      line.add("rule", difference.rule.letters)
      line.add("sentence", difference.rule.sentence)
    }
    return line.text
  }

  private func json(_ failure: CommandFailure, _ source: ScenarioSource) -> String {
    var line = JSONLine()
    line.add("file", source.name)
    line.add("outcome", failure.status == ExitStatus.badInput ? "unusable" : "no-answer")
    let lines = failure.lines.map { $0.hasPrefix("weakviz: ") ? String($0.dropFirst(9)) : $0 }
    line.add("reason", lines.joined(separator: "\n"))
    return line.text
  }
}

/// One JSON object on a line of its own.
struct JSONLine {
  private var buffer = ByteBuffer()

  /// The object with a line feed.
  var text: String { buffer.text + "}\n" }

  /// Adds a text.
  mutating func add(_ key: String, _ value: String) {
    addKey(key)
    buffer.append("\"")
    buffer.append(jsonEscaping: value)
    buffer.append("\"")
  }

  /// Adds a number.
  mutating func add(_ key: String, _ value: Int) {
    addKey(key)
    buffer.append(value)
  }

  private mutating func addKey(_ key: String) {
    buffer.append(buffer.count == 0 ? "{\"" : ",\"")
    buffer.append(jsonEscaping: key)
    buffer.append("\":")
  }
}
