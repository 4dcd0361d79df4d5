/// What a command does. Each has one row in the table of commands.
public enum Action: String, Hashable, Sendable, CaseIterable {
  // Stepping.
  case nextStep, previousStep, nextMoment, previousMoment, finishStep
  case nextOfInterest, previousOfInterest, firstStep, lastStep, gotoPosition
  case play, slower, faster
  case goToParting
  case run, breakpoint, breakpoints, nextOfSelection, previousOfSelection, when
  // Moving.
  case moveLeft, moveDown, moveUp, moveRight
  case top, bottom, halfPageDown, halfPageUp, pageDown, pageUp
  case nextPane, previousPane, zoom, changeSides
  case panLeft, panDown, panUp, panRight, resizePanes, moveBox
  // Looking.
  case answer, release, whyAlive, followOut, followIn, jumpBack, trace, find, nextMatch,
    previousMatch
  case moreDetail, lessDetail, fitDetail, chapters, copy
  case nextPath, previousPath, rows, canvas, output, warnings, saveFrame
  case minimumCut, retained, typeTable, quiz
  // What if.
  case delete, weaken, strengthen, cutAway, collect, set, makeNew, doStep, undo, redo, difference
  case save, saveOver
  // The application.
  case help, commandLine, theme, glyphs, redraw, suspend, quit, quitNow, interrupt
}

/// What a command belongs to, in the help and in the documentation.
public enum CommandCategory: String, Hashable, Sendable, CaseIterable {
  /// Through time.
  case stepping = "Stepping"
  /// Over the screen.
  case moving = "Moving"
  /// Into the heap.
  case looking = "Looking"
  /// Other statements than the program has.
  case editing = "What if"
  /// The application itself.
  case application = "Application"
}
