import HeapFormats
import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

/// A dashboard of a scenario that can be edited.
struct Editing {
  var dashboard: Dashboard
  /// The effects of the last key that are not jobs.
  var effects: [Effect] = []

  init(
    _ scenario: String, after step: Int, _ object: String? = nil, _ width: Int = 120,
    _ height: Int = 36
  ) throws {
    let run = try Scenarios.simulation(scenario)
    var timeline = run.timeline
    timeline.move(to: Position(step: step))
    dashboard = Dashboard(
      timeline: timeline,
      options: Dashboard.Options(
        fileName: "\(scenario).json", size: Size(width: width, height: height)),
      simulator: run, editor: ScenarioEditor(document: try Scenarios.document(scenario)))
    if let object { dashboard.choose(try #require(timeline.heap.object(named: object))) }
  }

  /// A dashboard of a scenario that no file has, at its second step.
  init(_ editor: ScenarioEditor, _ object: String) throws {
    var timeline = try editor.run(.original, upTo: nil).timeline
    timeline.move(to: Position(step: 2))
    dashboard = Dashboard(
      timeline: timeline, options: Dashboard.Options(size: Size(width: 120, height: 36)),
      editor: editor)
    dashboard.choose(try #require(timeline.heap.object(named: object)))
  }

  /// Presses keys, and does the jobs that they want.
  mutating func press(_ keys: String) {
    for name in keys.split(separator: " ") {
      guard let key = Key(String(name)) else { continue }
      effects = []
      work(dashboard.update(.input(.key(key))))
    }
  }

  /// Types a line of the command line.
  mutating func command(_ line: String) {
    press(":")
    for character in line { work(dashboard.update(.input(.key(.character(character))))) }
    press("Enter")
  }

  mutating func send(_ message: Message) {
    effects = []
    work(dashboard.update(message))
  }

  private mutating func work(_ wanted: [Effect]) {
    for effect in wanted {
      guard case .work(let number) = effect else {
        effects.append(effect)
        continue
      }
      if let job = dashboard.job(number) { work(dashboard.update(.answered(job.run()))) }
    }
  }

  var text: String { dashboard.lines.joined(separator: "\n") }
  var statements: [String] {
    let narration = dashboard.timeline.narration
    return (1...dashboard.timeline.stepCount).map {
      "\(narration.step($0).number) \(narration.step($0).firstLine)"
    }
  }

  /// What the runtime said in the step that is shown.
  var events: [String] {
    let timeline = dashboard.timeline
    return timeline.events(ofStep: dashboard.position.step).map {
      timeline.heap.sentence($0.event)
    }
  }

  /// The cells of everything that the canvas shows of some objects: their boxes.
  func frames() -> [String: CanvasRect] {
    guard let picture = dashboard.picture, let moment = dashboard.insight.moment else { return [:] }
    var frames: [String: CanvasRect] = [:]
    for (index, node) in moment.nodes.enumerated() where node.appearance != .absent {
      frames[node.title] = picture.plan.nodes[index].frame
    }
    return frames
  }
}
