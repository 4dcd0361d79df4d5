import Testing

/// The pictures of the documentation are what the program draws: after a change of the dashboard,
/// Scripts/make-pictures makes them anew.
@Suite("the documentation's pictures")
struct PictureTests {
  private static let documentation = Project.folder + "/Documentation"

  /// The lines of the list: a file and the arguments that make it.
  static let pictures: [[String]] = {
    (try? TemporaryFolder.text(of: documentation + "/images/pictures.txt"))?
      .split(separator: "\n").filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: " ").map(String.init) } ?? []
  }()

  /// The screens of the page: arguments, and what stands below them.
  static let screens: [(arguments: [String], text: String)] = {
    let page = (try? TemporaryFolder.text(of: documentation + "/Screens.md")) ?? ""
    var screens: [(arguments: [String], text: String)] = []
    var isInside = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("$ weakviz ") {
        // Between quotation marks a blank belongs to the argument.
        let parts = line.dropFirst(10).split(separator: "'", omittingEmptySubsequences: false)
        let words = parts.enumerated().flatMap { index, part in
          index.isMultiple(of: 2) ? part.split(separator: " ") : [part]
        }
        screens.append((words.map(String.init), ""))
        isInside = true
      } else if line == "```" {
        isInside = false
      } else if isInside {
        screens[screens.count - 1].text += line + "\n"
      }
    }
    return screens
  }()

  @Test("are there") func areThere() {
    #expect(Self.pictures.count >= 5)
    #expect(Self.screens.count >= 10)
  }

  @Test("are up to date: else run Scripts/make-pictures", arguments: pictures)
  func drawings(line: [String]) throws {
    let run = try Weakviz.run(Array(line.dropFirst()))
    #expect(run.status == 0)
    let kept = try TemporaryFolder.text(of: Self.documentation + "/images/" + line[0])
    #expect(kept == run.output, "\(line[0]) is stale: run Scripts/make-pictures")
  }

  @Test("of the page Screens are up to date: else run Scripts/make-pictures", arguments: screens)
  func screen(arguments: [String], text: String) throws {
    let run = try Weakviz.run(arguments)
    #expect(run.status == 0)
    #expect(run.output == text, "\(arguments.joined(separator: " ")) is stale")
  }
}
