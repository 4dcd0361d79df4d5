/// Gives every pin of a box a row of its own on its side, and the box its height.
struct PortPlacement {
  private var model: LayeredModel
  private let borders: Int
  /// The rows of one side of a box that are taken; those below are free.
  private var taken: [Bool] = []

  /// Gives all pins rows, decided by where their lines lead.
  static func place(_ model: inout LayeredModel) {
    change(&model) { placement in
      for item in placement.model.items.indices {
        if let node = placement.model.items[item].node { placement.place(item, node) }
      }
    }
  }

  /// Moves pins of roomy boxes to the rows of their neighbours' pins, in the order they have.
  static func straighten(_ model: inout LayeredModel) {
    change(&model) { placement in
      for item in placement.model.items.indices {
        guard let node = placement.model.items[item].node else { continue }
        for side in [BoxSide.left, .right] { placement.straighten(item, node, side) }
      }
    }
  }

  private static func change(_ model: inout LayeredModel, _ body: (inout PortPlacement) -> Void) {
    var placement = PortPlacement(model: model, borders: model.metrics.first?.border ?? 0)
    // Its arrays have one owner, and so they are changed in place.
    model = LayeredModel.empty
    body(&placement)
    model = placement.model
  }

  private init(model: LayeredModel, borders: Int) {
    self.model = model
    self.borders = borders
  }

  // MARK: Rows by where lines lead

  private mutating func place(_ item: Int, _ node: Int) {
    let fields = model.metrics[node].rowCount
    var inner = fields + 1
    for side in [BoxSide.left, .right] {
      let pins = model.items[item].pins(side)
      taken.removeAll(keepingCapacity: true)
      for pin in pins { if let field = model.pins[pin].field { take(field + 1) } }
      if side == .left {
        model.items[item].flagOffsets = model.metrics[node].flags.indices.map { _ in
          takeFirst(isTail: false, fields) + borders
        }
      }
      var order = pins.map { (direction: direction(of: $0), pin: $0) }
      order.sort { $0.direction < $1.direction || $0.direction == $1.direction && $0.pin < $1.pin }
      for (_, pin) in order {
        let row =
          model.pins[pin].field.map { $0 + 1 } ?? fieldOfLoop(pin).map { takeNearest(to: $0 + 1) }
          ?? takeFirst(isTail: model.pins[pin].isTail, fields)
        model.pins[pin].offset = row + borders
      }
      // Fields have room anyway.
      inner = max(inner, taken.count)
    }
    model.items[item].height = inner + 2 * borders
  }

  private mutating func take(_ row: Int) {
    while taken.count <= row { taken.append(false) }
    taken[row] = true
  }

  private func isTaken(_ row: Int) -> Bool { row < taken.count && taken[row] }

  /// Takes the first row that a line may have.
  private mutating func takeFirst(isTail: Bool, _ fields: Int) -> Int {
    var row = 0
    while isTaken(row) || isTail && !Self.allows(row, fields) { row += 1 }
    take(row)
    return row
  }

  /// The field from which a line comes back to its own box at this pin.
  private func fieldOfLoop(_ pin: Int) -> Int? {
    let own = model.pins[pin]
    guard own.field == nil, !own.isTail else { return nil }
    return model.groups[model.groupOf[pin]].lazy
      .filter { [model] in model.pins[$0].item == own.item && model.pins[$0].side == own.side }
      .compactMap { [model] in model.pins[$0].field }.first
  }

  /// Takes the free row with the fewest lines between it and another one: a loop would cross them.
  private mutating func takeNearest(to row: Int) -> Int {
    var best = 0
    var fewest = Int.max
    for candidate in 0...taken.count where !isTaken(candidate) {
      let between = candidate < row ? candidate + 1..<row : min(row + 1, candidate)..<candidate
      let lines = between.count { isTaken($0) }
      if lines < fewest { (best, fewest) = (candidate, lines) }
    }
    take(best)
    return best
  }

  /// A line that leaves at a field's row would look like the field's own.
  private static func allows(_ row: Int, _ fields: Int) -> Bool { row == 0 || row > fields }

  /// Sorts pins of one side: lines that turn up in the channel first, those that turn down last.
  private func direction(of pin: Int) -> Double {
    let own = model.pins[pin]
    var count = 0
    var sum = 0.0
    var leadsAcross = false
    for other in model.groups[model.groupOf[pin]] where other != pin {
      let item = model.items[model.pins[other].item]
      sum += Double(item.row) + Double(item.height - 1) / 2
      count += 1
      if model.pins[other].side != own.side { leadsAcross = true }
    }
    if count == 0 { return 0 }
    let middle = sum / Double(count)
    if leadsAcross { return middle }
    // Of two lines that turn to the same side, the outer trunk belongs to the farther target.
    return middle < Double(model.items[own.item].row) ? -1e6 - middle : 1e6 - middle
  }

  // MARK: Straight lines

  private mutating func straighten(_ item: Int, _ node: Int, _ side: BoxSide) {
    let pins = model.items[item].pins(side)
    let fields = model.metrics[node].rowCount
    taken.removeAll(keepingCapacity: true)
    var free: [Int] = []
    for pin in pins {
      if model.pins[pin].field == nil { free.append(pin) } else { take(model.pins[pin].offset) }
    }
    if free.isEmpty { return }
    free.sort { model.pins[$0].offset < model.pins[$1].offset }
    if side == .left { for offset in model.items[item].flagOffsets { take(offset) } }
    let (top, bottom) = (model.items[item].row, model.items[item].height - borders)
    for (place, pin) in free.enumerated().reversed() {
      let end = place + 1 < free.count ? model.pins[free[place + 1]].offset : bottom
      let start = model.pins[pin].offset
      guard start < end, let goal = straightRow(of: pin) else { continue }
      let isTail = model.pins[pin].isTail
      var best: Int?
      for offset in start..<end
      where !isTaken(offset) && (!isTail || Self.allows(offset - borders, fields)) {
        if let best, abs(top + best - goal) <= abs(top + offset - goal) { continue }
        best = offset
      }
      if let best { model.pins[pin].offset = best }
    }
  }

  /// The row of the only pin at the other side of the channel.
  private func straightRow(of pin: Int) -> Int? {
    let group = model.groups[model.groupOf[pin]]
    guard group.count == 2 else { return nil }
    let other = group[0] == pin ? group[1] : group[0]
    return model.pins[other].side == model.pins[pin].side ? nil : model.row(of: other)
  }
}
