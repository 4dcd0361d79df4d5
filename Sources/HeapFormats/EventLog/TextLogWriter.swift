import HeapModel

/// Writes the steps of a timeline for people: the statement with its number, then what happened,
/// each event under the one that provoked it.
public struct TextLogWriter: Sendable {
  /// How it looks.
  public var style: TextLogStyle
  private let numberWidth: Int
  /// How deep each event of the step stands; kept to save its memory.
  private var depths: [Int] = []

  /// Deeper events stand no further to the right, so that long chains of deaths stay readable.
  private static let deepest = 12

  /// A writer for a run of so many steps.
  public init(style: TextLogStyle, stepCount: Int) {
    self.style = style
    numberWidth = max(2, String(stepCount).utf8.count)
  }

  /// Appends the title and the runtime, and the summary.
  public func appendHeading(of timeline: Timeline, to buffer: inout ByteBuffer) {
    let narration = timeline.narration
    buffer.append(style.begin(.heading))
    buffer.append(printable: narration.title, asASCII: style.isASCII)
    buffer.append(style.end)
    if !narration.runtimeName.isEmpty {
      buffer.append(style.begin(.quiet))
      buffer.append(style.glyph(" · ", " - "))
      buffer.append(printable: narration.runtimeName, asASCII: style.isASCII)
      buffer.append(style.end)
    }
    buffer.append("\n")
  }

  /// Appends one step. O(events).
  public mutating func append(
    step: Int, of timeline: Timeline, to buffer: inout ByteBuffer
  ) {
    let description = timeline.narration.step(step)
    if step == 1 && description.chapter.isEmpty { buffer.append("\n") }
    appendChapter(description.chapter, to: &buffer)
    appendStatement(description, to: &buffer)
    let indentation = numberWidth + 4
    depths.removeAll(keepingCapacity: true)
    // One for the step: making it counts a reference for each part of the heap.
    let line = TextLogLine(style: style, heap: timeline.heap)
    for index in 0..<timeline.eventCount(ofStep: step) {
      let logged = timeline.event(index, ofStep: step)
      let depth = logged.cause.map { depths[$0] + 1 } ?? 0
      depths.append(depth)
      buffer.append(byte: 0x20, count: indentation + 2 * min(depth, Self.deepest))
      line.append(logged.event, to: &buffer)
      buffer.append("\n")
    }
  }

  private func appendChapter(_ heading: String, to buffer: inout ByteBuffer) {
    guard !heading.isEmpty else { return }
    buffer.append("\n")
    buffer.append(style.begin(.heading))
    buffer.append(style.glyph("── ", "-- "))
    buffer.append(printable: heading, asASCII: style.isASCII)
    buffer.append(style.glyph(" ──", " --"))
    buffer.append(style.end)
    buffer.append("\n\n")
  }

  private func appendStatement(
    _ description: StepDescription, to buffer: inout ByteBuffer
  ) {
    buffer.append(byte: 0x20, count: numberWidth - description.number.utf8.count)
    buffer.append(style.begin(.number))
    buffer.append(printable: description.number, asASCII: style.isASCII)
    buffer.append(style.end)
    var isFirst = true
    for line in lines(of: description.statement) {
      buffer.append(byte: 0x20, count: isFirst ? 2 : numberWidth + 2)
      isFirst = false
      buffer.append(style.begin(.heading))
      buffer.append(printable: line, asASCII: style.isASCII)
      buffer.append(style.end)
      buffer.append("\n")
    }
    for line in description.note.split(separator: "\n") {
      buffer.append(byte: 0x20, count: numberWidth + 2)
      buffer.append(style.begin(.note))
      buffer.append("# ")
      buffer.append(printable: String(line), asASCII: style.isASCII)
      buffer.append(style.end)
      buffer.append("\n")
    }
  }

  /// The lines of a text; almost all have one, which needs no looking at characters.
  private func lines(of text: String) -> [String] {
    text.utf8.contains(0x0A)
      ? text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) } : [text]
  }
}
