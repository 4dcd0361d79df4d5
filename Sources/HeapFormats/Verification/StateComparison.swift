/// Compares two heaps after the same step: the interpreter's and the simulation's.
struct StateComparison {
  /// A difference whose step is not said yet.
  struct Found {
    var subject: String
    var interpreter: String
    var simulation: String
    var rule: LifetimeRule

    func at(step: Int) -> Difference {
      Difference(
        step: step, subject: subject, interpreter: interpreter, simulation: simulation, rule: rule)
    }
  }

  private let theirs: ObservedState
  private let ours: ObservedState
  /// What the interpreter's named objects of undeclared types are called in the simulation.
  private var renamed: [String: String] = [:]
  private var known: Set<String> = []

  init(_ theirs: ObservedState, _ ours: ObservedState) {
    (self.theirs, self.ours) = (theirs, ours)
  }

  /// The first difference, nil where there is none. O(size · log size).
  var difference: Found? {
    var copy = self
    return copy.compareNames() ?? copy.compareObjects() ?? copy.compareWeakReferences()
      ?? copy.compareCollections() ?? copy.compareLists()
  }

  // MARK: Names

  private mutating func compareNames() -> Found? {
    for (one, two, what) in [
      (theirs.names, ours.names, "the name"), (theirs.values, ours.values, "the value of"),
    ] {
      for name in Set(one.keys).union(two.keys).sorted() {
        let (a, b) = (one[name], two[name])
        if a.map(ObjectNumbers.removed) != b.map(ObjectNumbers.removed) {
          return Found(
            subject: "\(what) \(name)", interpreter: a ?? "is not there",
            simulation: b ?? "is not there", rule: .names)
        }
      }
    }
    var backward: [String: String] = [:]
    for name in theirs.names.keys.sorted() {
      guard let one = theirs.names[name], let two = ours.names[name] else { continue }
      if renamed[one, default: two] != two || backward[two, default: one] != one {
        return Found(
          subject: "the name \(name)", interpreter: Self.companions(of: name, theirs.names),
          simulation: Self.companions(of: name, ours.names), rule: .names)
      }
      renamed[one] = two
      backward[two] = one
    }
    known = Set(renamed.values)
    return nil
  }

  private static func companions(of name: String, _ names: [String: String]) -> String {
    let others = names.filter { $0.value == names[name] && $0.key != name }.keys.sorted()
    return others.isEmpty
      ? "an object of its own" : "the same object as \(others.joined(separator: ", "))"
  }

  /// What an object of the interpreter is called here: its number only where both sides know it.
  private func their(_ name: String) -> String { renamed[name] ?? ObjectNumbers.removed(name) }
  private func our(_ name: String) -> String {
    known.contains(name) ? name : ObjectNumbers.removed(name)
  }

  // MARK: Objects

  private func compareObjects() -> Found? {
    var one: [String: [ObservedState.Measures]] = [:]
    var perhaps: [(kind: String, measures: ObservedState.Measures)] = []
    for object in theirs.objects {
      if object.isPerhaps && renamed[object.name] == nil {
        perhaps.append((ObjectNumbers.removed(object.name), object.measures))
      } else {
        one[their(object.name), default: []].append(object.measures)
      }
    }
    let two = Dictionary(grouping: ours.objects) { our($0.name) }.mapValues { $0.map(\.measures) }
    for (kind, measures) in perhaps {
      let shown = two[kind]?.count { $0 == measures } ?? 0
      if shown > one[kind]?.count(where: { $0 == measures }) ?? 0 {
        one[kind, default: []].append(measures)
      }
    }
    for name in Set(one.keys).union(two.keys).sorted() {
      let (a, b) = (one[name, default: []].sorted(), two[name, default: []].sorted())
      guard a != b else { continue }
      return Found(
        subject: Self.subject(name), interpreter: Self.text(a), simulation: Self.text(b),
        rule: Self.rule(a, b))
    }
    return nil
  }

  private static func rule(
    _ a: [ObservedState.Measures], _ b: [ObservedState.Measures]
  ) -> LifetimeRule {
    guard a.count == b.count else { return .death }
    for (one, two) in zip(a, b) where one != two {
      if one.references != two.references { return .counts }
      if one.weakReferences != two.weakReferences { return .weakCounts }
      if one.isReachable != two.isReachable { return .counts }
      return .generations
    }
    return .counts
  }

  /// `list#` stands for all lists without a name.
  private static func subject(_ name: String) -> String {
    name.hasSuffix("#") ? "every \(name.dropLast()) without a name" : name
  }

  private static func text(_ values: [ObservedState.Measures]) -> String {
    values.isEmpty ? "is not there" : values.map(\.description).joined(separator: "; ")
  }

  // MARK: What is weak

  private func compareWeakReferences() -> Found? {
    let one = Dictionary(grouping: theirs.weakReferences) { their($0.name) }
      .mapValues { $0.map { $0.referent.map(their) ?? "nothing: it is dead" }.sorted() }
    let two = Dictionary(grouping: ours.weakReferences) { our($0.name) }
      .mapValues { $0.map { $0.referent.map(our) ?? "nothing: it is dead" }.sorted() }
    for name in Set(one.keys).union(two.keys).sorted() where one[name] != two[name] {
      return Found(
        subject: "\(Self.subject(name)) refers to",
        interpreter: one[name]?.joined(separator: "; ") ?? "is not there",
        simulation: two[name]?.joined(separator: "; ") ?? "is not there", rule: .clearing)
    }
    return nil
  }

  private func compareCollections() -> Found? {
    func texts(_ name: String, _ entries: [[String]]) -> String {
      let texts = entries.map { $0.joined(separator: ": ") }
      let isSet = ObjectNumbers.removed(name) == "WeakSet#"
      return "{" + (isSet ? texts.sorted() : texts).joined(separator: ", ") + "}"
    }
    let one = Dictionary(grouping: theirs.collections) { their($0.name) }
      .mapValues { $0.map { texts($0.name, $0.entries.map { $0.map(their) }) }.sorted() }
    let two = Dictionary(grouping: ours.collections) { our($0.name) }
      .mapValues { $0.map { texts($0.name, $0.entries.map { $0.map(our) }) }.sorted() }
    for name in Set(one.keys).union(two.keys).sorted() where one[name] != two[name] {
      return Found(
        subject: "the entries of \(Self.subject(name))",
        interpreter: one[name]?.joined(separator: "; ") ?? "is not there",
        simulation: two[name]?.joined(separator: "; ") ?? "is not there", rule: .collections)
    }
    return nil
  }

  // MARK: The collector's lists

  private func compareLists() -> Found? {
    guard !ours.lists.isEmpty else { return nil }
    for generation in 0..<3 {
      let one = theirs.lists.count > generation ? theirs.lists[generation] : []
      let two = ours.lists.count > generation ? ours.lists[generation].map(our) : []
      guard !agree(one, two) else { continue }
      return Found(
        subject: "the order of generation \(generation)",
        interpreter: one.map { their($0) }.joined(separator: ", "),
        simulation: two.joined(separator: ", "), rule: .listOrder)
    }
    return nil
  }

  /// Whether both lists are the same; those arguments of finalizers that the program never got may
  /// be absent in the simulation. O(length), with such arguments O(length × their number).
  private func agree(_ theirs: [String], _ ours: [String]) -> Bool {
    let optional = " perhaps"
    var places: Set<Int> = [0]
    for name in theirs {
      let shown = their(name.hasSuffix(optional) ? String(name.dropLast(optional.count)) : name)
      let after = places.filter { $0 < ours.count && ours[$0] == shown }.map { $0 + 1 }
      places = name.hasSuffix(optional) ? places.union(after) : Set(after)
      if places.isEmpty { return false }
    }
    return places.contains(ours.count)
  }
}
