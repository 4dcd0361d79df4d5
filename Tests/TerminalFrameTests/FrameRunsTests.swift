import Testing

@testable import TerminalFrame

@Suite("What changed between two frames")
struct FrameRunsTests {
  private func frame(_ rows: String..., width: Int = 8) -> Frame {
    var frame = Frame(width: width, height: rows.count)
    for (row, text) in rows.enumerated() { frame.put(text, column: 0, row: row) }
    return frame
  }

  @Test("is nothing if they are equal")
  func equal() {
    #expect(frame("abc", "日本").changedRuns(since: frame("abc", "日本")).isEmpty)
  }

  @Test("is the runs of cells that differ, in glyph or in style")
  func runs() {
    var new = frame("abcdefgh", "same")
    let old = frame("abXXefgX", "same")
    new.restyle(Rectangle(column: 1, row: 1, width: 1, height: 1)) { $0.adding(.bold) }
    #expect(
      new.changedRuns(since: old) == [
        Run(row: 0, columns: 2..<4), Run(row: 0, columns: 7..<8), Run(row: 1, columns: 1..<2),
      ])
  }

  @Test("holds wide glyphs as a whole")
  func wide() {
    #expect(
      frame("a日b").changedRuns(since: frame("a本b")) == [Run(row: 0, columns: 1..<3)])
    var half = frame("a日b")
    half.restyle(Rectangle(column: 2, row: 0, width: 1, height: 1)) { $0.adding(.bold) }
    #expect(half.changedRuns(since: frame("a日b")) == [Run(row: 0, columns: 1..<3)])
  }

  @Test("is everything if the sizes differ")
  func sizes() {
    #expect(
      frame("a", "b", width: 3).changedRuns(since: frame("a")) == [
        Run(row: 0, columns: 0..<3), Run(row: 1, columns: 0..<3),
      ])
    #expect(Frame(width: 0, height: 3).changedRuns(since: frame("a")).isEmpty)
  }

  @Test("is drawn in runs of one style")
  func styleRuns() {
    var styled = Frame(width: 6, height: 1)
    let red = Style(.basic(.red))
    styled.put("ab日", column: 1, row: 0, style: red)
    let runs = styled.styleRuns(row: 0)
    #expect(runs.map(\.style) == [.plain, red, .plain])
    #expect(runs.map(\.columns) == [0..<1, 1..<5, 5..<6])
    #expect(styled.text(of: Run(row: 0, columns: 1..<5)) == "ab日")
  }

  @Test("is found in far less than a millisecond for a screen of 200 by 60")
  func fast() {
    var old = Frame(width: 200, height: 60)
    old.fill(old.bounds, with: "x", style: Style(.basic(.blue)))
    var new = old
    new.put("changed", column: 100, row: 30)
    let clock = ContinuousClock()
    let elapsed = clock.measure {
      #expect(new.changedRuns(since: old) == [Run(row: 30, columns: 100..<107)])
    }
    #if !DEBUG
      #expect(elapsed < .milliseconds(1))
    #else
      #expect(elapsed < .seconds(1))
    #endif
  }
}
