import Runtimes

/// A scenario that can be run.
public struct DecodedScenario: Sendable {
  /// What it stands for.
  public var program: Program
  /// What is probably not meant, in the order of the places; `weakviz check` prints it.
  public var warnings: DiagnosticList
}

/// Reads scenarios, version 1 of the format.
public enum ScenarioDecoder {
  /// The scenario in a file. Any bytes give a scenario or complaints. O(length).
  ///
  /// - Throws: everything that is wrong with it, up to `DiagnosticList.limit` complaints; a file
  ///   that is no JSON gives the first reason only.
  public static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(DiagnosticList) -> DecodedScenario {
    let values: [JSONValue]
    do {
      values = try JSONReader.read(bytes)
    } catch {
      var errors = DiagnosticCollector()
      errors.add(at: error.offset, error.message)
      throw errors.list(.error, of: bytes)
    }
    return try values.withUnsafeBufferPointer { values throws(DiagnosticList) in
      try decode(JSONDocument(source: bytes, values: values))
    }
  }

  private static func decode(_ document: JSONDocument) throws(DiagnosticList) -> DecodedScenario {
    var reader = ScenarioReader(document)
    reader.readDocument()
    let bytes = document.source
    guard reader.errors.isEmpty else { throw reader.errors.list(.error, of: bytes) }
    return DecodedScenario(
      program: reader.program, warnings: reader.warnings.list(.warning, of: bytes))
  }

  /// Where a name or an attribute stands in the file that was decoded to the program it belongs to;
  /// nil for other expressions. It is read once more: nobody keeps the places of expressions.
  /// O(length).
  public static func place(of expression: ExpressionID, in bytes: [UInt8]) -> Place? {
    bytes.withUnsafeBufferPointer { source in
      guard let values = try? JSONReader.read(source) else { return nil }
      return values.withUnsafeBufferPointer { values in
        var reader = ScenarioReader(JSONDocument(source: source, values: values))
        reader.parser.sought = expression
        reader.readDocument()
        return reader.soughtOffset.map { LineTable(source).place(at: $0) }
      }
    }
  }

  /// The scenario in a file's bytes.
  ///
  /// - Throws: as `decode` of a buffer does.
  public static func decode(_ bytes: [UInt8]) throws(DiagnosticList) -> DecodedScenario {
    try bytes.withUnsafeBufferPointer { buffer throws(DiagnosticList) in try decode(buffer) }
  }
}
