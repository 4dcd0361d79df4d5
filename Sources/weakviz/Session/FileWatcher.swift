import CSystem
import Glibc

/// Tells when a file is written, replaced or removed. It watches the file's directory, because many
/// editors write a new file and rename it.
struct FileWatcher: ~Copyable {
  /// A descriptor that can be read when something happened in the directory.
  let descriptor: Int32
  private let name: [CChar]

  /// Watches a file; nil where the system cannot.
  init?(path: String) {
    // Behind a link, the file that is edited is the one that it leads to.
    let path = FileName.resolved(path) ?? path
    let slash = path.lastIndex(of: "/")
    name = FileName.bytes(slash.map { String(path[path.index(after: $0)...]) } ?? path)
    var directory = slash.map { String(path[..<$0]) } ?? "."
    if directory.isEmpty { directory = "/" }
    descriptor = csys_inotify()
    guard descriptor >= 0 else { return nil }
    guard csys_inotify_add_directory(descriptor, FileName.bytes(directory)) else {
      close(descriptor)
      return nil
    }
  }

  deinit { close(descriptor) }

  /// Takes what happened since the last call.
  ///
  /// - Returns: whether some of it happened to the file.
  func takeChanges() -> Bool { csys_inotify_drain(descriptor, name) }
}
