/// The working state of a layered layout: boxes and bends in columns, nets with their pins.
///
/// Column `c` lies between channel `c` at its left and channel `c + 1` at its right.
struct LayeredModel {
  /// A box, or one row of a column that a net passes straight through.
  struct Item {
    var layer: Int
    /// The node, or nil for a passage.
    var node: Int?
    var height: Int
    /// Top row.
    var row = 0
    /// Rows of the docked names, below the top row.
    var flagOffsets: [Int] = []
    var left: [Int] = []
    var right: [Int] = []

    func pins(_ side: BoxSide) -> [Int] { side == .left ? left : right }
  }

  /// Where a net meets an item.
  struct Pin {
    var item: Int
    var side: BoxSide
    var net: Int
    /// The field that it belongs to.
    var field: Int?
    /// The net leaves the item here.
    var isTail = false
    /// Rows below the item's top row.
    var offset = 0
  }

  struct Net {
    var units: [LineUnit]
    /// The first and last channel that the net enters.
    var channels: ClosedRange<Int>
    /// Pins of sources and targets of each unit, in its order.
    var ends: [(source: Int, target: Int)] = []
    /// The pins of the passage through each column after the first channel.
    var passages: [(left: Int, right: Int)] = []
  }

  let metrics: [BoxMetrics]
  /// Boxes and passages of each column, top down.
  var columns: [[Int]]
  var items: [Item]
  var pins: [Pin] = []
  var nets: [Net] = []
  /// The pins of one net in one channel.
  private(set) var groups: [[Int]] = []
  /// The groups in each channel, and the group of each pin.
  private(set) var channelGroups: [[Int]]
  private(set) var groupOf: [Int] = []

  /// - Parameter places: the column of each node; every column has at least one.
  init(
    metrics: [BoxMetrics], places: [Int], order: [Int], nets units: [[LineUnit]]
  ) {
    self.metrics = metrics
    let columnCount = (places.max() ?? -1) + 1
    columns = Array(repeating: [], count: columnCount)
    channelGroups = Array(repeating: [], count: columnCount + 1)
    items = places.enumerated().map { node, place in
      Item(layer: place, node: node, height: 1)
    }
    for node in order { columns[places[node]].append(node) }
    for units in units { addNet(units) }
    groupPins()
  }

  private mutating func groupPins() {
    var latest: [(net: Int, group: Int)?] = Array(repeating: nil, count: channelGroups.count)
    for pin in pins {
      let channel = channel(of: pin)
      // The pins of a net follow each other.
      if let latest = latest[channel], latest.net == pin.net {
        groups[latest.group].append(groupOf.count)
        groupOf.append(latest.group)
      } else {
        latest[channel] = (pin.net, groups.count)
        channelGroups[channel].append(groups.count)
        groups.append([groupOf.count])
        groupOf.append(groups.count - 1)
      }
    }
  }

  private mutating func addNet(_ units: [LineUnit]) {
    let ends = units.flatMap { [$0.source, $0.target] }
    let channels = ends.map { items[$0.node].layer + ($0.side == .right ? 1 : 0) }
    let first = channels.min() ?? 0
    let last = channels.max() ?? 0
    let index = nets.count
    var net = Net(units: units, channels: first...last)
    var pinOf: [LineEnd: Int] = [:]
    func pin(_ end: LineEnd, isTail: Bool, _ model: inout LayeredModel) -> Int {
      let pin =
        pinOf[end]
        ?? model.addPin(Pin(item: end.node, side: end.side, net: index, field: end.row))
      pinOf[end] = pin
      if isTail { model.pins[pin].isTail = true }
      return pin
    }
    for unit in units {
      // A loop needs two pins although both of its ends are on one side.
      if unit.source.node == unit.target.node { pinOf = [:] }
      let source = pin(unit.source, isTail: true, &self)
      if unit.source.node == unit.target.node { pinOf = [:] }
      net.ends.append((source, pin(unit.target, isTail: unit.back != nil, &self)))
    }
    for layer in first..<last {
      let item = items.count
      items.append(Item(layer: layer, node: nil, height: 1))
      columns[layer].append(item)
      let left = addPin(Pin(item: item, side: .left, net: index))
      net.passages.append((left, addPin(Pin(item: item, side: .right, net: index))))
    }
    nets.append(net)
  }

  private mutating func addPin(_ pin: Pin) -> Int {
    let index = pins.count
    pins.append(pin)
    if pin.side == .left {
      items[pin.item].left.append(index)
    } else {
      items[pin.item].right.append(index)
    }
    return index
  }

  /// The channel that a pin looks into.
  func channel(of pin: Pin) -> Int { items[pin.item].layer + (pin.side == .right ? 1 : 0) }

  /// The row of a pin on the canvas.
  func row(of pin: Int) -> Int { items[pins[pin].item].row + pins[pin].offset }

  /// The rows that the fullest column needs at least.
  var leastHeight: Int {
    columns.map { $0.reduce(0) { $0 + items[$1].height } }.max() ?? 0
  }
}
