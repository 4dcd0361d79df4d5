extension WhyAlive {
  /// The answer in one sentence: `Item#1 is alive: item`.
  public func sentence(in heap: MutableHeap) -> String {
    let name = heap.name(object)
    switch state {
    case .reachable:
      guard let path = paths.first else { return "\(name) is alive" }
      if path.path.steps.isEmpty { return "\(name) is alive: it is a root" }
      return "\(name) is alive: \(path.text)"
    case .unreachable(let garbage): return "\(name) is alive though \(garbage.sentence(in: heap))"
    case .newborn: return "\(name) has just been made: only the running statement holds it"
    case .dying: return "\(name) is dying: nothing holds it any more"
    case .freed: return "\(name) is dead"
    }
  }

  /// The whole answer. O(its size).
  public func lines(in heap: MutableHeap) -> [AnswerLine] {
    var lines = [AnswerLine(.answer, sentence(in: heap))]
    guard state != .freed else { return lines }
    let paths = paths
    if paths.count > 1 {
      lines.append(AnswerLine(.heading, "\(paths.count) separate ways from a root keep it alive"))
      for group in groups {
        lines.append(AnswerLine(.remark, group.title + ":", depth: 1))
        lines += group.paths.map { AnswerLine(.path, $0.text, depth: 2) }
      }
    }
    if case .unreachable(let garbage) = state, garbage.cycle.count > 1 {
      lines.append(AnswerLine(.heading, "the cycle"))
      lines.append(
        AnswerLine(
          .path,
          garbage.cycle.map(heap.name).joined(separator: " -> ") + " -> "
            + heap.name(garbage.cycle[0]), depth: 1))
    }
    lines.append(
      AnswerLine(
        .heading,
        holders.isEmpty
          ? "its reference count is 0: nothing holds it"
          : "its reference count is \(holders.count): each of them is held by"))
    // Names that are equal are told once, with how often.
    var told: [String] = []
    var times: [String: Int] = [:]
    for holder in holders {
      let text =
        holder.text + (holder.isReachable == false && !paths.isEmpty ? ", itself garbage" : "")
      if times[text] == nil { told.append(text) }
      times[text, default: 0] += 1
    }
    for text in told {
      let count = times[text] ?? 1
      lines.append(
        AnswerLine(.holder, count > 1 ? "\(text), \(count) times" : text, depth: 1))
    }
    if holders.count == 1 {
      lines[lines.count - 2].text = "its reference count is 1: it is held by"
    }
    if !weakReferrers.isEmpty {
      lines.append(
        AnswerLine(
          .heading,
          "\(counted(weakReferrers.count, "weak reference")) to it: weak references are not "
            + "counted, and keep nothing alive"))
      for referrer in weakReferrers {
        let callback = referrer.callback.isEmpty ? "" : ", calls \(referrer.callback) at its death"
        lines.append(AnswerLine(.weak, referrer.text + callback, depth: 1))
      }
    }
    return lines
  }
}

extension WhyAlive.Garbage {
  /// What keeps it: `nothing reaches it; a reference cycle of 3 holds it until the next collection
  /// of generation 2`.
  public func sentence(in heap: MutableHeap) -> String {
    let holder: String
    switch cycle.count {
    case 0: return "nothing reaches it"
    case 1: holder = "\(heap.name(cycle[0])), which refers to itself,"
    default: holder = "a reference cycle of \(cycle.count)"
    }
    if isFrozen {
      return "nothing reaches it; \(holder) holds it, and it is frozen: no collection looks at it"
    }
    guard let generation else {
      return "nothing reaches it; \(holder) holds it, and no collection looks at it"
    }
    return "nothing reaches it; \(holder) holds it until the next collection of generation "
      + "\(generation)"
  }
}
