/// What would have to go so that an object dies, in words, and what would then happen.
public struct CutReport: Sendable {
  /// The object.
  public let object: ObjectID
  /// The step after which the statements would be executed.
  public let step: Int
  /// The smallest cuts, or why there are none.
  public let answer: CutAnswer
  /// The cuts that can be chosen: the one nearest to the object, the one nearest to the roots, then
  /// the others that are as good.
  public let cuts: [[MinimumCut.Reference]]
  /// Which of them is chosen, counted from 0.
  public let chosen: Int
  /// What would happen if the chosen cut were made; nil where nobody can tell, or nothing has to go.
  public let consequences: Consequences?

  /// The heap after the step.
  public let timeline: Timeline
  /// The names of the references in the cuts.
  private var names: [SlotID: String] = [:]

  /// Finds the cut at the end of the step of a timeline's position.
  ///
  /// - Parameters:
  ///   - limit: how many cuts to list.
  ///   - choice: which of ``cuts`` is chosen; the last one where there are fewer.
  /// - Complexity: that of `minimumCut`, and of what would happen.
  public init(
    of object: ObjectID, in timeline: Timeline, simulator: (any Simulating)?, limit: Int = 20,
    choice: Int = 0
  ) {
    var timeline = timeline
    self.object = object
    step = timeline.position.step
    timeline.move(to: Position(step: step))
    self.timeline = timeline
    let (heap, inspector) = (timeline.heap, timeline.inspector)
    let addresses = Addresses(heap, inspector)
    guard Int(object.index) <= heap.objectCount else {
      answer = .dead
      (cuts, chosen) = ([], 0)
      consequences = nil
      return
    }
    // Listing all cuts of a big heap takes as many searches.
    let listed = heap.objectCount > 100_000 ? 1 : limit
    let answer = heap.minimumCut(of: object, limit: listed) {
      addresses.canRemove($0, in: heap, inspector)
    }
    self.answer = answer
    cuts = Self.cuts(answer)
    chosen = min(max(0, choice), max(0, cuts.count - 1))
    switch answer {
    case .cut(let cut):
      let wanted = cuts[chosen]
      consequences = simulator.map { Self.consequences(of: wanted, object, timeline, $0) }
      for reference in cut.all.joined() + cut.nearestToRoots where names[reference.slot] == nil {
        names[reference.slot] = Self.name(reference, addresses, heap, inspector)
      }
    case .unreachable:
      consequences = simulator.map { Self.consequences(of: [], object, timeline, $0) }
    default: consequences = nil
    }
  }

  private static func cuts(_ answer: CutAnswer) -> [[MinimumCut.Reference]] {
    guard case .cut(let cut) = answer else { return [] }
    let ends =
      cut.nearestToRoots == cut.nearestToObject
      ? [cut.nearestToObject] : [cut.nearestToObject, cut.nearestToRoots]
    return ends + (cut.isComplete ? cut.all.filter { !ends.contains($0) } : [])
  }

  private static func consequences(
    of cut: [MinimumCut.Reference], _ object: ObjectID, _ timeline: Timeline,
    _ simulator: some Simulating
  ) -> Consequences {
    if let run = simulator.resuming(at: timeline) {
      return Consequences(removing: cut, toFree: object, afterStep: 0, in: run)
    }
    return Consequences(
      removing: cut, toFree: object, afterStep: timeline.position.step, in: simulator)
  }

  private static func name(
    _ reference: MinimumCut.Reference, _ addresses: Addresses, _ heap: MutableHeap,
    _ inspector: some RuntimeInspecting
  ) -> String {
    switch addresses.removal(of: reference.slot, in: heap, inspector) {
    case .delete(let target): target
    case .call(let callee, let arguments): "\(callee)(\(arguments.joined(separator: ", ")))"
    default: heap.holderText(reference.slot)
    }
  }

  /// A reference as a person writes it: `app.sessions['u77']`. O(1).
  public func name(_ reference: MinimumCut.Reference) -> String {
    names[reference.slot] ?? timeline.heap.holderText(reference.slot)
  }

  /// The references of a cut in words.
  public func text(_ cut: [MinimumCut.Reference]) -> String {
    enumerated(cut.map(name), atMost: .max)
  }

  /// The way that no statement can cut, where there is one.
  public var uncuttableText: String? {
    guard case .uncuttable(let path) = answer else { return nil }
    return path.text(in: timeline.heap, timeline.inspector)
  }
}

extension CutReport {
  /// The answer in one sentence. O(its length).
  public func sentence() -> String {
    let heap = timeline.heap
    let name = Int(object.index) <= heap.objectCount ? heap.name(object) : "the object"
    switch answer {
    case .dead: return "\(name) is dead"
    case .root: return "\(name) is a root: nothing holds it, and nothing can let it go"
    case .unreachable:
      let garbage = WhyAlive.Garbage(object, timeline)
      return "nothing has to go: \(garbage.sentence(in: heap))"
    case .uncuttable:
      return "no statement can let \(name) die: \(uncuttableText ?? "") holds it, and no statement "
        + "removes a reference on that way"
    case .cut(let cut):
      let words = text(cuts[chosen])
      return cut.size == 1
        ? "\(name) dies without \(words)" : "\(name) dies without these \(cut.size): \(words)"
    }
  }

  /// The whole answer. O(its size).
  public func lines() -> [AnswerLine] {
    var lines = [AnswerLine(.answer, sentence())]
    if case .cut(let cut) = answer {
      for (index, one) in cuts.enumerated() where cuts.count > 1 {
        if index < 3 {
          let headings = ["nearest to it", "nearest to the roots", "as good"]
          lines.append(AnswerLine(.heading, headings[index]))
        }
        lines.append(AnswerLine(.path, text(one), depth: 1, choice: index))
      }
      if !cut.isComplete {
        lines.append(AnswerLine(.remark, "there are more cuts of this size than are listed"))
      }
    }
    if let consequences {
      lines += consequences.lines(afterStep: step > 0 ? timeline.narration.step(step).number : "0")
    }
    return lines
  }
}

extension Consequences {
  /// What would happen, in order, where the statements act after a step with a number. O(its size).
  public func lines(afterStep number: String) -> [AnswerLine] {
    let heap = timeline.heap
    var lines: [AnswerLine] = []
    if !statements.isEmpty {
      lines.append(AnswerLine(.heading, "if after step \(number) the program did"))
      lines += statements.map { AnswerLine(.statement, $0, depth: 1) }
    }
    if !failure.isEmpty {
      lines.append(AnswerLine(.remark, failure))
      return lines
    }
    func part(_ phase: Phase, _ freed: [ObjectID], _ none: String, _ some: String) {
      guard phase == .collection ? endsWithCollection : !statements.isEmpty else { return }
      lines.append(
        AnswerLine(
          .heading, freed.isEmpty ? none : "\(some) \(enumerated(freed.map(heap.name)))"))
      for happening in happenings where happening.phase == phase {
        lines.append(AnswerLine(.event, heap.sentence(happening.event), depth: 1))
      }
    }
    part(.now, freedNow, "nothing is freed at once", "freed at once:")
    part(
      .collection, freedLater, "the next collection frees nothing more",
      "freed by the next collection:")
    if isFreed == false {
      lines.append(AnswerLine(.remark, "and yet it lives on: something that ran has saved it"))
    }
    return lines
  }
}
