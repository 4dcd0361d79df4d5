extension DominatorTree {
  /// The tree of a heap. O((objects + references) × log objects), mostly linear.
  static func build(over rows: some GraphRows, _ edits: HeapEdits) -> DominatorTree {
    edits.isEmpty
      ? build(rows, NoEdits()) : build(rows, SomeEdits(edits, over: rows))
  }

  private static func build(_ rows: some GraphRows, _ filter: some EditFilter) -> DominatorTree {
    var search = DepthFirstSearch(objectCount: rows.objectCount)
    search.run(rows, filter)
    return search.tree(rows, filter)
  }
}

/// The numbers that a depth-first search gives to what it reaches, from 1 in the order in which it
/// does; 0 is the virtual root. All arrays but `numbers` are by number.
private struct DepthFirstSearch {
  var numbers: ContiguousArray<UInt32>
  var objects: ContiguousArray<UInt32>
  var parents: ContiguousArray<UInt32>
  var count = 0

  init(objectCount: Int) {
    numbers = ContiguousArray(repeating: 0, count: objectCount + 1)
    objects = ContiguousArray(repeating: 0, count: objectCount + 1)
    parents = ContiguousArray(repeating: 0, count: objectCount + 1)
  }

  mutating func run(_ rows: some GraphRows, _ filter: some EditFilter) {
    var cursors = ContiguousArray<UInt32>(repeating: 0, count: objects.count)
    count = numbers.withUnsafeMutableBufferPointer { numbers in
      objects.withUnsafeMutableBufferPointer { objects in
        parents.withUnsafeMutableBufferPointer { parents in
          cursors.withUnsafeMutableBufferPointer { cursors in
            Self.run(rows, filter, numbers, objects, parents, cursors)
          }
        }
      }
    }
  }

  private static func run(
    _ rows: some GraphRows, _ filter: some EditFilter,
    _ numbers: UnsafeMutableBufferPointer<UInt32>, _ objects: UnsafeMutableBufferPointer<UInt32>,
    _ parents: UnsafeMutableBufferPointer<UInt32>, _ cursors: UnsafeMutableBufferPointer<UInt32>
  ) -> Int {
    var count: UInt32 = 0
    @inline(__always) func visit(_ object: UInt32, from parent: UInt32) {
      count &+= 1
      numbers[Int(object)] = count
      objects[Int(count)] = object
      parents[Int(count)] = parent
      cursors[Int(count)] = rows.strongCursor(object)
    }
    var root = 1
    while root <= rows.objectCount {
      defer { root &+= 1 }
      guard rows.isRoot(rows.state(root)), numbers[root] == 0 else { continue }
      visit(UInt32(root), from: 0)
      // The search stands at a number; what it has still to see there is its cursor.
      var here = count
      while here != 0 {
        let object = objects[Int(here)]
        let isTouched = filter.touches(object)
        var cursor = cursors[Int(here)]
        var found: UInt32 = 0
        while true {
          let (target, slot) = rows.nextStrong(object, &cursor)
          if target == 0 { break }
          if numbers[Int(target)] != 0 || !rows.isAlive(rows.state(Int(target))) { continue }
          if isTouched && !filter.staysStrong(slot) { continue }
          found = target
          break
        }
        if found == 0 {
          here = parents[Int(here)]
        } else {
          cursors[Int(here)] = cursor
          visit(found, from: here)
          here = count
        }
      }
    }
    return Int(count)
  }

  /// The tree from the numbers: semidominators from the last number to the first, then dominators
  /// from the first to the last, then sizes and places.
  consuming func tree(_ rows: some GraphRows, _ filter: some EditFilter) -> DominatorTree {
    let total = count
    var dominators = ContiguousArray<UInt32>(repeating: 0, count: total + 1)
    numbers.withUnsafeBufferPointer { numbers in
      objects.withUnsafeBufferPointer { objects in
        parents.withUnsafeMutableBufferPointer { parents in
          dominators.withUnsafeMutableBufferPointer { dominators in
            Self.findDominators(
              rows, filter, total, numbers, objects, parents, dominators)
          }
        }
      }
    }
    var tree = DominatorTree()
    let words = ContiguousArray<UInt32>(repeating: 0, count: total + 1)
    (tree.places, tree.objects) = (numbers, words)
    (tree.dominators, tree.counts) = (words, words)
    tree.sizes = ContiguousArray(repeating: 0, count: total + 1)
    tree.place(objects, dominators) { rows.bytes($0) }
    return tree
  }

  private static func findDominators(
    _ rows: some GraphRows, _ filter: some EditFilter, _ total: Int,
    _ numbers: UnsafeBufferPointer<UInt32>, _ objects: UnsafeBufferPointer<UInt32>,
    _ parents: UnsafeMutableBufferPointer<UInt32>,
    _ dominators: UnsafeMutableBufferPointer<UInt32>
  ) {
    guard total > 0 else { return }
    // The lowest semidominator on the way up that path compression has joined so far.
    let lowest = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: total + 1)
    let ancestors = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: total + 1)
    let semidominators = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: total + 1)
    let path = UnsafeMutableBufferPointer<UInt32>.allocate(capacity: total + 1)
    defer {
      lowest.deallocate()
      ancestors.deallocate()
      semidominators.deallocate()
      path.deallocate()
    }
    var number = 0
    while number <= total {
      lowest[number] = UInt32(number)
      ancestors[number] = parents[number]
      number &+= 1
    }

    /// The lowest semidominator between a number and the last one that is linked.
    @inline(__always) func evaluate(_ start: UInt32, _ last: UInt32) -> UInt32 {
      if ancestors[Int(start)] <= last { return lowest[Int(start)] }
      var depth = 0
      var here = start
      repeat {
        path[depth] = here
        depth &+= 1
        here = ancestors[Int(here)]
      } while ancestors[Int(here)] > last
      let top = ancestors[Int(here)]
      var best = lowest[Int(here)]
      while depth > 0 {
        depth &-= 1
        here = path[depth]
        ancestors[Int(here)] = top
        let own = lowest[Int(here)]
        if best < own { lowest[Int(here)] = best } else { best = own }
      }
      return best
    }

    var current = UInt32(total)
    while current > 0 {
      let object = objects[Int(current)]
      var best = parents[Int(current)]
      if rows.isRoot(rows.state(Int(object))) {
        best = 0
      } else {
        var row = rows.strongReferrers(object)
        while true {
          let source = row.next()
          if source == 0 { break }
          let other = numbers[Int(source)]
          if other == 0 { continue }
          if filter.touches(source)
            && RetainingPath.slots(of: source, to: object, limit: 1, rows, filter).isEmpty
          {
            continue
          }
          let candidate = other > current ? evaluate(other, current) : other
          if candidate < best { best = candidate }
        }
      }
      semidominators[Int(current)] = best
      lowest[Int(current)] = best
      current &-= 1
    }

    dominators[0] = 0
    number = 1
    while number <= total {
      var dominator = parents[number]
      let bound = semidominators[number]
      while dominator > bound { dominator = dominators[Int(dominator)] }
      dominators[number] = dominator
      number &+= 1
    }
  }
}

extension DominatorTree {
  /// Puts what has numbers, which `places` has by object, at its place: those that one dominates
  /// follow it closely.
  fileprivate mutating func place(
    _ named: ContiguousArray<UInt32>, _ idoms: ContiguousArray<UInt32>, _ bytes: (UInt32) -> UInt32
  ) {
    let total = idoms.count - 1
    var byNumber = ContiguousArray<UInt32>(repeating: 1, count: total + 1)
    var next = ContiguousArray<UInt32>(repeating: 0, count: total + 1)
    var retained = ContiguousArray<UInt64>(repeating: 0, count: total + 1)
    byNumber.withUnsafeMutableBufferPointer { weights in
      next.withUnsafeMutableBufferPointer { next in
        retained.withUnsafeMutableBufferPointer { retained in
          named.withUnsafeBufferPointer { named in
            idoms.withUnsafeBufferPointer { idoms in
              var number = total
              while number > 0 {
                let dominator = Int(idoms[number])
                retained[number] &+= UInt64(bytes(named[number]))
                retained[dominator] &+= retained[number]
                weights[dominator] &+= weights[number]
                number &-= 1
              }
              objects[0] = 0
              counts[0] = weights[0]
              sizes[0] = retained[0]
              next[0] = 1
              number = 1
              while number <= total {
                let dominator = Int(idoms[number])
                let place = next[dominator]
                next[dominator] = place &+ weights[number]
                next[number] = place &+ 1
                let object = named[number]
                objects[Int(place)] = object
                counts[Int(place)] = weights[number]
                sizes[Int(place)] = retained[number]
                places[Int(object)] = place
                // The place of the dominator is known: parents come first.
                dominators[Int(place)] = dominator == 0 ? 0 : places[Int(named[dominator])]
                number &+= 1
              }
            }
          }
        }
      }
    }
  }
}
