import Runtimes

/// What a user wants of the dashboard each time; nil for what the file does not say.
public struct Settings: Hashable, Sendable {
  /// The name of a theme.
  public var theme: String?
  /// Whether nothing but ASCII is shown.
  public var isASCII: Bool?
  /// Whether changes are shown in stages.
  public var isAnimated: Bool?
  /// Whether the terminal is asked for the mouse.
  public var usesMouse: Bool?
  /// The columns of the panes at the right.
  public var rightPanes: Int?
  /// The rows of the panes below the canvas.
  public var lowerPanes: Int?

  /// No wishes.
  public init() {}
}

/// Reads the settings of a user: a JSON object with keys that are all optional.
public enum SettingsDecoder {
  /// The settings in a file.
  ///
  /// - Parameter themes: the names that a theme may have.
  /// - Throws: everything that is wrong with it; a file that is no JSON gives the first reason only.
  public static func decode(
    _ bytes: [UInt8], themes: [String]
  ) throws(DiagnosticList) -> Settings {
    try bytes.withUnsafeBufferPointer { source throws(DiagnosticList) in
      try read(source, themes)
    }
  }

  private static func read(
    _ source: UnsafeBufferPointer<UInt8>, _ themes: [String]
  ) throws(DiagnosticList) -> Settings {
    let values: [JSONValue]
    do {
      values = try JSONReader.read(source)
    } catch {
      var errors = DiagnosticCollector()
      errors.add(at: error.offset, error.message)
      throw errors.list(.error, of: source)
    }
    return try values.withUnsafeBufferPointer { values throws(DiagnosticList) in
      let document = JSONDocument(source: source, values: values)
      var reader = SettingsReader(document: document, themes: themes)
      let settings = reader.read()
      guard reader.errors.isEmpty else { throw reader.errors.list(.error, of: source) }
      return settings
    }
  }
}

private struct SettingsReader: DocumentReading {
  let document: JSONDocument
  let themes: [String]
  var errors = DiagnosticCollector()

  init(document: JSONDocument, themes: [String]) {
    self.document = document
    self.themes = themes
  }

  mutating func read() -> Settings {
    var settings = Settings()
    guard let root = object(0, "the settings") else { return settings }
    let keys = KeyTable(["theme", "ascii", "animation", "mouse", "panes"])
    for (key, _, value) in fields(of: root, keys, in: "the settings") {
      switch keys.names[key] {
      case "theme": settings.theme = theme(value)
      case "ascii": settings.isASCII = boolean(value, "'ascii'")
      case "animation": settings.isAnimated = boolean(value, "'animation'")
      case "mouse": settings.usesMouse = boolean(value, "'mouse'")
      default: readPanes(value, &settings)
      }
    }
    return settings
  }

  private mutating func theme(_ node: Int) -> String? {
    guard let name = text(node, "'theme'") else { return nil }
    if themes.contains(name) { return name }
    let hint =
      Suggestion.nearest(to: name, among: themes).map { "did you mean '\($0)'?" }
      ?? "expected " + Self.alternatives(themes)
    complain(node, "there is no theme \(Quotation.of(name)); \(hint)")
    return nil
  }

  private mutating func readPanes(_ node: Int, _ settings: inout Settings) {
    guard let node = object(node, "'panes'") else { return }
    let keys = KeyTable(["right", "lower"])
    for (key, _, value) in fields(of: node, keys, in: "'panes'") {
      let size = integer(value, "'\(keys.names[key])'", in: 1...1_000)
      if key == 0 { settings.rightPanes = size } else { settings.lowerPanes = size }
    }
  }
}
