import CSystem
import Glibc
import TerminalFrame
import Testing

/// A program in a pseudo-terminal of its own, and the screen that a person would see.
///
///     let terminal = try PseudoTerminal(PseudoTerminal.sibling("weakviz"), ["cycle.json"])
///     try terminal.wait(for: "step 0")
///     terminal.press(.character("n"))
///     try terminal.wait(for: "step 1")
///     terminal.press(.character("q"))
///     #expect(try terminal.waitForExit() == 0)
///     #expect(terminal.isRestored)
final class PseudoTerminal {
  /// What went wrong, with what the screen showed.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// What a person would see.
  private(set) var screen: VirtualScreen
  /// All that the program wrote.
  private(set) var output: [UInt8] = []
  /// The program's process.
  let process: Int32

  private let descriptor: Int32
  private let modesBefore: termios
  private var status: Int32?
  private var isClosed = false

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - environment: what the program finds besides `PATH`, a UTF-8 locale and the type of the
  ///     terminal; an empty text takes a variable away.
  init(
    _ path: String, _ arguments: [String] = [], size: Size = Size(width: 80, height: 24),
    environment: [String: String] = [:]
  ) throws {
    guard csys_use_utf8_locale() else { throw Failure(description: "no UTF-8 locale") }
    var variables = [
      "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin",
      "LD_LIBRARY_PATH": getenv("LD_LIBRARY_PATH").map { String(cString: $0) } ?? "",
    ]
    variables.merge(environment) { _, new in new }
    let settings = variables.filter { !$0.value.isEmpty }.map { "\($0.key)=\($0.value)" }
    var descriptor: Int32 = -1
    process = Self.withCStrings([path] + arguments) { arguments in
      Self.withCStrings(settings) { settings in
        csys_spawn_in_terminal(
          path, arguments, settings, Int32(size.width), Int32(size.height), &descriptor)
      }
    }
    guard process > 0 else { throw Failure(description: "no pseudo-terminal") }
    self.descriptor = descriptor
    screen = VirtualScreen(size: size)
    var modes = termios()
    tcgetattr(descriptor, &modes)
    modesBefore = modes
  }

  deinit {
    if status == nil { kill(process, SIGKILL) }
    if !isClosed { close(descriptor) }
    while status == nil {
      let ended = csys_exit_status(process)
      if ended >= 0 { break }
      usleep(1000)
    }
  }

  /// The path of a program built beside the tests.
  static func sibling(_ name: String) -> String {
    let own = ownPath
    return String(own[..<(own.lastIndex(of: "/") ?? own.startIndex)]) + "/" + name
  }

  /// The path of the program that runs the tests.
  static var ownPath: String {
    var path = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &path, path.count)
    return String(decoding: path.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Whether the terminal is as it was before the program: modes, screen, cursor, mouse, paste.
  var isRestored: Bool {
    let own: Set = [1, 1000, 1002, 1003, 1004, 1006, 1049, 2004, 2026]
    guard screen.modes.isDisjoint(with: own), screen.modes.isSuperset(of: [7, 25]) else {
      return false
    }
    return !screen.hasApplicationKeypad && hasModesFromBefore
  }

  /// Whether keys are echoed and lines edited as before the program.
  var hasModesFromBefore: Bool {
    var modes = termios()
    guard tcgetattr(descriptor, &modes) == 0 else { return false }
    return modes.c_lflag == modesBefore.c_lflag && modes.c_iflag == modesBefore.c_iflag
      && modes.c_oflag == modesBefore.c_oflag
  }

  /// Types a text, or sends any bytes.
  func send(_ text: String) {
    var text = text
    text.withUTF8 { _ = write(descriptor, $0.baseAddress, $0.count) }
  }

  /// Presses a key as a terminal in application mode sends it.
  func press(_ key: Key) {
    let alt = key.modifiers.contains(.alt) ? "\u{1B}" : ""
    let modifier = key.modifiers.isEmpty ? "" : ";\(key.modifiers.rawValue + 1)"
    func letter(_ letter: String) -> String {
      modifier.isEmpty ? "\u{1B}O\(letter)" : "\u{1B}[1\(modifier)\(letter)"
    }
    func number(_ number: Int) -> String { "\u{1B}[\(number)\(modifier)~" }
    switch key.code {
    case .character(let character) where key.modifiers.contains(.control):
      let value = (character.asciiValue ?? 0) & 31
      send(alt + String(Unicode.Scalar(value)))
    case .character(let character): send(alt + String(character))
    case .function(let count):
      let codes = [0, 0, 0, 0, 15, 17, 18, 19, 20, 21, 23, 24]
      send(count <= 4 ? letter(["P", "Q", "R", "S"][count - 1]) : number(codes[count - 1]))
    case .named(let name):
      switch name {
      case .escape: send("\u{1B}")
      case .tab: send(key.modifiers.contains(.shift) ? "\u{1B}[Z" : "\t")
      case .enter: send("\r")
      case .backspace: send("\u{7F}")
      case .insert: send(number(2))
      case .delete: send(number(3))
      case .pageUp: send(number(5))
      case .pageDown: send(number(6))
      case .home: send(letter("H"))
      case .end: send(letter("F"))
      case .up: send(letter("A"))
      case .down: send(letter("B"))
      case .right: send(letter("C"))
      case .left: send(letter("D"))
      }
    }
  }

  /// Presses and releases a button of the mouse over a cell.
  func click(column: Int, row: Int) {
    send("\u{1B}[<0;\(column + 1);\(row + 1)M\u{1B}[<0;\(column + 1);\(row + 1)m")
  }

  /// Gives the window another size.
  func resize(_ size: Size) {
    readAvailable(for: 0)
    screen.resize(size)
    csys_set_window_size(descriptor, Int32(size.width), Int32(size.height))
  }

  /// Closes the terminal, as somebody who closes its window, and waits for the program's end.
  ///
  /// - Returns: its exit status in the shell's manner. Nothing else can be done afterwards.
  func closeAndWait(seconds: Double = 10) throws -> Int32 {
    close(descriptor)
    isClosed = true
    let end = csys_monotonic_nanoseconds() + Int64(seconds * 1e9)
    while csys_monotonic_nanoseconds() < end {
      let ended = csys_exit_status(process)
      if ended >= 0 {
        status = ended
        return ended
      }
      usleep(1000)
    }
    throw Failure(description: "the program did not end with its terminal")
  }

  /// Sends a signal to the program.
  func signal(_ number: Int32) { kill(process, number) }

  /// Reads until the screen shows a text.
  func wait(for text: String, seconds: Double = 10) throws {
    try wait(seconds: seconds, reason: "'\(text)' did not appear") { $0.text.contains(text) }
  }

  /// Reads until the screen is as wanted.
  func wait(
    seconds: Double = 10, reason: String, until condition: (VirtualScreen) -> Bool
  ) throws {
    let end = csys_monotonic_nanoseconds() + Int64(seconds * 1e9)
    while !condition(screen) {
      guard csys_monotonic_nanoseconds() < end else {
        throw Failure(description: "\(reason); the screen shows:\n\(screen.text)")
      }
      readAvailable(for: 20)
    }
  }

  /// Reads until nothing has come for a while.
  func settle(milliseconds: Int32 = 60) {
    while readAvailable(for: milliseconds) {}
  }

  /// Whether the program comes to rest: nothing is written for so long, before the time is over.
  ///
  /// Late answers of a busy machine do not count as restlessness.
  func comesToRest(milliseconds: Int32, within seconds: Double = 30) -> Bool {
    let end = csys_monotonic_nanoseconds() + Int64(seconds * 1e9)
    while readAvailable(for: milliseconds) {
      if csys_monotonic_nanoseconds() > end { return false }
    }
    return true
  }

  /// Reads until the program ends.
  ///
  /// - Returns: its exit status in the shell's manner, 128 and the signal if one ended it.
  func waitForExit(seconds: Double = 10) throws -> Int32 {
    let end = csys_monotonic_nanoseconds() + Int64(seconds * 1e9)
    while true {
      readAvailable(for: 5)
      let ended = csys_exit_status(process)
      if ended >= 0 {
        while readAvailable(for: 20) {}
        status = ended
        return ended
      }
      guard csys_monotonic_nanoseconds() < end else {
        throw Failure(description: "the program did not end; the screen shows:\n\(screen.text)")
      }
    }
  }

  /// Reads what has come, waiting for it so long. Returns whether something came.
  @discardableResult
  private func readAvailable(for milliseconds: Int32) -> Bool {
    var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, milliseconds) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else {
      // Nobody is at the other end any more.
      usleep(1000)
      return false
    }
    output += bytes[..<count]
    screen.feed(bytes[..<count])
    return true
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return body(copies)
  }
}
