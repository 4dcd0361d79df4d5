// Objects that hold themselves by what they can do, and what only such a thing holds.
extension Shape {
  /// `self.on_click = self.clicked`
  static let methodHoldsItsObject = Shape(
    "bound method of its own holder",
    mending: "keep a weakref.WeakMethod, or call the method by its name when it is needed",
    scenario: "own-method-cycle"
  ) { scene in
    scene.objects(.method).compactMap { method in
      guard let object = scene.targets(of: method).first, scene.heap.kind(object) == .instance,
        scene.components.isJoined(method, object)
      else { return nil }
      return Finding(
        objects: [object, method],
        sentence: "\(scene.name(object)) holds \(scene.name(method)), its own bound method, which "
          + "holds it: only a cyclic collection can free them")
    }
  }

  /// `self.later = lambda: self.run()`
  static let closureHoldsItsObject = Shape(
    "closure over its own holder",
    mending: "let the closure capture weakref.ref(self), and call that in it",
    scenario: "lambda-captures-self"
  ) { scene in
    scene.objects(.function).flatMap { closure in
      scene.captured(by: closure).filter { scene.components.isJoined(closure, $0) }.map { object in
        Finding(
          objects: [object, closure],
          sentence: "\(scene.name(object)) holds \(scene.name(closure)), a closure that has "
            + "captured it: only a cyclic collection can free them")
      }
    }
  }

  /// `button.observers.append(view.changed)`
  static let onlyARegisteredMethod = Shape(
    "registered callback that keeps its object",
    mending: "register a weakref.WeakMethod, or the object in a WeakSet",
    scenario: "observer-leak"
  ) { scene in
    var found: [Finding] = []
    var told: Set<ObjectID> = []
    for callback in scene.objects(.method) + scene.objects(.function) {
      let registries = scene.holders(of: callback).filter {
        scene.heap.kind($0.holder) == .container && scene.heap.label($0.slot).kind != .key
      }
      guard let registry = registries.first?.holder,
        registries.count == scene.heap.referenceCount(callback)
      else { continue }
      let kept =
        scene.heap.kind(callback) == .method
        ? Array(scene.targets(of: callback).prefix(1)) : scene.captured(by: callback)
      for object in kept where scene.heap.kind(object) == .instance {
        let holders = scene.holders(of: object)
        guard
          holders.allSatisfy({
            $0.holder == callback || scene.isOnlyRegistered($0.holder)
          }), !scene.reaches(object, registry), told.insert(object).inserted
        else { continue }
        found.append(
          Finding(
            objects: [object, callback, registry],
            sentence: "\(scene.name(object)) is alive only because \(scene.name(registry)) keeps "
              + "\(scene.name(callback)), which holds it"))
      }
    }
    return found
  }

  /// `except ValueError as error: self.error = error`
  static let tracebackCycle = Shape(
    "exception kept by a frame of its own traceback",
    mending: "delete the name of the exception, or keep error.with_traceback(None)",
    scenario: "exception-in-its-own-frame"
  ) { scene in
    scene.heap.allObjects.filter {
      scene.heap.isAlive($0) && scene.heap.isBuiltIn($0, "traceback")
    }.compactMap { traceback in
      // The traceback that the exception itself holds stands for the chain.
      let exceptions = scene.holders(of: traceback).map(\.holder).filter {
        scene.heap.typeName($0) != "traceback" && scene.components.isJoined($0, traceback)
      }
      guard let exception = exceptions.first(where: { scene.heap.isVisible($0) }),
        let frame = scene.joinedFrame(of: traceback)
      else { return nil }
      let name = scene.heap.frameName(frame)
      let local = name.isEmpty ? "a local name" : "a local name of \(name)"
      return Finding(
        objects: [exception],
        sentence: "\(scene.name(exception)) holds its traceback, that holds a frame, and \(local) "
          + "leads back to \(scene.name(exception)): only a cyclic collection can free them")
    }
  }
}

extension Scene {
  /// What the cells of a closure hold.
  func captured(by closure: ObjectID) -> [ObjectID] {
    var found: [ObjectID] = []
    for slot in heap.slots(closure) {
      guard let tuple = heap.value(slot).object, heap.state(tuple).contains(.hidden) else {
        continue
      }
      for part in heap.slots(tuple) {
        guard let cell = heap.value(part).object, heap.kind(cell) == .cell else { continue }
        for content in heap.slots(cell) where heap.label(content).kind == .cell {
          if let object = heap.value(content).object { found.append(object) }
        }
      }
    }
    return found
  }

  /// Whether all that holds a method or a closure are elements of containers.
  func isOnlyRegistered(_ callback: ObjectID) -> Bool {
    guard heap.kind(callback) == .method || heap.kind(callback) == .function else { return false }
    return holders(of: callback).allSatisfy { heap.kind($0.holder) == .container }
  }

  /// The frame on the circle of a traceback, over the tracebacks that follow it.
  func joinedFrame(of traceback: ObjectID) -> ObjectID? {
    var queue = [traceback]
    var seen: Set = [traceback]
    while let here = queue.popLast() {
      for slot in heap.slots(here) where heap.label(slot).isStrong {
        guard let target = heap.value(slot).object, components.isJoined(target, traceback) else {
          continue
        }
        if heap.kind(target) == .frame || heap.isBuiltIn(target, "frame") { return target }
        if heap.isBuiltIn(target, "traceback"), seen.insert(target).inserted {
          queue.append(target)
        }
      }
    }
    return nil
  }
}
