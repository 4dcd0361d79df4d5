/// What a kernel takes a reference to be. One without edits costs nothing.
protocol EditFilter {
  var isEmpty: Bool { get }
  /// Whether a strong reference stays one.
  func staysStrong(_ slot: UInt32) -> Bool
  /// Whether a reference stays at all.
  func stays(_ slot: UInt32) -> Bool
  /// Whether some slot of an object is edited.
  func touches(_ object: UInt32) -> Bool
}

/// The heap as it is.
struct NoEdits: EditFilter {
  @inline(__always) var isEmpty: Bool { true }
  @inline(__always) func staysStrong(_ slot: UInt32) -> Bool { true }
  @inline(__always) func stays(_ slot: UInt32) -> Bool { true }
  @inline(__always) func touches(_ object: UInt32) -> Bool { false }
}

/// The heap with some references cut or weakened.
///
/// Only the few objects that have an edited slot are asked for the slot: a bit for each object
/// keeps the sets out of the loops.
struct SomeEdits: EditFilter {
  let edits: HeapEdits
  private var sources: [UInt64]

  init(_ edits: HeapEdits, over rows: some GraphRows) {
    self.edits = edits
    sources = [UInt64](repeating: 0, count: rows.objectCount / 64 + 1)
    for slot in edits.cut.union(edits.weakened) {
      let source = Int(rows.source(ofSlot: slot.index))
      sources[source / 64] |= 1 << (source % 64)
    }
  }

  var isEmpty: Bool { false }
  func touches(_ object: UInt32) -> Bool {
    sources[Int(object) / 64] & 1 << (Int(object) % 64) != 0
  }
  func stays(_ slot: UInt32) -> Bool { !edits.cut.contains(SlotID(slot)) }
  func staysStrong(_ slot: UInt32) -> Bool {
    stays(slot) && !edits.weakened.contains(SlotID(slot))
  }
}
