/// Gives every item its row: as near to the median of its neighbours as the order of its column
/// and the heights allow. Per column that is isotonic regression, solved exactly by pooling
/// adjacent violators.
enum RowPlacement {
  /// Stacks every column from the top.
  static func stack(_ model: inout LayeredModel) {
    for column in model.columns {
      var row = 0
      for item in column {
        model.items[item].row = row
        row += model.items[item].height
      }
    }
  }

  /// - Parameter height: rows of the view; the picture is higher only if a column needs it.
  static func place(_ model: inout LayeredModel, within height: Int, sweeps: Int = 16) {
    let links = Links(model)
    let bound = max(height, model.leastHeight)
    var pool = WishPool()
    // Sweeps in a row that moved nothing: one in each direction that counts, and no further moves.
    var idle = 0
    for sweep in 0..<sweeps {
      let isRightward = sweep.isMultiple(of: 2)
      let usesBoth = sweep >= sweeps / 2
      if sweep == sweeps / 2 { idle = 0 }
      if idle >= (usesBoth ? 1 : 2) { continue }
      idle += 1
      for step in model.columns.indices {
        if model.stop.isUp { return }
        let hasMoved = align(
          isRightward ? step : model.columns.count - 1 - step, in: &model, links,
          left: usesBoth || isRightward, right: usesBoth || !isRightward, bound, &pool)
        if hasMoved { idle = 0 }
      }
    }
    let top = model.items.lazy.map(\.row).min() ?? 0
    for item in model.items.indices { model.items[item].row -= top }
  }

  /// A row that an item would like to have because of one neighbour.
  private struct Link {
    var item: Int
    /// The item's row minus the neighbour's, for a straight line.
    var offset: Int
    var weight: Int
  }

  private struct Links {
    var left: FlatRows<Link>
    var right: FlatRows<Link>

    init(_ model: LayeredModel) {
      var lefts: [(row: Int, value: Link)] = []
      var rights: [(row: Int, value: Link)] = []
      for pins in model.groups {
        for west in pins where model.pins[west].side == .right {
          for east in pins where model.pins[east].side == .left {
            let (first, second) = (model.pins[west], model.pins[east])
            let offset = second.offset - first.offset
            let bends =
              (model.items[first.item].node == nil ? 1 : 0)
              + (model.items[second.item].node == nil ? 1 : 0)
            let weight = bends == 0 ? 2 : bends == 1 ? 3 : 8
            rights.append((first.item, Link(item: second.item, offset: offset, weight: weight)))
            lefts.append((second.item, Link(item: first.item, offset: -offset, weight: weight)))
          }
        }
      }
      left = FlatRows(count: model.items.count, lefts)
      right = FlatRows(count: model.items.count, rights)
      alignChains(model)
    }

    /// The boxes of a chain stand in line, even if that costs their line a bend.
    private mutating func alignChains(_ model: LayeredModel) {
      for west in model.items.indices where model.items[west].node != nil {
        let links = right.range(west)
        guard !links.isEmpty else { continue }
        let east = right.values[links.lowerBound].item
        guard model.items[east].node != nil,
          links.allSatisfy({ right.values[$0].item == east }),
          left.range(east).allSatisfy({ left.values[$0].item == west })
        else { continue }
        for index in links { right.values[index].offset = 0 }
        for index in left.range(east) { left.values[index].offset = 0 }
      }
    }
  }

  private static func add(
    _ links: FlatRows<Link>, of item: Int, in model: LayeredModel, _ above: Int,
    to wishes: inout [WishPool.Wish]
  ) {
    for index in links.range(item) {
      let link = links.values[index]
      let row = model.items[link.item].row + link.offset - above
      wishes.append(WishPool.Wish(row: row, weight: link.weight * 4))
    }
  }

  /// Places the items of a column; true where one has moved.
  private static func align(
    _ column: Int, in model: inout LayeredModel, _ links: Links, left: Bool, right: Bool,
    _ bound: Int, _ pool: inout WishPool
  ) -> Bool {
    var above = 0
    pool.removeAll()
    for item in model.columns[column] {
      if left { add(links.left, of: item, in: model, above, to: &pool.wishes) }
      if right { add(links.right, of: item, in: model, above, to: &pool.wishes) }
      if !pool.hasNewWishes {
        pool.wishes.append(WishPool.Wish(row: model.items[item].row - above, weight: 1))
      }
      pool.addItem()
      above += model.items[item].height
    }
    var place = 0
    let total = above
    above = 0
    var hasMoved = false
    for block in pool.blocks {
      let shift = max(0, min(block.value, bound - total))
      for _ in 0..<block.itemCount {
        let item = model.columns[column][place]
        if model.items[item].row != above + shift {
          model.items[item].row = above + shift
          hasMoved = true
        }
        above += model.items[item].height
        place += 1
      }
    }
    return hasMoved
  }
}
