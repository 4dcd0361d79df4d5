import HeapModel

/// How far a cyclic collection has come at a position: what goes over the boxes like a wave.
struct CollectionWave: Hashable, Sendable {
  /// While references are subtracted, what is left of each candidate's count; afterwards only the
  /// zeros of what was not reached, until the verdict is there.
  var outside: [ObjectID: Int] = [:]
  /// What is thought to be unreachable.
  var unreached: Set<ObjectID> = []
  /// The objects whose finalizers the collection has run.
  var finalized: Set<ObjectID> = []
}

extension Timeline {
  private static let mostSearched = 5_000

  /// The collection that goes on at the position; nil where none does.
  ///
  /// - Complexity: linear in the events of the step; while counts are shown also in the objects of
  ///   the generation.
  var collectionWave: CollectionWave? {
    guard position.step > 0 else { return nil }
    var wave = CollectionWave()
    var phase: CollectionPhase?
    var verdict = false
    var index = happenedCount(at: position)
    let first = max(0, index - Self.mostSearched)
    while index > first {
      index -= 1
      switch event(index, ofStep: position.step).event {
      case .collectEnd: return nil
      case .finalizer(let object): wave.finalized.insert(object)
      case .unreachable: verdict = true
      case .collectPhase(let begun): phase = phase ?? begun
      case .collectStart(let generation, _):
        let isCounting = phase == .subtract || phase == .tentative
        if isCounting, !verdict,
          let counts = inspector.collectorCounts(ofGeneration: generation, in: heap)
        {
          wave.outside = counts.outside
          if phase == .tentative {
            wave.unreached = counts.unreached
            wave.outside = counts.outside.filter { counts.unreached.contains($0.key) }
          }
        }
        return wave
      default: break
      }
    }
    return nil
  }
}
