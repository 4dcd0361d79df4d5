import HeapModel

/// The lines of a journal of edits that are in no file: each holds the whole branch that was shown
/// from then on, so that what was undone and done again can be told from the lines before. A line
/// that a crash cut off costs one edit, and no more.
public enum BranchJournal {
  /// The line of a branch, with its end. O(length).
  public static func line(_ branch: Branch) -> String {
    JSONOutput.fields([
      ("weakviz-journal", .number(1)),
      (
        "edits",
        .list(
          branch.edits.map {
            .fields([("after", .number($0.after)), ("step", .text($0.step))])
          })
      ),
    ]).line + "\n"
  }

  /// The lines that a history needs in a journal that is empty. O(length).
  public static func lines(_ history: EditHistory) -> String {
    history.records.map(line).joined()
  }

  /// The history that the whole lines tell. Any bytes will do. O(length), and O(branches) a line.
  public static func history(in bytes: [UInt8]) -> EditHistory {
    var history = EditHistory()
    for line in bytes.split(separator: 0x0A) {
      if let branch = branch(ofLine: Array(line)) { history.record(branch) }
    }
    return history
  }

  private static func branch(ofLine bytes: [UInt8]) -> Branch? {
    bytes.withUnsafeBufferPointer { source -> Branch? in
      guard let values = try? JSONReader.read(source) else { return nil }
      return values.withUnsafeBufferPointer { values -> Branch? in
        let document = JSONDocument(source: source, values: values)
        func field(_ name: String, of node: Int) -> Int? {
          guard document[node].kind == .object else { return nil }
          return document.members(of: node).first { document.string($0.key) == name }?.value
        }
        guard let version = field("weakviz-journal", of: 0), number(version, document) == 1,
          let list = field("edits", of: 0), document[list].kind == .array
        else { return nil }
        var edits: [Edit] = []
        for element in document.elements(of: list) {
          guard let after = field("after", of: element).flatMap({ number($0, document) }),
            after >= 0, let step = field("step", of: element), document[step].kind == .text
          else { return nil }
          edits.append(Edit(after: after, step: document.string(step)))
        }
        return Branch(edits)
      }
    }
  }

  private static func number(_ node: Int, _ document: JSONDocument) -> Int? {
    guard document[node].kind == .integer else { return nil }
    return Int(String(decoding: document.rawBytes(node), as: UTF8.self))
  }
}
