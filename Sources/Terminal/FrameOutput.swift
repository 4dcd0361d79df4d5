import CSystem
import Glibc

/// Where ncurses writes: a file in memory while a frame is drawn, so that the frame reaches the
/// terminal in one write, and the terminal itself while modes change.
///
/// Without it ncurses writes a dozen times a frame, and a terminal may show half of one.
struct FrameOutput {
  /// The terminal.
  let terminal: Int32
  private let memory: Int32
  /// The descriptor that ncurses believes to be the terminal.
  private let stream: Int32
  private var bytes: [UInt8] = []
  private var styles = StyleSequences()

  // A terminal that knows them shows nothing between these brackets until the second one comes.
  private static let begin = Array("\u{1B}[?2026h".utf8)
  private static let end = Array("\u{1B}[?2026l".utf8)

  /// - Parameters:
  ///   - terminal: the terminal's descriptor.
  ///   - stream: the descriptor of the stream given to ncurses.
  init(terminal: Int32, stream: Int32) throws(TerminalError) {
    let memory = csys_memory_file()
    guard memory >= 0 else { throw .system(call: "memfd_create", error: errno) }
    self.terminal = terminal
    self.stream = stream
    self.memory = memory
  }

  /// Lets ncurses write into memory.
  mutating func collect() {
    styles.forget()
    dup2(memory, stream)
  }

  /// Lets ncurses write to the terminal; what was collected is dropped.
  func passThrough() {
    lseek(memory, 0, SEEK_SET)
    ftruncate(memory, 0)
    dup2(terminal, stream)
  }

  /// Writes what was collected to the terminal at once.
  ///
  /// - Returns: the bytes written, 0 if nothing was collected.
  mutating func flush() -> Int {
    let count = Int(lseek(memory, 0, SEEK_CUR))
    guard count > 0 else { return 0 }
    bytes.removeAll(keepingCapacity: true)
    bytes += repeatElement(0, count: count)
    let read = bytes.withUnsafeMutableBytes { pread(memory, $0.baseAddress, count, 0) }
    bytes.removeLast(count - max(0, read))
    bytes = Self.begin + CursorSequences.shortened(styles.shortened(bytes)) + Self.end
    lseek(memory, 0, SEEK_SET)
    ftruncate(memory, 0)
    write(bytes)
    return bytes.count
  }

  /// Writes bytes to the terminal, whatever ncurses thinks of it.
  func write(_ bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let slice = UnsafeRawBufferPointer(rebasing: rest)
        let written = Glibc.write(terminal, slice.baseAddress, slice.count)
        if written > 0 {
          rest = rest.dropFirst(written)
        } else if errno == EAGAIN {
          var ready = pollfd(fd: terminal, events: Int16(POLLOUT), revents: 0)
          poll(&ready, 1, -1)
        } else if errno != EINTR {
          return
        }
      }
    }
  }

  /// Closes the memory; ncurses must not write any more.
  func close() { Glibc.close(memory) }
}
