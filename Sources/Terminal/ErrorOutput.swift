import CSystem
import Glibc
import TerminalFrame

/// Descriptor 2 while the screen is up: a file, so that what the runtime says doesn't smear the
/// picture and isn't lost with the alternate screen.
struct ErrorOutput {
  /// Where the file is after a crash; nil if descriptor 2 is no terminal and was left as it is.
  let path: String?
  private let real: Int32

  /// Points descriptor 2 to a new file if it is a terminal and a file can be made.
  ///
  /// The file has no name before a crash, where the file system allows it: nothing is left behind
  /// however the process ends.
  init(programName: String) {
    let directory = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let path = "\(directory)/\(programName)-errors-\(getpid()).txt"
    guard isatty(STDERR_FILENO) == 1 else {
      (self.path, real) = (nil, -1)
      return
    }
    var file = csys_unnamed_file(directory)
    if file < 0 { file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
    guard file >= 0 else {
      (self.path, real) = (nil, -1)
      return
    }
    self.path = path
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
