import Runtimes

/// What the observer in an interpreter is asked to run: one line of JSON.
public struct ObserverRequest: Sendable {
  /// The line, with its line feed.
  public let line: ByteBuffer

  /// The request for an exported program.
  ///
  /// - Parameters:
  ///   - exported: the program as it is written for people.
  ///   - program: the scenario.
  ///   - seconds: after so many the interpreter ends the run by itself.
  public init(_ exported: PythonProgram, of program: Program, seconds: Int) {
    var buffer = ByteBuffer()
    buffer.append("{\"source\":\"")
    buffer.append(jsonEscaping: exported.text)
    buffer.append("\",\"steps\":[")
    for (index, lines) in exported.steps.enumerated() {
      if index > 0 { buffer.append(",") }
      buffer.append("[")
      buffer.append(lines.lowerBound)
      buffer.append(",")
      buffer.append(lines.upperBound)
      buffer.append(exported.caughtSteps.contains(index + 1) ? ",true]" : ",false]")
    }
    buffer.append("],\"end\":")
    buffer.append(exported.end)
    buffer.append(",\"own\":")
    Self.append(exported.ownNames, to: &buffer)
    buffer.append(",\"attributes\":")
    Self.append(Self.attributes(of: program), to: &buffer)
    buffer.append(",\"seconds\":")
    buffer.append(seconds)
    let exits = program.steps.last?.action == .exit
    buffer.append(exits ? ",\"exits\":true" : ",\"exits\":false")
    buffer.append(Self.freezes(program) ? ",\"freezes\":true" : ",\"freezes\":false")
    let counts = AllocationCount(of: program) == .exact
    buffer.append(counts ? ",\"counts\":true" : ",\"counts\":false")
    buffer.append("}\n")
    line = buffer
  }

  private static func append(_ texts: [String], to buffer: inout ByteBuffer) {
    buffer.append("[")
    for (index, text) in texts.enumerated() {
      buffer.append(index == 0 ? "\"" : ",\"")
      buffer.append(jsonEscaping: text)
      buffer.append("\"")
    }
    buffer.append("]")
  }

  /// The attributes that the scenario can set or read.
  private static func attributes(of program: Program) -> [String] {
    var names = Set(program.namedOperands.map { program.name($0.name) })
    for case .attribute(_, let name) in program.expressions { names.insert(program.name(name)) }
    return names.sorted()
  }

  /// Whether a statement freezes what the collector knows.
  private static func freezes(_ program: Program) -> Bool {
    (program.bodies + [program.steps]).contains { body in
      body.contains { statement in
        if case .collector(let settings) = statement.action {
          settings.contains { $0 == .freeze || $0 == .unfreeze }
        } else {
          false
        }
      }
    }
  }
}
