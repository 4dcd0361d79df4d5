import Glibc
import Terminal
import Testing

@Suite("A mailbox")
struct MailboxTests {
  private func isReadable(_ descriptor: Int32) -> Bool {
    var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&ready, 1, 0) == 1
  }

  @Test("can be read while there are messages, and gives them in order")
  func order() throws {
    let mailbox = try Mailbox<Int>()
    #expect(!isReadable(mailbox.descriptor))
    for number in 1...3 { mailbox.post(number) }
    #expect(isReadable(mailbox.descriptor))
    #expect(mailbox.take() == [1, 2, 3])
    #expect(!isReadable(mailbox.descriptor))
    #expect(mailbox.take().isEmpty)
    mailbox.post(4)
    #expect(isReadable(mailbox.descriptor))
    #expect(mailbox.take() == [4])
  }

  @Test("loses nothing when many threads post at once")
  func threads() async throws {
    let mailbox = try Mailbox<Int>()
    await withTaskGroup(of: Void.self) { group in
      for thread in 0..<8 {
        group.addTask { for number in 0..<500 { mailbox.post(thread * 500 + number) } }
      }
    }
    #expect(mailbox.take().sorted() == Array(0..<4000))
  }
}
