/// The branches that edits led through, each made from the one before, and the one that is shown:
/// what undo and redo walk in.
public struct EditHistory: Hashable, Sendable {
  /// The branches, the oldest first; the original, which comes before them, is not among them.
  public private(set) var branches: [Branch]
  /// How many of them are done: 0 where the original is shown.
  public private(set) var current: Int

  /// No edit was ever made.
  public static let original = EditHistory()

  /// A history of which so many branches are done, by default all.
  public init(_ branches: [Branch] = [], current: Int? = nil) {
    self.branches = branches
    self.current = min(max(0, current ?? branches.count), branches.count)
  }

  /// The branch that is shown.
  public var branch: Branch { current == 0 ? .original : branches[current - 1] }

  /// Takes over that another branch is shown: one that was undone or done again, or else a new one,
  /// which takes the place of what was undone. O(branches).
  public mutating func record(_ branch: Branch) {
    if branch == .original {
      current = 0
    } else if let known = branches.lastIndex(of: branch) {
      current = known + 1
    } else {
      branches.removeSubrange(current...)
      branches.append(branch)
      current = branches.count
    }
  }

  /// Branches that make this history when they are recorded one after the other. O(branches).
  public var records: [Branch] {
    current == branches.count ? branches : branches + [branch]
  }
}
