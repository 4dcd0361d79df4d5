import HeapModel

/// What was seen of one step, in an interpreter or in a simulation, in a form in which both can be
/// compared.
struct ObservedStep: Sendable {
  /// What happened.
  var events: [ObservedEvent] = []
  /// The heap after the step; nil where the step leaves none.
  var state: ObservedState?
}

/// Something that happened and that an interpreter shows.
struct ObservedEvent: Hashable, Sendable {
  /// The kinds that both sides can see.
  enum Kind: String, Sendable {
    case output, error, unraisable, expect, finalizer
    case collectStart = "collect-start"
    case collectEnd = "collect-end"
  }

  var kind: Kind
  /// What belongs to the kind, for example type and message of an error.
  var fields: [String]
  /// Whether nobody asked for the collection.
  var isAutomatic = false

  /// Whether it tells of an exception.
  var isError: Bool { kind == .error || kind == .unraisable }

  /// The event as people read it.
  var text: String {
    switch kind {
    case .output: "prints \(Self.quoted(fields[0]))\(fields[1].isEmpty ? "" : " and fails")"
    case .error: "raises \(fields[0]): \(fields[1])"
    case .unraisable: "ignores an exception in \(fields[0]): \(fields[1]): \(fields[2])"
    case .expect: fields[0] == "true" ? "the expectation holds" : "the expectation does not hold"
    case .finalizer: "calls the finalizer of \(fields[0])"
    case .collectStart: "collects generation \(fields[0])\(isAutomatic ? " by itself" : "")"
    case .collectEnd: "has collected \(fields[0]), uncollectable \(fields[1])"
    }
  }

  private static func quoted(_ text: String) -> String { "'\(text)'" }
}

/// The heap after a step.
struct ObservedState: Sendable {
  /// An object and what can be counted of it.
  struct Object: Sendable {
    var name: String
    var measures: Measures
    /// Whether it shows only once the program got it: the arguments of a `finalize`.
    var isPerhaps = false
  }

  /// What can be counted of an object.
  struct Measures: Hashable, Comparable, Sendable, CustomStringConvertible {
    var references: Int
    var weakReferences: Int
    /// nil for what the collector does not track, or has frozen.
    var generation: Int?
    var isReachable: Bool

    private var key: [Int] { [references, weakReferences, generation ?? -1, isReachable ? 1 : 0] }

    static func < (a: Self, b: Self) -> Bool { a.key.lexicographicallyPrecedes(b.key) }

    var description: String {
      "\(references) strong, \(weakReferences) weak, "
        + (generation.map { "generation \($0)" } ?? "not tracked")
        + (isReachable ? "" : ", unreachable")
    }
  }

  /// The module's names that refer to objects.
  var names: [String: String] = [:]
  /// The module's names that refer to plain values.
  var values: [String: String] = [:]
  var objects: [Object] = []
  /// Weak references and what they refer to; nil for dead ones.
  var weakReferences: [(name: String, referent: String?)] = []
  /// The live entries of weak collections.
  var collections: [(name: String, entries: [[String]])] = []
  /// The collector's lists, youngest first.
  var lists: [[String]] = [[], [], []]
}
