import HeapModel
import Runtimes

/// What a step wants to be asked before it.
extension ScenarioReader {
  /// The word for a step about which nothing shall be asked.
  private static let silence = "nothing"

  /// `"order"`, or `{ "about": "value", "question": "…", "choices": ["…"] }`.
  mutating func readAsk(_ member: StepMember, verb: StepKey) -> StepAsk? {
    if scope.function != nil || loopDepth > 0 {
      complain(member.node, "'ask' stands in a body; expected it in a step at the top")
    }
    switch document[member.value].kind {
    case .text: return readSubject(member.value, verb: verb)
    case .object: break
    default:
      complain(
        member.value,
        "'ask' must be what is asked about or { \"about\": …, \"question\": … }; found "
          + description(member.value))
      return nil
    }
    var ask = StepAsk()
    var hasExpression = false
    let entries = fields(of: member.value, keys.ask, in: "'ask'")
    if !entries.contains(where: { keys.ask.names[$0.key] != "choices" }) {
      complain(
        member.value, "'ask' says nothing to ask; expected 'about', 'question' or 'expression'")
    }
    for entry in entries where keys.ask.names[entry.key] == "expression" {
      hasExpression = true
      _ = expression(entry.value)
      ask.expression = text(entry.value, "'expression'") ?? ""
      ask.about = .value
    }
    for entry in entries {
      switch keys.ask.names[entry.key] {
      case "expression": continue
      case "about":
        guard let read = readSubject(entry.value, verb: verb, hasExpression) else { continue }
        (ask.about, ask.isSilent) = (read.about, read.isSilent)
        if hasExpression, read.about != .value {
          complain(entry.value, "'expression' goes with 'value' only")
        }
      case "question": ask.question = text(entry.value, "'question'") ?? ""
      default:
        guard let list = array(entry.value, "'choices'", "a list of texts") else { continue }
        ask.choices = document.elements(of: list).compactMap { text($0, "a choice") }
      }
    }
    return ask
  }

  private mutating func readSubject(
    _ node: Int, verb: StepKey, _ hasExpression: Bool = false
  ) -> StepAsk? {
    guard let name = text(node, "'about'") else { return nil }
    if name == Self.silence { return StepAsk(isSilent: true) }
    let names = QuizQuestion.Subject.allCases.map(\.rawValue) + [Self.silence]
    guard let about = QuizQuestion.Subject(rawValue: name) else {
      let near = Suggestion.clause(for: name, among: names)
      complain(
        node,
        "\(Quotation.of(name)) is nothing that can be asked about"
          + (near.isEmpty ? "; expected \(Self.alternatives(names))" : near))
      return nil
    }
    if about == .value, verb != .expect, !hasExpression {
      complain(
        node,
        "'value' is asked before a step 'expect', or with an 'expression'; this step is "
          + "'\(verb.name)'")
      return nil
    }
    return StepAsk(about: about)
  }
}
