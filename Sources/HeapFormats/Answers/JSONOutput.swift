/// A JSON value to be written, with its fields in order.
public enum JSONOutput: Sendable {
  /// `null`
  case null
  /// `true` or `false`
  case flag(Bool)
  /// A whole number.
  case number(Int)
  /// A text; what could act on a terminal is escaped.
  case text(String)
  /// An array.
  case list([JSONOutput])
  /// An object.
  case fields([(name: String, value: JSONOutput)])

  /// A text, or null.
  init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  /// A list of texts.
  init(_ texts: [String]) { self = .list(texts.map { .text($0) }) }

  /// The value as one line of text. O(length).
  public var line: String {
    var buffer = ByteBuffer()
    append(to: &buffer)
    return buffer.text
  }

  private func append(to buffer: inout ByteBuffer) {
    switch self {
    case .null: buffer.append("null")
    case .flag(let truth): buffer.append(truth ? "true" : "false")
    case .number(let number): buffer.append(number)
    case .text(let text):
      buffer.append("\"")
      buffer.append(jsonEscaping: text)
      buffer.append("\"")
    case .list(let values):
      buffer.append("[")
      for (index, value) in values.enumerated() {
        if index > 0 { buffer.append(",") }
        value.append(to: &buffer)
      }
      buffer.append("]")
    case .fields(let fields):
      buffer.append("{")
      for (index, field) in fields.enumerated() {
        buffer.append(index == 0 ? "\"" : ",\"")
        buffer.append(jsonEscaping: field.name)
        buffer.append("\":")
        field.value.append(to: &buffer)
      }
      buffer.append("}")
    }
  }
}
