import Glibc

/// Finds the interpreters that judge, and starts each once.
struct InterpreterFinder {
  /// The interpreter that was asked for; nil where the search path decides.
  var path: String?
  /// The seconds that an interpreter has to start.
  private let patience: Int
  private var started: [String: Interpreter] = [:]
  private var failures: [String: CommandFailure] = [:]

  /// A finder; with a path, that interpreter judges every version.
  init(path: String?, patience: Int) {
    self.path = path
    self.patience = patience
  }

  /// The interpreter for a version, `3.11`.
  ///
  /// - Throws: a sentence that names what was found instead.
  mutating func interpreter(for version: String) throws(CommandFailure) -> Interpreter {
    let key = path ?? version
    if let known = started[key] { return known }
    if let known = failures[key] { throw known }
    do throws(CommandFailure) {
      let found = if let path { try start(path) } else { try search(version) }
      started[key] = found
      return found
    } catch {
      failures[key] = error
      throw error
    }
  }

  /// Forgets an interpreter that has failed, so that the next run gets a new one.
  mutating func forget(_ interpreter: Interpreter) {
    started = started.filter { $0.value !== interpreter }
  }

  private func start(_ path: String) throws(CommandFailure) -> Interpreter {
    guard path.contains("/") || Self.onSearchPath(path).isEmpty else {
      return try Interpreter(path: Self.onSearchPath(path)[0], patience: patience)
    }
    guard access(path, F_OK) == 0 else {
      throw CommandFailure("there is no '\(path)'", status: ExitStatus.noInterpreter)
    }
    return try Interpreter(path: path, patience: patience)
  }

  private func search(_ version: String) throws(CommandFailure) -> Interpreter {
    var found: [String] = []
    for name in ["python\(version)", "python3", "python"] {
      for path in Self.onSearchPath(name) {
        do {
          let interpreter = try Interpreter(path: path, patience: patience)
          if interpreter.shortVersion == version { return interpreter }
          found.append("'\(path)' is Python \(interpreter.fullVersion)")
        } catch {
          found += error.lines.map { String($0.dropFirst("weakviz: ".count)) }
        }
      }
    }
    let list =
      found.isEmpty ? "no Python is on the search path" : found.joined(separator: ";\n  ")
    throw CommandFailure(
      "there is no CPython \(version) to ask: \(list)\n"
        + "  Install one, or name one with '--python PATH'.",
      status: ExitStatus.noInterpreter)
  }

  /// The programs of a name on the search path, in its order.
  private static func onSearchPath(_ name: String) -> [String] {
    var seen: Set<String> = []
    return (Environment.value("PATH") ?? "").split(separator: ":").map { "\($0)/\(name)" }.filter {
      access($0, X_OK) == 0 && seen.insert($0).inserted
    }
  }
}
