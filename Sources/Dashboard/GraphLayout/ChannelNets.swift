/// The nets of every channel as circles of pins, and how often two of them must cross.
///
/// A channel is a disk with its pins on the rim: at the left upwards, then at the right downwards.
/// A net is a tree between its pins. Where the pins of two trees alternate in `m` runs each around
/// the rim, the trees cross at least `m - 1` times.
struct ChannelNets {
  /// Where a net meets the rim.
  struct Pin {
    var item: Int
    var isLeft: Bool
    /// The row among the fields of the box, or -1 where the pin may move.
    var field: Int
  }

  /// The pins of each net in each channel, in the order of the rim.
  private(set) var nets: [[Pin]] = []
  /// The nets that meet each item in the channel at its left, and at its right.
  private(set) var atLeft: [[Int]]
  private(set) var atRight: [[Int]]
  /// The nets of each channel.
  let channels: [[Int]]

  init(_ model: LayeredModel) {
    atLeft = Array(repeating: [], count: model.items.count)
    atRight = atLeft
    channels = model.channelGroups
    nets = model.groups.map { pins in
      pins.map {
        let pin = model.pins[$0]
        return Pin(item: pin.item, isLeft: pin.side == .right, field: pin.field ?? -1)
      }
    }
    for (net, pins) in nets.enumerated() {
      for pin in pins {
        if pin.isLeft {
          if atRight[pin.item].last != net { atRight[pin.item].append(net) }
        } else if atLeft[pin.item].last != net {
          atLeft[pin.item].append(net)
        }
      }
    }
  }

  /// Puts the pins of a net into the order of the rim. O(pins²), for the few that a net has.
  mutating func sort(_ net: Int, _ places: [Int]) {
    guard nets[net].count > 1 else { return }
    for end in 1..<nets[net].count {
      var index = end
      while index > 0, Self.precedes(nets[net][index], nets[net][index - 1], places) {
        nets[net].swapAt(index, index - 1)
        index -= 1
      }
    }
  }

  mutating func sortAll(_ places: [Int]) {
    for net in nets.indices { sort(net, places) }
  }

  private static func precedes(_ first: Pin, _ second: Pin, _ places: [Int]) -> Bool {
    if first.isLeft != second.isLeft { return first.isLeft }
    let (a, b) = (places[first.item], places[second.item])
    if a != b { return first.isLeft ? a > b : a < b }
    guard first.field >= 0, second.field >= 0 else { return false }
    return first.isLeft ? first.field > second.field : first.field < second.field
  }

  /// The least number of crossings of two nets of one channel. O(pins).
  func crossings(_ first: Int, _ second: Int, _ places: [Int]) -> Int {
    nets[first].withUnsafeBufferPointer { a in
      nets[second].withUnsafeBufferPointer { b in
        places.withUnsafeBufferPointer { Self.crossings(a, b, $0) }
      }
    }
  }

  private static func crossings(
    _ first: UnsafeBufferPointer<Pin>, _ second: UnsafeBufferPointer<Pin>,
    _ places: UnsafeBufferPointer<Int>
  ) -> Int {
    let count = crossings(first, second, places, beginsWithFirst: true)
    // Where both begin at one box, the rim may begin with either.
    guard count > 0, let p = first.first, let q = second.first, p.isLeft == q.isLeft,
      places[p.item] == places[q.item]
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
    var begin: Bool?
    while a < first.count || b < second.count {
      var takesFirst = b == second.count
      if a < first.count, b < second.count {
        let (p, q) = (first[a], second[b])
        if p.isLeft != q.isLeft {
          takesFirst = p.isLeft
        } else {
          let (x, y) = (places[p.item], places[q.item])
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
      if let last, last != takesFirst { changes += 1 }
      last = takesFirst
      if begin == nil { begin = takesFirst }
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
