import HeapModel

extension JSONOutput {
  /// Why an object is alive at a timeline's position.
  public init(_ why: WhyAlive, in timeline: Timeline, shapes: [Shape.Match]) {
    let heap = timeline.heap
    var fields: [(name: String, value: JSONOutput)] = [
      ("object", .text(heap.name(why.object))), ("position", .text(timeline.position.text)),
      ("state", .text(why.state.word)), ("sentence", .text(why.sentence(in: heap))),
    ]
    fields.append(
      (
        "paths",
        .list(
          why.groups.flatMap { group in
            group.paths.map { path in
              .fields([
                ("path", .text(path.text)), ("root", .text(group.title)),
                ("references", .list(path.path.steps.map { JSONOutput($0.slot, heap) })),
              ])
            }
          })
      ))
    fields.append(("refcount", .number(heap.referenceCount(why.object))))
    fields.append(
      (
        "holders",
        .list(
          why.holders.map {
            .fields([("holder", .text($0.text)), ("reference", JSONOutput($0.slot, heap))])
          })
      ))
    fields.append(
      (
        "weakrefs",
        .list(
          why.weakReferrers.map {
            .fields([
              ("object", .text(heap.name($0.object))), ("referrer", .text($0.text)),
              ("callback", $0.callback.isEmpty ? .null : .text($0.callback)),
            ])
          })
      ))
    if case .unreachable(let garbage) = why.state {
      fields.append(("cycle", JSONOutput(garbage.cycle.map(heap.name))))
      fields.append(("generation", garbage.generation.map { .number($0) } ?? .null))
      fields.append(("frozen", .flag(garbage.isFrozen)))
    }
    fields.append(("shapes", .list(shapes.map { JSONOutput($0, in: heap) })))
    self = .fields(fields)
  }

  /// A reference of a heap.
  private init(_ slot: SlotID, _ heap: MutableHeap) {
    let source = heap.source(slot)
    self = .fields([
      ("from", .text(heap.name(source))),
      ("label", .text(heap.labelText(slot))),
      ("object", .text(heap.text(heap.value(slot)))),
    ])
  }

  /// What would have to go, and what would happen.
  public init(_ report: CutReport) {
    let heap = report.timeline.heap
    var fields: [(name: String, value: JSONOutput)] = [
      ("object", .text(heap.name(report.object))), ("step", .number(report.step)),
      ("sentence", .text(report.sentence())),
    ]
    switch report.answer {
    case .dead: fields.append(("answer", .text("dead")))
    case .root: fields.append(("answer", .text("root")))
    case .unreachable: fields.append(("answer", .text("unreachable")))
    case .uncuttable:
      fields.append(("answer", .text("uncuttable")))
      fields.append(("way", JSONOutput(report.uncuttableText)))
    case .cut(let cut):
      func names(_ references: [MinimumCut.Reference]) -> JSONOutput {
        JSONOutput(references.map(report.name))
      }
      fields.append(("answer", .text("cut")))
      fields.append(("size", .number(cut.size)))
      fields.append(("nearest_to_object", names(cut.nearestToObject)))
      fields.append(("nearest_to_roots", names(cut.nearestToRoots)))
      fields.append(("cuts", .list(cut.all.map(names))))
      fields.append(("complete", .flag(cut.isComplete)))
    }
    fields.append(("consequences", report.consequences.map { JSONOutput($0) } ?? .null))
    self = .fields(fields)
  }

  /// What would happen.
  public init(_ consequences: Consequences) {
    let heap = consequences.timeline.heap
    self = .fields([
      ("statements", JSONOutput(consequences.statements)),
      ("steps", .list(consequences.edits.map { JSONOutput(step: $0) })),
      ("failure", consequences.failure.isEmpty ? .null : .text(consequences.failure)),
      ("freed_now", JSONOutput(consequences.freedNow.map(heap.name))),
      ("freed_by_collection", JSONOutput(consequences.freedLater.map(heap.name))),
      ("bytes", .number(consequences.freedBytes)),
      (
        "events",
        .list(
          consequences.happenings.map {
            .fields([
              ("when", .text($0.phase == .now ? "now" : "collection")),
              ("event", .text("\($0.event.kind)")), ("text", .text(heap.sentence($0.event))),
            ])
          })
      ),
      ("freed", consequences.isFreed.map { .flag($0) } ?? .null),
    ])
  }

  /// A statement as a step of the scenario language.
  public init(step edit: EditStatement) {
    switch edit {
    case .delete(let target): self = .fields([("del", .text(target))])
    case .call(let callee, let arguments):
      var fields: [(name: String, value: JSONOutput)] = [("call", .text(callee))]
      if !arguments.isEmpty { fields.append(("with", JSONOutput(arguments))) }
      self = .fields(fields)
    case .collect(let generation): self = .fields([("collect", .number(generation))])
    case .proxy(let object, let target):
      self = .fields([("proxy", .text(object)), ("as", .text(target))])
    case .weakReference(let object, let target):
      self = .fields([("weakref", .text(object)), ("as", .text(target))])
    case .weakMethod(let method, let target):
      self = .fields([("weakmethod", .text(method)), ("as", .text(target))])
    case .set(let target, let value):
      self = .fields([("set", .text(target)), ("to", .text(value))])
    case .new(let type, let target):
      self = .fields([("new", .text(type))] + (target.map { [("as", .text($0))] } ?? []))
    }
  }

  /// The life and the death of an object.
  public init(_ obituary: Obituary, in timeline: Timeline) {
    let heap = timeline.heap
    func step(_ place: Obituary.Place?) -> JSONOutput {
      guard let place else { return .null }
      let description = timeline.narration.step(place.step)
      return .fields([
        ("step", .text(description.number)), ("statement", .text(description.statement)),
        ("line", description.line > 0 ? .number(description.line) : .null),
      ])
    }
    func events(_ causes: [Obituary.Cause]) -> JSONOutput {
      .list(
        causes.map {
          .fields([
            ("event", .text("\($0.event.kind)")), ("index", .number($0.place.index)),
            ("text", .text(heap.sentence($0.event))),
          ])
        })
    }
    let last: JSONOutput
    switch obituary.lastHolder {
    case .reference(let text): last = .text(text)
    case .collector: last = .text("collection")
    case .temporary: last = .text("temporary")
    case .exit: last = .text("exit")
    case nil: last = .null
    }
    self = .fields([
      ("object", .text(heap.name(obituary.object))),
      ("sentence", .text(obituary.sentence(in: timeline))), ("born", step(obituary.born)),
      ("path", obituary.path.isEmpty ? .null : .text(obituary.path)),
      ("unreachable_since", obituary.unreachableSince.map { .number($0) } ?? .null),
      ("cycle", JSONOutput(obituary.cycle.map(heap.name))), ("died", step(obituary.dying)),
      ("last_holder", last), ("cascade", events(obituary.cascade)),
      ("ran", events(obituary.lastRites)), ("took", JSONOutput(obituary.taken.map(heap.name))),
      ("resurrections", .number(obituary.resurrections)),
    ])
  }

  /// A shape that was found.
  public init(_ match: Shape.Match, in heap: MutableHeap, step: Int? = nil) {
    let place: [(name: String, value: JSONOutput)] = step.map { [("step", .number($0))] } ?? []
    self = .fields(
      place + [
        ("shape", .text(match.shape.name)), ("sentence", .text(match.sentence)),
        ("mending", .text(match.shape.mending)), ("scenario", .text(match.shape.scenario)),
        ("objects", JSONOutput(match.objects.map(heap.name))),
      ])
  }

  /// What one object retains.
  public init(_ report: RetainedReport, about object: ObjectID, in timeline: Timeline) {
    let heap = timeline.heap
    let freed = report.freedNow(object)
    let dominator = report.tree.dominator(of: object).flatMap { heap.shownObject(for: $0) }
    self = .fields([
      ("object", .text(heap.name(object))), ("position", .text(timeline.position.text)),
      ("in_tree", .flag(report.tree.contains(object))),
      ("retained_bytes", .number(report.tree.retainedBytes(object))),
      (
        "retained",
        JSONOutput(report.tree.retained(object).filter(heap.isVisible).map(heap.name))
      ),
      ("freed_now", JSONOutput(freed.filter(heap.isVisible).map(heap.name))),
      ("dominator", JSONOutput(dominator.map(heap.name))),
    ])
  }

  /// Who retains how much: the tree down to a depth, the types, and what hangs nowhere.
  public init(_ report: RetainedReport, in timeline: Timeline, depth: Int) {
    let heap = timeline.heap
    func list(_ object: ObjectID, _ depth: Int) -> JSONOutput {
      .list(
        report.children(of: object).map { node in
          var fields: [(name: String, value: JSONOutput)] = [
            ("object", .text(node.name)), ("label", .text(node.label)),
            ("retained_bytes", .number(node.retainedBytes)),
            ("retained_objects", .number(node.retainedCount)),
          ]
          if depth > 1 { fields.append(("children", list(node.object, depth - 1))) }
          return .fields(fields)
        })
    }
    self = .fields([
      ("position", .text(timeline.position.text)), ("bytes", .number(report.totalBytes)),
      ("tree", list(.none, depth)),
      (
        "types",
        .list(
          report.types.map {
            .fields([
              ("type", .text($0.name)), ("count", .number($0.count)),
              ("shallow_bytes", .number($0.shallowBytes)),
              ("retained_bytes", .number($0.retainedBytes)),
            ])
          })
      ),
      ("weakly_held", JSONOutput(report.weaklyHeld.map(heap.name))),
      ("unreachable", JSONOutput(report.unreachable.map(heap.name))),
    ])
  }
}

extension Position {
  /// As people write it: `3`, `3.2`.
  var text: String { isEndOfStep ? "\(step)" : "\(step).\(moment)" }
}

extension WhyAlive.State {
  var word: String {
    switch self {
    case .reachable: "reachable"
    case .unreachable: "unreachable"
    case .newborn: "newborn"
    case .dying: "dying"
    case .freed: "freed"
    }
  }
}
