/// Gives every pin of a box a row of its own on its side, and the box its height.
struct PortPlacement {
  private var model: LayeredModel
  private let borders: Int

  /// The model with the rows of all pins, decided by where their lines lead.
  static func place(_ model: LayeredModel) -> LayeredModel {
    var placement = PortPlacement(model)
    for item in model.items.indices {
      if let node = model.items[item].node { placement.place(item, node) }
    }
    return placement.model
  }

  private init(_ model: LayeredModel) {
    self.model = model
    borders = model.metrics.first?.border ?? 0
  }

  private mutating func place(_ item: Int, _ node: Int) {
    let metrics = model.metrics[node]
    var inner = metrics.rowCount + 1
    for side in [BoxSide.left, .right] {
      let pins = model.items[item].pins(side)
      var taken = Set(pins.compactMap { model.pins[$0].field.map { $0 + 1 } })
      func take(where isAllowed: (Int) -> Bool = { _ in true }) -> Int {
        var row = 0
        while taken.contains(row) || !isAllowed(row) { row += 1 }
        taken.insert(row)
        inner = max(inner, row + 1)
        return row
      }
      if side == .left {
        model.items[item].flagOffsets = metrics.flags.map { _ in take() + borders }
      }
      let keys = Dictionary(uniqueKeysWithValues: pins.map { ($0, direction(of: $0)) })
      for pin in pins.sorted(by: { (keys[$0] ?? 0, $0) < (keys[$1] ?? 0, $1) }) {
        let row: Int
        if let field = model.pins[pin].field {
          row = field + 1
        } else if model.pins[pin].isTail {
          // A line that leaves at a field's row would look like the field's own.
          row = take { $0 == 0 || $0 > metrics.rowCount }
        } else {
          row = take()
        }
        model.pins[pin].offset = row + borders
      }
    }
    model.items[item].height = inner + 2 * borders
  }

  /// Moves pins of roomy boxes to the rows of their neighbours' pins, in the order they have.
  static func straighten(_ model: LayeredModel) -> LayeredModel {
    var placement = PortPlacement(model)
    for item in model.items.indices {
      if let node = model.items[item].node {
        for side in [BoxSide.left, .right] { placement.straighten(item, node, side) }
      }
    }
    return placement.model
  }

  private mutating func straighten(_ item: Int, _ node: Int, _ side: BoxSide) {
    let box = model.items[item]
    let fields = model.metrics[node].rowCount
    let free = box.pins(side).filter { model.pins[$0].field == nil }
      .sorted { model.pins[$0].offset < model.pins[$1].offset }
    var taken = Set(box.pins(side).filter { !free.contains($0) }.map { model.pins[$0].offset })
    if side == .left { taken.formUnion(box.flagOffsets) }
    for (place, pin) in free.enumerated().reversed() {
      let end = place + 1 < free.count ? model.pins[free[place + 1]].offset : box.height - borders
      let start = model.pins[pin].offset
      guard start < end, let goal = straightRow(of: pin) else { continue }
      let rows = (start..<end).filter { offset in
        let inner = offset - borders
        return !taken.contains(offset)
          && (!model.pins[pin].isTail || inner == 0 || inner > fields)
      }
      let best = rows.min { first, second in
        (abs(box.row + first - goal), first) < (abs(box.row + second - goal), second)
      }
      if let best { model.pins[pin].offset = best }
    }
  }

  /// The row of the only pin at the other side of the channel.
  private func straightRow(of pin: Int) -> Int? {
    let own = model.pins[pin]
    let others = model.groups[model.groupOf[pin]].filter { $0 != pin }
    guard others.count == 1, model.pins[others[0]].side != own.side else { return nil }
    return model.row(of: others[0])
  }

  /// Sorts pins of one side: lines that turn up in the channel first, those that turn down last.
  private func direction(of pin: Int) -> Double {
    let own = model.pins[pin]
    let others = model.groups[model.groupOf[pin]].filter { $0 != pin }
    guard !others.isEmpty else { return 0 }
    let across = others.filter { model.pins[$0].side != own.side }
    if across.isEmpty {
      let middle = mean(others)
      let centre = Double(model.items[own.item].row)
      // Of two lines that turn to the same side, the outer trunk belongs to the farther target.
      return middle < centre ? -1e6 - middle : 1e6 - middle
    }
    return mean(others)
  }

  private func mean(_ pins: [Int]) -> Double {
    let rows = pins.map { pin -> Double in
      let item = model.items[model.pins[pin].item]
      return Double(item.row) + Double(item.height - 1) / 2
    }
    return rows.reduce(0, +) / Double(max(1, rows.count))
  }
}
