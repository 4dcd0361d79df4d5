import HeapFormats
import HeapModel
import Runtimes
import TerminalFrame

/// A scenario that was read and run to its end.
struct SimulatedScenario {
  /// What was read.
  let scenario: LoadedScenario
  /// The run.
  let simulation: Simulation

  /// Reads and runs a scenario, in the version of CPython that it names or in another one.
  init(
    _ source: ScenarioSource, _ limit: LimitOptions, runtime: RuntimeVersion? = nil
  ) throws(CommandFailure) {
    scenario = try LoadedScenario(source)
    simulation = try scenario.simulation(
      runtime: runtime, statementLimit: limit.statementLimit)
  }

  /// The timeline at a position that was asked for, by default its end.
  func timeline(at step: PositionArgument?) throws(CommandFailure) -> Timeline {
    var timeline = simulation.timeline
    timeline.move(to: try scenario.position(step, in: timeline))
    return timeline
  }

  /// The object of an expression with an object as a key, as answers have it:
  /// `accounts[watch()].holder`. O(objects), and the search for names.
  private func keyed(_ text: String, in timeline: Timeline) -> ObjectID? {
    let (heap, inspector) = (timeline.heap, timeline.inspector)
    let addresses = Addresses(heap, inspector)
    for object in heap.allObjects where addresses.contains(object) {
      guard let address = addresses.text(object, in: heap, inspector), address.hasSuffix("]"),
        text.hasPrefix(address),
        let found = heap.object(from: object, along: text.dropFirst(address.count))
      else { continue }
      return found
    }
    return nil
  }

  /// The object that an argument means at a timeline's position: `Node#1`, or how the program names
  /// it there: `app.sessions['u77']`. An object that has died by then still has its name.
  func object(named text: String, in timeline: Timeline) throws(CommandFailure) -> ObjectID {
    if let object = timeline.heap.object(named: text) ?? keyed(text, in: timeline) {
      return object
    }
    let step = timeline.position.step
    var later = timeline
    later.move(to: Position(step: timeline.stepCount))
    let shown = text.sanitized()
    if let object = later.heap.allObjects.first(where: {
      later.heap.isVisible($0) && later.heap.name($0) == text
    }) {
      throw CommandFailure(
        "\(shown) is made in step \(later.stepOfCreation(object)); after step \(step) it is not "
          + "there yet")
    }
    let heap = timeline.heap
    let names =
      heap.slots(timeline.moduleFrame).filter { heap.value($0).isObject }.map(heap.labelText)
      + heap.allObjects.filter(heap.isVisible).map(heap.name)
    let hint: String
    if let meant = Suggestion.nearest(to: text, among: names) {
      hint = "did you mean '\(meant.sanitized())'?"
    } else if names.isEmpty {
      hint = "there is none at all"
    } else {
      let few = names.prefix(6).map { $0.sanitized() }.joined(separator: ", ")
      hint = "there is \(few)\(names.count > 6 ? " …" : "")"
    }
    throw CommandFailure("no object is called '\(shown)' after step \(step); \(hint)")
  }
}
