import HeapFormats
import HeapModel
import Runtimes
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The scenarios that come with the project, simulated.
enum Scenarios {
  private static let folder =
    #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined() + "/Scenarios"

  /// The folder of each scenario, by its name.
  private static let folders: [String: String] = {
    var folders: [String: String] = [:]
    collect(folder, into: &folders)
    return folders
  }()

  private static func collect(_ folder: String, into folders: inout [String: String]) {
    guard let directory = opendir(folder) else { return }
    defer { closedir(directory) }
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".json"), !name.hasSuffix(".schema.json") {
        folders[String(name.dropLast(5))] = folder
      } else if !name.contains("."), name != "templates" {
        collect("\(folder)/\(name)", into: &folders)
      }
    }
  }

  /// The names of the scenarios of the course, in alphabetical order.
  static let course = folders.filter { $0.value == folder }.keys.sorted()

  /// The names of the scenarios of the library, in alphabetical order.
  static let library = folders.filter { $0.value != folder }.keys.sorted()

  /// The names of the scenarios that say how CPython behaves, a rule each, in alphabetical order.
  static let rules: [String] = {
    var found: [String: String] = [:]
    collect(ruleFolder, into: &found)
    return found.keys.sorted()
  }()

  private static let ruleFolder =
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/Conformance/rules"

  /// The run of a rule, at its beginning; nil where it does not come to its end.
  static func rule(_ name: String) throws -> Timeline? {
    var simulation = Simulation(
      program: try ScenarioDecoder.decode(bytes("\(ruleFolder)/\(name).json")).program)
    do { try simulation.run() } catch { return nil }
    var timeline = simulation.timeline
    timeline.move(to: .start)
    return timeline
  }

  /// The document of a scenario.
  static func document(_ name: String) throws -> [UInt8] {
    bytes("\(folders[name] ?? folder)/\(name).json")
  }

  /// The run of a scenario.
  static func simulation(_ name: String) throws -> Simulation {
    var simulation = Simulation(
      program: try ScenarioDecoder.decode(bytes("\(folders[name] ?? folder)/\(name).json")).program)
    try simulation.run()
    return simulation
  }

  private static let timelines = Mutex<[String: Timeline]>([:])

  /// A scenario with more places than a heap may have that is asked while a key waits.
  static func big() -> ScenarioEditor {
    let zeros = [String](repeating: "0", count: 21_000).joined(separator: ", ")
    return ScenarioEditor(
      document: Array(
        #"""
        {"weakviz": 1, "title": "big", "types": {"A": {}}, "steps": [
          {"new": "A", "as": "a"}, {"new": "list", "as": "big", "items": [\#(zeros)]},
          {"del": "a"}, {"del": "big"}]}
        """#.utf8))
  }

  /// The timeline of a scenario, at its beginning: simulated once, whoever asks for it.
  static func timeline(_ name: String) throws -> Timeline {
    if let known = timelines.withLock({ $0[name] }) { return known }
    var timeline = try simulation(name).timeline
    timeline.move(to: .start)
    timelines.withLock { [timeline] in $0[name] = timeline }
    return timeline
  }

  private static func bytes(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes
  }
}
