import HeapModel
import TerminalFrame

/// What can happen to the dashboard.
public enum Message: Sendable {
  /// A person did something at the terminal; a resize is one of these.
  case input(InputEvent)
  /// The timer went off, at a time in milliseconds of any clock that never goes back.
  case tick(milliseconds: Int)
  /// The file was read again, with what can run it again and edit it, and warnings about it.
  case reloaded(
    Timeline, simulator: (any Simulating)? = nil, editor: (any Branching)? = nil,
    warnings: [String] = [])
  /// The file was read again and is not right: the sentence with its place.
  case reloadFailed(String)
  /// Another run is to be shown beside this one, or none any more.
  case accompanied(Companion?)
  /// Writing a frame to the terminal took longer than an eye would wait.
  case frameWasSlow
  /// What was asked for is done, or why not, as a sentence.
  case said(String)
  /// Begin a quiz.
  case beginQuiz
  /// A branch was written into a file.
  case saved(Branch, file: String)
  /// The edits were written down so that the next start can offer them; or a sentence why they could
  /// not be.
  case journalled(complaint: String?)
  /// An earlier session has left edits of this file that are in no file.
  case editsFound(EditHistory)
  /// A job is done.
  case answered(Answer)
  /// A long load goes on: from 0 to 1, and what is being done.
  case progress(Double, String)
}

/// What the dashboard wants from whoever runs it.
public enum Effect: Hashable, Sendable {
  /// End with an exit code.
  case quit(code: Int32)
  /// Give the terminal back to the shell until the process is continued.
  case suspend
  /// Send a tick every so many milliseconds, until the timer is stopped.
  case startTimer(milliseconds: Int)
  /// Send no more ticks.
  case stopTimer
  /// Put a text into the clipboard.
  case copy(String)
  /// Write a text into a file that is not there yet, and say a sentence about it.
  case write(file: String, text: String)
  /// Write a scenario into a file, over what is there only if that is wanted, and say that it is
  /// saved, or why not.
  case save(file: String, text: String, branch: Branch, overwrites: Bool)
  /// Keep the edits that were made where they survive a crash, or forget them where none is done.
  case journal(EditHistory)
  /// Do the job of this number, which ``Dashboard/job(_:)`` gives, on another thread, and send what
  /// it answers.
  case work(Int)
  /// Draw every cell anew.
  case redraw
  /// Open a built-in scenario.
  case openScenario(name: String)
}
