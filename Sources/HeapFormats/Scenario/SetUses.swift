import Runtimes

/// Where a log shows the order of a set of objects, which CPython does not define.
///
/// A name counts as such a set if a step makes one under it and at least two objects can get in.
struct SetUses {
  /// How many objects can be in the set of a name.
  private var sizes: [Symbol: Int] = [:]
  private var made: Set<Symbol> = []
  /// Those of them that print their elements; other ones print their name.
  private var printed: Set<Symbol> = []
  private var shown: [(name: Symbol, offset: Int, way: Way)] = []

  /// How a log shows an order.
  enum Way: String {
    case printing = "this prints"
    case iterating = "this iterates over"
    case listing = "this lists"
    case taking = "this takes an element of"
  }

  /// Notes that a name refers to a new set.
  mutating func make(_ name: Symbol, objects: Int, isBuiltIn: Bool) {
    made.insert(name)
    if isBuiltIn { printed.insert(name) }
    sizes[name, default: 0] = max(sizes[name] ?? 0, objects)
  }

  /// Notes that elements are added; `isRepeated` where this may happen more than once.
  mutating func add(to name: Symbol, isRepeated: Bool) {
    sizes[name, default: 0] += isRepeated ? 2 : 1
  }

  /// Notes that a log shows the elements of a name in their order.
  mutating func show(_ name: Symbol, at offset: Int, way: Way) {
    shown.append((name, offset, way))
  }

  /// The places where the order of a set of objects is seen.
  var findings: [(name: Symbol, offset: Int, way: Way)] {
    shown.filter {
      sizes[$0.name] ?? 0 > 1 && ($0.way == .printing ? printed : made).contains($0.name)
    }
  }
}

extension ScenarioReader {
  /// Warns of logs that depend on the order of a set of objects.
  mutating func warnOfSets() {
    for finding in sets.findings {
      warnings.add(
        at: finding.offset,
        "\(finding.way.rawValue) the set \(Quotation.of(program.name(finding.name))) of objects, whose order "
          + "CPython does not define; the log depends on it")
    }
  }

  /// How many of the elements are objects, as far as the text shows.
  func objectCount(_ elements: some Sequence<ExpressionID>) -> Int {
    elements.count { if case .constant = program[$0] { false } else { true } }
  }

  /// Notes what a step that binds or shows sets does.
  mutating func noteSets(of action: Action, at offset: Int) {
    switch action {
    case .new(let construction, let target?):
      guard case .name(let name) = program[target], let count = setSize(construction)
      else { return }
      if case .builtIn(.set, _) = construction {
        sets.make(name, objects: count, isBuiltIn: true)
      } else {
        sets.make(name, objects: count, isBuiltIn: false)
      }
    case .set(let target, let value):
      guard case .name(let name) = program[target], case .set(let range) = program[value] else {
        noteShown(value, at: offset)
        return
      }
      sets.make(name, objects: objectCount(program.operands(range)), isBuiltIn: true)
    case .call(let operands, _):
      noteCall(operands, at: offset)
    case .print(let values):
      for value in program.operands(values) {
        if case .name(let name) = program[value] {
          sets.show(name, at: offset, way: .printing)
        } else {
          noteShown(value, at: offset)
        }
      }
    case .iterate(let iterable, _, _):
      guard case .name(let name) = program[iterable] else {
        noteShown(iterable, at: offset)
        return
      }
      sets.show(name, at: offset, way: .iterating)
    default: break
    }
  }

  /// The number of objects in a new set, nil where it is no set.
  private func setSize(_ construction: Construction) -> Int? {
    switch construction {
    case .builtIn(.set, let range): objectCount(program.operands(range))
    case .builtIn(.weakSet, _): 0
    case .instance(let type, _) where program.types[Int(type.index)].base == .set: 0
    case .instanceOfItems(let type, _, let range)
    where program.types[Int(type.index)].base == .set:
      objectCount(program.operands(range))
    default: nil
    }
  }

  /// `s.add(x)`, `s.update(xs)`, `s.pop()`
  private mutating func noteCall(_ operands: PoolRange, at offset: Int) {
    let callee = program.operands[Int(operands.start)]
    guard case .attribute(let base, let method) = program[callee],
      case .name(let name) = program[base]
    else { return }
    switch program.name(method) {
    case "add": sets.add(to: name, isRepeated: loopDepth > 0 || scope.function != nil)
    case "update": sets.add(to: name, isRepeated: true)
    case "pop": sets.show(name, at: offset, way: .taking)
    default: break
    }
  }

  /// `list(s)`
  private mutating func noteShown(_ expression: ExpressionID, at offset: Int) {
    guard case .query(.list, let argument) = program[expression],
      case .name(let name) = program[argument]
    else { return }
    sets.show(name, at: offset, way: .listing)
  }
}
