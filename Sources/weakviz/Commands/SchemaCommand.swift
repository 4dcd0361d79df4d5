import ArgumentParser

/// `weakviz schema`: the JSON Schema of scenarios.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Writes the JSON Schema of scenarios, for editors that complete and check.",
    discussion: """
      EXAMPLE
        weakviz schema > scenario.schema.json
      """)

  mutating func run() throws {
    try BuiltInScenario.schema.bytes.withUnsafeBytes { try StandardOutput.write($0) }
  }
}
