import HeapModel
import TerminalFrame

/// What a picture is to be made of.
struct LayoutWish: Sendable {
  var union: UnionGraph
  var timeline: Timeline
  var size: Size
  var detail: CanvasDetail?
  var glyphs: GlyphSet
  var shifts: [ObjectID: LayoutGraph.Shift]

  /// Lays it out. When the sign goes up it ends soon, with a picture that is good for nothing.
  func picture(stop: StopSign = .never) -> CanvasPicture {
    let picture = CanvasPicture(
      union, heap: timeline.heap, view: size, detail: detail, glyphs: glyphs, shifts: shifts,
      stop: stop)
    return roomier(picture, stop) ?? picture
  }

  /// The picture with places used again, where it shows more detail than one with a place for each
  /// object. In a long run a tombstone stands for some steps; in a short one for as many as may be.
  private func roomier(_ picture: CanvasPicture, _ stop: StopSign) -> CanvasPicture? {
    let plan = picture.plan
    guard plan.detail != .boxes || plan.hidesFields || !plan.fits else { return nil }
    let isLong = picture.union.nodes.count > UnionGraph.manyNodes
    guard isLong || detail == nil else { return nil }
    var count = picture.union.nodes.count
    let usual = UnionGraph.stepsOfTombstone
    // Chips tell much already: a tombstone that is soon over would be a high price for more.
    let isReadable = plan.detail != .outline && plan.fits
    for steps in isLong ? [usual] : isReadable ? [usual, 8, 5] : [usual, 8, 3, 1] {
      var union = picture.union
      guard !stop.isUp else { return nil }
      guard union.reusePlaces(timeline, after: steps), union.nodes.count < count else { continue }
      count = union.nodes.count
      if plan.fits, detail == nil {
        guard
          let more = CanvasPicture(
            union, heap: timeline.heap, showingMoreThan: picture, glyphs: glyphs, shifts: shifts,
            stop: stop)
        else { continue }
        return more
      }
      let other = CanvasPicture(
        union, heap: timeline.heap, view: picture.view, detail: detail, glyphs: glyphs,
        shifts: shifts, stop: stop)
      if other.plan.fits && !plan.fits || other.plan.detail != plan.detail
        || plan.hidesFields && !other.plan.hidesFields
      {
        return other
      }
    }
    return nil
  }
}

extension Dashboard {
  /// The layout of a big heap; nil where nobody waits for it any more.
  func layoutJob(_ number: Int) -> Job? {
    guard number == layoutNumber, let union, let area = plan.panes[.heap] else { return nil }
    let wish = LayoutWish(
      union: union, timeline: timeline, size: area.size, detail: detail, glyphs: options.glyphs,
      shifts: shifts)
    let unionNumber = unionNumber
    return Job(number: number) { stop in
      var answer = Answer(number: number)
      answer.picture = wish.picture(stop: stop)
      answer.picture?.unionNumber = unionNumber
      return answer
    }
  }

  /// Wants the layout done that a key or a resize has made necessary.
  mutating func settleLayout(_ before: Int) -> [Effect] {
    guard layoutNumber > 0, layoutNumber != before else { return [] }
    notice = "laying out \(counted(union?.nodes.count ?? 0, "object")); Esc leaves it"
    return [.work(layoutNumber)]
  }

  /// Shows a picture that was laid out, unless another one is wanted by now.
  mutating func takeLayout(_ answer: Answer) {
    guard answer.number == layoutNumber, let laidOut = answer.picture else { return }
    layoutNumber = 0
    notice = ""
    picture = laidOut
    look()
  }

  /// Keeps the picture that is shown.
  mutating func leaveLayout() {
    layoutNumber = 0
    if detail != nil { detail = picture?.plan.detail }
    notice = "the picture stays as it is"
  }

  /// Whether the dashboard still waits for the answer of a job; one that nobody waits for may end.
  public func isWaiting(for number: Int) -> Bool {
    number == layoutNumber || number == quizNumber || number == edits.request?.number
      || number == answers.number && answers.isWaiting
  }
}
