/// The circles of a heap: which objects reach each other over strong references.
struct StrongComponents: Sendable {
  /// A number for each object; objects of one circle have the same one, 0 where there is none.
  private var components: ContiguousArray<UInt32>
  /// The number of objects of each component.
  private var sizes: [UInt32] = [0]

  /// R. Tarjan, "Depth-first search and linear graph algorithms", 1972. Roots are left out: a circle
  /// through one is no circle that keeps anything. O(objects + references).
  init(_ heap: MutableHeap) {
    components = ContiguousArray(repeating: 0, count: heap.objectCount + 1)
    let (found, counts) = heap.withRows { Self.find($0) }
    (components, sizes) = (found, counts)
  }

  /// Whether two objects reach each other; one object does if it is on a circle of several or
  /// refers to itself.
  func isJoined(_ a: ObjectID, _ b: ObjectID) -> Bool {
    let component = components[Int(a.index)]
    return component != 0 && component == components[Int(b.index)]
      && (a != b || sizes[Int(component)] > 1)
  }

  private static func find(_ rows: LinkedRows) -> (ContiguousArray<UInt32>, [UInt32]) {
    let total = rows.objectCount
    var components = ContiguousArray<UInt32>(repeating: 0, count: total + 1)
    var numbers = components
    var lowest = components
    var cursors = components
    var sizes: [UInt32] = [0]
    var path: [UInt32] = []
    var open: [UInt32] = []
    var count: UInt32 = 0
    for start in 1..<UInt32(total + 1) {
      let state = rows.state(Int(start))
      guard numbers[Int(start)] == 0, rows.isAlive(state), !rows.isRoot(state) else { continue }
      func enter(_ object: UInt32) {
        count += 1
        numbers[Int(object)] = count
        lowest[Int(object)] = count
        cursors[Int(object)] = rows.strongCursor(object)
        path.append(object)
        open.append(object)
      }
      enter(start)
      while let object = path.last {
        let place = Int(object)
        let (target, _) = rows.nextStrong(object, &cursors[place])
        if target != 0 {
          let state = rows.state(Int(target))
          guard rows.isAlive(state), !rows.isRoot(state) else { continue }
          if numbers[Int(target)] == 0 {
            enter(target)
          } else if components[Int(target)] == 0 {
            lowest[place] = min(lowest[place], numbers[Int(target)])
          }
          continue
        }
        path.removeLast()
        if let before = path.last {
          lowest[Int(before)] = min(lowest[Int(before)], lowest[place])
        }
        guard lowest[place] == numbers[place] else { continue }
        sizes.append(0)
        while let member = open.popLast() {
          components[Int(member)] = UInt32(sizes.count - 1)
          sizes[sizes.count - 1] += 1
          if member == object { break }
        }
      }
    }
    return (components, sizes)
  }
}
