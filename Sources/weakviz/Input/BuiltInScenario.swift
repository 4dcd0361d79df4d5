import CBuiltIns
import HeapFormats

/// A scenario that the program carries in itself.
struct BuiltInScenario: Sendable {
  /// The name without the `@`.
  var name: String
  /// The path from the folder of the scenarios, which names it too.
  var path: String
  /// The heading under which it is listed.
  var group: String
  /// The document.
  var bytes: [UInt8]

  /// All of them, in the order of the lists: those of a group are side by side.
  static var all: [BuiltInScenario] {
    (0..<cbuiltins_scenario_count()).map { BuiltInScenario(cbuiltins_scenario($0)) }
  }

  /// The JSON Schema of the scenario format.
  static var schema: BuiltInScenario { BuiltInScenario(cbuiltins_schema()) }
  /// The scenario with which a new one begins.
  static var template: BuiltInScenario { BuiltInScenario(cbuiltins_template()) }

  /// The scenario of a name.
  static func named(_ name: String) throws(CommandFailure) -> BuiltInScenario {
    if let found = all.first(where: { $0.name == name || $0.path == name }) { return found }
    let names = all.map(\.name)
    let last = name.split(separator: "/").last.map(String.init) ?? name
    if let meant = Suggestion.nearest(to: last, among: names) {
      throw CommandFailure(
        "there is no built-in scenario '@\(name)'; did you mean '@\(meant)'?")
    }
    let similar = names.filter { !last.isEmpty && $0.contains(last) }
    let hint =
      similar.isEmpty
      ? "'weakviz list' names them all"
      : "is it \(similar.map { "@" + $0 }.joined(separator: ", "))?"
    throw CommandFailure("there is no built-in scenario '@\(name)'; \(hint)")
  }

  private init(_ file: cbuiltins_file) {
    name = String(cString: file.name)
    path = String(cString: file.path)
    group = String(cString: file.group)
    bytes = Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
  }
}
