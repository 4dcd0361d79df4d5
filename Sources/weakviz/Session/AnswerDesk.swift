import Dashboard
import Terminal

/// Does the dashboard's jobs on threads of their own, so that the screen never waits.
final class AnswerDesk: Sendable {
  private let mailbox: Mailbox<Answer>

  private init() throws(TerminalError) { mailbox = try Mailbox() }

  /// A desk; fails if the process has no descriptor left.
  static func made() throws(CommandFailure) -> AnswerDesk {
    do {
      return try AnswerDesk()
    } catch {
      throw CommandFailure(error.description)
    }
  }

  /// A descriptor that can be read when there are answers.
  var descriptor: Int32 { mailbox.descriptor }

  /// Begins a job.
  func start(_ job: Job) {
    WorkerThread.start { [mailbox] in mailbox.post(job.run()) }
  }

  /// What was answered since the last call; the dashboard drops what it no longer waits for.
  func answers() -> [Answer] { mailbox.take() }
}
