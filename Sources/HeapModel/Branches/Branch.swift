/// A statement that was added to a program while looking at it.
public struct Edit: Hashable, Sendable {
  /// The step of the document after which it is executed; 0 is before the first.
  public var after: Int
  /// What it does, as a step in the language of scenarios: a JSON object in one line.
  public var step: String

  /// An edit.
  public init(after: Int, step: String) {
    self.after = after
    self.step = step
  }
}

/// A program with edits: what it would do if some statements were added to it.
///
/// A branch is a value. Its steps are those of the document and the edits between them, numbered 3,
/// 3a, 3b, 4 for people and counted from 1 here.
public struct Branch: Hashable, Sendable {
  /// The edits in the order in which they are executed.
  public private(set) var edits: [Edit]

  /// The program as it is.
  public static let original = Branch()

  /// A branch with some edits; those after the same step stay in their order.
  public init(_ edits: [Edit] = []) {
    self.edits = edits.enumerated().sorted {
      ($0.element.after, $0.offset) < ($1.element.after, $1.offset)
    }.map(\.element)
  }

  /// The steps of the branch that are edits, counted from 1, ascending. O(edits).
  public var places: [Int] { edits.enumerated().map { $1.after + $0 + 1 } }

  /// Adds statements at the end of a step of the branch. They go between its edits where it has
  /// some there. O(edits).
  public mutating func insert(_ steps: [String], afterStep step: Int) {
    let index = places.prefix { $0 <= step }.count
    edits.insert(contentsOf: steps.map { Edit(after: step - index, step: $0) }, at: index)
  }

  /// Where this branch has edits that another one of the same document lacks, if they stand
  /// together and are all that tells the two apart: after which step of the other one, and how many.
  /// O(edits).
  public func addition(to former: Branch) -> (after: Int, count: Int)? {
    let count = edits.count - former.edits.count
    guard count > 0 else { return nil }
    var index = 0
    while index < former.edits.count, edits[index] == former.edits[index] { index += 1 }
    let added = edits[index..<index + count]
    guard edits[(index + count)...].elementsEqual(former.edits[index...]),
      let after = added.first?.after, added.allSatisfy({ $0.after == after })
    else { return nil }
    return (after + index, count)
  }

  /// The number of steps that this branch and another one of the same document both begin with.
  /// O(edits).
  public func sharedSteps(with other: Branch) -> Int {
    var index = 0
    while index < min(edits.count, other.edits.count), edits[index] == other.edits[index] {
      index += 1
    }
    let next = [edits, other.edits].compactMap { $0.dropFirst(index).first?.after }
    return next.min().map { $0 + index } ?? .max
  }

  /// The step of the document that a step of the branch is; nil for an edit. O(edits).
  public func documentStep(of step: Int) -> Int? {
    let places = places
    return places.contains(step) ? nil : step - places.prefix { $0 < step }.count
  }

  /// The step of the branch that a step of the document is. O(edits).
  public func step(ofDocumentStep step: Int) -> Int {
    step + edits.prefix { $0.after < step }.count
  }

  /// The step of this branch that a step of another one of the same document is: the same
  /// statement. Nil where this one does not have it. O(edits).
  public func counterpart(ofStep step: Int, in other: Branch) -> Int? {
    if let document = other.documentStep(of: step) { return self.step(ofDocumentStep: document) }
    guard let index = other.places.firstIndex(of: step) else { return nil }
    let edit = other.edits[index]
    // Equal edits at the same place are told apart by their order.
    let ordinal = other.edits[..<index].count { $0 == edit }
    let same = edits.indices.filter { edits[$0] == edit }
    return same.indices.contains(ordinal) ? places[same[ordinal]] : nil
  }
}

/// Why a branch cannot be run, as a sentence.
public struct BranchFailure: Error, Hashable, Sendable {
  /// The sentence, without a full stop.
  public var sentence: String
  /// A failure.
  public init(_ sentence: String) { self.sentence = sentence }
}

/// The run of a branch.
public struct BranchRun: Sendable {
  /// What happened; the position is the end.
  public var timeline: Timeline
  /// What can go on from any of its steps.
  public var simulator: any Simulating
  /// A run.
  public init(timeline: Timeline, simulator: any Simulating) {
    self.timeline = timeline
    self.simulator = simulator
  }
}

/// What can run a program with edits, and write down what it then is. Who shows heaps has this
/// handed in, and so needs to know neither runtime nor format.
public protocol Branching: Sendable {
  /// Runs a branch up to the end of a step, by default to its own.
  ///
  /// - Throws: why an edit is no statement, or why the run did not come to its end.
  /// - Complexity: that of reading and running the program.
  func run(_ branch: Branch, upTo step: Int?) throws(BranchFailure) -> BranchRun

  /// Runs a branch by going on from the run of another one: the steps that both begin with are not
  /// run again. Nil where only the whole run can tell.
  ///
  /// - Throws: why the run did not come to its end.
  /// - Complexity: that of a copy of the other run's timeline, and of running what comes after.
  func goOn(
    from run: BranchRun, of former: Branch, to branch: Branch, upTo end: Int?
  ) throws(BranchFailure) -> BranchRun?

  /// The edits of a branch as the statements that they are, in their order; empty where they are none.
  ///
  /// - Complexity: that of reading the program.
  func statements(of branch: Branch) -> [String]

  /// The scenario that is the branch: the document with the edits as steps.
  ///
  /// - Throws: why an edit is no statement.
  func document(_ branch: Branch) throws(BranchFailure) -> String

  /// The same, whose runs fail soon after a sign has gone up.
  func stopping(_ stop: StopSign) -> any Branching
}

extension Branching {
  /// Nothing was kept to go on with.
  public func goOn(
    from run: BranchRun, of former: Branch, to branch: Branch, upTo end: Int?
  ) throws(BranchFailure) -> BranchRun? { nil }

  /// Runs a branch up to the end of a step, by default to its own: by going on from the run of
  /// another one where there is one, and where that can be done.
  public func run(
    _ branch: Branch, upTo end: Int? = nil, from run: BranchRun?, of former: Branch
  ) throws(BranchFailure) -> BranchRun {
    if let run, let further = try goOn(from: run, of: former, to: branch, upTo: end) {
      return further
    }
    return try self.run(branch, upTo: end)
  }

  /// Nobody knows the statements.
  public func statements(of branch: Branch) -> [String] { [] }

  /// What is never long need not stop.
  public func stopping(_ stop: StopSign) -> any Branching { self }
}
