import HeapFormats
import Testing

/// What `weakviz check` says of a scenario that can be run.
@Suite struct ScenarioWarningTests {
  @Test(arguments: ComplaintTable.rows(of: steps))
  func `a step is warned of`(_ row: ComplaintTable.Row) {
    #expect(ComplaintTable.complaints(about: ComplaintTable.steps(row.input)) == row.complaints)
  }

  @Test(arguments: ComplaintTable.rows(of: bodies))
  func `a body is warned of`(_ row: ComplaintTable.Row) {
    #expect(ComplaintTable.complaints(about: ComplaintTable.body(row.input)) == row.complaints)
  }

  static let steps = #"""
    {"print": "a"}
      2:22: warning: no step binds the name 'a'; a text is written with quotes of its own, like "'Alice'"
    {"print": "a"}, {"set": "a", "to": 1}
      2:22: warning: no step can have bound the name 'a' before this one
    {"set": "abc", "to": 1}, {"print": "abd"}
      2:47: warning: no step binds the name 'abd'; did you mean 'abc'?
    {"new": "set", "as": "s", "items": ["f", "[1]"]}, {"iterate": "s", "as": "x", "do": []}, {"print": "s"}, {"print": "list(s)"}
      2:61: warning: this iterates over the set 's' of objects, whose order CPython does not define; the log depends on it
      2:100: warning: this prints the set 's' of objects, whose order CPython does not define; the log depends on it
      2:116: warning: this lists the set 's' of objects, whose order CPython does not define; the log depends on it
    """#

  static let bodies = #"""
    {"print": "zz"}
      2:60: warning: no step binds the name 'zz'; a text is written with quotes of its own, like "'Alice'"
    {"del": "p"}
      2:57: warning: no step of this body binds 'p', which it deletes; a body that deletes a module-level name needs { "global": "p" }
    {"print": "q"}, {"set": "q", "to": 1}
      2:60: warning: no step of this body can have bound 'q' before this one
    """#
}
