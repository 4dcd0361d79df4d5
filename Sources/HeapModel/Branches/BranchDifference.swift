/// What a branch does differently from the program that it was made of.
public struct BranchDifference: Sendable {
  /// The end of an object's life.
  public struct Death: Hashable, Sendable {
    /// The step of its own run.
    public var step: Int
    /// The step as people number it.
    public var number: String
    /// Whether the cyclic collector freed it, and not the last reference to it.
    public var isCollected: Bool
  }

  /// An object that ends differently.
  public struct Fate: Hashable, Sendable {
    /// What it is called in the original, or in the branch where only that has it.
    public var name: String
    /// Its end in the original; nil where it lives on.
    public var original: Death?
    /// Its end in the branch; nil where it lives on.
    public var branch: Death?
    /// Whether the branch makes the object at all.
    public var isMade: Bool
  }

  /// The first step of the document that does something else in the branch, as a step of the
  /// branch; nil where all do the same.
  public private(set) var firstStep: Int?
  /// How people number that step.
  public private(set) var firstNumber = ""
  /// The objects of the original that end differently, in order of creation.
  public private(set) var fates: [Fate] = []
  private let edits: Int

  /// Compares a branch with the original. O(objects of both, and events since the first edit).
  public init(from original: Timeline, to run: Timeline, of branch: Branch) {
    edits = branch.edits.count
    var (original, run) = (original, run)
    original.move(to: Position(step: original.stepCount))
    run.move(to: Position(step: run.stepCount))
    let origins = Origins(from: original, to: run) { branch.step(ofDocumentStep: $0) }
    let comparison = EventComparison(first: original.heap, second: run.heap, origins: origins)
    // What comes before the first edit is the same in both.
    let shared = min(branch.sharedSteps(with: .original), original.stepCount, run.stepCount)
    let (deaths, others) = (original.deaths(after: shared), run.deaths(after: shared))
    var objects = Set(deaths.keys)
    for step in stride(from: shared + 1, through: original.stepCount, by: 1) {
      let other = branch.step(ofDocumentStep: step)
      if firstStep == nil, !Self.isSame(original, step, run, other, comparison) {
        firstStep = other
        firstNumber = run.narration.step(other).number
      }
      objects.formUnion(original.objectsMade(inStep: step))
    }
    objects.formUnion(others.keys.lazy.compactMap { origins.origin(of: $0) })
    for object in objects.sorted() where original.heap.isVisible(object) {
      let counterpart = origins.counterpart(of: object)
      let (before, after) = (deaths[object], counterpart.flatMap { others[$0] })
      let isSame =
        before?.step == after.flatMap { branch.documentStep(of: $0.step) }
        && (before == nil) == (after == nil)
      guard counterpart == nil || !isSame else { continue }
      fates.append(
        Fate(
          name: original.heap.name(object), original: before, branch: after,
          isMade: counterpart != nil))
    }
  }

  private static func isSame(
    _ original: Timeline, _ step: Int, _ run: Timeline, _ other: Int, _ comparison: EventComparison
  ) -> Bool {
    let (events, others) = (original.events(ofStep: step), run.events(ofStep: other))
    return events.count == others.count
      && zip(events, others).allSatisfy {
        $0.cause == $1.cause && comparison.isSame($0.event, $1.event)
      }
  }
}

extension BranchDifference {
  /// The difference in words. O(its size).
  public func lines() -> [AnswerLine] {
    guard edits > 0 else {
      return [AnswerLine(.answer, "this is the original: there are no edits")]
    }
    let few = counted(edits, "edit")
    var lines: [AnswerLine] = []
    if let firstStep, firstStep > 0 {
      lines.append(
        AnswerLine(.answer, "with \(few) the scenario goes another way from step \(firstNumber) on")
      )
    } else {
      lines.append(AnswerLine(.answer, "with \(few) the scenario's own steps do what they did"))
    }
    guard !fates.isEmpty else {
      lines.append(AnswerLine(.remark, "every object dies as it did"))
      return lines
    }
    lines.append(AnswerLine(.heading, "what ends differently"))
    for fate in fates {
      let before = fate.original.map { "died in \($0.text)" } ?? "lived to the end"
      let now =
        fate.isMade
        ? fate.branch.map { "dies in \($0.text)" } ?? "lives to the end" : "is never made"
      lines.append(AnswerLine(.event, "\(fate.name) \(before); now it \(now)", depth: 1))
    }
    return lines
  }
}

extension BranchDifference.Death {
  fileprivate var text: String { "step \(number)" + (isCollected ? ", by a collection" : "") }
}

extension Timeline {
  /// The ends of all objects that end after a step. O(events since).
  fileprivate func deaths(after step: Int) -> [ObjectID: BranchDifference.Death] {
    var deaths: [ObjectID: BranchDifference.Death] = [:]
    for step in stride(from: step + 1, through: stepCount, by: 1) {
      var collections = 0
      var number = ""
      for logged in events(ofStep: step) {
        switch logged.event {
        case .collectStart: collections += 1
        case .collectEnd: collections -= 1
        case .free(let object):
          if number.isEmpty { number = narration.step(step).number }
          deaths[object] = BranchDifference.Death(
            step: step, number: number, isCollected: collections > 0)
        default: break
        }
      }
    }
    return deaths
  }
}
