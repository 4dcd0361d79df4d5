/// Puts steps into the text of a scenario, and leaves all else as its author wrote it.
struct StepInsertion {
  private let document: JSONDocument
  /// Where the bytes of each step begin and end.
  private var steps: [Range<Int>] = []
  /// Behind the bracket that opens the list of steps.
  private var start = 0

  /// Looks for the list of steps; nil where the document has none.
  init?(_ document: JSONDocument) {
    self.document = document
    guard document[0].kind == .object,
      let list = document.members(of: 0).first(where: { document.string($0.key) == "steps" })?
        .value,
      document[list].kind == .array
    else { return nil }
    start = Int(document[list].offset) + 1
    for step in document.elements(of: list) {
      steps.append(Int(document[step].offset)..<Int(document[step].end))
    }
  }

  /// The number of steps.
  var count: Int { steps.count }

  /// The document with steps after those of the given numbers; 0 is before the first.
  ///
  /// - Parameter isInline: whether each stands on the line of the step before it, so that the lines
  ///   of all steps stay; if not, on a line of its own where the steps do.
  /// - Complexity: O(length).
  func inserting(_ added: [(after: Int, text: String)], isInline: Bool) -> [UInt8] {
    var result: [UInt8] = []
    var copied = 0
    func copy(to end: Int) {
      result.append(contentsOf: document.source[copied..<end])
      copied = end
    }
    for (index, step) in added.enumerated() {
      let isLastOfPlace = index + 1 == added.count || added[index + 1].after != step.after
      if step.after > 0 {
        let place = steps[step.after - 1]
        copy(to: place.upperBound)
        result += ",".utf8
        result += separator(before: place.lowerBound, isInline)
        result += step.text.utf8
      } else if let first = steps.first {
        copy(to: first.lowerBound)
        result += step.text.utf8
        result += ",".utf8
        result += separator(before: first.lowerBound, isInline)
      } else {
        copy(to: start)
        result += step.text.utf8
        if !isLastOfPlace { result += ", ".utf8 }
      }
    }
    copy(to: document.source.count)
    return result
  }

  /// A blank, or the line break and the blanks that stand before a step.
  private func separator(before offset: Int, _ isInline: Bool) -> [UInt8] {
    let blank = [UInt8(ascii: " ")]
    guard !isInline else { return blank }
    var line = offset
    while line > 0, [0x20, 0x09].contains(document.source[line - 1]) { line -= 1 }
    guard line > 0, document.source[line - 1] == 0x0A else { return blank }
    let isPair = line > 1 && document.source[line - 2] == 0x0D
    return Array(document.source[(line - (isPair ? 2 : 1))..<offset])
  }
}
