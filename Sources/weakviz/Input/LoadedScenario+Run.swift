import HeapFormats
import HeapModel
import Runtimes

extension LoadedScenario {
  /// The whole run, in the version of CPython that the scenario names or in another one.
  ///
  /// - Throws: a sentence if it executes more statements than it may, or what is not modelled.
  func simulation(
    runtime: RuntimeVersion? = nil, statementLimit: Int
  ) throws(CommandFailure) -> Simulation {
    var simulation = Simulation(
      program: program, runtime: runtime, statementLimit: statementLimit,
      stackBytes: WorkerThread.stackBytes)
    do {
      try simulation.run()
    } catch {
      throw RunFailure.of(self, error)
    }
    return simulation
  }

  /// What can run the scenario with edits.
  func editor(_ statementLimit: Int) -> ScenarioEditor {
    ScenarioEditor(
      document: document, statementLimit: statementLimit, stackBytes: WorkerThread.stackBytes)
  }

  /// The timeline of the whole run.
  ///
  /// - Throws: a sentence if it executes more statements than it may.
  func timeline(
    runtime: RuntimeVersion? = nil, statementLimit: Int
  ) throws(CommandFailure) -> Timeline {
    let simulation = try simulation(runtime: runtime, statementLimit: statementLimit)
    return (consume simulation).finish()
  }

  /// The statement of a step as people read it.
  func statementText(_ step: Int) -> String {
    PythonPrinter.text(of: program.steps[step - 1], in: program)
  }

  /// The position that an argument names; without one the end of the run.
  ///
  /// - Throws: a sentence if there is no such position.
  func position(
    _ wanted: PositionArgument?, in timeline: Timeline
  ) throws(CommandFailure) -> Position {
    guard let wanted = wanted?.position else { return Position(step: timeline.stepCount) }
    guard wanted.step <= timeline.stepCount else {
      throw CommandFailure(
        "\(source.name) has \(timeline.stepCount) steps; there is no step \(wanted.step)")
    }
    let moments = timeline.momentCount(ofStep: wanted.step)
    guard wanted.isEndOfStep || wanted.moment <= moments else {
      throw CommandFailure(
        "step \(wanted.step) of \(source.name) has \(moments) events, not \(wanted.moment)")
    }
    return wanted
  }
}
