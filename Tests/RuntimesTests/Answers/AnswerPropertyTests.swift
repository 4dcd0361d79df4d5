import HeapModel
import Runtimes
import Testing

@Suite("Answers about every heap of every scenario")
struct AnswerPropertyTests {
  /// The living, visible objects at the end of every fourth step and of the last one.
  static func forEachObject(
    of file: ScenarioFile, _ body: (Simulation, Timeline, ObjectID) throws -> Void
  ) throws {
    let run = try file.run()
    var timeline = run.timeline
    let last = run.timeline.stepCount
    for step in 0...last where step % 4 == 3 || step == last {
      timeline.move(to: Position(step: step))
      for object in timeline.heap.allObjects
      where timeline.heap.isAlive(object) && timeline.heap.isVisible(object) {
        try body(run, timeline, object)
      }
    }
  }

  @Test("name every holder that a count counts", arguments: ScenarioFile.all)
  func ledger(_ file: ScenarioFile) throws {
    try Self.forEachObject(of: file) { _, timeline, object in
      let heap = timeline.heap
      let why = WhyAlive(object, in: timeline)
      #expect(why.holders.count == heap.referenceCount(object))
      #expect(why.holders.allSatisfy { !$0.text.isEmpty })
      let isReached = heap.retainingPath(to: object, .none) != nil
      #expect((why.state == .reachable) == isReached)
      #expect(why.paths.allSatisfy { !$0.text.isEmpty })
      if case .unreachable(let garbage) = why.state, !heap.state(object).contains(.leaked) {
        #expect(!garbage.cycle.isEmpty, "\(heap.name(object)) at \(timeline.position.step)")
      }
    }
  }

  /// The whole chain: the cut is found, statements are made of it, they are executed, and then the
  /// object is dead, unless code that ran has saved it.
  @Test("cut what has to go, and the object dies of it", arguments: ScenarioFile.shipped)
  func cuts(_ file: ScenarioFile) throws {
    try Self.forEachObject(of: file) { run, timeline, object in
      let place = "\(timeline.heap.name(object)) after step \(timeline.position.step)"
      let report = CutReport(of: object, in: timeline, simulator: run, limit: 3)
      guard case .cut(let cut) = report.answer else { return }
      let consequences = try #require(report.consequences)
      #expect(consequences.failure == "", "\(place)")
      #expect(consequences.statements.count == cut.size, "\(place)")
      let ranCode = consequences.happenings.contains {
        switch $0.event {
        case .callback, .finalizer, .finalize, .resurrect: true
        default: false
        }
      }
      #expect(consequences.isFreed == true || ranCode, "\(place): \(consequences.statements)")
      #expect(
        timeline.heap.retainingPath(
          to: object, HeapEdits(cut: Set(cut.nearestToRoots.flatMap(\.slots)))) == nil, "\(place)")
    }
  }

  @Test("name objects by expressions that give them", arguments: ScenarioFile.shipped)
  func addresses(_ file: ScenarioFile) throws {
    try Self.forEachObject(of: file) { _, timeline, object in
      let (heap, inspector) = (timeline.heap, timeline.inspector)
      guard let text = Addresses(heap, inspector).text(object, in: heap, inspector) else { return }
      guard !text.contains("("), !text.contains("[") || text.contains("['") else { return }
      #expect(heap.object(named: text) == object, "\(text)")
    }
  }

  /// Of what is garbage somebody is told which collection finds it. The collections that come say
  /// whether that was true.
  @Test("name the collection that finds what nothing reaches", arguments: ScenarioFile.all)
  func collections(_ file: ScenarioFile) throws {
    let run = try file.run()
    var timeline = run.timeline
    let last = timeline.stepCount
    for step in stride(from: 1, to: last, by: 1) {
      timeline.move(to: Position(step: step))
      for object in timeline.heap.allObjects
      where timeline.heap.isAlive(object) && timeline.heap.isVisible(object) {
        let why = WhyAlive(object, in: timeline)
        guard case .unreachable(let garbage) = why.state, !garbage.cycle.isEmpty else { continue }
        let told = garbage.sentence(in: timeline.heap)
        let (missed, found) = Self.collections(of: object, in: timeline, after: step)
        let place = "\(timeline.heap.name(object)) after step \(step): \(told)"
        guard !garbage.isFrozen, let wanted = garbage.generation else {
          #expect(found == nil, "\(place)")
          continue
        }
        #expect(missed.allSatisfy { $0 < wanted }, "\(place), missed by \(missed)")
        #expect(found ?? wanted >= wanted, "\(place), found by \(found ?? -1)")
      }
    }
  }

  /// The generations of the collections after a step that do not find an object, up to the one that
  /// does; all of them up to where somebody gets hold of it.
  private static func collections(
    of object: ObjectID, in timeline: Timeline, after step: Int
  ) -> (missed: [Int], found: Int?) {
    var timeline = timeline
    var missed: [Int] = []
    var generations: [Int] = []
    for later in step + 1...timeline.stepCount {
      // Then it is another question.
      guard !timeline.narration.step(later).statement.contains("freeze()") else { break }
      timeline.move(to: Position(step: later - 1))
      guard timeline.heap.retainingPath(to: object, .none) == nil else { break }
      for logged in timeline.events(ofStep: later) {
        switch logged.event {
        case .collectStart(let number, _): generations.append(number)
        case .unreachable(let objects) where objects.contains(object):
          return (missed, generations.last)
        case .collectEnd: missed.append(generations.removeLast())
        case .bind(_, let value, _) where value.object == object: return (missed, nil)
        case .reference(_, let label, let referent) where label.isStrong && referent == object:
          return (missed, nil)
        case .deallocate(object): return (missed, nil)
        default: break
        }
      }
    }
    return (missed, nil)
  }

  @Test("tell of every death, and of how it came", arguments: ScenarioFile.all)
  func obituaries(_ file: ScenarioFile) throws {
    let timeline = try file.run().timeline
    for object in timeline.heap.allObjects where timeline.heap.isVisible(object) {
      let obituary = Obituary(object, in: timeline)
      let isDead = timeline.heap.state(object).contains(.freed)
      #expect((obituary.freed != nil) == isDead)
      #expect((obituary.lastHolder != nil) == (obituary.dying != nil))
      let born = obituary.born?.step ?? 0
      #expect(obituary.dying?.step ?? .max >= born)
      #expect(!obituary.taken.contains(object))
      #expect(!obituary.lines(in: timeline).isEmpty)
    }
  }
}
