import CSystem
import Glibc
import Testing

@Suite("Descriptors to wait for")
struct DescriptorTests {
  @Test("tell that a file was written or replaced, and nothing of its neighbours")
  func inotify() throws {
    var template = Array("/tmp/weakviz-test-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&template))
    let directory = String(cString: made)
    defer { rmdir(directory) }
    let inotify = csys_inotify()
    defer { close(inotify) }
    #expect(csys_inotify_add_directory(inotify, directory))
    #expect(!csys_inotify_drain(inotify, "a"))

    close(open("\(directory)/b", O_CREAT | O_WRONLY, 0o600))
    #expect(!csys_inotify_drain(inotify, "a"))
    rename("\(directory)/b", "\(directory)/a")
    #expect(csys_inotify_drain(inotify, "a"))
    #expect(!csys_inotify_drain(inotify, "a"))
    unlink("\(directory)/a")
    #expect(csys_inotify_drain(inotify, "a"))
    #expect(!csys_inotify_add_directory(inotify, "\(directory)/none"))
  }

  @Test("tick as often as asked for, and never when stopped")
  func timer() {
    let timer = csys_timer()
    defer { close(timer) }
    #expect(csys_timer_ticks(timer) == 0)
    csys_timer_set(timer, 1_000_000)
    usleep(20_000)
    #expect(csys_timer_ticks(timer) >= 19)
    csys_timer_set(timer, 0)
    _ = csys_timer_ticks(timer)
    usleep(5_000)
    #expect(csys_timer_ticks(timer) == 0)
  }
}
