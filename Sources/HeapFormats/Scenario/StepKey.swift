/// The keys of a step.
enum StepKey: UInt8, CaseIterable {
  // The verbs.
  case new, set, del, weakref, proxy, weakmethod, finalize, closure, call, `return`, global
  case print, collect, gc, raise, iterate, expect, exit
  case `try`, partial, frame, yield
  // What a verb takes.
  case `as`, with, items, entries, value, to, callback, arguments, atexit, captures, message, `do`
  case except
  // What every step may carry.
  case note, chapter, raises, ask

  /// How it is written.
  var name: String { String(describing: self) }

  /// The keys of which one says what a step does.
  static var verbs: [StepKey] { allCases.filter(\.isVerb) }
  /// The keys that every step may carry.
  static let common: StepKeySet = [.note, .chapter, .raises, .ask]

  /// Whether it says what a step does.
  var isVerb: Bool { self < .as }

  /// What a step with this verb may have beside the verb and the common keys.
  var companions: StepKeySet {
    switch self {
    case .new: [.as, .with, .items, .entries, .value]
    case .set: [.to]
    case .weakref, .proxy, .weakmethod: [.as, .callback]
    case .finalize: [.as, .call, .arguments, .atexit]
    case .closure: [.captures, .as]
    case .call: [.with, .as]
    case .raise: [.message]
    case .iterate: [.as, .do]
    case .try: [.except, .as, .do]
    case .partial: [.with, .as]
    case .frame, .yield: [.as]
    default: []
    }
  }

  /// The companions without which the verb has no meaning.
  var required: StepKeySet {
    switch self {
    case .set: [.to]
    case .finalize: [.call]
    case .iterate: [.as, .do]
    case .try: [.except]
    default: []
    }
  }
}

extension StepKey: Comparable {
  static func < (a: StepKey, b: StepKey) -> Bool { a.rawValue < b.rawValue }
}

/// A set of keys of a step: one bit each.
struct StepKeySet: ExpressibleByArrayLiteral {
  private var bits: UInt64 = 0
  @inline(__always)
  init(arrayLiteral keys: StepKey...) {
    for key in keys { bits |= 1 << UInt64(key.rawValue) }
  }
  var isEmpty: Bool { bits == 0 }
  func contains(_ key: StepKey) -> Bool { bits & 1 << UInt64(key.rawValue) != 0 }
  /// The names of the keys, in the order of `StepKey`.
  var names: [String] { StepKey.allCases.filter { contains($0) }.map(\.name) }
}

/// The known keys of every kind of object in a scenario.
struct ScenarioKeys {
  let document = KeyTable([
    "weakviz", "title", "summary", "source", "runtime", "gc", "types", "functions", "steps",
    "$schema",
  ])
  let collector = KeyTable(["enabled", "thresholds"])
  let type = KeyTable(["finalizer", "methods", "slots", "base", "size", "fields"])
  let function = KeyTable(["parameters", "do"])
  let step = KeyTable(StepKey.allCases.map(\.name))
  let collectorStep = KeyTable(["enabled", "thresholds", "freeze", "unfreeze"])
  let raises = KeyTable(["type", "message"])
  let ask = KeyTable(["about", "question", "choices", "expression"])
  let stepKeys = StepKey.allCases
}
