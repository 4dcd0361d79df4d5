import Glibc
import Terminal
import TerminalFrame

/// A program to be watched in a pseudo-terminal: it writes on its screen what it was told.
///
/// Keys: `q` quits, `e` calls exit in the middle, `t` traps, `o` overflows the stack, `a` starts
/// and stops the timer, `m` lets a thread post a message, `x` writes an error, `k` kills the process,
/// `w` shows a frame that is too large.
enum ProbeProgram {
  static func run(_ options: TerminalOptions) -> Int32 {
    do {
      var session = try TerminalSession(options)
      return try loop(&session)
    } catch {
      say("probe: \(error)\n")
      return 2
    }
  }

  private static func loop(_ session: inout TerminalSession) throws(TerminalError) -> Int32 {
    let mailbox = try Mailbox<String>()
    var log: [String] = []
    var isTicking = false
    while true {
      session.show(frame(session, log))
      for event in session.nextEvents(watching: [mailbox.descriptor]) {
        switch event {
        case .input(.key(.character("q"))): return 0
        case .input(.key(.character("e"))): exit(3)
        case .input(.key(.character("t"))): fatalError("the probe was asked to trap")
        case .input(.key(.character("o"))): log.append("\(overflow(1))")
        case .input(.key(.character("x"))): say("said \u{1B}[31mmeanwhile\n")
        case .input(.key(.character("w"))):
          var large = Frame(width: session.size.width + 7, height: session.size.height + 7)
          large.fill(large.bounds, with: "日")
          for row in 0..<large.height {
            large.put(String(repeating: "日", count: large.width), column: row % 2, row: row)
          }
          session.show(large)
          log.append("large")
        case .input(.key(.character("k"))): kill(getpid(), SIGKILL)
        case .input(.key(.character("a"))):
          isTicking.toggle()
          session.tick(every: isTicking ? .milliseconds(20) : nil)
        case .input(.key(.character("m"))): postFromThread(mailbox)
        case .input(let input): log.append(words(input))
        case .ticks: if log.last != "tick" { log.append("tick") }
        case .readable: log += mailbox.take()
        case .ended(let signal): return 128 + signal
        }
      }
    }
  }

  private static func frame(_ session: borrowing TerminalSession, _ log: [String]) -> Frame {
    var frame = Frame(session.size)
    let size = "\(frame.width)x\(frame.height)"
    let title = "probe \(size) \(session.colorDepth) \(session.repertoire)"
    frame.put(title, column: 0, row: 0, style: Style(.palette(75, basic: .cyan), .bold))
    if session.repertoire == .unicode { frame.put("┌─日本─┐ ●2", column: 0, row: 1) }
    for (row, line) in log.suffix(max(0, frame.height - 3)).enumerated() {
      frame.put("[\(line)]", column: 0, row: row + 2)
    }
    frame.put("!", column: frame.width - 1, row: frame.height - 1)
    return frame
  }

  private static func say(_ text: String) {
    _ = text.withCString { write(STDERR_FILENO, $0, strlen($0)) }
  }

  private static func words(_ input: InputEvent) -> String {
    switch input {
    case .key(let key): "key \(key)"
    case .mouse(let event):
      words(event)
    case .paste(let text): "paste \(text.count) \(text)"
    case .resize(let size): "resize \(size.width)x\(size.height)"
    case .focus(let isFocused): "focus \(isFocused)"
    }
  }

  private static func words(_ event: MouseEvent) -> String {
    let action =
      switch event.action {
      case .press(let button): "press \(button)"
      case .doubleClick(let button): "double \(button)"
      case .drag(let button): "drag \(button)"
      case .release(let button): "release \(button)"
      case .wheelUp: "wheel up"
      case .wheelDown: "wheel down"
      }
    return "\(action) \(event.point.column),\(event.point.row)"
  }

  private static func postFromThread(_ mailbox: Mailbox<String>) {
    let box = Unmanaged.passRetained(mailbox).toOpaque()
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { box in
        guard let box else { return nil }
        let mailbox = Unmanaged<Mailbox<String>>.fromOpaque(box).takeRetainedValue()
        for number in 1...3 { mailbox.post("mail \(number)") }
        return nil
      }, box)
    pthread_detach(thread)
  }

  @inline(never) private static func overflow(_ depth: Int) -> Int {
    depth == 0 ? 0 : overflow(depth + 1) + depth
  }
}
