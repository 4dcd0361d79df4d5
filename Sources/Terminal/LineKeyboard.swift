import CSystem
import Glibc
import TerminalFrame

/// Keys one by one, without a screen: for programs that only write lines.
///
/// Nothing is echoed, and Ctrl-C is a key like others. Where the input is no terminal, its bytes are
/// the keys. However the session ends, the modes are given back.
public struct LineKeyboard: ~Copyable {
  /// What it was waiting for.
  public enum Event: Equatable, Sendable {
    case key(Key)
    /// One of the watched descriptors can be read.
    case readable(Int32)
    /// There are no more keys.
    case end
    /// The process shall end because of a signal.
    case ended(signal: Int32)
  }

  private let input: Int32
  private let signals: Int32
  private let modesBefore: termios?
  private var decoder = KeyDecoder()

  /// Takes the keyboard.
  ///
  /// - Parameter usesTerminal: whether keys come from the terminal although standard input is
  ///   something else, which has been read already.
  public init(usesTerminal: Bool = false) throws(TerminalError) {
    if usesTerminal {
      input = open("/dev/tty", O_RDONLY | O_CLOEXEC)
      guard input >= 0 else { throw .noKeyboard }
    } else {
      input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
    }
    var modes = termios()
    modesBefore = tcgetattr(input, &modes) == 0 ? modes : nil
    signals = csys_signals_to_pipe()
    takeModes()
  }

  deinit {
    giveModesBack()
    csys_signals_restore()
    close(input)
  }

  private func takeModes() {
    guard var modes = modesBefore else { return }
    modes.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
    modes.c_iflag &= ~tcflag_t(IXON)
    withUnsafeMutableBytes(of: &modes.c_cc) { characters in
      characters[Int(VINTR)] = 0
      characters[Int(VQUIT)] = 0
      characters[Int(VMIN)] = 1
      characters[Int(VTIME)] = 0
    }
    tcsetattr(input, TCSADRAIN, &modes)
  }

  private func giveModesBack() {
    guard var modes = modesBefore else { return }
    tcsetattr(input, TCSADRAIN, &modes)
  }

  /// Waits until something happens and tells it, at least one event.
  public mutating func nextEvents(watching descriptors: [Int32] = []) -> [Event] {
    while true {
      var entries = ([input, signals] + descriptors).map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      // An escape alone is a key only when nothing follows it soon.
      let count = poll(&entries, nfds_t(entries.count), decoder.isWaiting ? 25 : -1)
      if count == 0 { return decoder.finish().map { .key($0) } }
      guard count > 0 else { continue }
      var events: [Event] = []
      if entries[1].revents != 0 { events += readSignals() }
      for entry in entries.dropFirst(2) where entry.revents != 0 {
        events.append(.readable(entry.fd))
      }
      if entries[0].revents != 0 { events += readKeys() }
      if !events.isEmpty { return events }
    }
  }

  private mutating func readKeys() -> [Event] {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(input, &bytes, bytes.count)
    if count <= 0 {
      if count < 0 && errno == EINTR { return [] }
      return decoder.finish().map { .key($0) } + [.end]
    }
    return decoder.decode(bytes.prefix(count)).map { .key($0) }
  }

  private func readSignals() -> [Event] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(signals, &bytes, bytes.count)
    var events: [Event] = []
    for number in bytes.prefix(max(0, count)).map(Int32.init) {
      switch number {
      case SIGTSTP:
        giveModesBack()
        csys_stop_self()
        takeModes()
      case SIGTERM, SIGINT, SIGHUP: events.append(.ended(signal: number))
      default: break
      }
    }
    return events
  }
}

/// Makes keys of the bytes that terminals send, without asking which terminal it is.
struct KeyDecoder {
  private var rest: [UInt8] = []

  /// Whether the bytes so far may be the beginning of a key.
  var isWaiting: Bool { !rest.isEmpty }

  /// The keys of some more bytes.
  mutating func decode(_ bytes: some Sequence<UInt8>) -> [Key] {
    rest += bytes
    var keys: [Key] = []
    while !rest.isEmpty {
      guard let (key, length) = first() else { break }
      rest.removeFirst(length)
      if let key { keys.append(key) }
    }
    return keys
  }

  /// The keys of bytes that nothing has followed: an escape is one then.
  mutating func finish() -> [Key] {
    guard let first = rest.first else { return [] }
    rest.removeFirst()
    let keys = first == 27 ? [Key.named(.escape)] : []
    return keys + decode([])
  }

  /// The first key and its length; nil where more bytes may belong to it.
  private func first() -> (Key?, Int)? {
    switch rest[0] {
    case 27: return sequence()
    case 9: return (.named(.tab), 1)
    case 10, 13: return (.named(.enter), 1)
    case 8, 127: return (.named(.backspace), 1)
    case 1...26:
      return (.control(Character(Unicode.Scalar(rest[0] + 96))), 1)
    case 32..<127: return (.character(Character(Unicode.Scalar(rest[0]))), 1)
    case 0xC2...0xF4:
      let length = rest[0] < 0xE0 ? 2 : rest[0] < 0xF0 ? 3 : 4
      guard rest.count >= length else { return nil }
      let text = String(decoding: rest.prefix(length), as: UTF8.self)
      guard text.count == 1, let character = text.first, character != "\u{FFFD}" else {
        return (nil, 1)
      }
      return (.character(character), length)
    default: return (nil, 1)
    }
  }

  /// `ESC [ parameters letter`, `ESC O letter`, or Alt with a character.
  private func sequence() -> (Key?, Int)? {
    guard rest.count > 1 else { return nil }
    guard rest[1] == UInt8(ascii: "[") || rest[1] == UInt8(ascii: "O") else {
      return (.named(.escape), 1)
    }
    var end = 2
    while end < rest.count, (0x20...0x3F).contains(rest[end]) { end += 1 }
    guard end < rest.count else { return rest.count > 32 ? (nil, rest.count) : nil }
    let parameters = String(decoding: rest[2..<end], as: UTF8.self)
    return (Self.key(parameters, Character(Unicode.Scalar(rest[end]))), end + 1)
  }

  private static func key(_ parameters: String, _ final: Character) -> Key? {
    let letters: [Character: Key.Name] = [
      "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end,
    ]
    if let name = letters[final] { return .named(name) }
    if final == "Z" { return .named(.tab, .shift) }
    let numbers: [String: Key] = [
      "1": .named(.home), "2": .named(.insert), "3": .named(.delete), "4": .named(.end),
      "5": .named(.pageUp), "6": .named(.pageDown), "7": .named(.home), "8": .named(.end),
      "11": .function(1), "21": .function(10), "23": .function(11),
    ]
    if final == "P" { return .function(1) }
    return final == "~" ? numbers[parameters] : nil
  }
}
