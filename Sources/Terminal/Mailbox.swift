import CSystem
import Glibc
import Synchronization

/// Messages from a worker thread to the thread that waits at the terminal.
///
/// Any thread may post; the waiting one watches ``descriptor`` and takes all messages at once.
public final class Mailbox<Message: Sendable>: Sendable {
  /// A descriptor that can be read when there are messages.
  public let descriptor: Int32
  private let writeEnd: Int32
  private let messages = Mutex<[Message]>([])

  /// An empty mailbox; fails if the process has no descriptor left.
  public init() throws(TerminalError) {
    var readEnd: Int32 = -1
    var writeEnd: Int32 = -1
    guard csys_pipe(&readEnd, &writeEnd) else {
      throw .system(call: "pipe2", error: errno)
    }
    descriptor = readEnd
    self.writeEnd = writeEnd
  }

  deinit {
    close(descriptor)
    close(writeEnd)
  }

  /// Adds a message and wakes the waiting thread.
  public func post(_ message: Message) {
    let isFirst = messages.withLock { messages in
      messages.append(message)
      return messages.count == 1
    }
    // One byte a batch is enough, so that the pipe never fills.
    guard isFirst else { return }
    var byte: UInt8 = 0
    _ = write(writeEnd, &byte, 1)
  }

  /// Takes all messages, in the order in which they were posted.
  public func take() -> [Message] {
    var bytes: (UInt64, UInt64) = (0, 0)
    while withUnsafeMutableBytes(of: &bytes, { read(descriptor, $0.baseAddress, $0.count) }) > 0 {}
    return messages.withLock { messages in
      let taken = messages
      messages.removeAll()
      return taken
    }
  }
}
