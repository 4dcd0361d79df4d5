import Dashboard
import HeapFormats

extension BuiltInScenario {
  /// All of them, as the picker lists them.
  static var pickerEntries: [Picker.Entry] {
    all.map { scenario in
      let program = (try? ScenarioDecoder.decode(scenario.bytes))?.program
      return Picker.Entry(
        name: "@" + scenario.name, title: program?.title ?? "", summary: program?.summary ?? "",
        group: scenario.group, source: program?.source ?? "")
    }
  }
}
