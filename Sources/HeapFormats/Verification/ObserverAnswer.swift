import HeapModel

/// A line of what the observer in an interpreter says.
public enum ObserverAnswer: Sendable {
  /// The interpreter is there.
  case ready(version: [Int], implementation: String)
  /// A step begins.
  case step
  /// Something happened, or the heap after the step; see `Observation`.
  case seen
  /// The run is over: the status of the process, as `waitpid` gives it.
  case done(status: Int)
  /// The program could not be run, and why.
  case bad(String)
}

/// All that an interpreter shows of one run: lines come in, steps come out.
public struct Observation: Sendable {
  var steps: [ObservedStep] = []

  /// Nothing seen yet.
  public init() {}

  /// The number of steps that were begun.
  public var stepCount: Int { steps.count }

  /// Reads a line of the observer; nil for what it cannot have written. O(length).
  public mutating func read(_ line: UnsafeBufferPointer<UInt8>) -> ObserverAnswer? {
    guard let values = try? JSONReader.read(line) else { return nil }
    return values.withUnsafeBufferPointer { values in
      read(ObservedJSON(document: JSONDocument(source: line, values: values)))
    }
  }

  private mutating func read(_ json: ObservedJSON) -> ObserverAnswer? {
    guard let root = json.object(0) else { return nil }
    if let event = root["event"] {
      guard !steps.isEmpty, let read = json.event(json.string(event), root) else { return nil }
      steps[steps.count - 1].events.append(read)
      return .seen
    }
    if let state = root["state"] {
      guard !steps.isEmpty, let read = json.state(state) else { return nil }
      steps[steps.count - 1].state = read
      return .seen
    }
    if let step = root["step"] {
      guard json.integer(step) == steps.count + 1 else { return nil }
      steps.append(ObservedStep())
      return .step
    }
    if let status = root["done"] { return json.integer(status).map { .done(status: $0) } }
    if let reason = root["bad"] { return json.string(reason).map { .bad($0) } }
    if let version = root["python"], let numbers = json.array(version)?.map(json.integer) {
      let known = numbers.compactMap { $0 }
      guard known.count == 3, let name = root["implementation"].flatMap(json.string) else {
        return nil
      }
      return .ready(version: known, implementation: name)
    }
    return nil
  }
}

/// Reads what the observer writes out of a JSON document; nil wherever something else stands there.
private struct ObservedJSON {
  let document: JSONDocument

  func object(_ index: Int) -> [String: Int]? {
    guard document[index].kind == .object else { return nil }
    var result: [String: Int] = [:]
    for (key, value) in document.members(of: index) { result[document.string(key)] = value }
    return result
  }

  func array(_ index: Int) -> [Int]? {
    guard document[index].kind == .array else { return nil }
    return Array(document.elements(of: index))
  }

  func string(_ index: Int) -> String? {
    document[index].kind == .text ? document.string(index) : nil
  }

  func integer(_ index: Int) -> Int? {
    guard document[index].kind == .integer else { return nil }
    return Int(String(decoding: document.rawBytes(index), as: UTF8.self))
  }

  /// The text of a text, a number or a word.
  private func text(_ index: Int?) -> String? {
    guard let index else { return nil }
    return string(index) ?? String(decoding: document.rawBytes(index), as: UTF8.self)
  }

  func event(_ name: String?, _ fields: [String: Int]) -> ObservedEvent? {
    guard let name, let kind = ObservedEvent.Kind(rawValue: name) else { return nil }
    let isAutomatic = fields["automatic"] != nil
    let keys: [String]
    switch kind {
    case .output:
      guard let text = text(fields["text"]) else { return nil }
      return ObservedEvent(
        kind: kind, fields: [text, fields["partial"] == nil ? "" : "partial"])
    case .error: keys = ["type", "message"]
    case .unraisable: keys = ["in", "type", "message"]
    case .expect: keys = ["holds"]
    case .finalizer: keys = ["object"]
    case .collectStart: keys = ["generation"]
    case .collectEnd: keys = ["collected", "uncollectable"]
    }
    let values = keys.compactMap { text(fields[$0]) }
    guard values.count == keys.count else { return nil }
    return ObservedEvent(kind: kind, fields: values, isAutomatic: isAutomatic)
  }

  func state(_ index: Int) -> ObservedState? {
    guard let parts = object(index), let names = parts["names"].flatMap(texts),
      let values = parts["values"].flatMap(texts), let objects = parts["objects"].flatMap(array),
      let weakReferences = parts["weakrefs"].flatMap(array),
      let collections = parts["collections"].flatMap(object),
      let lists = parts["lists"].flatMap(array)
    else { return nil }
    var state = ObservedState(names: names, values: values)
    state.lists = lists.map { (array($0) ?? []).compactMap(string) }
    for index in objects {
      guard let fields = object(index), let name = fields["object"].flatMap(string),
        let references = fields["refcount"].flatMap(integer),
        let weak = fields["weakrefcount"].flatMap(integer), let reachable = fields["reachable"]
      else { return nil }
      state.objects.append(
        ObservedState.Object(
          name: name,
          measures: ObservedState.Measures(
            references: references, weakReferences: weak,
            generation: fields["generation"].flatMap(integer),
            isReachable: document[reachable].kind == .true),
          isPerhaps: fields["perhaps"] != nil))
    }
    for index in weakReferences {
      guard let fields = object(index), let name = fields["weakref"].flatMap(string) else {
        return nil
      }
      state.weakReferences.append((name, fields["referent"].flatMap(string)))
    }
    for (name, entries) in collections {
      state.collections.append(
        (
          name,
          (array(entries) ?? []).map { entry in
            string(entry).map { [$0] } ?? (array(entry) ?? []).compactMap(string)
          }
        ))
    }
    return state
  }

  private func texts(_ index: Int) -> [String: String]? {
    object(index)?.compactMapValues(string)
  }
}
