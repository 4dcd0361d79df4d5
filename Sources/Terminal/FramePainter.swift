import CNcurses
import Glibc
import TerminalFrame

/// Puts frames into the window of ncurses, cells that changed only.
struct FramePainter {
  private let window: UnsafeMutablePointer<WINDOW>
  private let depth: ColorDepth
  private var shown: Frame?
  private var pairs: [ColorPair: Int32] = [:]
  private var text: [wchar_t] = []
  private var showsCursor: Bool?

  private struct ColorPair: Hashable {
    var foreground: UInt8?
    var background: UInt8?
  }

  init(window: UnsafeMutablePointer<WINDOW>, depth: ColorDepth) {
    self.window = window
    self.depth = depth
  }

  /// Forgets what the terminal shows: the next frame is drawn as a whole, on a cleared screen.
  mutating func invalidate() {
    shown = nil
    showsCursor = nil
    clearok(window, true)
  }

  /// Lets ncurses write what differs from the frame before.
  mutating func paint(_ frame: Frame) {
    let previous = shown ?? Frame(width: 0, height: 0)
    if previous.width != frame.width || previous.height != frame.height { werase(window) }
    for run in Self.joined(frame.changedRuns(since: previous)) {
      for (style, columns) in Self.mergedRuns(frame, run) {
        put(frame, row: run.row, columns: columns, style: style)
      }
    }
    if showsCursor != (frame.cursor != nil) {
      showsCursor = frame.cursor != nil
      curs_set(frame.cursor == nil ? 0 : 1)
    }
    if let cursor = frame.cursor { wmove(window, Int32(cursor.row), Int32(cursor.column)) }
    wrefresh(window)
    shown = frame
  }

  /// Runs with those that are close to each other made one: ncurses finds out itself what is the same,
  /// and the style of a gap depends on what follows it.
  private static func joined(_ runs: [Run]) -> [Run] {
    var result: [Run] = []
    for run in runs {
      if let last = result.last, last.row == run.row,
        run.columns.lowerBound - last.columns.upperBound <= longestGap
      {
        result[result.count - 1].columns = last.columns.lowerBound..<run.columns.upperBound
      } else {
        result.append(run)
      }
    }
    return result
  }

  /// The runs of one style, where a short gap takes the style of what follows: it looks the same, and
  /// the terminal need not be told of it.
  private static func mergedRuns(_ frame: Frame, _ run: Run) -> [(Style, Range<Int>)] {
    var merged: [(style: Style, columns: Range<Int>)] = []
    for (style, columns) in frame.styleRuns(in: run).reversed() {
      let isGap =
        columns.count <= longestGap && isPlain(style)
        && columns.allSatisfy { frame[$0, run.row].glyph == .blank }
      guard let next = merged.last,
        next.style == style
          || isGap && isPlain(next.style) && style.background == next.style.background
      else {
        merged.append((style, columns))
        continue
      }
      merged[merged.count - 1].columns = columns.lowerBound..<next.columns.upperBound
    }
    return merged.reversed()
  }

  /// A longer gap costs less as a sequence that erases it.
  private static let longestGap = 12

  /// Whether blanks look the same in a style as in any other such style on the same background.
  private static func isPlain(_ style: Style) -> Bool {
    style.attributes.isDisjoint(with: [.reverse, .underline])
  }

  private mutating func put(_ frame: Frame, row: Int, columns: Range<Int>, style: Style) {
    // Beyond the right edge ncurses would go on in the next row.
    let width = Int(getmaxx(window))
    let columns = columns.clamped(to: 0..<width)
    guard row < getmaxy(window), !columns.isEmpty else { return }
    text.removeAll(keepingCapacity: true)
    for column in columns {
      var glyph = frame[column, row].glyph
      guard glyph.columns > 0 else { continue }
      if column + glyph.columns > width { glyph = .blank }
      text.append(wchar_t(glyph.base.value))
      if let mark = glyph.combiningMark { text.append(wchar_t(mark.value)) }
    }
    _ = cnc_set_attributes(window, attributes(of: style), pair(of: style))
    mvwaddnwstr(window, Int32(row), Int32(columns.lowerBound), text, Int32(text.count))
  }

  private func attributes(of style: Style) -> attr_t {
    var result: attr_t = 0
    let attributes = style.attributes
    if attributes.contains(.bold) { result |= cnc_bold }
    if attributes.contains(.dim) { result |= cnc_dim }
    if attributes.contains(.italic) { result |= cnc_italic }
    if attributes.contains(.underline) { result |= cnc_underline }
    if attributes.contains(.reverse) { result |= cnc_reverse }
    return result
  }

  /// The colour pair of a style; made when first needed, and the terminal's own when there are no
  /// more.
  private mutating func pair(of style: Style) -> Int32 {
    let colors = ColorPair(
      foreground: depth.index(of: style.foreground), background: depth.index(of: style.background))
    guard colors.foreground != nil || colors.background != nil else { return 0 }
    if let pair = pairs[colors] { return pair }
    let pair = Int32(pairs.count + 1)
    guard pair < cnc_pair_count() else { return 0 }
    init_extended_pair(
      pair, colors.foreground.map(Int32.init) ?? -1, colors.background.map(Int32.init) ?? -1)
    pairs[colors] = pair
    return pair
  }
}
