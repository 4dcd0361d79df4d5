import HeapModel

/// Writes the lines of an answer for people.
public struct AnswerText: Sendable {
  /// How it looks.
  public var style: TextLogStyle

  /// A writer.
  public init(style: TextLogStyle) { self.style = style }

  /// Appends lines. O(length).
  public func append(_ lines: [AnswerLine], to buffer: inout ByteBuffer) {
    for line in lines {
      buffer.append(byte: 0x20, count: 2 * line.depth)
      buffer.append(style.begin(role(line.kind)))
      var isFirst = true
      for part in line.text.split(separator: "\n", omittingEmptySubsequences: false) {
        if !isFirst {
          buffer.append("\n")
          buffer.append(byte: 0x20, count: 2 * line.depth)
        }
        isFirst = false
        buffer.append(printable: String(part), asASCII: style.isASCII)
      }
      buffer.append(style.end)
      buffer.append("\n")
    }
  }

  private func role(_ kind: AnswerLine.Kind) -> TextLogStyle.Role {
    switch kind {
    case .answer, .statement: .heading
    case .heading, .remark: .note
    case .path: .created
    case .holder: .removed
    case .weak: .weak
    case .event: .call
    }
  }
}
