import Dashboard
import Glibc
import HeapFormats

/// The user's settings: `settings.json` in the folder `weakviz` of `$XDG_CONFIG_HOME`, or of
/// `~/.config` where that is not set.
enum SettingsFile {
  /// Where the file would be; nil for a user without a home.
  static var path: String? {
    // The standard says that a relative path in the variable counts as none.
    if let folder = Environment.value("XDG_CONFIG_HOME"), folder.hasPrefix("/") {
      return folder + "/weakviz/settings.json"
    }
    return Environment.value("HOME").map { $0 + "/.config/weakviz/settings.json" }
  }

  /// The settings; none where there is no file.
  ///
  /// - Throws: every complaint as `file:line:column: …`.
  static func read() throws(CommandFailure) -> Settings {
    guard let path, access(path, F_OK) == 0 else { return Settings() }
    let bytes = try FileReader.read(path: path)
    do {
      return try SettingsDecoder.decode(bytes, themes: ThemeArgument.allValueStrings)
    } catch {
      throw CommandFailure(lines: error.lines(file: path))
    }
  }
}
