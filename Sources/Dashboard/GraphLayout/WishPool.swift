/// Isotonic regression by medians: items in a row get values that never fall, each as near to the
/// item's wishes as the others allow, by pooling adjacent violators.
///
/// The wishes of a block stay sorted and its median is moved, not searched: pooling an item into a
/// block of thousands costs no walk over the block.
struct WishPool {
  /// A value that an item would like to have.
  struct Wish {
    var row: Int
    var weight: Int
  }

  /// Items that share one value.
  struct Block {
    var itemCount: Int
    /// Where the wishes begin, which end where those of the next block begin.
    var start: Int
    var totalWeight = 0
    /// The place of the weighted median, and the weight up to it.
    var median: Int
    var medianWeight = 0
    /// The row of the median.
    var value = 0
  }

  /// The wishes of all items; those behind the last block are of the item to come.
  var wishes: [Wish] = []
  private(set) var blocks: [Block] = []
  private var blockedCount = 0
  /// The smaller of two runs while they are merged.
  private var scratch: [Wish] = []

  /// Whether there are wishes that belong to no item yet.
  var hasNewWishes: Bool { wishes.count > blockedCount }

  /// Begins anew; the room is kept.
  mutating func removeAll() {
    wishes.removeAll(keepingCapacity: true)
    blocks.removeAll(keepingCapacity: true)
    blockedCount = 0
  }

  /// Adds an item that has the new wishes, of which there must be one at least. Mostly O(log
  /// wishes), and the wishes that move.
  mutating func addItem() {
    var block = Block(itemCount: 1, start: blockedCount, median: blockedCount)
    wishes[blockedCount...].sort { $0.row < $1.row }
    for wish in wishes[blockedCount...] { block.totalWeight += wish.weight }
    block.medianWeight = wishes[blockedCount].weight
    blockedCount = wishes.count
    settle(&block)
    while let upper = blocks.last, upper.value > block.value {
      blocks.removeLast()
      block = merged(upper, block)
    }
    blocks.append(block)
  }

  /// Moves the median to where half of the weight is reached.
  private func settle(_ block: inout Block) {
    let half = (block.totalWeight + 1) / 2
    while block.medianWeight < half {
      block.median += 1
      block.medianWeight += wishes[block.median].weight
    }
    while block.medianWeight - wishes[block.median].weight >= half {
      block.medianWeight -= wishes[block.median].weight
      block.median -= 1
    }
    block.value = wishes[block.median].row
  }

  /// One block of the last two, with its wishes sorted.
  private mutating func merged(_ upper: Block, _ lower: Block) -> Block {
    let isLowerLarger = wishes.count - lower.start > lower.start - upper.start
    let larger = isLowerLarger ? lower : upper
    var result = Block(
      itemCount: upper.itemCount + lower.itemCount, start: upper.start,
      totalWeight: upper.totalWeight + lower.totalWeight,
      median: larger.median - larger.start + upper.start, medianWeight: larger.medianWeight)
    scratch.removeAll(keepingCapacity: true)
    scratch += isLowerLarger ? wishes[upper.start..<lower.start] : wishes[lower.start...]
    // What is equal to the median goes behind it.
    for wish in scratch where wish.row < larger.value {
      result.median += 1
      result.medianWeight += wish.weight
    }
    if isLowerLarger {
      mergeForward(from: upper.start, lower.start)
    } else {
      mergeBackward(from: upper.start, lower.start)
    }
    settle(&result)
    return result
  }

  /// Merges the scratch into the run before it, from the end on.
  private mutating func mergeBackward(from start: Int, _ middle: Int) {
    var (old, place) = (middle - 1, wishes.count - 1)
    for wish in scratch.reversed() {
      while old >= start, wishes[old].row > wish.row {
        wishes[place] = wishes[old]
        (old, place) = (old - 1, place - 1)
      }
      wishes[place] = wish
      place -= 1
    }
  }

  /// Merges the scratch into the run behind it, from the beginning on.
  private mutating func mergeForward(from start: Int, _ middle: Int) {
    var (old, place) = (middle, start)
    for wish in scratch {
      while old < wishes.count, wishes[old].row <= wish.row {
        wishes[place] = wishes[old]
        (old, place) = (old + 1, place + 1)
      }
      wishes[place] = wish
      place += 1
    }
  }
}
