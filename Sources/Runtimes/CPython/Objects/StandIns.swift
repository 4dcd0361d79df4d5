import HeapModel

// Declared functions and types are plain values, and yet they take weak references, which never
// die. A hidden object stands for each of them: it has their list of weak references.
extension Machine {
  /// The object that a weak reference to a value refers to; nil where the value takes none.
  func weakReferent(_ value: Value) -> ObjectID? {
    guard let object = value.object else {
      return standInValues.firstIndex(of: value).map {
        ObjectID(well.standIns.lowerBound + UInt32($0))
      }
    }
    return types[type(object)].takesWeakReferences ? object : nil
  }

  /// The value that an object is to the program.
  func value(of object: ObjectID) -> Value {
    well.standIns.contains(object.index)
      ? standInValues[Int(object.index - well.standIns.lowerBound)] : Value(object)
  }
}
