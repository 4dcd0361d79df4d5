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

  /// Rows that share one value, and the wishes that decide it.
  private struct Block {
    var wishes: [(row: Int, weight: Int)]
    var count: Int
    var value: Int

    init(_ wishes: [(row: Int, weight: Int)], count: Int) {
      self.wishes = wishes.sorted { $0.row < $1.row }
      self.count = count
      let half = (wishes.reduce(0) { $0 + $1.weight } + 1) / 2
      var weight = 0
      value = self.wishes.first?.row ?? 0
      for wish in self.wishes {
        weight += wish.weight
        value = wish.row
        if weight >= half { break }
      }
    }
  }

  private static func align(
    _ column: Int, in model: inout LayeredModel, _ links: Links, left: Bool, right: Bool,
    _ bound: Int
  ) {
    var above = 0
    var blocks: [Block] = []
    for item in model.columns[column] {
      var near: [Link] = []
      if left { near += links.left[item] }
      if right { near += links.right[item] }
      var wishes = near.map {
        (row: model.items[$0.item].row + $0.offset - above, weight: $0.weight * 4)
      }
      if wishes.isEmpty { wishes = [(row: model.items[item].row - above, weight: 1)] }
      blocks.append(Block(wishes, count: 1))
      while blocks.count > 1, blocks[blocks.count - 2].value > blocks[blocks.count - 1].value {
        let lower = blocks.removeLast()
        let upper = blocks.removeLast()
        blocks.append(Block(upper.wishes + lower.wishes, count: upper.count + lower.count))
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
