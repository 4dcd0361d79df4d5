import Runtimes

/// Notes of a scenario as comments of a program: nothing in them can end the comment.
enum PythonComment {
  /// The width that lines of comments keep to, where the words allow it.
  static let width = 88

  /// The lines of a comment, each with its `#`; none for a text without characters. What a reader
  /// could not see, or what turns the direction of writing, is written as an escape. O(length).
  static func lines(_ text: String, depth: Int = 0, prefix: String = "") -> [String] {
    let indent = String(repeating: "    ", count: depth)
    var result: [String] = []
    for paragraph in paragraphs(of: text) {
      var line = "#" + (result.isEmpty ? prefix : "")
      var length = line.count
      var isEmpty = true
      for word in paragraph.split(separator: " ") {
        let wordLength = word.unicodeScalars.count
        if !isEmpty, indent.count + length + 1 + wordLength > width {
          result.append(indent + line)
          line = "#"
          length = 1
        }
        line += " " + word
        length += 1 + wordLength
        isEmpty = false
      }
      result.append(indent + line)
    }
    return result
  }

  /// The lines of a text, without what could act on whoever reads them.
  private static func paragraphs(of text: String) -> [String] {
    guard !text.isEmpty else { return [] }
    var lines = [""]
    var hadReturn = false
    for scalar in text.unicodeScalars {
      if scalar == "\n" || scalar == "\r" {
        if !(scalar == "\n" && hadReturn) { lines.append("") }
      } else if ByteBuffer.isDangerous(scalar) {
        lines[lines.count - 1] += PythonRepr.escape(scalar)
      } else {
        lines[lines.count - 1].unicodeScalars.append(scalar)
      }
      hadReturn = scalar == "\r"
    }
    return lines
  }
}
