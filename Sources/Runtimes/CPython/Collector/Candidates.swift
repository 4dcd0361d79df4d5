import HeapModel

/// The objects that a collection looks at, in the order of their list, and what is known of them.
///
/// Source: Modules/gcmodule.c, deduce_unreachable: update_refs, subtract_refs, move_unreachable.
/// The counts live only as long as the deduction: they are no part of the history.
struct Candidates {
  /// What is reachable from outside, in its new order.
  private(set) var reachable: [ObjectID] = []
  /// What is not, in its order.
  private(set) var unreachable: [ObjectID] = []
  /// How many of the reachable ones, at the end, were thought to be unreachable first.
  private(set) var restoredCount = 0
  /// The traits that any of the candidates has.
  private(set) var traits: CollectorTraits = []

  /// Sorts the objects of a ring; the references of `tables` do not count. O(objects + references),
  /// whatever the size of the rest of the heap.
  init(ring sentinel: ObjectID, in machine: inout Machine, ignoring tables: [ObjectID]) {
    // The marks are all `foreign` between two deductions; taken out, they are changed in place.
    var marks = machine.collectorMarks
    machine.collectorMarks = []
    let size = machine.timeline.heap.objectCount + 1
    if marks.count < size {
      marks.append(contentsOf: repeatElement(Mark.foreign, count: max(size, 1024) - marks.count))
    }
    let modules = machine.well.modules
    machine.timeline.heap.withRecords { records in
      machine.collectorTraits.withUnsafeBufferPointer { types in
        marks.withUnsafeMutableBufferPointer { marks in
          var deduction = Deduction(records: records, types: types, marks: marks)
          deduction.objectCount = size
          deduction.slotCount = machine.timeline.heap.slotCount
          sort(ring: sentinel, deduction, modules, ignoring: tables)
        }
      }
    }
    machine.collectorMarks = marks
  }

  private mutating func sort(
    ring sentinel: ObjectID, _ deduction: Deduction, _ modules: [ObjectID],
    ignoring tables: [ObjectID]
  ) {
    var order: [ObjectID] = []
    var deduction = deduction
    traits = deduction.count(ring: sentinel, into: &order)
    // Where most of the heap is looked at, what was read once is written down in rows.
    if order.count > deduction.objectCount / 4 { deduction.rows = Rows(deduction, order.count) }
    defer { deduction.rows?.deallocate() }
    // Where a module has a place in the list, the interpreter holds it.
    for module in modules where deduction.marks[Int(module.index)] != Mark.foreign {
      deduction.marks[Int(module.index)] += 1
    }
    deduction.subtract(order, ignoring: tables)
    let total = order.count
    // What comes back is looked at a second time, once.
    let queue = UnsafeMutableBufferPointer<ObjectID>.allocate(capacity: 2 * total)
    let aside = UnsafeMutableBufferPointer<ObjectID>.allocate(capacity: total)
    defer {
      queue.deallocate()
      aside.deallocate()
    }
    _ = queue.initialize(from: order)
    let ends = deduction.moveUnreachable(queue, total, aside)
    reachable = Array(queue[..<ends.reachable])
    unreachable = aside[..<ends.aside].filter { $0 != .none }
    restoredCount = ends.restored
    for object in order { deduction.marks[Int(object.index)] = Mark.foreign }
  }
}

/// What a deduction knows of an object: negative is its place, from -1 on, among those put aside.
private enum Mark {
  /// The object is no candidate.
  static let foreign: Int32 = 0
  /// The object was visited and lives.
  static let done: Int32 = 1
  /// From here on, the number of references from outside the candidates.
  static let count: Int32 = 2
}

/// The references between candidates, a row an object: the second pass reads a tenth of the memory.
private struct Rows {
  /// Where the row of each object begins: the number of its referents, then those.
  let starts: UnsafeMutablePointer<UInt32>
  let words: UnsafeMutablePointer<UInt32>

  /// Room that is never used is never touched and costs no memory.
  init(_ deduction: Deduction, _ candidateCount: Int) {
    starts = .allocate(capacity: deduction.objectCount)
    words = .allocate(capacity: deduction.slotCount + candidateCount)
  }

  func deallocate() {
    starts.deallocate()
    words.deallocate()
  }
}

/// The passes of a deduction, over borrowed memory.
private struct Deduction {
  let records: HeapRecords
  /// The traits of each type.
  let types: UnsafeBufferPointer<CollectorTraits>
  /// What is known of each object.
  let marks: UnsafeMutableBufferPointer<Int32>
  /// The numbers of objects and slots of the heap.
  var objectCount = 0
  var slotCount = 0
  /// What the first pass wrote down, where it did.
  var rows: Rows?

  /// Begins with the reference counts.
  func count(ring sentinel: ObjectID, into order: inout [ObjectID]) -> CollectorTraits {
    var traits: CollectorTraits = []
    var object = records.ringSuccessor(sentinel)
    while object != sentinel {
      order.append(object)
      marks[Int(object.index)] = Mark.count + records.referenceCount(object)
      traits.formUnion(types[records.type(object)])
      object = records.ringSuccessor(object)
    }
    return traits
  }

  /// Takes off the references that come from the candidates themselves, and from tables.
  func subtract(_ order: [ObjectID], ignoring tables: [ObjectID]) {
    if let rows {
      subtract(order, into: rows)
    } else {
      for object in order {
        records.traverse(object, types[records.type(object)]) { referent in
          if marks[referent] != Mark.foreign { marks[referent] -= 1 }
        }
      }
    }
    for table in tables {
      records.traverse(table, []) { referent in
        if marks[referent] != Mark.foreign { marks[referent] -= 1 }
      }
    }
  }

  private func subtract(_ order: [ObjectID], into rows: Rows) {
    var end = 0
    for object in order {
      let start = end
      end &+= 1
      rows.starts[Int(object.index)] = UInt32(truncatingIfNeeded: start)
      records.traverse(object, types[records.type(object)]) { referent in
        if marks[referent] != Mark.foreign {
          marks[referent] -= 1
          rows.words[end] = UInt32(truncatingIfNeeded: referent)
          end &+= 1
        }
      }
      rows.words[start] = UInt32(truncatingIfNeeded: end &- start &- 1)
    }
  }

  /// Visits the referents of an object; whether also those that are no candidates, does not matter.
  @inline(__always)
  private func traverse(_ object: ObjectID, _ visit: (Int) -> Void) {
    guard let rows else { return records.traverse(object, types[records.type(object)], visit) }
    let row = rows.words + Int(rows.starts[Int(object.index)])
    for place in 0..<Int(row[0]) { visit(Int(row[1 &+ place])) }
  }

  /// Scans the list from left to right. What has no reference from outside is put aside; what an
  /// object found reachable refers to comes back, at the end. The queue becomes the list of what
  /// is reachable.
  func moveUnreachable(
    _ queue: UnsafeMutableBufferPointer<ObjectID>, _ count: Int,
    _ aside: UnsafeMutableBufferPointer<ObjectID>
  ) -> (reachable: Int, aside: Int, restored: Int) {
    var end = count
    var asideCount = 0
    var reachableCount = 0
    var index = 0
    while index < end {
      let object = queue[index]
      index += 1
      let place = Int(object.index)
      if marks[place] == Mark.count {
        aside[asideCount] = object
        asideCount += 1
        marks[place] = -Int32(asideCount)
        continue
      }
      traverse(object) { referent in
        let mark = marks[referent]
        if mark < 0 {
          aside[-Int(mark) - 1] = .none
          marks[referent] = Mark.count + 1
          queue[end] = ObjectID(UInt32(referent))
          end += 1
        } else if mark == Mark.count {
          marks[referent] = Mark.count + 1
        }
      }
      marks[place] = Mark.done
      queue[reachableCount] = object
      reachableCount += 1
    }
    return (reachableCount, asideCount, end - count)
  }
}
