import CSystem
import Glibc
import HeapFormats

extension TextLogStyle {
  /// The style that fits standard output: colours on a terminal unless `NO_COLOR` is set; ASCII
  /// where the locale's encoding is not UTF-8, but for a file or a pipe only if a locale was chosen.
  static var standardOutput: TextLogStyle {
    let isUnicode = csys_use_environment_locale()
    let isNarrow = !isUnicode && (StandardOutput.isTerminal || isLocaleChosen)
    return TextLogStyle(isColored: wantsColor, isASCII: isNarrow)
  }

  private static var isLocaleChosen: Bool {
    ["LC_ALL", "LC_CTYPE", "LANG"].contains { Environment.value($0) != nil }
  }

  private static var wantsColor: Bool {
    guard StandardOutput.isTerminal else { return false }
    return Environment.value("NO_COLOR") == nil && Environment.value("TERM") ?? "dumb" != "dumb"
  }
}
