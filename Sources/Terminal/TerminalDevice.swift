import CNcurses
import CSystem
import Glibc
import TerminalFrame

/// The terminal itself: its descriptors, its modes, the screen of ncurses on it.
///
/// It is a bundle of handles, which its session opens once and releases once.
struct TerminalDevice {
  let keyboard: Int32
  let signals: Int32
  let window: UnsafeMutablePointer<WINDOW>
  let pad: UnsafeMutablePointer<WINDOW>
  let colorDepth: ColorDepth
  let repertoire: Repertoire
  var output: FrameOutput
  private let errorOutput: ErrorOutput
  private let screen: OpaquePointer
  private let streams: (input: UnsafeMutablePointer<FILE>, output: UnsafeMutablePointer<FILE>)
  private let usesMouse: Bool
  private let shellModes: termios
  private let programModes: termios

  init(_ options: TerminalOptions) throws(TerminalError) {
    guard isatty(STDOUT_FILENO) == 1 else { throw .outputIsNotATerminal }
    try Self.checkTerminalType()
    let keyboard =
      isatty(STDIN_FILENO) == 1
      ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard keyboard >= 0 else { throw .noKeyboard }
    repertoire = Self.takeLocale(options.encoding)

    let terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    guard let input = fdopen(fcntl(keyboard, F_DUPFD_CLOEXEC, 3), "r"),
      let outputStream = fdopen(fcntl(terminal, F_DUPFD_CLOEXEC, 3), "w")
    else { throw .system(call: "fdopen", error: errno) }
    output = try FrameOutput(terminal: terminal, stream: fileno(outputStream))
    streams = (input, outputStream)
    self.keyboard = keyboard

    var modes = termios()
    tcgetattr(terminal, &modes)
    shellModes = modes
    errorOutput = ErrorOutput(programName: options.programName)
    let path = errorOutput.path
    let note =
      "\(options.programName) has crashed" + (path.map { "; what it said is in \($0)" } ?? "")
    TerminalModes.allOff.withCString {
      csys_guard_arm(terminal, $0, strlen($0), note + "\r\n", path)
    }
    guard let screen = newterm(nil, outputStream, input), let window = cnc_screen_window(),
      let pad = newpad(1, 1)
    else {
      csys_guard_disarm()
      errorOutput.restore()
      throw .system(call: "newterm", error: errno)
    }
    (self.screen, self.window, self.pad) = (screen, window, pad)
    colorDepth = Self.startColors(options.colors)
    programModes = Self.takeModes(terminal: terminal, pad: pad)
    usesMouse = options.usesMouse
    KeySequences.define()
    signals = csys_signals_to_pipe()
    enter()
  }

  /// Turns on what ncurses doesn't know of, and lets it draw into memory.
  private mutating func enter() {
    output.write(TerminalModes.on(mouse: usesMouse).utf8)
    output.collect()
  }

  /// Gives screen and modes back to the shell.
  private func leave() {
    output.passThrough()
    output.write(TerminalModes.off.utf8)
    endwin()
    var modes = shellModes
    tcsetattr(output.terminal, TCSADRAIN, &modes)
  }

  /// Gives screen and modes back, stops the process as the shell expects it of Ctrl-Z, and takes
  /// them again when it's continued.
  mutating func suspend() {
    leave()
    csys_stop_self()
    resume()
  }

  /// Whether the terminal's modes are no longer those that the program needs: a shell has taken
  /// the terminal meanwhile.
  var hasLostModes: Bool {
    var modes = termios()
    guard tcgetattr(output.terminal, &modes) == 0 else { return false }
    return modes.c_lflag != programModes.c_lflag || modes.c_iflag != programModes.c_iflag
  }

  /// Takes the modes again that the shell has changed.
  mutating func resume() {
    output.passThrough()
    var modes = programModes
    tcsetattr(output.terminal, TCSADRAIN, &modes)
    // After endwin, the next refresh would set the modes and switch the screen: here it still can.
    reset_prog_mode()
    enter()
  }

  /// Gives everything back for good.
  func release() {
    leave()
    delwin(pad)
    delscreen(screen)
    csys_guard_disarm()
    csys_signals_restore()
    output.close()
    fclose(streams.input)
    fclose(streams.output)
    close(keyboard)
    errorOutput.restore()
  }

  /// The window's size; at least one cell.
  func size() -> Size {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard csys_window_size(output.terminal, &columns, &rows), columns > 0, rows > 0 else {
      return Size(width: Int(max(1, getmaxx(window))), height: Int(max(1, getmaxy(window))))
    }
    return Size(width: Int(columns), height: Int(rows))
  }

  private static func checkTerminalType() throws(TerminalError) {
    guard let value = getenv("TERM"), value.pointee != 0 else { throw .noTerminalType }
    let name = String(cString: value).sanitized(.ascii)
    var status: Int32 = 0
    guard setupterm(nil, STDOUT_FILENO, &status) == OK else {
      // A description without motion is called generic, and refused with status 0 like an unknown
      // one.
      throw name == "dumb" ? .dumbTerminal(name) : .unknownTerminal(name)
    }
    guard cnc_has_string("cup") else { throw .dumbTerminal(name) }
  }

  private static func takeLocale(_ encoding: TerminalOptions.Encoding) -> Repertoire {
    if encoding == .fixed(.unicode) { return csys_use_utf8_locale() ? .unicode : .ascii }
    // The locale is taken in any case: keys may be more than ASCII.
    let isUnicode = csys_use_environment_locale()
    return isUnicode && encoding == .automatic ? .unicode : .ascii
  }

  private static func startColors(_ colors: TerminalOptions.Colors) -> ColorDepth {
    let wanted: ColorDepth
    switch colors {
    case .fixed(let depth): wanted = depth
    case .automatic:
      let refused = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
      wanted = refused ? .none : .palette
    }
    guard wanted != .none, has_colors(), start_color() == OK, use_default_colors() == OK else {
      return .none
    }
    if wanted == .palette && cnc_color_count() >= 256 { return .palette }
    return cnc_color_count() >= 8 ? .basic : .none
  }

  /// Keys come one by one and unseen; Ctrl-C, Ctrl-\, Ctrl-S, Ctrl-Q and Ctrl-V are keys like
  /// others, Ctrl-Z still stops.
  private static func takeModes(
    terminal: Int32, pad: UnsafeMutablePointer<WINDOW>
  ) -> termios {
    cbreak()
    noecho()
    nonl()
    var modes = termios()
    tcgetattr(terminal, &modes)
    modes.c_iflag &= ~tcflag_t(IXON)
    modes.c_lflag &= ~tcflag_t(IEXTEN)
    withUnsafeMutableBytes(of: &modes.c_cc) { characters in
      characters[Int(VINTR)] = 0
      characters[Int(VQUIT)] = 0
    }
    tcsetattr(terminal, TCSADRAIN, &modes)
    def_prog_mode()
    set_escdelay(25)
    // Or ncurses would look for keys in the middle of a frame and break off.
    typeahead(-1)
    keypad(pad, true)
    wtimeout(pad, 0)
    return modes
  }
}

/// What is sent to switch on and off what ncurses doesn't know of.
enum TerminalModes {
  /// Pastes in brackets, focus, and the mouse with motion while a button is down.
  static func on(mouse: Bool) -> String {
    "\u{1B}[?2004h\u{1B}[?1004h" + (mouse ? "\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h" : "")
  }

  /// The opposite of ``on(mouse:)``, and the end of a frame that was broken off.
  static let off =
    "\u{1B}[?2026l\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l\u{1B}[?1004l\u{1B}[?2004l"

  /// Also the opposite of what ncurses switches on, for when it can't be asked: cursor, attributes,
  /// keypad and the alternate screen.
  static let allOff = off + "\u{1B}[?25h\u{1B}[0m\u{1B}[?1l\u{1B}>\u{1B}[?1049l"
}
