import CNcurses
import CSystem
import Glibc
import TerminalFrame

/// The screen of a terminal while a dashboard is on it: shows frames, tells what happens.
///
/// There is one session at a time, used from one thread. However the process ends (it returns, it
/// calls `exit`, it crashes, a signal ends it), the terminal gets its screen and its modes back;
/// ``ProcessGuard`` adds the case that it is killed.
public struct TerminalSession: ~Copyable {
  /// The screen's size; at least one cell.
  public private(set) var size: Size

  private var device: TerminalDevice
  private var painter: FramePainter
  private var reader: InputReader
  private let timer: Int32
  private var isTicking = false
  private var isOpen = true

  /// Takes the terminal over.
  ///
  /// Keys come from standard input, or from the controlling terminal if standard input is none.
  public init(_ options: TerminalOptions = TerminalOptions()) throws(TerminalError) {
    device = try TerminalDevice(options)
    painter = FramePainter(window: device.window, depth: device.colorDepth)
    reader = InputReader(pad: device.pad, keyboard: device.keyboard)
    timer = csys_timer()
    size = device.size()
    takeSize()
  }

  deinit {
    if isOpen { device.release() }
    Glibc.close(timer)
  }

  /// Gives the terminal back; afterwards the session shows nothing and tells nothing.
  public mutating func close() {
    guard isOpen else { return }
    isOpen = false
    device.release()
  }

  /// How many colours frames are shown with.
  public var colorDepth: ColorDepth { device.colorDepth }

  /// The scalars that frames may use: with ASCII, the terminal would show others as garbage.
  public var repertoire: Repertoire { device.repertoire }

  /// Shows a frame; only what changed since the last one is sent, in one write.
  ///
  /// A frame that is larger than the screen is cut, a smaller one leaves blanks.
  /// - Returns: the bytes sent, 0 if nothing changed.
  @discardableResult
  public mutating func show(_ frame: Frame) -> Int {
    guard isOpen else { return 0 }
    painter.paint(frame)
    return device.output.flush()
  }

  /// Lets the next frame be drawn as a whole, on a cleared screen.
  public mutating func invalidate() { painter.invalidate() }

  /// Puts a text into the clipboard of the terminal (OSC 52), if it lets programs do so.
  public mutating func copyToClipboard(_ text: String) {
    guard isOpen else { return }
    device.output.write("\u{1B}]52;c;\(Base64.encoded(text.utf8))\u{7}".utf8)
  }

  /// Lets ``nextEvents(watching:)`` tell ticks, so far apart; with nil none, and no time is spent
  /// while nothing happens.
  public mutating func tick(every interval: Duration?) {
    let (seconds, attoseconds) = (interval ?? .zero).components
    csys_timer_set(timer, seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    isTicking = interval != nil
  }

  /// Waits until something happens and tells it, at least one event.
  ///
  /// Ctrl-Z is dealt with here: when the process is continued, a resize is told so that the caller
  /// draws again.
  /// - Parameter descriptors: descriptors of the caller's, told when they can be read.
  public mutating func nextEvents(watching descriptors: [Int32] = []) -> [TerminalEvent] {
    guard isOpen else { return [.ended(signal: SIGHUP)] }
    var events = pendingInput()
    repeat {
      // Keys that ncurses has read already can't be seen by poll: they come first.
      let ready = poll(descriptors, wait: events.isEmpty)
      if ready.signals { events += readSignals() }
      if ready.timer {
        let ticks = csys_timer_ticks(timer)
        if ticks > 0 { events.append(.ticks(Int(clamping: ticks))) }
      }
      events += ready.descriptors.map { .readable($0) }
      let input = pendingInput()
      events += input
      if ready.isHungUp && input.isEmpty { events.append(.ended(signal: SIGHUP)) }
    } while events.isEmpty
    return events
  }

  private struct Ready {
    var signals = false
    var timer = false
    var isHungUp = false
    var descriptors: [Int32] = []
  }

  private func poll(_ descriptors: [Int32], wait: Bool) -> Ready {
    var polled = [device.keyboard, device.signals, isTicking ? timer : -1] + descriptors
    var entries = polled.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var ready = Ready()
    guard Glibc.poll(&entries, nfds_t(entries.count), wait ? -1 : 0) > 0 else { return ready }
    ready.isHungUp = entries[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
    ready.signals = entries[1].revents != 0
    ready.timer = entries[2].revents != 0
    polled.removeFirst(3)
    for (descriptor, entry) in zip(polled, entries[3...]) where entry.revents != 0 {
      ready.descriptors.append(descriptor)
    }
    return ready
  }

  private mutating func pendingInput() -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    // Even a key that repeats fast must not keep the screen from being drawn.
    while events.count < 256, let event = reader.next() { events.append(.input(event)) }
    return events
  }

  private mutating func readSignals() -> [TerminalEvent] {
    var numbers = caughtSignals()
    var events: [TerminalEvent] = []
    if numbers.contains(SIGTSTP) {
      device.suspend()
      // Continuing has been dealt with; what else came meanwhile hasn't.
      numbers = (numbers + caughtSignals()).filter { $0 != SIGTSTP && $0 != SIGCONT }
      numbers.append(SIGWINCH)
    } else if numbers.contains(SIGCONT) && device.hasLostModes {
      device.resume()
      numbers.append(SIGWINCH)
    }
    if numbers.contains(SIGWINCH) {
      takeSize()
      events.append(.input(.resize(size)))
    }
    let ends = numbers.filter { $0 == SIGTERM || $0 == SIGINT || $0 == SIGHUP }
    return events + ends.map { .ended(signal: $0) }
  }

  private func caughtSignals() -> [Int32] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(device.signals, &bytes, bytes.count)
    return bytes.prefix(max(0, count)).map(Int32.init)
  }

  private mutating func takeSize() {
    size = device.size()
    resizeterm(Int32(size.height), Int32(size.width))
    painter.invalidate()
  }
}
