/// A part of an answer that is none of the choices.
public struct UnknownAnswer: Error, Hashable, Sendable {
  /// The part; empty where nothing was said.
  public var text: String
}

/// Answers in the words of whoever is asked.
extension QuizQuestion {
  /// The choice that a typed text means, where one is right: one of those that are there by its words
  /// or, where none is a number, by its place; or a new one. Quotation marks, angle brackets and the case of letters do not matter. O(choices).
  public mutating func choice(typed text: String) -> Int {
    let words = text.trimmed
    let (exact, plain) = (choices.firstIndex { $0.text == words }, Self.plain(words))
    if let known = exact ?? choices.firstIndex(where: { Self.plain($0.text) == plain }) {
      return known
    }
    if !isNumeric, let number = Int(words), choices.indices.contains(number - 1) {
      return number - 1
    }
    choices.append(Choice(words))
    return choices.count - 1
  }

  /// Reads a whole answer: `Node#2, weakref#1`, `nobody`, `3`. Where several may be right, a number
  /// means the choice of that place; where the order is asked, the order counts. O(choices × words).
  ///
  /// - Throws: the part of it that is no choice.
  public mutating func answer(typed line: String) throws(UnknownAnswer) -> [Int] {
    if isSingle {
      guard !line.trimmed.isEmpty else { throw UnknownAnswer(text: "") }
      return [choice(typed: line)]
    }
    if let whole = place(of: line.trimmed) { return [whole] }
    var answer: [Int] = []
    for part in line.split(separator: ",").flatMap({ $0.split(separator: " ") }) {
      let word = String(part).trimmed
      if word.isEmpty || Self.fillers.contains(word.lowercased()) { continue }
      guard let choice = place(of: word) else { throw UnknownAnswer(text: word) }
      if !answer.contains(choice) { answer.append(choice) }
    }
    return answer
  }

  /// Whether a choice is a number, so that a number means itself and no place.
  public var isNumeric: Bool { isSingle && choices.contains { Int($0.text) != nil } }

  /// A choice with its place before it, by which it can be answered: `2 Node#1`.
  public func numbered(_ choice: Int) -> String {
    isNumeric ? choices[choice].text : "\(choice + 1) \(choices[choice].text)"
  }

  /// Words that name no choice.
  private static let fillers: Set<String> = ["and", "then", "nobody", "nothing", "none"]

  /// A choice by its text or by its place.
  private func place(of word: String) -> Int? {
    let plain = Self.plain(word)
    if let known = choices.firstIndex(where: { Self.plain($0.text) == plain }) { return known }
    guard let number = Int(word), choices.indices.contains(number - 1) else { return nil }
    return number - 1
  }

  /// A text without what people leave out.
  private static func plain(_ text: String) -> String {
    for (first, last) in [("'", "'"), ("\"", "\""), ("<", ">")] as [(Character, Character)]
    where text.count > 1 && text.first == first && text.last == last {
      return text.dropFirst().dropLast().lowercased()
    }
    return text.lowercased()
  }
}

extension String {
  /// The text without blanks at its ends.
  fileprivate var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
