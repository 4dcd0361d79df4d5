import HeapModel

// The frames of the library's functions, which the traceback of an error keeps: the methods of weak
// collections are functions in Python. Source: Lib/weakref.py, Lib/_weakrefset.py.
extension Library {
  /// Lets the operations and methods of a weak collection leave their frame in the traceback of an
  /// error, with the collection and what they were given. `len`, `in` and iteration have none: C
  /// code complains about the length, and `in` catches what is raised.
  static func keepFrames(_ type: inout TypeDescription) {
    type.operations.getItem = type.operations.getItem.map { framed($0, count: 1) }
    type.operations.setItem = type.operations.setItem.map { framed($0, count: 2) }
    type.operations.deleteItem = type.operations.deleteItem.map { framed($0, count: 1) }
    type.operations.methods = type.operations.methods.mapValues { framed($0, count: nil) }
  }

  private static func framed(
    _ operation: @escaping Operations.Operation, count: Int?
  ) -> Operations.Operation {
    { machine, object, base throws(PythonError) in
      let end = count.map { base + $0 } ?? machine.stack.count
      do throws(PythonError) {
        try operation(&machine, object, base)
      } catch {
        throw machine.unwound(error, [Value(object)] + machine.stack[base..<end])
      }
    }
  }
}

extension Machine {
  /// An error with the frame of a function that it has left, which holds these values.
  mutating func unwound(_ error: PythonError, _ locals: [Value]) -> PythonError {
    let frame = timeline.allocate(HeapTypeID(UInt32(core.frame)), .root)
    for value in locals {
      _ = timeline.addSlot(to: frame, special("local"), holding: value)
    }
    var error = error
    error.frames.append(frame)
    return error
  }
}
