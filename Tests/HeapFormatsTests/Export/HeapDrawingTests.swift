import HeapFormats
import HeapModel
import Runtimes
import Testing

@Suite("Drawings of the heap")
struct HeapDrawingTests {
  private func run(_ document: String, step: Int? = nil) throws -> Timeline {
    var simulation = Simulation(program: try ScenarioDecoder.decode(Array(document.utf8)).program)
    try simulation.run()
    var timeline = simulation.timeline
    if let step { timeline.move(to: Position(step: step)) }
    return timeline
  }

  private static let weak = """
    {"weakviz": 1, "title": "", "types": {"P": {}}, "steps": [
      {"new": "P", "as": "p"}, {"new": "P", "as": "q", "with": {"next": "p"}},
      {"weakref": "p", "as": "w"}]}
    """

  @Test("in dot what holds is solid and what is weak is dashed")
  func dot() throws {
    #expect(
      HeapDrawing.dot.text(of: try run(Self.weak)).split(separator: "\n").dropFirst(5).map {
        $0.replacing(/object\d+/) { _ in "o" }
      } == [
        "  name0 [label=\"p\", shape=plaintext]",
        "  name1 [label=\"q\", shape=plaintext]",
        "  name2 [label=\"w\", shape=plaintext]",
        "  o [label=\"P#1\\n●2 ○1\"]",
        "  o [label=\"P#2\\n●1 ○0\"]",
        "  o [label=\"weakref#1\\n●1 ○0\"]",
        "  name0 -> o",
        "  name1 -> o",
        "  name2 -> o",
        "  o -> o [label=\".next\"]",
        "  o -> o [style=dashed]",
        "}",
      ])
  }

  @Test("in Mermaid what holds is solid and what is weak is dashed")
  func mermaid() throws {
    let lines = HeapDrawing.mermaid.text(of: try run(Self.weak)).split(separator: "\n")
    #expect(lines.first == "flowchart LR")
    #expect(lines.contains { $0.contains(" -->|\".next\"| ") })
    #expect(lines.contains { $0.contains(" -.-> ") })
    #expect(lines.contains { $0.hasSuffix("[\"P#35;1<br/>●2 ○1\"]") })
  }

  @Test("what is unreachable is dashed, at the step that was asked for")
  func states() throws {
    let cycle = """
      {"weakviz": 1, "title": "", "types": {"P": {}}, "steps": [
        {"new": "P", "as": "p"}, {"set": "p.me", "to": "p"}, {"del": "p"}]}
      """
    let late = HeapDrawing.dot.text(of: try run(cycle))
    #expect(late.contains("P#1\\n●1 ○0\", style=dashed, color=gray40"))
    #expect(!HeapDrawing.dot.text(of: try run(cycle, step: 2)).contains("gray40"))
    #expect(HeapDrawing.mermaid.text(of: try run(cycle)).contains("  classDef unreachable "))
  }

  @Test("entries of weak collections lead from the collection to what they name")
  func collections() throws {
    let document = """
      {"weakviz": 1, "title": "", "types": {"P": {}}, "steps": [
        {"new": "P", "as": "p"}, {"new": "WeakValueDictionary", "as": "d"},
        {"set": "d['k']", "to": "p"}]}
      """
    let text = HeapDrawing.dot.text(of: try run(document))
    #expect(text.contains(" [label=\"['k']\", style=dashed]\n"))
  }

  @Test("texts of a file cannot leave their labels")
  func hostileTexts() throws {
    let title = "\\\" ]; } a\\\\ \\n &lt; <b> \\u202e {x} -->"
    let document = """
      {"weakviz": 1, "title": "\(title)", "types": {"P": {}}, "steps": [
        {"new": "P", "as": "p"}, {"new": "dict", "as": "d"},
        {"set": "d['\\\\\\"]|\\\\n; --> <i>']", "to": "p"}]}
      """
    let run = try run(document)
    let dot = HeapDrawing.dot.text(of: run)
    #expect(dot.contains(#"label="\" ]; } a\\ \n &amp;lt; <b> \\u202e {x} -->; after step 3"#))
    #expect(dot.split(separator: "\n").count == 13)
    let mermaid = HeapDrawing.mermaid.text(of: run)
    #expect(!mermaid.unicodeScalars.contains("\u{202E}"))
    #expect(mermaid.contains("(x)"))
    let label = try #require(mermaid.split(separator: "-->|").last?.split(separator: "\n").first)
    #expect(label.filter { $0 == "|" || $0 == "\"" }.count == 3)
    #expect(!label.contains("<") && !label.contains("]|"))
  }
}
