import HeapFormats
import HeapModel
import Testing

@Suite("The log for people")
struct TextLogTests {
  private func log(_ run: RecordedRun, _ style: TextLogStyle = TextLogStyle()) -> String {
    var buffer = ByteBuffer()
    var writer = TextLogWriter(style: style, stepCount: run.timeline.stepCount)
    for step in 1...run.timeline.stepCount {
      writer.append(step: step, of: run.timeline, to: &buffer)
    }
    return buffer.text
  }

  @Test("stands each event under the one that provoked it")
  func causes() {
    #expect(
      log(.callback()) == """

         1  item = Item()
              + Item#1
              + item ─▶ Item#1
         2  ref = weakref.ref(item, on_finalize)
            # It only looks on.
              + weakref#1
              + weakref#1 ╌▷ Item#1
              + ref ─▶ weakref#1

        ── The end ──

         3  del item
              - item ─▶ Item#1
                ~ Item#1 dies
                  δ Item.__del__(Item#1)
                    + self ─▶ Item#1
                    » Item deleted
                    - self ─▶ Item#1
                  ✗ weakref#1 loses Item#1
                  ƒ on_finalize(weakref#1)
                    + wr ─▶ weakref#1
                    » Object has been garbage collected!
                    - wr ─▶ weakref#1
                  † Item#1 freed

        """)
  }

  @Test("with colours says the same as without")
  func colors() {
    let colored = log(.callback(), TextLogStyle(isColored: true))
    var plain = ""
    var isEscape = false
    for scalar in colored.unicodeScalars {
      if scalar == "\u{1B}" { isEscape = true }
      if !isEscape { plain.unicodeScalars.append(scalar) }
      if scalar == "m" { isEscape = false }
    }
    #expect(colored.contains("\u{1B}["))
    #expect(plain == log(.callback()))
  }

  @Test("in ASCII has nothing else")
  func ascii() {
    let text = log(.callback(), TextLogStyle(isASCII: true))
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    #expect(text.contains("      + weakref#1 ~> Item#1\n"))
  }

  @Test("writes controls and marks that cannot be seen as Python escapes them")
  func hostileText() {
    var run = RecordedRun()
    run.emit(
      .output(text: run.text("\u{1B}[2J\u{9B}\u{202E}\u{200B}\u{E0041}é日"), partial: false))
    run.endStep("print(x)")
    #expect(log(run).contains("» \\x1b[2J\\x9b\\u202e\\u200b\\U000e0041é日\n"))
  }
}
