/// The nets of every channel as circles of pins, and how often two of them must cross.
///
/// A channel is a disk with its pins on the rim: at the left upwards, then at the right downwards.
/// A net is a tree between its pins. Where the pins of two trees alternate in `m` runs each around
/// the rim, the trees cross at least `m - 1` times.
struct ChannelNets {
  /// Where a net meets the rim.
  struct Pin {
    var item: Int32
    /// The row among the fields of the box, or -1 where the pin may move.
    var field: Int32
    var isLeft: Bool
  }

  /// The pins of all nets: those of each net in the order of the rim.
  private var pins: [Pin] = []
  /// Where the pins of each net begin, and where those of the last one end.
  private var starts = [0]
  /// The nets that meet each item in the channel at its left; then, a row for each item again, those
  /// in the channel at its right.
  let meeting: FlatRows<Int>
  /// The nets of each channel.
  let channels: [[Int]]

  init(_ model: LayeredModel) {
    channels = model.channelGroups
    pins.reserveCapacity(model.pins.count)
    starts.reserveCapacity(model.groups.count + 1)
    var pairs: [(row: Int, value: Int)] = []
    pairs.reserveCapacity(model.pins.count)
    // The last net that was seen at each side of each item.
    var latest = Array(repeating: -1, count: 2 * model.items.count)
    for (net, group) in model.groups.enumerated() {
      for index in group {
        let pin = model.pins[index]
        pins.append(
          Pin(
            item: Int32(truncatingIfNeeded: pin.item),
            field: Int32(truncatingIfNeeded: pin.field ?? -1), isLeft: pin.side == .right))
        let row = pin.side == .right ? model.items.count + pin.item : pin.item
        if latest[row] != net {
          latest[row] = net
          pairs.append((row, net))
        }
      }
      starts.append(pins.count)
    }
    meeting = FlatRows(count: 2 * model.items.count, pairs)
  }

  /// Puts the pins of a net into the order of the rim. O(pins²), for the few that a net has.
  mutating func sort(_ net: Int, _ places: [Int]) {
    let start = starts[net]
    let count = starts[net + 1] - start
    guard count > 1 else { return }
    pins.withUnsafeMutableBufferPointer { pins in
      places.withUnsafeBufferPointer { places in
        for end in start + 1..<start + count {
          let pin = pins[end]
          var index = end
          while index > start, Self.precedes(pin, pins[index - 1], places) {
            pins[index] = pins[index - 1]
            index -= 1
          }
          pins[index] = pin
        }
      }
    }
  }

  mutating func sortAll(_ places: [Int]) {
    for net in 0..<starts.count - 1 { sort(net, places) }
  }

  @inline(__always)
  private static func precedes(
    _ first: Pin, _ second: Pin, _ places: UnsafeBufferPointer<Int>
  ) -> Bool {
    if first.isLeft != second.isLeft { return first.isLeft }
    let (a, b) = (places[Int(first.item)], places[Int(second.item)])
    if a != b { return first.isLeft ? a > b : a < b }
    guard first.field >= 0, second.field >= 0 else { return false }
    return first.isLeft ? first.field > second.field : first.field < second.field
  }

  /// The least number of crossings of two nets of one channel. O(pins).
  func crossings(_ first: Int, _ second: Int, _ places: [Int]) -> Int {
    pins.withUnsafeBufferPointer { pins in
      places.withUnsafeBufferPointer { places in
        Self.crossings(
          UnsafeBufferPointer(rebasing: pins[starts[first]..<starts[first + 1]]),
          UnsafeBufferPointer(rebasing: pins[starts[second]..<starts[second + 1]]), places)
      }
    }
  }

  /// How often nets of an upper item cross nets of a lower one, at one side of both: the part of all
  /// crossings that depends on the order of two neighbours. Rows are those of `meeting`.
  func crossings(betweenRow upper: Int, and lower: Int, _ places: [Int]) -> Int {
    let (above, below) = (meeting.range(upper), meeting.range(lower))
    if above.isEmpty || below.isEmpty { return 0 }
    var count = 0
    for index in above {
      let first = meeting.values[index]
      for other in below {
        let second = meeting.values[other]
        // Two nets that both meet both are counted once.
        if first == second
          || first > second && meeting.contains(second, inRow: upper)
            && meeting.contains(first, inRow: lower)
        {
          continue
        }
        count += crossings(first, second, places)
      }
    }
    return count
  }

  private static func crossings(
    _ first: UnsafeBufferPointer<Pin>, _ second: UnsafeBufferPointer<Pin>,
    _ places: UnsafeBufferPointer<Int>
  ) -> Int {
    // Two runs each at least are needed to cross.
    guard first.count > 1, second.count > 1 else { return 0 }
    let count = crossings(first, second, places, beginsWithFirst: true)
    // Where both begin at one box, the rim may begin with either.
    guard count > 0, let p = first.first, let q = second.first, p.isLeft == q.isLeft,
      places[Int(p.item)] == places[Int(q.item)]
    else { return count }
    return min(count, crossings(first, second, places, beginsWithFirst: false))
  }

  private static func crossings(
    _ first: UnsafeBufferPointer<Pin>, _ second: UnsafeBufferPointer<Pin>,
    _ places: UnsafeBufferPointer<Int>, beginsWithFirst: Bool
  ) -> Int {
    var a = 0
    var b = 0
    var changes = 0
    /// Whether the last pin belonged to the first net; what the rim began with.
    var last: Bool?
    var begin = beginsWithFirst
    while a < first.count || b < second.count {
      var takesFirst = b == second.count
      if a < first.count, b < second.count {
        let (p, q) = (first[a], second[b])
        if p.isLeft != q.isLeft {
          takesFirst = p.isLeft
        } else {
          let (x, y) = (places[Int(p.item)], places[Int(q.item)])
          if x != y {
            takesFirst = (x > y) == p.isLeft
          } else if p.field >= 0, q.field >= 0, p.field != q.field {
            takesFirst = (p.field > q.field) == p.isLeft
          } else {
            // Free pins of one box stand in the order that suits them.
            takesFirst = last ?? beginsWithFirst
          }
        }
      }
      if takesFirst { a += 1 } else { b += 1 }
      if let last {
        if last != takesFirst { changes += 1 }
      } else {
        begin = takesFirst
      }
      last = takesFirst
    }
    if last != begin { changes += 1 }
    return max(0, changes / 2 - 1)
  }

  /// All crossings of a channel. O(nets² × pins).
  func crossings(in channel: Int, _ places: [Int]) -> Int {
    let nets = channels[channel]
    var count = 0
    for (index, net) in nets.enumerated() {
      for other in nets[..<index] { count += crossings(net, other, places) }
    }
    return count
  }
}
