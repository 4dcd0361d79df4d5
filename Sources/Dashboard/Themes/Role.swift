/// What a piece of text or a line means; a theme says how that looks.
///
/// No role is the only sign of a state: borders, corner letters, glyphs and words say it too.
public enum Role: UInt8, CaseIterable, Sendable {
  /// Ordinary text.
  case text
  /// Text of less weight: line numbers, what is over, explanations.
  case faint
  /// The name of the program and of the file.
  case title
  /// The lines between panes.
  case rule
  /// The title of a pane.
  case paneTitle
  /// The title of the pane that has the focus.
  case focusedTitle
  /// The heading of a chapter.
  case chapter
  /// The sentence that explains a step.
  case note
  /// A key in the help line.
  case key
  /// The statement that was just done, or that is being done.
  case done
  /// The statement that is next.
  case next
  /// An object that lives.
  case live
  /// An object whose death has begun.
  case dying
  /// An object that no root reaches, not yet freed.
  case unreachable
  /// The place of an object that was freed.
  case dead
  /// An object that outlived its own death.
  case resurrected
  /// An object that is alive at the end though it never can be used again.
  case leaked
  /// What the last micro-step changed.
  case changed
  /// A strong reference.
  case strong
  /// A weak reference.
  case weak
  /// A weak reference whose referent died.
  case cleared
  /// A name that refers to an object.
  case name
  /// The counts of an object.
  case count
  /// What the program printed.
  case output
  /// An error, a failed expectation.
  case error
  /// A message of the dashboard itself.
  case notice
  /// The place in the timeline where we are.
  case now
  /// The line of live objects over time.
  case spark
  /// What is selected.
  case selection
  /// The path that keeps an object alive.
  case path

  /// The letter that stands for the role in pictures of styles; plain text is a dot.
  public var letter: Character {
    let letters = Array(".fTrpFcNkdxLY?DR!*swzBoOEMnSVP")
    return letters[Int(rawValue)]
  }
}
