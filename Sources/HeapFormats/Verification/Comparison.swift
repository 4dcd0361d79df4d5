import HeapModel
import Runtimes

/// The first place where an interpreter and the simulation do not do the same.
public struct Difference: Sendable {
  /// The step, counted from 1.
  public var step: Int
  /// What differs: an event by its number, or a part of the heap.
  public var subject: String
  /// The interpreter's side.
  public var interpreter: String
  /// weakviz's side.
  public var simulation: String
  /// The rule that decides.
  public var rule: LifetimeRule
}

/// What a comparison came to.
public enum Verdict: Sendable {
  /// Both sides do the same in all steps; `automatic` counts the collections that nobody asked for.
  case agrees(steps: Int, events: Int, automatic: Int)
  /// Both sides do the same up to a step, where something happens that cannot be compared.
  case agreesUntil(step: Int, reason: String)
  /// The first difference.
  case differs(Difference)
}

/// Compares what an interpreter did with what the simulation did, step by step.
///
/// Numbers of objects of undeclared types are no part of the contract: they are matched through the
/// module's names, and objects without a name are compared as a bag of their kind.
public enum Comparison {
  /// Compares a run.
  ///
  /// - Parameters:
  ///   - observation: what the interpreter showed.
  ///   - run: the whole run of the simulation; it is moved from step to step.
  ///   - program: the scenario.
  ///
  /// O(steps × objects).
  public static func compare(
    _ observation: Observation, with run: Timeline, of program: Program
  ) -> Verdict {
    var run = run
    var events = 0
    var automatic = 0
    var count = AllocationCount(of: program)
    for step in stride(from: 1, through: run.stepCount, by: 1) {
      run.move(to: Position(step: step))
      let isExit = program.steps[step - 1].action == .exit
      let ours = ObservedStep(run, step: step, hasState: !isExit)
      let known = step <= observation.steps.count ? observation.steps[step - 1].events : []
      for events in [ours.events, known] where !isExit {
        guard case .inexact(let reason) = count.firstAutomaticCollection(in: events) else {
          continue
        }
        return .agreesUntil(
          step: step - 1, reason: "then the collector starts by itself, \(reason)")
      }
      if ours.events.contains(where: { $0.isError }) { count = count.afterAnError }
      guard step <= observation.steps.count else {
        return .differs(
          Difference(
            step: step, subject: "the run", interpreter: "ends before this step",
            simulation: "goes on", rule: .endOfRun))
      }
      let theirs = observation.steps[step - 1]
      let isTooDeep = { (event: ObservedEvent) in
        event.kind == .error && event.fields[0] == "RecursionError"
      }
      if ours.events.contains(where: isTooDeep) && theirs.events.contains(where: isTooDeep) {
        return .agreesUntil(
          step: step - 1, reason: "then calls nest too deeply, and nobody promises how deeply")
      }
      if let found = difference(theirs.events, ours.events, step, isExit: isExit) {
        return .differs(found)
      }
      events += ours.events.count
      if !isExit { automatic += ours.events.count { $0.kind == .collectStart && $0.isAutomatic } }
      if let one = theirs.state, let two = ours.state {
        if let found = StateComparison(one, two).difference {
          return .differs(found.at(step: step))
        }
      } else if !isExit {
        return .differs(
          Difference(
            step: step, subject: "the run", interpreter: "shows no heap after this step",
            simulation: "goes on", rule: .endOfRun))
      }
    }
    return .agrees(steps: run.stepCount, events: events, automatic: automatic)
  }

  private static func difference(
    _ theirs: [ObservedEvent], _ ours: [ObservedEvent], _ step: Int, isExit: Bool
  ) -> Difference? {
    for index in 0..<max(theirs.count, ours.count) {
      let one = index < theirs.count ? theirs[index] : nil
      let two = index < ours.count ? ours[index] : nil
      if one?.kind == two?.kind, let one, let two,
        isExit || one.isAutomatic == two.isAutomatic,
        areSame(one.fields, two.fields)
      {
        continue
      }
      return Difference(
        step: step, subject: "event \(index + 1)", interpreter: one?.text ?? "nothing more",
        simulation: two?.text ?? "nothing more",
        rule: isExit ? .exit : LifetimeRule(events: one, two))
    }
    return nil
  }

  private static func areSame(_ theirs: [String], _ ours: [String]) -> Bool {
    theirs.count == ours.count
      && zip(theirs, ours).allSatisfy { one, two in
        ObjectNumbers.removed(one) == ObjectNumbers.removed(two)
          || AddressedTexts.areSame(one, two)
      }
  }
}

/// Names of objects without the numbers that are no part of the contract.
enum ObjectNumbers {
  private static let undeclared = Set<String>([
    "list", "dict", "tuple", "set", "frozenset", "weakref", "weakproxy", "WeakMethod", "finalize",
    "WeakValueDictionary", "WeakKeyDictionary", "WeakSet", "function", "method", "builtin_method",
    "dict_keys", "dict_values", "dict_items", "selfref", "frame", "traceback", "generator",
    "partial",
  ]).union(PythonNames.exceptions)

  /// A text in which objects of undeclared types have no number: `<weakref to WeakSet#>`.
  /// O(length).
  static func removed(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "#")) else { return text }
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var wordStart = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == UInt8(ascii: "#") else {
        result.append(byte)
        index += 1
        if !isWord(byte) { wordStart = result.count }
        continue
      }
      let word = String(decoding: result[wordStart...], as: UTF8.self)
      var end = index + 1
      while end < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[end] { end += 1 }
      if end == index + 1, end < bytes.count, bytes[end] == UInt8(ascii: "?") { end += 1 }
      if end > index + 1, undeclared.contains(word) {
        // What a weak collection or a WeakMethod refers to itself with has numbers of its own.
        if word == "selfref" {
          result.removeSubrange(wordStart...)
          result += Array("weakref".utf8)
        }
        result.append(byte)
        index = end
      } else {
        result.append(byte)
        index += 1
      }
      wordStart = result.count
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }
}
