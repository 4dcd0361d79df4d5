import HeapModel
import Runtimes

/// A scenario as the Python program that it stands for.
public struct PythonProgram: Sendable {
  /// The program, with a line feed at its end. It runs as it is under CPython 3.8 to 3.13.
  public internal(set) var text = ""
  /// The lines of each step, counted from 1; empty for a step without a statement.
  public internal(set) var steps: [Range<Int>] = []
  /// The steps, counted from 1, that raise: their statement stands in a `try`.
  public internal(set) var caughtSteps: Set<Int> = []
  /// The first line behind the steps: what stops the program there.
  public internal(set) var end = 0
  /// The names of the module that are no part of the scenario.
  public internal(set) var ownNames: [String] = []

  /// An empty program.
  init() {}

  /// The program of a scenario.
  ///
  /// - Parameters:
  ///   - program: the scenario.
  ///   - run: its run, to the end. The run tells which statements raise, what is printed, and how
  ///     much the program must do by itself.
  ///
  /// O(length of the program + events).
  public init(_ program: Program, run: Timeline) {
    var writer = PythonProgramWriter(program, run: run)
    writer.write()
    self = writer.finished
  }
}
