/// The rules of CPython that decide what is compared: what to read when the two sides differ.
public enum LifetimeRule: String, CaseIterable, Sendable {
  case names, counts, weakCounts, death, clearing, collections, generations, listOrder
  case collected, automatic, finalizers, output, errors, ignoredErrors, expectation, exit, endOfRun

  /// The letters with which the scenarios about the rule begin, in Tests/Conformance/rules.
  public var letters: String {
    switch self {
    case .names: "R03"
    case .counts: "R01"
    case .weakCounts: "W1"
    case .death: "D"
    case .clearing: "W3"
    case .collections: "WD"
    case .generations: "G03"
    case .listOrder: "G05"
    case .collected: "G07"
    case .automatic: "G02"
    case .finalizers: "D1"
    case .output: "D6"
    case .errors: "S17"
    case .ignoredErrors: "D9"
    case .expectation: "R01"
    case .exit: "X"
    case .endOfRun: "B"
    }
  }

  /// The rule in a sentence.
  public var sentence: String {
    switch self {
    case .names: "a name refers to its new object before the old one is let go"
    case .counts:
      "each name, attribute, element, cell, bound method and temporary that holds an object counts one"
    case .weakCounts:
      "weak references without a callback are one shared object, each with a callback is a new one"
    case .death:
      "an object dies when its last strong reference goes, or when the collector finds it"
    case .clearing: "weak references are cleared together, before the first callback runs"
    case .collections: "an entry leaves a weak collection in the callback of its weak reference"
    case .generations: "a survivor of a collection moves to the next generation"
    case .listOrder: "a collection puts what it reaches late behind that from which it reached it"
    case .collected:
      "collected are all tracked objects of the garbage, hidden ones too, but not what was saved"
    case .automatic:
      "a collection starts by itself when more objects were made than died, by more than the threshold"
    case .finalizers: "__del__ runs first, once in an object's life, before its references go"
    case .output: "deaths nest: callbacks newest first, then attributes and elements in their order"
    case .errors: "an error ends the step; temporaries die before it is told, locals after"
    case .ignoredErrors:
      "an error in a callback or in __del__ is told and ignored, the rest goes on"
    case .expectation: "an expectation is an assertion of the program"
    case .exit:
      "at exit finalizers registered with atexit run newest first, then a collection, then names go"
    case .endOfRun: "an error ends its step, never the run"
    }
  }

  /// The rule behind a difference between two events.
  init(events one: ObservedEvent?, _ two: ObservedEvent?) {
    if [one, two].contains(where: { $0?.kind == .collectStart && $0?.isAutomatic == true }) {
      self = .automatic
      return
    }
    switch (one?.kind, two?.kind) {
    case (.expect, _), (_, .expect): self = .expectation
    case (.error, _), (_, .error): self = .errors
    case (.unraisable, _), (_, .unraisable): self = .ignoredErrors
    case (.collectStart, _), (.collectEnd, _), (_, .collectStart), (_, .collectEnd):
      self = .collected
    case (.finalizer, _), (_, .finalizer): self = .finalizers
    default: self = .output
    }
  }
}
