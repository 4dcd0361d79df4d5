/// Gathers complaints by byte offset while a file is read; lines are counted when it is done.
struct DiagnosticCollector {
  private var complaints: [(offset: Int, message: String)] = []
  private(set) var count = 0
  /// Complaints from here on can no longer be among those that are shown.
  private var horizon = Int.max

  /// Whether a complaint at an offset can be among those that are shown: if not, its message need
  /// not be made.
  func shows(_ offset: Int) -> Bool { offset < horizon }

  var isEmpty: Bool { count == 0 }

  /// Notes a complaint. Memory stays bounded however many there are.
  mutating func add(at offset: Int, _ message: String) {
    count += 1
    guard shows(offset) else { return }
    complaints.append((offset, message))
    if complaints.count >= 50 * DiagnosticList.limit { cut() }
  }

  /// Keeps the first complaints of the file; equal places stay in the order of their discovery.
  private mutating func cut() {
    let order = complaints.indices.sorted {
      (complaints[$0].offset, $0) < (complaints[$1].offset, $1)
    }
    complaints = order.prefix(DiagnosticList.limit).map { complaints[$0] }
    if let last = complaints.last, complaints.count == DiagnosticList.limit {
      horizon = last.offset
    }
  }

  /// The first complaints with their places.
  mutating func list(
    _ severity: Diagnostic.Severity, of source: UnsafeBufferPointer<UInt8>
  ) -> DiagnosticList {
    cut()
    var lines = LineTable(source)
    let diagnostics = complaints.map {
      Diagnostic(severity, at: lines.find($0.offset), $0.message)
    }
    return DiagnosticList(diagnostics, omitted: count - diagnostics.count)
  }
}
