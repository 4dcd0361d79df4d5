import HeapModel
import Runtimes

/// A scenario that can be run with more steps than it has, and be written down with them.
public struct ScenarioEditor: Branching {
  private let document: [UInt8]
  private let runtime: RuntimeVersion?
  private let statementLimit: Int
  private let stackBytes: Int
  private var stop = StopSign.never

  /// An editor of a document that could be decoded. The other parameters are those of `Simulation`.
  public init(
    document: [UInt8], runtime: RuntimeVersion? = nil, statementLimit: Int = 10_000_000,
    stackBytes: Int = 512 << 10
  ) {
    self.document = document
    self.runtime = runtime
    self.statementLimit = statementLimit
    self.stackBytes = stackBytes
  }

  /// Runs a branch; see `Branching`.
  public func run(_ branch: Branch, upTo step: Int?) throws(BranchFailure) -> BranchRun {
    let program = try program(branch)
    let places = branch.places
    let simulation = Simulation(
      program: program, runtime: runtime, statementLimit: statementLimit, stackBytes: stackBytes,
      edits: places)
    return try finish(simulation, upTo: step)
  }

  /// Runs what is left of a branch.
  func finish(_ run: consuming Simulation, upTo step: Int?) throws(BranchFailure) -> BranchRun {
    var simulation = run
    while !simulation.isFinished, simulation.withTimeline({ $0.stepCount }) < step ?? .max {
      if stop.isUp { throw BranchFailure("the run was stopped") }
      do {
        try simulation.advance()
      } catch {
        throw Self.failure(error)
      }
    }
    let (timeline, rerun) = (consume simulation).finishToGoOn()
    return BranchRun(timeline: timeline, simulator: rerun)
  }

  private static func failure(_ stop: SimulationStop) -> BranchFailure {
    switch stop.reason {
    case .statementLimit(let limit):
      BranchFailure("with the edits the scenario executes more than \(limit) statements")
    case .notModelled(let what):
      BranchFailure("with the edits the scenario uses \(what), which is not modelled")
    }
  }

  /// An editor whose runs fail soon after a sign has gone up.
  public func stopping(_ stop: StopSign) -> any Branching {
    var editor = self
    editor.stop = stop
    return editor
  }

  /// The scenario with the edits as steps, each on a line of its own where the steps are.
  public func document(_ branch: Branch) throws(BranchFailure) -> String {
    _ = try program(branch)
    return String(decoding: try bytes(of: branch, isInline: false), as: UTF8.self)
  }

  /// The edits as Python writes them; see `Branching`.
  public func statements(of branch: Branch) -> [String] {
    guard let program = try? program(branch) else { return [] }
    return Simulation(program: program, runtime: runtime).withTimeline { timeline in
      branch.places.map { timeline.narration.step($0).statement }
    }
  }

  /// What a branch stands for; edits have no line.
  private func program(_ branch: Branch) throws(BranchFailure) -> Program {
    var program: Program
    do {
      program = try ScenarioDecoder.decode(try bytes(of: branch, isInline: true)).program
    } catch let failure as BranchFailure {
      throw failure
    } catch let errors as DiagnosticList {
      throw BranchFailure(errors.diagnostics.first?.message ?? "the steps cannot be read")
    } catch {
      throw BranchFailure("\(error)")
    }
    for place in branch.places where program.steps.indices.contains(place - 1) {
      program.steps[place - 1].line = 0
      program.steps[place - 1].column = 0
    }
    return program
  }

  private func bytes(of branch: Branch, isInline: Bool) throws(BranchFailure) -> [UInt8] {
    guard !branch.edits.isEmpty else { return document }
    var added: [(after: Int, text: String)] = []
    for edit in branch.edits { added.append((edit.after, try Self.text(ofStep: edit.step))) }
    return try document.withUnsafeBufferPointer { source throws(BranchFailure) in
      guard let values = try? JSONReader.read(source) else {
        throw BranchFailure("the scenario is no JSON any more")
      }
      return try values.withUnsafeBufferPointer { values throws(BranchFailure) in
        guard let insertion = StepInsertion(JSONDocument(source: source, values: values)) else {
          throw BranchFailure("the scenario has no list of steps")
        }
        if let edit = added.first(where: { $0.after < 0 || $0.after > insertion.count }) {
          throw BranchFailure(
            "there is no step \(edit.after) to edit after: the scenario has \(insertion.count)")
        }
        return insertion.inserting(added, isInline: isInline)
      }
    }
  }

  /// The step of an edit, in one line: exactly one JSON object.
  static func text(ofStep step: String) throws(BranchFailure) -> String {
    let bytes = step.utf8.map { [0x0A, 0x0D].contains($0) ? 0x20 : $0 }
    return try bytes.withUnsafeBufferPointer { source throws(BranchFailure) in
      do {
        let values = try JSONReader.read(source)
        guard values.first?.kind == .object else {
          throw BranchFailure("a step is an object in braces, like {\"del\": \"p\"}")
        }
      } catch let error as JSONSyntaxError {
        throw BranchFailure("the step is no JSON: \(error.message)")
      } catch let error as BranchFailure {
        throw error
      } catch {
        throw BranchFailure("\(error)")
      }
      return String(decoding: source, as: UTF8.self)
    }
  }
}
