import HeapFormats
import Testing

/// A table of inputs and what is said of them: an input stands on a line of its own, the
/// complaints that it provokes stand below it, indented.
enum ComplaintTable {
  struct Row: Sendable, CustomTestStringConvertible {
    var input: String
    var complaints: [String]
    var testDescription: String { input }
  }

  static func rows(of table: String) -> [Row] {
    var rows: [Row] = []
    for line in table.split(separator: "\n") {
      if line.hasPrefix("  ") {
        rows[rows.count - 1].complaints.append(String(line.dropFirst(2)))
      } else {
        rows.append(Row(input: String(line), complaints: []))
      }
    }
    return rows
  }

  /// The complaints about a file, or its warnings if there are none.
  static func complaints(about text: String) -> [String] {
    do throws(DiagnosticList) {
      let warnings = try ScenarioDecoder.decode(Array(text.utf8)).warnings
      return lines(of: warnings)
    } catch {
      return lines(of: error)
    }
  }

  private static func lines(of list: DiagnosticList) -> [String] {
    list.lines(file: "").map { $0.hasPrefix(":") ? String($0.dropFirst()) : $0 }
  }

  /// A scenario whose second line has the steps.
  static func steps(_ steps: String) -> String {
    #"{"weakviz": 1, "title": "t", "types": {"P": {}, "L": {"base": "list"}}, "#
      + #""functions": {"f": {"parameters": ["x"], "do": []}},"#
      + "\n\"steps\": [\(steps)]}"
  }

  /// A scenario whose second line has the type `T`.
  static func type(_ type: String) -> String {
    #"{"weakviz": 1, "title": "t", "steps": [],"# + "\n\"types\": {\"T\": \(type)}}"
  }

  /// A scenario whose second line has a function with this body.
  static func body(_ body: String) -> String {
    #"{"weakviz": 1, "title": "t", "types": {"P": {}}, "steps": [],"#
      + "\n\"functions\": {\"f\": {\"parameters\": [\"x\"], \"do\": [\(body)]}}}"
  }
}
