/// A line of an answer in plain English, for whoever shows it: a terminal, a pane.
public struct AnswerLine: Hashable, Sendable {
  /// What a line is.
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// The answer in one sentence.
    case answer
    /// What the lines below it are.
    case heading
    /// A way from a root, or a reference, as a person writes it.
    case path
    /// Who holds.
    case holder
    /// Who refers and does not hold.
    case weak
    /// Something that happens.
    case event
    /// A statement.
    case statement
    /// What else is worth knowing.
    case remark
  }

  /// What it is.
  public var kind: Kind
  /// How deep it stands under other lines.
  public var depth: Int
  /// The number of the possibility that it names, where one can be chosen; nil for all other lines.
  public var choice: Int?
  /// The words. Texts of the program in it are as they were: whoever shows them makes them safe.
  public var text: String

  /// A line.
  public init(_ kind: Kind, _ text: String, depth: Int = 0, choice: Int? = nil) {
    self.kind = kind
    self.text = text
    self.depth = depth
    self.choice = choice
  }
}

/// A number with its noun: `1 object`, `2 objects`, `10,000 objects`.
public func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  count == 1 ? "1 \(noun)" : "\(grouped(count)) \(plural ?? noun + "s")"
}

/// A number as people read it, with commas: `999`, `1,000`, `1,048,580`.
public func grouped(_ number: Int) -> String {
  let digits = String(number.magnitude)
  guard digits.count > 3 else { return String(number) }
  var text = number < 0 ? "-" : ""
  for (place, digit) in digits.enumerated() {
    if place > 0 && (digits.count - place) % 3 == 0 { text += "," }
    text.append(digit)
  }
  return text
}

/// A size as people read it: `56 B`, `3.1 KiB`, `118.0 MiB`.
public func sizeText(_ bytes: Int) -> String {
  if bytes < 1_024 { return "\(bytes) B" }
  var tenths = bytes * 10 / 1_024
  for unit in ["KiB", "MiB", "GiB"] {
    if tenths < 10_240 || unit == "GiB" { return "\(tenths / 10).\(tenths % 10) \(unit)" }
    tenths /= 1_024
  }
  return "\(bytes) B"
}

/// Names in a row: `a`, `a and b`, `a, b and c`; many are cut short.
func enumerated(_ names: [String], atMost limit: Int = 8) -> String {
  guard names.count > 1 else { return names.first ?? "nothing" }
  if names.count > limit {
    return names.prefix(limit - 1).joined(separator: ", ") + " and \(names.count - limit + 1) more"
  }
  return names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
}

extension MutableHeap {
  /// An event as part of an answer: what ran or what came out. O(length of the text).
  public func sentence(_ event: Event) -> String {
    switch event {
    case .allocate(let object): "\(name(object)) is made"
    case .bind(let text, let value, _): "\(texts[text]) refers to \(self.text(value))"
    case .unbind(let text, _, let frame):
      frameName(frame).isEmpty
        ? "the name \(texts[text]) goes" : "\(texts[text]) of \(frameName(frame)) goes"
    case .reference(let from, let label, let to): "\(place(from, label)) refers to \(name(to))"
    case .unreference(let from, let label, let to): "\(place(from, label)) lets go of \(name(to))"
    case .deallocate(let object): "\(name(object)) dies"
    case .finalizer(let object): "the finalizer of \(name(object)) runs"
    case .resurrect(let object): "\(name(object)) lives on: it is resurrected"
    case .clear(let reference, let referent):
      "\(name(reference)) is cleared: it referred to \(name(referent))"
    case .callback(let reference, let function): "\(texts[function])(\(name(reference))) is called"
    case .remove(let collection, let key): "\(name(collection)) loses \(texts[key])"
    case .finalize(let finalizer, let function): "\(name(finalizer)) calls \(texts[function])"
    case .collectStart(let generation, let isAutomatic):
      "\(isAutomatic ? "an automatic" : "a") collection of generation \(generation)"
    case .collectPhase(let phase):
      phase == .clear ? "it drops the references of garbage" : "it goes on"
    case .unreachable(let objects):
      "it finds unreachable: \(enumerated(objects.map(name)))"
    case .collectEnd(_, let collected, _, _): "\(collected) collected"
    case .free(let object): "\(name(object)) is freed"
    case .output(let text, _): "printed: \(texts[text])"
    case .error(let type, let message): "\(texts[type]): \(texts[message])"
    case .unraisable(let origin, let type, let message):
      "ignored in \(texts[origin]): \(texts[type]): \(texts[message])"
    case .expect(let expression, _, let actual, _): "\(texts[expression]) is \(texts[actual])"
    }
  }
}
