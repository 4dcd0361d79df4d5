import HeapFormats
import HeapModel
import Runtimes

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

  /// The names of all scenarios, in alphabetical order.
  static let names: [String] = {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".json"), !name.hasSuffix(".schema.json") {
        names.append(String(name.dropLast(5)))
      }
    }
    return names.sorted()
  }()

  /// The timeline of a scenario, at its beginning.
  static func timeline(_ name: String) throws -> Timeline {
    var simulation = Simulation(
      program: try ScenarioDecoder.decode(bytes("\(folder)/\(name).json")).program)
    try simulation.run()
    var timeline = simulation.timeline
    timeline.move(to: .start)
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
