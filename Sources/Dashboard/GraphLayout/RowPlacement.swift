/// Gives every item its row: as near to the median of its neighbours as the order of its column
/// and the heights allow. Per column that is isotonic regression, solved exactly by pooling
/// adjacent violators.
enum RowPlacement {
  /// Stacks every column from the top.
  static func stack(_ model: LayeredModel) -> LayeredModel {
    var model = model
    for column in model.columns {
      var row = 0
      for item in column {
        model.items[item].row = row
        row += model.items[item].height
      }
    }
    return model
  }

  /// - Parameter height: rows of the view; the picture is higher only if a column needs it.
  static func place(_ model: LayeredModel, within height: Int, sweeps: Int = 16) -> LayeredModel {
    var model = model
    let links = Links(model)
    let bound = max(height, model.leastHeight)
    for sweep in 0..<sweeps {
      let isRightward = sweep.isMultiple(of: 2)
      let usesBoth = sweep >= sweeps / 2
      let order =
        isRightward ? Array(model.columns.indices) : Array(model.columns.indices.reversed())
      for column in order {
        align(
          column, in: &model, links, left: usesBoth || isRightward,
          right: usesBoth || !isRightward, bound)
      }
    }
    let top = model.items.map(\.row).min() ?? 0
    for item in model.items.indices { model.items[item].row -= top }
    return model
  }

  /// A row that an item would like to have because of one neighbour.
  private struct Link {
    var item: Int
    /// The item's row minus the neighbour's, for a straight line.
    var offset: Int
    var weight: Int
  }

  private struct Links {
    var left: [[Link]]
    var right: [[Link]]

    init(_ model: LayeredModel) {
      left = Array(repeating: [], count: model.items.count)
      right = left
      for pins in model.groups {
        for west in pins where model.pins[west].side == .right {
          for east in pins where model.pins[east].side == .left {
            join(model.pins[west], model.pins[east], model)
          }
        }
      }
      alignChains(model)
    }

    private mutating func join(
      _ west: LayeredModel.Pin, _ east: LayeredModel.Pin, _ model: LayeredModel
    ) {
      let bends = [west, east].filter { model.items[$0.item].node == nil }.count
      let weight = [2, 3, 8][bends]
      right[west.item].append(
        Link(item: east.item, offset: east.offset - west.offset, weight: weight))
      left[east.item].append(
        Link(item: west.item, offset: west.offset - east.offset, weight: weight))
    }

    /// The boxes of a chain stand in line, even if that costs their line a bend.
    private mutating func alignChains(_ model: LayeredModel) {
      for west in model.items.indices where model.items[west].node != nil {
        guard let east = right[west].first?.item, model.items[east].node != nil,
          right[west].allSatisfy({ $0.item == east }), left[east].allSatisfy({ $0.item == west })
        else { continue }
        for index in right[west].indices { right[west][index].offset = 0 }
        for index in left[east].indices { left[east][index].offset = 0 }
      }
    }
  }

  /// Items that share one value, and the wishes that decide it: the last of all wishes that no later
  /// block has.
  private struct Block {
    var start: Int
    var count: Int
    var value: Int
  }

  /// A row that an item would like to have.
  private struct Wish {
    var row: Int
    var weight: Int
  }

  /// The weighted median of the wishes from a place on, which are sorted there. O(wishes²), for the
  /// few that a block has.
  private static func median(_ wishes: inout [Wish], from start: Int) -> Int {
    var total = 0
    for end in start..<wishes.count {
      total += wishes[end].weight
      let wish = wishes[end]
      var place = end
      while place > start, wishes[place - 1].row > wish.row {
        wishes[place] = wishes[place - 1]
        place -= 1
      }
      wishes[place] = wish
    }
    var weight = 0
    for wish in wishes[start...] {
      weight += wish.weight
      if weight >= (total + 1) / 2 { return wish.row }
    }
    return 0
  }

  private static func align(
    _ column: Int, in model: inout LayeredModel, _ links: Links, left: Bool, right: Bool,
    _ bound: Int
  ) {
    var above = 0
    var blocks: [Block] = []
    var wishes: [Wish] = []
    for item in model.columns[column] {
      let start = wishes.count
      if left {
        for link in links.left[item] {
          let row = model.items[link.item].row + link.offset - above
          wishes.append(Wish(row: row, weight: link.weight * 4))
        }
      }
      if right {
        for link in links.right[item] {
          let row = model.items[link.item].row + link.offset - above
          wishes.append(Wish(row: row, weight: link.weight * 4))
        }
      }
      if wishes.count == start {
        wishes.append(Wish(row: model.items[item].row - above, weight: 1))
      }
      blocks.append(Block(start: start, count: 1, value: median(&wishes, from: start)))
      while blocks.count > 1, blocks[blocks.count - 2].value > blocks[blocks.count - 1].value {
        let lower = blocks.removeLast()
        blocks[blocks.count - 1].count += lower.count
        blocks[blocks.count - 1].value = median(&wishes, from: blocks[blocks.count - 1].start)
      }
      above += model.items[item].height
    }
    var place = 0
    let total = above
    above = 0
    for block in blocks {
      for _ in 0..<block.count {
        let item = model.columns[column][place]
        model.items[item].row = above + max(0, min(block.value, bound - total))
        above += model.items[item].height
        place += 1
      }
    }
  }
}
