/// The keys of a step.
enum StepKey: String, CaseIterable {
  // The verbs.
  case new, set, del, weakref, proxy, weakmethod, finalize, closure, call, `return`, global
  case print, collect, gc, raise, iterate, expect, exit
  // What a verb takes.
  case `as`, with, items, entries, value, to, callback, arguments, atexit, captures, message, `do`
  // What every step may carry.
  case note, chapter, raises

  static let verbs = Array(allCases.prefix { $0 != .as })
  static let common: [StepKey] = [.note, .chapter, .raises]

  /// What a step with this verb may have beside the verb and the common keys.
  var companions: [StepKey] {
    switch self {
    case .new: [.as, .with, .items, .entries, .value]
    case .set: [.to]
    case .weakref, .proxy, .weakmethod: [.as, .callback]
    case .finalize: [.as, .call, .arguments, .atexit]
    case .closure: [.captures, .as]
    case .call: [.with, .as]
    case .raise: [.message]
    case .iterate: [.as, .do]
    default: []
    }
  }

  /// The companions without which the verb has no meaning.
  var required: [StepKey] {
    switch self {
    case .set: [.to]
    case .finalize: [.call]
    case .iterate: [.as, .do]
    default: []
    }
  }
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
  let step = KeyTable(StepKey.allCases.map(\.rawValue))
  let collectorStep = KeyTable(["enabled", "thresholds", "freeze", "unfreeze"])
  let raises = KeyTable(["type", "message"])
  let stepKeys = StepKey.allCases
}
