/// Moves pins to other rows of their boxes where lines cross less or bend less then. Rows of boxes
/// and fields stay.
enum PortExchange {
  /// - Parameter effort: how often a channel may be routed to try.
  static func improve(_ model: inout LayeredModel, effort: Int = 400) {
    var effort = effort
    for channel in model.channelGroups.indices {
      var cost = ChannelRouter(model, channel: channel).cost
      var hasImproved = true
      while hasImproved, effort > 0 {
        hasImproved = false
        for pin in model.channelGroups[channel].flatMap({ model.groups[$0] }) where effort > 0 {
          for exchange in exchanges(of: pin, in: model) where effort > 0 {
            let before = model.pins[pin].offset
            apply(exchange, to: pin, in: &model)
            effort -= 1
            let now = ChannelRouter(model, channel: channel).cost
            if now < cost {
              cost = now
              hasImproved = true
              break
            }
            apply((before, exchange.other), to: pin, in: &model)
          }
        }
        // Without crossings there is little to gain.
        if cost < 256 { break }
      }
    }
  }

  /// The rows that a pin could take, with the pin that has the row now.
  private static func exchanges(
    of pin: Int, in model: LayeredModel
  ) -> [(offset: Int, other: Int?)] {
    let own = model.pins[pin]
    let item = model.items[own.item]
    guard let node = item.node, own.field == nil else { return [] }
    let metrics = model.metrics[node]
    let others = item.pins(own.side).filter { $0 != pin }
    return (metrics.border..<item.height - metrics.border).compactMap { offset in
      guard offset != own.offset, metrics.allows(offset, isTail: own.isTail),
        own.side == .right || !item.flagOffsets.contains(offset)
      else { return nil }
      guard let other = others.first(where: { model.pins[$0].offset == offset }) else {
        return (offset, nil)
      }
      guard model.pins[other].field == nil,
        metrics.allows(own.offset, isTail: model.pins[other].isTail)
      else { return nil }
      return (offset, other)
    }
  }

  private static func apply(
    _ exchange: (offset: Int, other: Int?), to pin: Int, in model: inout LayeredModel
  ) {
    if let other = exchange.other { model.pins[other].offset = model.pins[pin].offset }
    model.pins[pin].offset = exchange.offset
  }
}

extension BoxMetrics {
  /// Whether a line may leave or enter at a row: one that leaves at a field's row would look like
  /// the field's own.
  fileprivate func allows(_ offset: Int, isTail: Bool) -> Bool {
    let row = offset - border
    return !isTail || row == 0 || row > rowCount
  }
}
