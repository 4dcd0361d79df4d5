import HeapFormats
import HeapModel
import Runtimes
import Testing

/// What need not run again what two branches have in common.
@Suite struct `A branch that goes on from the run of another one` {
  @Test("does what it does when it runs from its beginning", arguments: ScenarioFile.all)
  func sameLog(_ file: ScenarioFile) throws {
    let editor = ScenarioEditor(document: try file.bytes())
    let original = try editor.run(.original, upTo: nil)
    let count = original.timeline.stepCount
    // Every eleventh step, from another one in each file.
    for step in stride(from: count % 11, through: count, by: 11) {
      var edited = Branch.original
      edited.insert([Self.step(original.timeline, at: step)], afterStep: step)
      guard let expected = try? editor.run(edited, upTo: nil) else { continue }
      let found = try editor.goOn(from: original, of: .original, to: edited, upTo: nil)
      let isLast = step == count && original.timeline.narration.step(step).statement == "sys.exit()"
      if found == nil && isLast { continue }
      let there = try #require(found, "step \(step)")
      #expect(Self.log(there) == Self.log(expected), "an edit after step \(step)")

      // A second edit before the first, and back to one without it.
      var twice = edited
      twice.insert([Self.step(original.timeline, at: step / 2)], afterStep: step / 2)
      if let expected = try? editor.run(twice, upTo: nil) {
        let found = try #require(try editor.goOn(from: there, of: edited, to: twice, upTo: nil))
        #expect(Self.log(found) == Self.log(expected), "edits after \(step / 2) and \(step)")
        let back = try #require(try editor.goOn(from: found, of: twice, to: edited, upTo: nil))
        #expect(Self.log(back) == Self.log(there), "back to the edit after \(step)")
      }
    }
  }

  /// A statement that changes something at the end of a step.
  private static func step(_ timeline: Timeline, at step: Int) -> String {
    var timeline = timeline
    timeline.move(to: Position(step: step))
    let heap = timeline.heap
    let module = heap.allObjects.first { heap.kind($0) == .frame }
    let names = module.map { module in
      heap.slots(module).filter { heap.value($0).isObject }.map { heap.texts[heap.label($0).text] }
    }
    guard let names, !names.isEmpty, step % 4 != 3 else {
      return EditStatement.collect(step % 3).step
    }
    let name = names[step / 7 % names.count]
    return switch step % 4 {
    case 0: EditStatement.delete(name).step
    case 1: EditStatement.weakReference(name, target: "added_by_hand").step
    default: "{\"set\": \"kept_by_hand\", \"to\": \"[\(name), 'a text of its own', 1234.5]\"}"
    }
  }

  /// What happened in all steps, and the heap at the end.
  private static func log(_ run: BranchRun) -> String {
    var bytes: [UInt8] = []
    let count = run.timeline.stepCount
    EventLogWriter().write(run.timeline, steps: 0...count) { bytes.append(contentsOf: $0) }
    EventLogWriter(includesState: true).write(run.timeline, steps: count...count) {
      bytes.append(contentsOf: $0)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
