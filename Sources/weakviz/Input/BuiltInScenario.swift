import CBuiltIns
import HeapFormats

/// A scenario that the program carries in itself.
struct BuiltInScenario: Sendable {
  /// The name without the `@`.
  var name: String
  /// The document.
  var bytes: [UInt8]

  /// All of them, in the order of the course.
  static var all: [BuiltInScenario] {
    (0..<cbuiltins_scenario_count()).map { BuiltInScenario(cbuiltins_scenario($0)) }
  }

  /// The JSON Schema of the scenario format.
  static var schema: BuiltInScenario { BuiltInScenario(cbuiltins_schema()) }
  /// The scenario with which a new one begins.
  static var template: BuiltInScenario { BuiltInScenario(cbuiltins_template()) }

  /// The scenario of a name.
  static func named(_ name: String) throws(CommandFailure) -> BuiltInScenario {
    if let found = all.first(where: { $0.name == name }) { return found }
    let names = all.map(\.name)
    if let meant = Suggestion.nearest(to: name, among: names) {
      throw CommandFailure(
        "there is no built-in scenario '@\(name)'; did you mean '@\(meant)'?")
    }
    let similar = names.filter { !name.isEmpty && $0.contains(name) }
    let hint =
      similar.isEmpty
      ? "'weakviz list' names them all"
      : "is it \(similar.map { "@" + $0 }.joined(separator: ", "))?"
    throw CommandFailure("there is no built-in scenario '@\(name)'; \(hint)")
  }

  private init(_ file: cbuiltins_file) {
    name = String(cString: file.name)
    bytes = Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
  }
}
