// What the tracebacks of kept exceptions hold.
extension Shape {
  /// `last_error = error`
  static let tracebackKeepsLocals = Shape(
    "exception whose traceback keeps local names",
    mending: "keep error.with_traceback(None), or only the text of the error",
    scenario: "traceback-keeps-locals"
  ) { scene in
    var found: [Finding] = []
    var told: Set<ObjectID> = []
    for traceback in scene.heap.allObjects
    where scene.heap.isAlive(traceback) && scene.heap.isBuiltIn(traceback, "traceback") {
      // The traceback that the exception itself holds stands for the chain.
      guard
        let exception = scene.holders(of: traceback).map(\.holder).first(where: {
          scene.heap.typeName($0) != "traceback" && scene.heap.isVisible($0)
        })
      else { continue }
      let frames = scene.framesOfCalls(in: traceback)
      for frame in frames {
        for slot in scene.heap.slots(frame) where scene.heap.label(slot).isStrong {
          guard let object = scene.heap.value(slot).object,
            scene.heap.kind(object) == .instance, scene.heap.isVisible(object),
            scene.heap.strongReferrers(object).allSatisfy({
              frames.contains(scene.heap.source($0))
            }), told.insert(object).inserted
          else { continue }
          found.append(
            Finding(
              objects: [object, exception],
              sentence: "\(scene.name(object)) is alive only because \(scene.name(exception)) "
                + "keeps its traceback, and that \(scene.name(frame)), in which it has the local name "
                + "\(scene.heap.texts[scene.heap.label(slot).text])"))
        }
      }
    }
    return found
  }
}

extension Scene {
  /// The frames of calls that are over, which a traceback and those that follow it keep.
  func framesOfCalls(in traceback: ObjectID) -> [ObjectID] {
    var frames: [ObjectID] = []
    var queue = [traceback]
    var seen: Set = [traceback]
    while let here = queue.popLast() {
      for slot in heap.slots(here) where heap.label(slot).isStrong {
        guard let target = heap.value(slot).object, seen.insert(target).inserted else { continue }
        if heap.isBuiltIn(target, "traceback") { queue.append(target) }
        let isFrame = heap.kind(target) == .frame || heap.isBuiltIn(target, "frame")
        if isFrame, !heap.state(target).contains(.root) { frames.append(target) }
      }
    }
    return frames
  }
}
