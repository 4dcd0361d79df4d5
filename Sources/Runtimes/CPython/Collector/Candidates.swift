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

  /// A count of references from outside the candidates; `foreign` for other objects.
  private static let foreign: Int32 = .min
  /// The object was visited and lives.
  private static let done: Int32 = .min + 1

  /// Sorts the objects of a list; the references of `tables` do not count.
  init(_ list: [ObjectID], in machine: Machine, ignoring tables: [ObjectID]) {
    let size = machine.timeline.heap.objectCount + 1
    var counts = [Int32](repeating: Self.foreign, count: size)
    for object in list {
      counts[Int(object.index)] = Int32(machine.count(object))
    }
    counts.withUnsafeMutableBufferPointer { counts in
      for object in list {
        machine.traverse(object) { referent in
          if counts[Int(referent.index)] != Self.foreign { counts[Int(referent.index)] -= 1 }
        }
      }
    }
    for table in tables {
      var slot = machine.timeline.heap.firstSlot(table)
      while slot != .none {
        if let object = machine.timeline.heap.value(slot).object,
          counts[Int(object.index)] != Self.foreign
        {
          counts[Int(object.index)] -= 1
        }
        slot = machine.timeline.heap.slot(after: slot)
      }
    }
    moveUnreachable(list, &counts, machine)
  }

  /// Scans the list from left to right. What has no reference from outside is put aside; what an
  /// object found reachable refers to comes back, at the end.
  private mutating func moveUnreachable(
    _ list: [ObjectID], _ counts: inout [Int32], _ machine: Machine
  ) {
    var order = list
    // The place among `aside` plus one of what is put aside.
    var places = [Int32](repeating: 0, count: counts.count)
    var aside: [ObjectID] = []
    var index = 0
    counts.withUnsafeMutableBufferPointer { counts in
      places.withUnsafeMutableBufferPointer { places in
        while index < order.count {
          let object = order[index]
          let place = Int(object.index)
          if counts[place] > 0 {
            machine.traverse(object) { referent in
              let other = Int(referent.index)
              let count = counts[other]
              if count == Self.foreign || count == Self.done { return }
              if places[other] != 0 {
                aside[Int(places[other]) - 1] = .none
                places[other] = 0
                counts[other] = 1
                order.append(referent)
              } else if count == 0 {
                counts[other] = 1
              }
            }
            counts[place] = Self.done
            reachable.append(object)
            if index >= list.count { restoredCount += 1 }
          } else {
            aside.append(object)
            places[place] = Int32(aside.count)
          }
          index += 1
        }
      }
    }
    unreachable = aside.filter { $0 != .none }
  }
}
