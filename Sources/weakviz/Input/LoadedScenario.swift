import HeapFormats
import Runtimes

/// A scenario that was read and understood.
struct LoadedScenario: Sendable {
  /// Where it came from.
  var source: ScenarioSource
  /// The document, for the pane that shows it.
  var document: [UInt8]
  /// What it stands for.
  var program: Program
  /// What its author probably did not mean, each as `file:line:column: warning: …`.
  var warnings: [String]

  /// Reads a scenario.
  ///
  /// - Throws: a sentence, or every complaint as `file:line:column: …`.
  init(_ source: ScenarioSource) throws(CommandFailure) {
    try self.init(source, document: try source.read())
  }

  /// Understands a scenario that was read already.
  ///
  /// - Throws: every complaint as `file:line:column: …`.
  init(_ source: ScenarioSource, document: [UInt8]) throws(CommandFailure) {
    self.source = source
    self.document = document
    do {
      let decoded = try ScenarioDecoder.decode(document)
      program = decoded.program
      warnings = decoded.warnings.lines(file: source.name)
    } catch {
      throw CommandFailure(lines: error.lines(file: source.name))
    }
  }

  /// Whether a step, counted from 1, shuts the interpreter down and so leaves no state.
  func isExit(step: Int) -> Bool {
    program.steps.indices.contains(step - 1) && program.steps[step - 1].action == .exit
  }

  /// Whether a step, counted from 1, does nothing but expect.
  func isExpectation(step: Int) -> Bool {
    guard program.steps.indices.contains(step - 1), case .expect = program.steps[step - 1].action
    else { return false }
    return true
  }
}
