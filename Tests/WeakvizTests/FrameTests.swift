import Testing

@Suite("frame")
struct FrameTests {
  @Test("writes a picture of exactly the size that was asked for")
  func size() throws {
    let run = try Weakviz.run("frame", "@callback", "--step", "4", "--size", "90x25")
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 26)
    #expect(lines.allSatisfy { $0.count <= 90 })
    #expect(lines[0].hasPrefix("weakviz  @callback"))
    #expect(run.output.contains("Item#1"))
  }

  @Test("tells the middle of a step from its end")
  func moments() throws {
    let middle = try Weakviz.run("frame", "@callback", "--step", "4.2").output
    #expect(try middle != Weakviz.run("frame", "@callback", "--step", "4").output)
    let beyond = try Weakviz.run("frame", "@callback", "--step", "4.99")
    #expect(beyond.status == 2)
    #expect(beyond.complaints.hasPrefix("weakviz: step 4 of @callback has "))
  }

  @Test("writes ASCII, escapes for colours, and drawings")
  func formats() throws {
    let ascii = try Weakviz.run("frame", "@callback", "--ascii").output
    #expect(ascii.utf8.allSatisfy { $0 < 0x80 })
    let colored = try Weakviz.run("frame", "@callback", "--format", "ansi").output
    #expect(colored.contains("\u{1B}["))
    let drawing = try Weakviz.run("frame", "@callback", "--format", "svg").output
    #expect(drawing.contains("<svg"))
    #expect(drawing.contains("</svg>"))
  }

  @Test("presses keys first")
  func keys() throws {
    let first = try Weakviz.run("frame", "@callback", "--step", "0", "--keys", "n n").output
    #expect(first.contains("step 2/6"))
    #expect(
      try Weakviz.run("frame", "@callback", "--keys", "?").output
        != Weakviz.run("frame", "@callback").output)
  }
}
