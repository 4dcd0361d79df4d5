/// What a question supposes to be different from the heap: "what if these references were gone?"
///
/// Edits are an argument of each query and never a state of the heap.
public struct HeapEdits: Hashable, Sendable {
  /// Slots that are taken to be empty.
  public var cut: Set<SlotID>
  /// Slots that are taken to refer weakly; `cut` wins.
  public var weakened: Set<SlotID>

  /// Edits; slots that hold no reference make no difference.
  public init(cut: Set<SlotID> = [], weakened: Set<SlotID> = []) {
    self.cut = cut
    self.weakened = weakened
  }

  /// The heap as it is.
  public static let none = HeapEdits()

  /// Whether the heap is taken as it is.
  public var isEmpty: Bool { cut.isEmpty && weakened.isEmpty }
}
