import HeapFormats
import Testing

@Suite struct `The user's settings` {
  private let themes = ["dark", "light", "high-contrast", "monochrome"]

  private func complaints(_ text: String) -> [String] {
    do throws(DiagnosticList) {
      _ = try SettingsDecoder.decode(Array(text.utf8), themes: themes)
      return []
    } catch {
      return error.lines(file: "settings.json")
    }
  }

  @Test func `All keys are optional`() throws {
    #expect(try SettingsDecoder.decode(Array("{}".utf8), themes: themes) == Settings())
    var all = Settings()
    all.theme = "light"
    all.isASCII = true
    all.isAnimated = false
    all.usesMouse = false
    all.rightPanes = 50
    all.lowerPanes = 12
    let text = """
      { "theme": "light", "ascii": true, "animation": false, "mouse": false,
        "panes": { "right": 50, "lower": 12 } }
      """
    #expect(try SettingsDecoder.decode(Array(text.utf8), themes: themes) == all)
  }

  @Test(arguments: [
    ("[]", "settings.json:1:1: the settings must be an object in braces; found an array"),
    (
      "{ \"theem\": \"dark\" }",
      "settings.json:1:3: the key 'theem' is not known in the settings; did you mean 'theme'?"
    ),
    (
      "{\n  \"theme\": \"drak\" }",
      "settings.json:2:12: there is no theme 'drak'; did you mean 'dark'?"
    ),
    (
      "{ \"theme\": \"mauve\" }",
      "settings.json:1:12: there is no theme 'mauve'; expected 'dark', 'light', 'high-contrast' or 'monochrome'"
    ),
    (
      "{ \"mouse\": \"no\" }",
      "settings.json:1:12: 'mouse' must be true or false; found the text 'no'"
    ),
    (
      "{ \"panes\": { \"right\": 0 } }",
      "settings.json:1:23: 'right' must be a whole number from 1 to 1000; found the number 0"
    ),
    ("{ \"mouse\": true,, }", "settings.json:1:17: "),
  ])
  func `What is wrong is said with its place`(text: String, expected: String) {
    let complaints = complaints(text)
    #expect(complaints.count == 1)
    #expect(complaints.first?.hasPrefix(expected) == true, "\(complaints)")
  }
}
