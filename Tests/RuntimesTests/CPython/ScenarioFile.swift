import Glibc
import HeapFormats
import HeapModel
import Runtimes
import Synchronization
import Testing

/// A scenario of the project, by its path in the repository.
struct ScenarioFile: CustomTestStringConvertible, Sendable {
  /// The path from the root of the repository.
  let path: String

  var testDescription: String { path }

  /// The root of the repository.
  static let root: String = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(4)
    return parts.joined(separator: "/")
  }()

  /// The scenarios that the project ships.
  static let shipped = files(in: "Scenarios")
  /// One short scenario for each rule of object lifetimes.
  static let rules = files(in: "Tests/Conformance/rules")
  /// All of them.
  static let all = shipped + rules

  private static func files(in directory: String) -> [ScenarioFile] {
    guard let stream = opendir("\(root)/\(directory)") else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    var folders: [ScenarioFile] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".json") && !name.hasSuffix("schema.json") {
        names.append(name)
      } else if !name.contains("."), name != "templates" {
        folders += files(in: "\(directory)/\(name)")
      }
    }
    return names.sorted().map { ScenarioFile(path: "\(directory)/\($0)") } + folders
  }

  /// The bytes of the file.
  func bytes() throws -> [UInt8] {
    let file = try #require(fopen("\(Self.root)/\(path)", "r"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&part, 1, part.count, file)
      if count == 0 { return bytes }
      bytes.append(contentsOf: part[..<count])
    }
  }

  private static let runs = Mutex<[String: Simulation]>([:])

  /// The scenario's run to its end: simulated once, whoever asks for it.
  func run() throws -> Simulation {
    if let known = Self.runs.withLock({ $0[path] }) { return known }
    let made = try Simulation.finished(program())
    Self.runs.withLock { $0[path] = made }
    return made
  }

  /// What the scenario stands for.
  func program() throws -> Program { try Self.program(bytes()) }

  static func program(_ bytes: [UInt8]) throws -> Program {
    try bytes.withUnsafeBufferPointer { try ScenarioDecoder.decode($0).program }
  }

  /// A program written as declarations and steps, with single quotes for those of JSON and the
  /// character 1 for single quotes.
  static func program(_ text: String) throws -> Program {
    try program(
      Array("{'weakviz': 1, 'title': 'test', \(text)}".utf8).map {
        switch $0 {
        case UInt8(ascii: "'"): UInt8(ascii: "\"")
        case 1: UInt8(ascii: "'")
        default: $0
        }
      })
  }
}

extension Simulation {
  /// The simulation of a program that has run to its end.
  static func finished(_ program: Program) throws -> Simulation {
    var simulation = Simulation(program: program)
    try simulation.run()
    return simulation
  }

  /// The event log of the steps after one.
  func log(after step: Int = 0) -> String {
    step < timeline.stepCount ? log((step + 1)...timeline.stepCount) : ""
  }

  /// The event log of some steps.
  func log(_ steps: ClosedRange<Int>) -> String {
    var bytes: [UInt8] = []
    EventLogWriter().write(timeline, steps: steps) {
      bytes.append(contentsOf: $0)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
