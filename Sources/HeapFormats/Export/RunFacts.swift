import HeapModel
import Runtimes

/// What a run of a program shows that its text does not say, and that an exported program must know.
struct RunFacts {
  /// The type of the error that a step raised.
  private(set) var errors: [Int: String] = [:]
  /// The assertions that did not hold, by step.
  private(set) var failures: [Int: Set<String>] = [:]
  /// How each assertion compares, by its text and what was expected: a name tells only in the run.
  private(set) var comparesByValue: Set<String> = []
  /// The texts that were printed, and those that errors told.
  private(set) var printed: Set<TextID> = []
  private(set) var messages: Set<TextID> = []
  /// Whether the collector was at work.
  private(set) var hasCollections = false
  /// Whether something at the end of the run would still act if the interpreter went down.
  private(set) var actsAtExit = false

  /// Looks at all steps of a run. O(events + objects).
  init(_ run: Timeline, _ program: Program) {
    let texts = run.heap.texts
    for step in stride(from: 1, through: run.stepCount, by: 1) {
      for logged in run.events(ofStep: step) {
        switch logged.event {
        case .output(let text, _): printed.insert(text)
        case .error(let type, let message):
          errors[step] = texts[type]
          messages.insert(message)
        case .unraisable(_, _, let message): messages.insert(message)
        case .expect(let expression, let expected, _, let holds):
          if !holds { failures[step, default: []].insert(texts[expression]) }
          if Self.isPlainOrContainer(texts[expected]) { comparesByValue.insert(texts[expression]) }
        case .collectStart: hasCollections = true
        default: break
        }
      }
    }
    actsAtExit = program.steps.last?.action != .exit && Self.actsAtExit(run, program)
  }

  /// Whether an expected value, as it was logged, is compared with `==`.
  private static func isPlainOrContainer(_ text: String) -> Bool {
    !text.hasPrefix("<") && !["None", "True", "False"].contains(text) && !text.hasPrefix("dict_")
  }

  private static func actsAtExit(_ run: Timeline, _ program: Program) -> Bool {
    let finalized = Set(
      program.types.filter { $0.finalizer != nil }.map { program.name($0.name) })
    var run = run
    run.move(to: Position(step: run.stepCount))
    let heap = run.heap
    return heap.allObjects.contains { object in
      guard heap.isAlive(object), heap.isVisible(object) else { return false }
      return finalized.contains(heap.typeName(object)) || heap.typeName(object) == "finalize"
        || run.inspector.callbackName(of: object, in: heap) != nil
    }
  }
}
