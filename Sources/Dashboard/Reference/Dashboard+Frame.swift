import HeapModel
import TerminalFrame

extension Dashboard {
  /// One picture of a timeline, as `weakviz frame` shows it.
  ///
  /// - Parameter position: where in the timeline; nil is where the timeline stands.
  /// - Complexity: that of making a dashboard.
  public static func frame(
    _ timeline: Timeline, at position: Position? = nil, fileName: String = "", size: Size,
    theme: Theme = .dark, glyphs: GlyphSet = .unicode
  ) -> Frame {
    var timeline = timeline
    if let position { timeline.move(to: position) }
    return Dashboard(
      timeline: timeline,
      options: Options(
        fileName: fileName, theme: theme, glyphs: glyphs, size: size, isAnimated: false)
    ).render()
  }
}
