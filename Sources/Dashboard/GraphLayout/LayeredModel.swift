import HeapModel

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
  /// Whether the picture is still wanted.
  let stop: StopSign
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
    metrics: [BoxMetrics], places: [Int], order: [Int], nets units: [[LineUnit]],
    stop: StopSign = .never
  ) {
    self.metrics = metrics
    self.stop = stop
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

  /// A model of nothing.
  static var empty: LayeredModel { LayeredModel(metrics: [], places: [], order: [], nets: []) }

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
    var (first, last) = (Int.max, 0)
    for unit in units {
      for end in [unit.source, unit.target] {
        let channel = items[end.node].layer + (end.side == .right ? 1 : 0)
        (first, last) = (min(first, channel), max(last, channel))
      }
    }
    let index = nets.count
    var net = Net(units: units, channels: first...last)
    net.ends.reserveCapacity(units.count)
    // Ends that are equal share a pin, among those that were made since.
    var start = pins.count
    for unit in units {
      // A loop needs two pins although both of its ends are on one side.
      let isLoop = unit.source.node == unit.target.node
      if isLoop { start = pins.count }
      let source = pin(unit.source, of: index, isTail: true, sharedFrom: start)
      if isLoop { start = pins.count }
      let target = pin(unit.target, of: index, isTail: unit.back != nil, sharedFrom: start)
      net.ends.append((source, target))
    }
    net.passages.reserveCapacity(last - first)
    for layer in first..<last {
      let item = items.count
      items.append(Item(layer: layer, node: nil, height: 1))
      columns[layer].append(item)
      let left = addPin(Pin(item: item, side: .left, net: index))
      net.passages.append((left, addPin(Pin(item: item, side: .right, net: index))))
    }
    nets.append(net)
  }

  /// The pin at an end of a line, which may be one of the last that were made.
  private mutating func pin(
    _ end: LineEnd, of net: Int, isTail: Bool, sharedFrom start: Int
  ) -> Int {
    let shared = pins[start...].firstIndex {
      $0.item == end.node && $0.side == end.side && $0.field == end.row
    }
    let pin = shared ?? addPin(Pin(item: end.node, side: end.side, net: net, field: end.row))
    if isTail { pins[pin].isTail = true }
    return pin
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
