import Dashboard
import HeapModel
import Synchronization
import Terminal

/// Does the dashboard's jobs on threads of their own, so that the screen never waits.
final class AnswerDesk: Sendable {
  /// A job that goes on.
  private final class Order: Sendable {
    let isLeft = Atomic<Bool>(false)
  }

  private let mailbox: Mailbox<Answer>
  /// The jobs that go on, by number.
  private let orders = Mutex<[Int: Order]>([:])

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
  func start(_ job: Job, number: Int) {
    let order = Order()
    orders.withLock { $0[number] = order }
    WorkerThread.start { [self] in
      let answer = job.run(stop: StopSign { order.isLeft.load(ordering: .relaxed) })
      _ = orders.withLock { $0.removeValue(forKey: number) }
      if !order.isLeft.load(ordering: .relaxed) { mailbox.post(answer) }
    }
  }

  /// Lets the jobs end for which nobody waits any more.
  func leave(where isLeft: (Int) -> Bool) {
    orders.withLock { orders in
      for (number, order) in orders where isLeft(number) {
        order.isLeft.store(true, ordering: .relaxed)
      }
    }
  }

  /// What was answered since the last call; the dashboard drops what it no longer waits for.
  func answers() -> [Answer] { mailbox.take() }
}
