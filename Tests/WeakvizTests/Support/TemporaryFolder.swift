import Glibc
import Testing

/// A folder of its own for one test, removed with the files in it.
final class TemporaryFolder {
  /// Its path.
  let path: String

  init() throws {
    var template = Array("/tmp/weakviz-tests-XXXXXX".utf8CString)
    let made = mkdtemp(&template)
    path = String(cString: try #require(made))
  }

  deinit {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) {
          String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != "." && name != ".." { unlink(self.path(name)) }
      }
      closedir(folder)
    }
    rmdir(path)
  }

  /// The path of a file in it.
  func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file and gives its path.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> String {
    let file = try #require(fopen(path(name), "w"))
    fputs(text, file)
    fclose(file)
    return path(name)
  }

  /// The text of a file.
  func read(_ name: String) throws -> String { try Self.text(of: path(name)) }

  /// The text of any file.
  static func text(of path: String) throws -> String {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var text: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      text += chunk[..<count]
    }
    return String(decoding: text, as: UTF8.self)
  }
}
