import Glibc
import HeapFormats
import HeapModel

/// Keeps the edits of a session that are in no file, so that they survive a crash, a kill, or a
/// power cut: a file in the folder `weakviz` of `$XDG_STATE_HOME`, or of `~/.local/state` where that
/// is not set.
///
/// Each scenario has a journal. A session locks it, so that another one with the same scenario
/// takes the next; the lock ends with the process, however it ends. The file is made with the first
/// edit and removed when nothing is left to keep.
struct EditJournal: ~Copyable {
  private static let mostSessions = 20

  private let stem: String
  private var path = ""
  private var descriptor: Int32 = -1

  /// A journal for a scenario; nil where there is no place for it, or nothing to come back to.
  init?(_ source: ScenarioSource) {
    guard let folder = Self.folder else { return nil }
    let name: String
    switch source {
    case .standardInput: return nil
    case .builtIn(let known): name = "@" + known
    case .file(let path):
      name = FileName.resolved(path) ?? path
    }
    let last = name.split(separator: "/").last.map(String.init) ?? name
    let plain = String(
      last.prefix(40).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    stem = "\(folder)/\(plain)-\(Self.mark(of: name))"
  }

  /// Whether there can be one for a scenario.
  static func isPossible(for source: ScenarioSource) -> Bool {
    source != .standardInput && folder != nil
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The edits that a session has left which runs no more; none where there are none. The journal is
  /// this session's from then on.
  mutating func leftBehind() -> EditHistory {
    for number in 0..<Self.mostSessions {
      guard access(path(number), F_OK) == 0, lock(number, O_RDWR) else { continue }
      let bytes = contents()
      let history = BranchJournal.history(in: bytes)
      if history.current > 0 { return history }
      // What cannot be read may be of another version: it is nobody's to throw away.
      if bytes.isEmpty { remove() } else { letGo() }
    }
    return .original
  }

  /// Writes down where a history has come to, to the disk itself; forgets everything where that is
  /// the original.
  ///
  /// - Returns: a sentence where it could not be done.
  mutating func keep(_ history: EditHistory) -> String? {
    guard history.current > 0 else {
      remove()
      return nil
    }
    if descriptor < 0 {
      Self.makeFolders(of: stem)
      for number in 0..<Self.mostSessions where lock(number, O_RDWR | O_CREAT) { break }
    }
    let size = descriptor < 0 ? 0 : lseek(descriptor, 0, SEEK_END)
    let text =
      size <= 0
      ? BranchJournal.lines(history)
      : (endsWithLine ? "" : "\n") + BranchJournal.line(history.branch)
    let bytes = Array(text.utf8)
    // One write is whole or cut off at its end, and a line that is cut off is not read.
    let count = descriptor < 0 ? -1 : write(descriptor, bytes, bytes.count)
    if count == bytes.count, fsync(descriptor) == 0 { return nil }
    // A write that ends early says nothing of why: the disk is full.
    let reason = count >= 0 && count < bytes.count ? ENOSPC : errno
    // What is not whole is of no use, and an empty file even less.
    if descriptor >= 0 {
      if size <= 0 { remove() } else { ftruncate(descriptor, size) }
    }
    return "the edits cannot be kept, \(SystemError.text(reason)): '\(stem).jsonl'"
  }

  private func path(_ number: Int) -> String {
    number == 0 ? "\(stem).jsonl" : "\(stem)-\(number + 1).jsonl"
  }

  /// Takes a journal where no other session has it.
  private mutating func lock(_ number: Int, _ flags: Int32) -> Bool {
    let path = path(number)
    // What is no file must not block: a pipe would wait for its other end.
    let file = open(path, flags | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
    guard file >= 0 else { return false }
    // Its owner may have removed it between the two calls: then it is no file to keep anything in.
    var (opened, there) = (stat(), stat())
    guard flock(file, LOCK_EX | LOCK_NB) == 0, fstat(file, &opened) == 0,
      opened.st_mode & S_IFMT == S_IFREG, stat(path, &there) == 0, opened.st_ino == there.st_ino
    else {
      close(file)
      return false
    }
    (self.path, descriptor) = (path, file)
    return true
  }

  private mutating func remove() {
    guard descriptor >= 0 else { return }
    unlink(path)
    letGo()
  }

  private mutating func letGo() {
    close(descriptor)
    descriptor = -1
  }

  /// Whether the last line is whole: what is written behind one that was cut off would be lost, too.
  private var endsWithLine: Bool {
    guard descriptor >= 0 else { return true }
    let size = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = 0x0A
    return size <= 0 || pread(descriptor, &last, 1, size - 1) != 1 || last == 0x0A
  }

  private func contents() -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    lseek(descriptor, 0, SEEK_SET)
    while case let count = read(descriptor, &chunk, chunk.count), count > 0 {
      bytes += chunk[..<count]
    }
    return bytes
  }

  private static var folder: String? {
    // The standard says that a relative path in the variable counts as none.
    if let folder = Environment.value("XDG_STATE_HOME"), folder.hasPrefix("/") {
      return folder + "/weakviz"
    }
    return Environment.value("HOME").map { $0 + "/.local/state/weakviz" }
  }

  /// Makes the folders that a path goes through; what is there stays.
  private static func makeFolders(of path: String) {
    for index in path.indices.dropFirst() where path[index] == "/" {
      mkdir(String(path[..<index]), 0o700)
    }
  }

  /// A short mark that tells files of one name apart: FNV-1a of 64 bits.
  private static func mark(of name: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return String(hash, radix: 36)
  }
}
