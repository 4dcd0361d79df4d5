import HeapModel

// What is printed: the reference of the scenario language says how objects are called.
extension Machine {
  /// `str(x)`. A dead proxy raises.
  func printed(_ value: Value) throws(PythonError) -> String {
    if let object = value.object {
      if types[type(object)].layout == .proxy {
        return try printed(self.value(of: try liveReferent(ofProxy: object)))
      }
      if let text = types[type(object)].operations.text { return text(self, object) }
    }
    if case .text(let text)? = constant(value) { return text.value }
    return try completeRepresentation(value)
  }

  /// `repr(x)`, which must not be cut: an error where containers are nested too deeply, and the end
  /// of the run where it would be longer than a run may take.
  private func completeRepresentation(_ value: Value) throws(PythonError) -> String {
    guard let object = value.object,
      types[type(object)].layout != .instance || types[type(object)].operations.represent != nil
    else { return representation(value) }
    var writer = representation
    writer.limits.parts = statementLimit - statementCount
    let text = writer.write(value)
    switch writer.cut {
    case .levels:
      throw PythonError(
        "RecursionError", "maximum recursion depth exceeded while getting the repr of an object")
    case .parts: throw PythonError(stop: .statementLimit(statementLimit))
    case nil: return text
    }
  }

  /// `repr(x)`.
  func representation(_ value: Value) -> String {
    guard let object = value.object else { return timeline.heap.text(value) }
    if types[type(object)].layout == .instance, types[type(object)].operations.represent == nil {
      return "<\(timeline.heap.name(object))>"
    }
    return representation.text(value)
  }

  /// `repr(x)` within a text of the interpreter's own: there a WeakSet is written as its data, while
  /// what the program prints calls it by its name. Source: Lib/_weakrefset.py, __repr__.
  func libraryRepresentation(_ value: Value) -> String {
    var representation = representation
    representation.writesWeakSetsOut = true
    return representation.text(value)
  }

  /// What a weak reference to an object calls it.
  func shortName(_ object: ObjectID) -> String { representation.shortName(object) }

  private var representation: Representation {
    var writer = Representation(
      heap: timeline.heap, types: types, core: core, codeColumn: well.code, codes: codes)
    writer.limits.levels = profile.recursionLimit
    writer.limits.stack = (stackBase, stackBudget)
    return writer
  }

  /// The referent of a proxy. Rule W7.
  func liveReferent(ofProxy proxy: ObjectID) throws(PythonError) -> ObjectID {
    if let referent = referent(proxy) { return referent }
    throw PythonError("ReferenceError", "weakly-referenced object no longer exists")
  }
}

/// Writes the values of a heap as the program would print them.
struct Representation: Sendable {
  let heap: MutableHeap
  let types: [TypeBehavior]
  let core: CoreTypes
  let codeColumn: Int
  let codes: CodeTable

  /// How much is written; what is more is left out, with an ellipsis.
  struct Limits: Sendable {
    /// How deep containers are written within each other.
    var levels = 100
    /// How many parts are written. A container that holds another twice, and so on forty times,
    /// unfolds to more than any memory has; CPython ends in a `MemoryError` there.
    var parts = 200_000
    /// Where the machine's stack began and how much of it may be used, where somebody knows.
    var stack: (base: UInt, budget: UInt)?
  }
  var limits = Limits()

  /// Which limit was reached.
  enum Cut: Sendable { case levels, parts }
  /// The limit for which something was left out.
  var cut: Cut? { progress.cut }

  /// Whether a WeakSet is written as the set of its weak references.
  fileprivate(set) var writesWeakSetsOut = false

  /// What is being written.
  private struct Progress {
    /// The containers that are begun, outermost first.
    var open: [ObjectID] = []
    /// How many parts were written.
    var parts = 0
    var cut: Cut?
  }

  /// What is begun and what may still be written; the parts of an object with a text of its own go
  /// on with it.
  private var progress = Progress()

  init(
    heap: MutableHeap, types: [TypeBehavior], core: CoreTypes, codeColumn: Int, codes: CodeTable
  ) {
    self.heap = heap
    self.types = types
    self.core = core
    self.codeColumn = codeColumn
    self.codes = codes
  }

  /// `repr(x)`. O(what is written).
  func text(_ value: Value) -> String {
    var copy = self
    return copy.write(value)
  }

  /// `repr(x)`; afterwards `cut` says whether something was left out. O(what is written).
  mutating func write(_ value: Value) -> String {
    // The program writes such an object itself, before the interpreter begins to watch what is open.
    if let object = value.object,
      let represent = types[Int(heap.typeID(object).index)].operations.represent
    {
      return represent(&self, object)
    }
    return part(value)
  }

  /// Whether a container cannot be begun, because too many are open.
  private func isTooDeep(_ progress: inout Progress) -> Bool {
    var isTooDeep = progress.open.count >= limits.levels
    if let (base, budget) = limits.stack, !isTooDeep {
      isTooDeep = Machine.isStackExhausted(base: base, budget: budget)
    }
    if isTooDeep { progress.cut = .levels }
    return isTooDeep
  }

  /// Counts a part; false where there were too many.
  private func mayWritePart(_ progress: inout Progress) -> Bool {
    guard progress.parts < limits.parts else {
      progress.cut = .parts
      return false
    }
    progress.parts += 1
    return true
  }

  /// `repr(x)` as a part of what is being written. O(what is written).
  mutating func part(_ value: Value) -> String {
    var progress = progress
    defer { self.progress = progress }
    return text(value, &progress)
  }

  /// The text of an object that writes itself; a partial that has itself among its parts says so
  /// with an ellipsis, as CPython does, and leaves it to containers where it is an exception.
  private func own(
    _ object: ObjectID, _ progress: inout Progress,
    _ represent: (inout Representation, ObjectID) -> String
  ) -> String {
    // Only an exception has another text for `str`.
    let isWatched = types[Int(heap.typeID(object).index)].operations.text == nil
    if isWatched && isOpen(object, progress) { return "..." }
    guard !isTooDeep(&progress), mayWritePart(&progress) else { return "..." }
    progress.open.append(object)
    var reader = self
    reader.progress = progress
    let text = represent(&reader, object)
    progress = reader.progress
    progress.open.removeLast()
    return text
  }

  private func text(_ value: Value, _ progress: inout Progress) -> String {
    guard let object = value.object else { return heap.text(value) }
    let name = heap.name(object)
    let type = types[Int(heap.typeID(object).index)]
    if let represent = type.operations.represent { return own(object, &progress, represent) }
    let isDeclared = Int(heap.typeID(object).index) >= core.firstDeclared
    if isDeclared { return "<\(name)>" }
    switch type.layout {
    case .list: return container(object, "[", "]", "[...]", &progress)
    case .tuple: return container(object, "(", ")", "(...)", &progress)
    case .set: return container(object, "{", "}", "set(...)", &progress)
    case .dict: return container(object, "{", "}", "{...}", &progress)
    case .iterator where (0..<3).contains(Int(heap.typeID(object).index) - core.dictViews):
      return view(object, &progress)
    case .weakReference:
      return referent(object).map { "<weakref to \(shortName($0))>" } ?? "<weakref dead>"
    case .proxy:
      return referent(object).map { "<weakproxy to \(shortName($0))>" } ?? "<weakproxy dead>"
    case .method:
      let receiver = heap.value(heap.firstSlot(object))
      let name = codes.methodName(UInt32(word(object)), heap.texts)
      return "<bound method \(name) of \(text(receiver, &progress))>"
    case .builtInMethod:
      let receiver = heap.value(heap.firstSlot(object))
      let owner = receiver.object.map { shortName($0) } ?? heap.text(receiver)
      return "<built-in method \(heap.texts[TextID(UInt32(word(object)))]) of \(owner)>"
    case .function:
      return "<function \(codes[word(object) - 1].qualifiedName)>"
    default: return "<\(name)>"
    }
  }

  private func isOpen(_ object: ObjectID, _ progress: Progress) -> Bool {
    progress.open.contains(object)
  }

  func word(_ object: ObjectID) -> Int {
    Int(heap.runtimeWord(codeColumn, Int(object.index)))
  }

  /// What a weak reference refers to while it lives.
  func referent(_ reference: ObjectID) -> ObjectID? {
    var slot = heap.firstSlot(reference)
    while slot != .none, heap.label(slot).isStrong { slot = heap.slot(after: slot) }
    guard slot != .none, let object = heap.value(slot).object,
      heap.referenceCount(object) > 0 || isStandIn(object)
    else { return nil }
    return object
  }

  /// Whether an object stands for a declared function or type.
  private func isStandIn(_ object: ObjectID) -> Bool {
    let type = Int(heap.typeID(object).index)
    return type == core.functionStandIn || type == core.typeStandIn
  }

  /// What a weak reference calls its referent: a container by its name, the rest as it is printed.
  func shortName(_ object: ObjectID) -> String {
    let type = types[Int(heap.typeID(object).index)]
    switch type.layout {
    case .instance where Int(heap.typeID(object).index) != core.generator: return heap.name(object)
    case .list, .tuple, .dict, .set: return heap.name(object)
    default:
      if Int(heap.typeID(object).index) == core.typeStandIn {
        return "class '\(heap.types[word(object)].name)'"
      }
      let text = text(Value(object))
      return text.hasPrefix("<") ? String(text.dropFirst().dropLast()) : text
    }
  }

  /// A view of a dict, as `dict_keys(['a'])`.
  private func view(_ object: ObjectID, _ progress: inout Progress) -> String {
    if isOpen(object, progress) || isTooDeep(&progress) { return "..." }
    progress.open.append(object)
    defer { progress.open.removeLast() }
    var parts: [String] = []
    var key = Value.empty
    let dict = heap.value(heap.firstSlot(object)).object ?? .none
    for slot in heap.slots(dict) {
      guard mayWritePart(&progress) else {
        parts.append("...")
        break
      }
      let label = heap.label(slot)
      if label.kind == .key { key = heap.value(slot) }
      guard label.kind == .entry else { continue }
      let shown = label.payload == 0 ? key : Value(plain: Int(label.payload))
      switch Int(heap.typeID(object).index) - core.dictViews {
      case 0: parts.append(text(shown, &progress))
      case 1: parts.append(text(heap.value(slot), &progress))
      default: parts.append("(\(text(shown, &progress)), \(text(heap.value(slot), &progress)))")
      }
    }
    return "\(types[Int(heap.typeID(object).index)].name)([\(parts.joined(separator: ", "))])"
  }

  private func container(
    _ object: ObjectID, _ opening: String, _ closing: String, _ again: String,
    _ progress: inout Progress
  ) -> String {
    if isOpen(object, progress) { return again }
    if isTooDeep(&progress) { return "..." }
    progress.open.append(object)
    defer { progress.open.removeLast() }
    var parts: [String] = []
    var key = Value.empty
    var slot = heap.firstSlot(object)
    while slot != .none {
      guard mayWritePart(&progress) else {
        parts.append("...")
        break
      }
      let label = heap.label(slot)
      let value = heap.value(slot)
      switch label.kind {
      case .element, .member: parts.append(text(value, &progress))
      case .key: key = value
      case .entry:
        let shown = label.payload == 0 ? key : Value(plain: Int(label.payload))
        parts.append("\(text(shown, &progress)): \(text(value, &progress))")
      default: break
      }
      slot = heap.slot(after: slot)
    }
    if opening == "{" && parts.isEmpty && types[Int(heap.typeID(object).index)].layout == .set {
      return "set()"
    }
    let comma = opening == "(" && parts.count == 1 ? "," : ""
    return opening + parts.joined(separator: ", ") + comma + closing
  }
}
