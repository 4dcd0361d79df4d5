import HeapModel

/// An event in words: its sign, and what it says.
struct EventText: Hashable, Sendable {
  var sign: EventSign
  var text: String
  /// A short figure at the end: a size, a count.
  var figure = ""

  /// The words of an event that has happened. O(length of the text).
  init(_ event: Event, heap: MutableHeap, glyphs: GlyphSet) {
    func name(_ object: ObjectID) -> String {
      Int(object.index) <= heap.objectCount ? heap.name(object) : "?"
    }
    func text(_ id: TextID) -> String { heap.texts[id] }
    func scoped(_ id: TextID, _ frame: ObjectID) -> String {
      let function = heap.frameName(frame)
      return function.isEmpty ? text(id) : "\(text(id)) of \(function)"
    }
    func place(_ from: ObjectID, _ label: Label) -> String {
      let place = heap.text(label, index: Int(label.payload))
      return place.first.map { ".[".contains($0) } == true
        ? name(from) + place : "\(name(from)) \(place)"
    }
    switch event {
    case .allocate(let object):
      let size = heap.shallowBytes(object)
      self.init(.created, "\(name(object)) is made", size > 0 ? sizeText(size) : "")
    case .bind(let id, let value, let frame):
      self.init(.created, "\(scoped(id, frame)) \(glyphs.strongArrow) \(heap.text(value))")
    case .unbind(let id, _, let frame):
      self.init(.removed, "name \(scoped(id, frame))")
    case .reference(let from, let label, let to):
      if label.isStrong {
        self.init(.created, "\(place(from, label)) \(glyphs.strongArrow) \(name(to))")
      } else {
        self.init(.created, "\(name(from)) \(glyphs.weakArrow) \(name(to))")
      }
    case .unreference(let from, let label, let to):
      self.init(.removed, "\(place(from, label)) \(glyphs.strongArrow) \(name(to))")
    case .deallocate(let object):
      self.init(.dying, "\(name(object)) is dying")
    case .finalizer(let object): self.init(.finalizer, "\(name(object)).__del__()")
    case .resurrect(let object):
      self.init(.resurrected, "\(name(object)) lives on: resurrected")
    case .clear(let reference, _): self.init(.cleared, "\(name(reference)) returns None")
    case .callback(let reference, let function):
      self.init(.callback, "\(text(function))(\(name(reference)))")
    case .remove(let collection, let key):
      self.init(.cleared, "\(text(key)) leaves \(name(collection))")
    case .finalize(let finalizer, let function):
      self.init(.callback, "\(name(finalizer)) calls \(text(function))")
    case .collectStart(let generation, let automatic):
      self.init(
        .collection,
        "collection of generation \(generation)\(automatic ? " (automatic)" : "") starts")
    case .collectPhase(let phase): self.init(.collection, phase.sentence)
    case .unreachable(let objects):
      let names = objects.prefix(6).map(name).joined(separator: ", ")
      self.init(
        .unreachable,
        objects.isEmpty
          ? "nothing is unreachable"
          : "unreachable: \(names)\(objects.count > 6 ? ", …" : "")")
    case .collectEnd(_, let collected, let uncollectable, _):
      self.init(
        .collection,
        "collected \(collected)\(uncollectable > 0 ? ", uncollectable \(uncollectable)" : "")")
    case .free(let object):
      let size = heap.shallowBytes(object)
      self.init(.freed, "\(name(object)) freed", size > 0 ? sizeText(size) : "")
    case .output(let id, _): self.init(.output, text(id))
    case .error(let type, let message): self.init(.error, "\(text(type)): \(text(message))")
    case .unraisable(let origin, let type, let message):
      self.init(.error, "ignored in \(text(origin)): \(text(type)): \(text(message))")
    case .expect(let expression, let expected, let actual, let holds):
      self.init(
        holds ? .passed : .failed,
        holds
          ? text(expression) == "raises"
            ? "raised, as expected" : "\(text(expression)) is \(text(expected))"
          : "\(text(expression)): expected \(text(expected)), is \(text(actual))")
    }
  }

  private init(_ sign: EventSign, _ text: String, _ figure: String = "") {
    self.sign = sign
    self.text = text
    self.figure = figure
  }

  /// What is about to happen, as an order. Objects that do not exist yet have no name.
  static func order(_ event: Event, heap: MutableHeap) -> String {
    func name(_ object: ObjectID) -> String {
      Int(object.index) <= heap.objectCount ? heap.name(object) : "a new object"
    }
    func text(_ id: TextID) -> String { heap.texts[id] }
    return switch event {
    case .allocate: "make an object"
    case .bind(let id, _, _): "bind \(text(id))"
    case .unbind(let id, _, _): "unbind \(text(id))"
    case .reference(let from, _, let to): "let \(name(from)) refer to \(name(to))"
    case .unreference(let from, _, let to): "\(name(from)) lets go of \(name(to))"
    case .deallocate(let object): "\(name(object)) begins to die"
    case .finalizer(let object): "run the finalizer of \(name(object))"
    case .resurrect(let object): "\(name(object)) lives on"
    case .clear(let reference, _): "clear \(name(reference))"
    case .callback(let reference, let function): "call \(text(function))(\(name(reference)))"
    case .remove(let collection, let key): "\(text(key)) leaves \(name(collection))"
    case .finalize(_, let function): "call \(text(function))"
    case .collectStart(let generation, _): "collect generation \(generation)"
    case .collectPhase(let phase): phase.sentence
    case .unreachable: "say what is unreachable"
    case .collectEnd: "end the collection"
    case .free(let object): "free \(name(object))"
    case .output: "print"
    case .error, .unraisable: "report an error"
    case .expect: "check an expectation"
    }
  }
}

extension CollectionPhase {
  /// What a phase does, for people.
  var sentence: String {
    switch self {
    case .subtract: "subtract references from inside"
    case .tentative: "keep what is held from outside"
    case .weakrefs: "clear weak references to garbage"
    case .callbacks: "call the callbacks"
    case .finalizers: "run the finalizers"
    case .recheck: "look what became reachable again"
    case .clear: "drop the references of garbage"
    }
  }
}

extension Event {
  /// The visible objects that an event is about, the most important one first.
  var subjects: [ObjectID] {
    switch self {
    case .allocate(let object), .deallocate(let object), .finalizer(let object),
      .resurrect(let object), .free(let object):
      [object]
    case .bind(_, let value, _), .unbind(_, let value, _): value.object.map { [$0] } ?? []
    case .reference(let from, _, let to): [to, from]
    case .unreference(let from, _, let to): [to, from]
    case .clear(let reference, let referent): [referent, reference]
    case .callback(let reference, _): [reference]
    case .remove(let collection, _): [collection]
    case .finalize(let finalizer, _): [finalizer]
    case .unreachable(let objects): objects
    case .collectStart, .collectPhase, .collectEnd, .output, .error, .unraisable, .expect: []
    }
  }

  /// The kinds of events that may be of interest.
  static let kindsOfInterest: Set<Kind> = [
    .deallocate, .finalizer, .resurrect, .clear, .callback, .remove, .finalize, .collectStart,
    .unreachable, .free, .error, .unraisable, .expect,
  ]

  /// Whether somebody who looks for deaths and their consequences wants to stop here.
  var isOfInterest: Bool {
    if case .expect(_, _, _, let holds) = self { return !holds }
    return Self.kindsOfInterest.contains(kind)
  }
}
