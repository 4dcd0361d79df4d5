extension Obituary {
  /// The answer in one sentence. O(its length).
  public func sentence(in timeline: Timeline) -> String {
    let name = timeline.heap.name(object)
    guard let dying else { return "\(name) is alive" }
    let step = timeline.narration.step(dying.step)
    let place = "step \(step.number)"
    switch lastHolder {
    case .temporary:
      return "\(name) died in \(place): its only strong reference was the temporary of this "
        + "statement"
    case .collector: return "\(name) died in \(place): a collection found it"
    case .reference(let text): return "\(name) died in \(place), when \(text) went"
    case .exit, nil: return "\(name) died in \(place)"
    }
  }

  /// The whole answer. O(its size).
  public func lines(in timeline: Timeline) -> [AnswerLine] {
    let heap = timeline.heap
    var lines = [AnswerLine(.answer, sentence(in: timeline))]
    func statement(_ step: Int) -> String {
      let description = timeline.narration.step(step)
      let first = description.statement.split(separator: "\n").first.map(String.init) ?? ""
      let place = description.line > 0 ? ", line \(description.line)" : ""
      return "\(first)  (step \(description.number)\(place))"
    }
    lines.append(AnswerLine(.heading, born == nil ? "there from the beginning" : "born by"))
    if let born { lines.append(AnswerLine(.statement, statement(born.step), depth: 1)) }
    if !path.isEmpty {
      lines.append(
        AnswerLine(.heading, unreachableSince == nil ? "it lived by" : "it was reached by"))
      lines.append(AnswerLine(.path, path, depth: 1))
    }
    if let unreachableSince {
      let cycleText =
        cycle.count > 1
        ? "; a reference cycle of \(cycle.count) held it: \(enumerated(cycle.map(heap.name)))" : ""
      lines.append(
        AnswerLine(
          .heading,
          "since step \(timeline.narration.step(unreachableSince).number) nothing reached it\(cycleText)"
        ))
      lines.append(AnswerLine(.statement, statement(unreachableSince), depth: 1))
    }
    if resurrections > 0 {
      lines.append(
        AnswerLine(.remark, "it had outlived its own death \(counted(resurrections, "time"))"))
    }
    guard let dying else { return lines }
    lines.append(AnswerLine(.heading, "died by"))
    lines.append(AnswerLine(.statement, statement(dying.step), depth: 1))
    for (index, cause) in cascade.enumerated() {
      lines.append(AnswerLine(.event, heap.sentence(cause.event), depth: min(index + 2, 8)))
    }
    if !lastRites.isEmpty {
      lines.append(AnswerLine(.heading, "what ran at its death"))
      lines += lastRites.map { AnswerLine(.event, heap.sentence($0.event), depth: 1) }
    }
    if !taken.isEmpty {
      lines.append(
        AnswerLine(
          .heading,
          (lastHolder == .collector ? "found with it: " : "it took with it: ")
            + enumerated(taken.map(heap.name))))
    }
    if freed == nil { lines.append(AnswerLine(.remark, "it is dying, and not freed yet")) }
    return lines
  }
}
