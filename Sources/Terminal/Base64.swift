/// The encoding in which a terminal takes texts for its clipboard.
enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The digits of some bytes, filled with `=` to a multiple of four.
  static func encoded(_ bytes: some Sequence<UInt8>) -> String {
    var result: [UInt8] = []
    var group: [UInt8] = []
    func finishGroup() {
      let padded = group + Array(repeating: 0, count: 3 - group.count)
      let bits = padded.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      for index in 0..<4 {
        result.append(
          index <= group.count ? digits[Int(bits >> (18 - 6 * UInt32(index)) & 63)] : 0x3D)
      }
      group.removeAll()
    }
    for byte in bytes {
      group.append(byte)
      if group.count == 3 { finishGroup() }
    }
    if !group.isEmpty { finishGroup() }
    return String(decoding: result, as: UTF8.self)
  }
}
