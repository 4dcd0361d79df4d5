import HeapFormats
import HeapModel
import Runtimes

/// Verifies one scenario after the other. While an interpreter runs a program, the next one is
/// simulated; outcomes are told in the order of the files.
struct Verification {
  /// The exit status: the gravest of all outcomes.
  private(set) var status = ExitStatus.fine

  private var finder: InterpreterFinder
  private let runtime: RuntimeVersion?
  private let seconds: Int
  private let statementLimit: Int
  private let report: VerificationReport
  private var pending: Pending?

  /// A scenario whose program an interpreter runs just now.
  private struct Pending {
    var scenario: LoadedScenario
    var run: Timeline
    var interpreter: Interpreter
  }

  /// - Parameter runtime: the version to simulate; nil for the one that each scenario names.
  init(
    finder: InterpreterFinder, runtime: RuntimeVersion?, seconds: Int, statementLimit: Int,
    isJSON: Bool
  ) {
    self.finder = finder
    self.runtime = runtime
    self.seconds = seconds
    self.statementLimit = statementLimit
    report = VerificationReport(isJSON: isJSON)
  }

  /// Simulates a scenario and hands its program to an interpreter.
  mutating func begin(_ source: ScenarioSource) throws(CommandFailure) {
    do {
      let scenario = try LoadedScenario(source)
      let run = try scenario.timeline(runtime: runtime, statementLimit: statementLimit)
      let exported = PythonProgram(scenario.program, run: run)
      let request = ObserverRequest(exported, of: scenario.program, seconds: seconds)
      let version = (runtime ?? scenario.program.runtime).number
      // What was asked before has to be told before, and an interpreter may have to be replaced.
      var interpreter = try finder.interpreter(for: version)
      if let pending, pending.interpreter !== interpreter {
        try finish()
        interpreter = try finder.interpreter(for: version)
      }
      try send(request, to: interpreter)
      try finish()
      if !interpreter.isUsable {
        // The answer of the one before has cost the interpreter, and this request with it.
        interpreter = try finder.interpreter(for: version)
        try send(request, to: interpreter)
      }
      pending = Pending(scenario: scenario, run: run, interpreter: interpreter)
    } catch {
      try finish()
      try tell(.failed(error), of: source)
    }
  }

  private mutating func send(
    _ request: ObserverRequest, to interpreter: Interpreter
  ) throws(CommandFailure) {
    do {
      try interpreter.send(request, seconds: seconds)
    } catch {
      if pending == nil { finder.forget(interpreter) }
      // Where an answer is still to be read, reading it says what happened.
      if pending == nil { throw error }
    }
  }

  /// Reads the answer that is still missing, and compares.
  mutating func finish() throws(CommandFailure) {
    guard let pending else { return }
    self.pending = nil
    let source = pending.scenario.source
    do {
      let observation = try pending.interpreter.answer(seconds: seconds)
      let verdict = Comparison.compare(
        observation, with: pending.run, of: pending.scenario.program)
      let simulated = runtime ?? pending.scenario.program.runtime
      try tell(.compared(verdict, pending.scenario, simulated, pending.interpreter), of: source)
    } catch {
      if !pending.interpreter.isUsable { finder.forget(pending.interpreter) }
      try tell(.failed(error), of: source)
    }
  }

  private mutating func tell(
    _ outcome: VerificationReport.Outcome, of source: ScenarioSource
  ) throws(CommandFailure) {
    status = max(status, try report.tell(outcome, of: source))
  }
}
