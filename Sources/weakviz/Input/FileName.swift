import Glibc

/// The names of files. The system takes any bytes for a name, and the program passes text on: a byte
/// that is no UTF-8 goes through it as a character of its own, which no other name has.
enum FileName {
  /// The characters for the bytes from 0x80 on; they are of the last plane, for private use.
  private static let stands: ClosedRange<UInt32> = 0x10FF80...0x10FFFF
  private static let first: UInt32 = 0x10FF00

  /// The arguments of the program, without its own name.
  static func arguments() -> [String] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      CommandLine.unsafeArgv[index].map { bytes in
        var length = 0
        while bytes[length] != 0 { length += 1 }
        return text(UnsafeBufferPointer(start: bytes, count: length).map { UInt8(bitPattern: $0) })
      }
    }
  }

  /// The text for a name. O(length).
  static func text(_ bytes: [UInt8]) -> String {
    var text = ""
    var place = 0
    while place < bytes.count {
      var parser = Unicode.UTF8.ForwardParser()
      var rest = bytes[place...].makeIterator()
      if case .valid(let encoded) = parser.parseScalar(from: &rest) {
        let scalar = Unicode.UTF8.decode(encoded)
        if !stands.contains(scalar.value) {
          text.unicodeScalars.append(scalar)
          place += encoded.count
          continue
        }
      }
      if let scalar = Unicode.Scalar(first + UInt32(bytes[place])) {
        text.unicodeScalars.append(scalar)
      }
      place += 1
    }
    return text
  }

  /// The name as the system takes it, with a zero at its end. O(length).
  static func bytes(_ text: String) -> [CChar] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if stands.contains(scalar.value) {
        bytes.append(UInt8(scalar.value - first))
      } else {
        bytes.append(contentsOf: String(scalar).utf8)
      }
    }
    return bytes.map { CChar(bitPattern: $0) } + [0]
  }

  /// The name as people read it: a byte that is no UTF-8 is written as an escape. O(length).
  static func shown(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { stands.contains($0.value) }) else { return text }
    return text.unicodeScalars.map { scalar in
      stands.contains(scalar.value)
        ? "\\x" + String(scalar.value - first, radix: 16) : String(scalar)
    }.joined()
  }

  /// What a path leads to behind links, nil where it leads nowhere.
  static func resolved(_ text: String) -> String? {
    guard let path = realpath(bytes(text), nil) else { return nil }
    defer { free(path) }
    var length = 0
    while path[length] != 0 { length += 1 }
    return self.text(
      UnsafeBufferPointer(start: path, count: length).map { UInt8(bitPattern: $0) })
  }
}
