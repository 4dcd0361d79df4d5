import Glibc
import TerminalFrame

/// Descriptor 2 while the screen is up: a file, so that what the runtime says doesn't smear the
/// picture and isn't lost with the alternate screen.
struct ErrorOutput {
  /// Where the file is; nil if descriptor 2 is no terminal and was left as it is.
  let path: String?
  private let real: Int32

  /// Points descriptor 2 to a new file if it is a terminal and a file can be made.
  init(programName: String) {
    guard isatty(STDERR_FILENO) == 1 else {
      (path, real) = (nil, -1)
      return
    }
    let directory = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(directory)/\(programName)-errors-XXXXXX".utf8CString)
    let file = mkstemp(&template)
    guard file >= 0 else {
      (path, real) = (nil, -1)
      return
    }
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
    real = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    dup2(file, STDERR_FILENO)
    close(file)
  }

  /// Points descriptor 2 to the terminal again, says there what was said meanwhile, and removes the
  /// file.
  func restore() {
    guard let path else { return }
    var said: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    lseek(STDERR_FILENO, 0, SEEK_SET)
    while said.count < 1 << 20 {
      let count = read(STDERR_FILENO, &chunk, chunk.count)
      guard count > 0 else { break }
      said += chunk[..<count]
    }
    dup2(real, STDERR_FILENO)
    close(real)
    unlink(path)
    var text = ""
    for line in String(decoding: said, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      text += line.sanitized() + "\n"
    }
    guard !said.isEmpty else { return }
    text.removeLast()
    _ = text.withUTF8 { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
