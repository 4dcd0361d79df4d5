import HeapModel

extension Edits {
  /// A look for what statements can do to the references of an object.
  struct Search: Hashable, Sendable {
    var title: String
    var key: String
    var object: ObjectID
    /// The step at whose end the statements would act.
    var after: Int
    /// What is refused where nothing is found.
    var deed: EditChoice.Deed
    var deeds: Set<EditChoice.Deed>
    /// Only the references of this path from a root, the nearest to the object first; nil for all
    /// references to the object and from it.
    var path: Int?
    /// Instead of a path only this reference, which the user has selected.
    var slot: SlotID?
    /// Whether weakening makes a `weakref.ref`, and not a proxy.
    var usesReference = false

    /// What was found.
    struct Result: Sendable {
      var view: EditView
      /// Why nothing was found, as a sentence.
      var refusal = ""
    }

    /// Looks in the heap as statements find it: at the end of the step. O(objects + references).
    func result(in timeline: Timeline) -> Result {
      var here = timeline
      here.move(to: Position(step: after))
      var result = Result(
        view: EditView(title: title, choices: [], after: after, key: key))
      guard Int(object.index) <= here.heap.objectCount, here.heap.isAlive(object) else {
        result.refusal = here.heap.refusal(of: deed, about: object)
        return result
      }
      let choices =
        path.map { cuts(of: $0, in: here) } ?? EditChoice.all(about: object, in: here, deeds: deeds)
      result.view.choices = choices.compactMap { choice in
        var statement = choice.statement
        if usesReference, case .weakMethod = statement { return nil }
        if usesReference, case .proxy(let place, let target) = statement {
          statement = .weakReference(place, target: target)
        }
        return EditView.Choice(
          text: statement.text, steps: [statement.step], statements: [statement],
          slot: choice.slot, isStrict: true)
      }
      if path != nil, choices.count == 1 { result.view.title = "what if this were gone" }
      result.refusal =
        deed == .strengthen
        ? "no statement gives a strong reference to what \(here.heap.name(object)) knows weakly"
        : here.heap.refusal(of: deed, about: object)
      return result
    }

    /// The references of a path, the nearest to the object first.
    private func cuts(of path: Int, in here: Timeline) -> [EditChoice] {
      let paths = here.heap.retainingPaths(to: object, limit: path + 1, .none)
      let slots =
        paths.isEmpty
        ? Array(here.heap.strongReferrers(object))
        : paths[path % paths.count].steps.map(\.slot).reversed()
      return EditChoice.choices(among: slot.map { [$0] } ?? slots, in: here, deeds: deeds)
    }
  }
}
