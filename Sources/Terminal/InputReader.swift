import CNcurses
import CSystem
import Glibc
import TerminalFrame

/// Reads what ncurses has decoded and makes events of it, without ever waiting for a person.
struct InputReader {
  /// A pasted text of more bytes than this is cut.
  private static let longestPaste = 1 << 20

  /// An invisible window to read from: reading would otherwise redraw the visible one.
  private let pad: UnsafeMutablePointer<WINDOW>
  private let keyboard: Int32
  private var mouse = MouseDecoder()

  private enum Input {
    case character(UInt32)
    case code(Int32)
  }

  init(pad: UnsafeMutablePointer<WINDOW>, keyboard: Int32) {
    self.pad = pad
    self.keyboard = keyboard
  }

  /// The next event that has already come; nil if there is none.
  mutating func next() -> InputEvent? {
    while let input = read() {
      if let event = event(of: input) { return event }
    }
    return nil
  }

  private mutating func event(of input: Input) -> InputEvent? {
    switch input {
    case .character(27):
      // Alt sends an escape right before the key; a person's own escape stands alone.
      guard let following = read() else { return .key(.named(.escape)) }
      guard var event = event(of: following) else { return .key(.named(.escape)) }
      if case .key(var key) = event {
        key.modifiers.insert(.alt)
        event = .key(key)
      }
      return event
    case .character(let value):
      return KeySequences.key(ofCharacter: value).map { .key($0) }
    case .code(let code):
      switch KeySequences.meaning(ofCode: code) {
      case .key(let key): return .key(key)
      case .focus(let isFocused): return .focus(isFocused)
      case .mouseReport: return readMouseReport().map { .mouse($0) }
      case .pasteStart: return .paste(readPaste())
      case .pasteEnd, nil: return nil
      }
    }
  }

  private mutating func readMouseReport() -> MouseEvent? {
    var parameters = ""
    while parameters.count < 24, case .character(let value) = readSoon() {
      switch value {
      case 0x30...0x39, 0x3B:
        parameters.append(Character(Unicode.Scalar(UInt8(value))))
      case 0x4D, 0x6D:
        return mouse.event(
          parameters: parameters, isRelease: value == 0x6D,
          nanoseconds: csys_monotonic_nanoseconds())
      default:
        return nil
      }
    }
    return nil
  }

  /// Reads past ncurses, which asks the terminal for one byte at a time: a pasted book would take
  /// half a minute.
  private func readPaste() -> String {
    let end = KeySequences.pasteEnd
    var text: [UInt8] = []
    // How much of the end has come. Only as many bytes are read as are missing of it: what follows
    // the end is for ncurses.
    var matched = 0
    var waiting = 0
    var bytes: UInt64 = 0
    while matched < end.count {
      if waiting <= 0 { waiting = waitForBytes() }
      let wanted = min(waiting, end.count - matched)
      let count = withUnsafeMutableBytes(of: &bytes) { bytes in
        Glibc.read(keyboard, bytes.baseAddress, wanted)
      }
      guard count > 0 else { break }
      waiting -= count
      withUnsafeBytes(of: &bytes) { bytes in
        for byte in bytes.prefix(count) {
          if byte == end[matched] {
            matched += 1
            continue
          }
          append(end[..<matched], to: &text)
          // The first byte of the end stands nowhere else in it.
          matched = byte == end[0] ? 1 : 0
          if matched == 0 { append(CollectionOfOne(byte), to: &text) }
        }
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func append(_ bytes: some Collection<UInt8>, to text: inout [UInt8]) {
    guard text.count < Self.longestPaste else { return }
    text.append(contentsOf: bytes.lazy.map { $0 == 13 ? 10 : $0 })
  }

  /// Waits a moment for bytes, and gives the number of those that can be read at once.
  private func waitForBytes() -> Int {
    var ready = pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0)
    var count: Int32 = 0
    guard poll(&ready, 1, 100) > 0, ioctl(keyboard, UInt(FIONREAD), &count) == 0 else { return 0 }
    return Int(count)
  }

  private func read() -> Input? {
    var value: wint_t = 0
    switch wget_wch(pad, &value) {
    case OK: return .character(value)
    case KEY_CODE_YES: return .code(Int32(bitPattern: value))
    default: return nil
    }
  }

  /// The rest of a sequence may be on its way: waits a moment for it.
  private func readSoon() -> Input? {
    if let input = read() { return input }
    var ready = pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, 100) > 0 else { return nil }
    return read()
  }
}
