import CSystem
import Dashboard
import HeapFormats
import HeapModel
import Runtimes
import Synchronization
import Terminal

/// Reads scenarios and runs them on a thread of their own, so that the screen never waits.
///
/// Each load has a number. A new one cancels the one before, whose messages are dropped.
final class ScenarioLoader: Sendable {
  /// What a load has to say.
  enum Outcome: Sendable {
    /// How much is done, from 0 to 1, and a word about it.
    /// With the first rows of the heap as it is by then.
    case progress(Double, String, HeapSketch)
    /// It is done, with what can run it again and edit it, and warnings about the file; the position of the
    /// timeline is the start.
    case loaded(Timeline, ProgramRerun, ScenarioEditor, warnings: [String])
    /// The run in the second of two versions, right behind the first.
    case beside(Companion)
    /// The sentences why it could not be done.
    case failed([String])
  }

  private struct Letter: Sendable {
    var load: Int
    var outcome: Outcome
  }

  private static let firstProgress: Int64 = 50_000_000
  private static let mostRows = 40

  private let mailbox: Mailbox<Letter>
  private let currentLoad = Atomic<Int>(0)
  private let statementLimit: Int
  private let runtimes: RuntimePairArgument?

  /// - Parameter runtimes: the two versions to run a scenario in; nil for the one that it names.
  init(statementLimit: Int, runtimes: RuntimePairArgument? = nil) throws(TerminalError) {
    mailbox = try Mailbox()
    self.statementLimit = statementLimit
    self.runtimes = runtimes
  }

  /// A descriptor that can be read when there are outcomes.
  var descriptor: Int32 { mailbox.descriptor }

  /// Begins to load a scenario; one that was read already comes with its bytes.
  func start(_ source: ScenarioSource, document: [UInt8]? = nil) {
    let load = currentLoad.add(1, ordering: .sequentiallyConsistent).newValue
    WorkerThread.start { [self] in self.load(load, source, document) }
  }

  /// Gives up the load that goes on.
  func cancel() { currentLoad.add(1, ordering: .sequentiallyConsistent) }

  /// What the current load has said since the last call.
  func outcomes() -> [Outcome] {
    let current = currentLoad.load(ordering: .sequentiallyConsistent)
    return mailbox.take().filter { $0.load == current }.map(\.outcome)
  }

  private func isCurrent(_ load: Int) -> Bool {
    currentLoad.load(ordering: .relaxed) == load
  }

  private func load(_ load: Int, _ source: ScenarioSource, _ document: [UInt8]?) {
    do throws(CommandFailure) {
      var scenario =
        if let document {
          try LoadedScenario(source, document: document)
        } else {
          try LoadedScenario(source)
        }
      var second: (timeline: Timeline, rerun: ProgramRerun)?
      if let runtimes {
        scenario.program.runtime = runtimes.second
        second = try simulate(load, scenario)
        guard second != nil else { return }
        scenario.program.runtime = runtimes.first
      }
      if let (timeline, rerun) = try simulate(load, scenario) {
        mailbox.post(
          Letter(
            load: load,
            outcome: .loaded(
              timeline, rerun, scenario.editor(statementLimit), warnings: scenario.warnings)))
        if let runtimes, let second {
          let companion = Companion(second.timeline, second.rerun, beside: timeline, runtimes)
          mailbox.post(Letter(load: load, outcome: .beside(companion)))
        }
      }
    } catch {
      mailbox.post(Letter(load: load, outcome: .failed(error.lines)))
    }
  }

  /// Runs a scenario to its end; nil where nobody waits for it any more.
  private func simulate(
    _ load: Int, _ scenario: LoadedScenario
  ) throws(CommandFailure) -> (timeline: Timeline, rerun: ProgramRerun)? {
    var simulation = Simulation(
      program: scenario.program, statementLimit: statementLimit,
      stackBytes: WorkerThread.stackBytes)
    let stepCount = scenario.program.steps.count
    var nextProgress = csys_monotonic_nanoseconds() + Self.firstProgress
    while !simulation.isFinished {
      guard isCurrent(load) else { return nil }
      do {
        try simulation.advance()
      } catch {
        throw RunFailure.of(scenario, error)
      }
      let now = csys_monotonic_nanoseconds()
      if now >= nextProgress {
        nextProgress = now + Self.firstProgress
        let (done, sketch) = simulation.withTimeline {
          ($0.stepCount, HeapSketch($0.heap, rows: Self.mostRows))
        }
        let outcome = Outcome.progress(
          Double(done) / Double(max(1, stepCount)), "step \(done) of \(stepCount)", sketch)
        mailbox.post(Letter(load: load, outcome: outcome))
      }
    }
    var (timeline, rerun) = (consume simulation).finishToGoOn()
    timeline.move(to: .start)
    return isCurrent(load) ? (timeline, rerun) : nil
  }
}
