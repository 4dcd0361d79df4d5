import ArgumentParser
import Glibc

/// Words that several verbs share.
enum ScenarioArgument {
  /// What an argument that names a scenario may be.
  static let help: ArgumentHelp =
    "A scenario: a file, @NAME of a built-in one, or - for standard input."
  /// What a shell offers for it.
  static var completion: CompletionKind {
    .custom { _, _, word in candidates(for: word) }
  }

  /// The built-in names, folders and `.json` files that begin with a word.
  private static func candidates(for word: String) -> [String] {
    let names = word.isEmpty || word.hasPrefix("@") ? BuiltInScenario.all.map { "@" + $0.name } : []
    let folder = word.lastIndex(of: "/").map { word[...$0] } ?? ""
    guard let entries = opendir(folder.isEmpty ? "." : String(folder)) else { return names }
    defer { closedir(entries) }
    var files: [String] = []
    while let entry = readdir(entries) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
      }
      guard name.first != "." else { continue }
      var facts = stat()
      let isFolder =
        stat(folder + name, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
      if isFolder { files.append(folder + name + "/") }
      if !isFolder, name.hasSuffix(".json") { files.append(folder + name) }
    }
    return (names + files.sorted()).filter { $0.hasPrefix(word) }
  }
}

/// The option that every verb has that runs a scenario.
struct LimitOptions: ParsableArguments {
  /// The limit where nobody says another one.
  static let usual = 10_000_000

  @Option(
    name: .customLong("max-statements"),
    help: ArgumentHelp("Give up after so many statements.", valueName: "n"))
  var statementLimit = Self.usual

  mutating func validate() throws {
    guard statementLimit > 0 else {
      throw ValidationError("'--max-statements' must be at least 1.")
    }
  }
}
