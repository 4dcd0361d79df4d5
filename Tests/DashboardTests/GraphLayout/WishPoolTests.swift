import Testing

@testable import Dashboard

@Suite("Rows that never fall, by medians")
struct WishPoolTests {
  /// The same by definition: blocks are pooled and their medians searched anew each time.
  private func values(_ items: [[WishPool.Wish]]) -> [Int] {
    var blocks: [(count: Int, wishes: [WishPool.Wish], value: Int)] = []
    func median(_ wishes: [WishPool.Wish]) -> Int {
      let half = (wishes.reduce(0) { $0 + $1.weight } + 1) / 2
      var weight = 0
      for wish in wishes.sorted(by: { $0.row < $1.row }) {
        weight += wish.weight
        if weight >= half { return wish.row }
      }
      return 0
    }
    for wishes in items {
      blocks.append((1, wishes, median(wishes)))
      while blocks.count > 1, blocks[blocks.count - 2].value > blocks[blocks.count - 1].value {
        let lower = blocks.removeLast()
        let upper = blocks.removeLast()
        let all = upper.wishes + lower.wishes
        blocks.append((upper.count + lower.count, all, median(all)))
      }
    }
    return blocks.flatMap { Array(repeating: $0.value, count: $0.count) }
  }

  @Test("are those of pooling by definition", arguments: 0..<40)
  func pooling(seed: UInt64) {
    var state = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let items = (0..<60).map { item in
      (0...random(4)).map { _ in
        WishPool.Wish(row: random(2) == 0 ? random(40) : 60 - item, weight: 1 + random(8))
      }
    }
    var pool = WishPool()
    for wishes in items {
      pool.wishes += wishes
      pool.addItem()
    }
    let found = pool.blocks.flatMap { Array(repeating: $0.value, count: $0.itemCount) }
    #expect(found == values(items))
  }
}
