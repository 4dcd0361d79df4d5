import Glibc

/// The file in which a session keeps the edits that are in no file.
struct JournalFile {
  /// Where it is.
  let path: String

  /// The only file in a folder; nil where there is none.
  init?(in folder: String) {
    guard let entries = opendir(folder) else { return nil }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasSuffix(".jsonl") else { continue }
      path = "\(folder)/\(name)"
      return
    }
    return nil
  }

  /// Writes at its end what a write that was cut off leaves there.
  func append(_ text: String) {
    guard let file = fopen(path, "a") else { return }
    fputs(text, file)
    fclose(file)
  }

  /// Its last line.
  var lastLine: String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte >= 0 { bytes.append(UInt8(byte)) }
    return bytes.split(separator: 0x0A).last.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}
