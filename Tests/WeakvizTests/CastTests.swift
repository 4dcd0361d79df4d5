import Testing

@Suite("cast")
struct CastTests {
  @Test("writes an asciicast of the whole scenario, the same one each time")
  func recording() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("x.cast")
    let run = try Weakviz.run("cast", "@callback", "--size", "90x26", "--out", path)
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
    let text = try folder.read("x.cast")
    let lines = text.split(separator: "\n")
    #expect(
      lines[0]
        == #"{"version": 2, "width": 90, "height": 26, "title": "A callback tells when an object dies"}"#
    )
    var times: [Double] = []
    for line in lines.dropFirst() {
      let time = try #require(Double(line.dropFirst().prefix { $0 != "," }))
      #expect(line.hasSuffix("\"]") && line.contains(", \"o\", \""))
      times.append(time)
    }
    #expect(times == times.sorted())
    #expect(times.count > 20)
    // Time to read: the opening, and a note for each of the steps.
    #expect(times.last.map { $0 > 20 } == true)
    #expect(try Weakviz.run("cast", "@callback", "--size", "90x26").output == text)
  }

  @Test("shows end states only, where that is wanted")
  func still() throws {
    let moving = try Weakviz.run("cast", "@callback").output
    let still = try Weakviz.run("cast", "@callback", "--no-animation").output
    #expect(still.split(separator: "\n").count < moving.split(separator: "\n").count)
  }

  @Test("writes a drawing that plays")
  func film() throws {
    let run = try Weakviz.run("cast", "@callback", "--format", "svg", "--size", "80x24")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("<svg"))
    #expect(run.output.hasSuffix("</svg>\n"))
    #expect(run.output.contains("@keyframes film"))
    #expect(run.output.contains("step-end infinite"))
  }

  @Test("says why a recording cannot be written")
  func cannotBeWritten() throws {
    let run = try Weakviz.run("cast", "@callback", "--out", "/nowhere/x.cast")
    #expect(run.status == 2)
    #expect(
      run.complaints
        == "weakviz: there is no folder '/nowhere'\n")
  }
}

@Suite("without a screen")
struct PlainTests {
  @Test("each key has its line")
  func lines() throws {
    let run = try Weakviz.run("@callback", "--plain", input: "nnsq")
    #expect(run.status == 0)
    #expect(run.complaints.isEmpty)
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines[0] == "A callback tells when an object dies")
    #expect(lines.contains { $0.hasPrefix("6 steps. n is the next step") })
    #expect(lines.contains { $0.hasPrefix("1/6 line ") && $0.contains("Item#1 is made") })
    #expect(lines.contains { $0.hasPrefix("2/6 line ") })
    #expect(run.output.utf8.allSatisfy { $0 < 0x80 })
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test("a death is told event by event")
  func death() throws {
    let run = try Weakviz.run("@callback", "--plain", input: "3nssssq")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.hasPrefix("4/6 event 1 of 8 line 21: del item. name item goes.") })
    #expect(lines.contains { $0 == "4/6 event 2 of 8. Item#1 is dying." })
  }

  @Test("the selection, the panes, the keys and commands are told, too")
  func others() throws {
    let run = try Weakviz.run("@callback", "--plain", input: "nn/item\ry\u{1B}\t?\u{1B}:goto 4\rq")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.hasPrefix("Item#1, live; 1 strong: item; 1 weak: weakref#1") })
    #expect(lines.contains { $0.hasPrefix("pane ") })
    #expect(lines.contains { $0.contains("go to the end of the next step") })
    #expect(lines.contains { $0.hasPrefix("4/6 line 21: del item.") })
    #expect(run.status == 0)
  }

  @Test("needs a scenario")
  func needsAScenario() throws {
    let run = try Weakviz.run("--plain")
    #expect(run.status == 64)
    #expect(run.complaints.hasPrefix("weakviz: '--plain' needs a scenario"))
  }
}
