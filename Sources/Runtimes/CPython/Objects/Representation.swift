import HeapModel

// What is printed: the reference of the scenario language says how objects are called.
extension Machine {
  /// `str(x)`. A dead proxy raises.
  func printed(_ value: Value) throws(PythonError) -> String {
    if let object = value.object {
      if types[type(object)].layout == .proxy {
        return try printed(Value(try liveReferent(ofProxy: object)))
      }
      return representation(value)
    }
    if case .text(let text)? = constant(value) { return text.value }
    return representation(value)
  }

  /// `repr(x)`.
  func representation(_ value: Value) -> String {
    Representation(heap: timeline.heap, types: types, core: core, machine: self).text(value)
  }

  /// The referent of a proxy. Rule W7.
  func liveReferent(ofProxy proxy: ObjectID) throws(PythonError) -> ObjectID {
    if let referent = referent(proxy) { return referent }
    throw PythonError("ReferenceError", "weakly-referenced object no longer exists")
  }
}
