import HeapModel

// functools.partial: a function with its first arguments. It holds both strongly.
// Source: Modules/_functoolsmodule.c (partial_new, partial_vectorcall).
extension Library {
  private enum PartialPart {
    static let function = "func"
    static let arguments = "args"
  }

  mutating func installPartial(_ builder: inout LibraryBuilder) {
    var type = TypeDescription(
      name: "partial", errorName: "functools.partial", kind: .function, layout: .instance)
    type.takesWeakReferences = true
    type.usesTrashcan = false
    type.attributes = .dict
    type.bytes = 80
    type.unmodelled = .partial
    type.operations.call = { machine, object, base throws(PythonError) in
      let function = machine.part(object, PartialPart.function)
      if let tuple = machine.part(object, PartialPart.arguments).object {
        machine.insert(machine.elements(tuple), at: base)
      }
      try machine.invoke(function, argumentsFrom: base)
    }
    type.operations.getAttribute = { machine, object, name throws(PythonError) in
      switch name {
      case PartialPart.function: machine.push(machine.part(object, PartialPart.function))
      case PartialPart.arguments:
        if let tuple = machine.part(object, PartialPart.arguments).object {
          machine.reveal(tuple)
          machine.push(tuple)
        } else {
          machine.push(machine.value(.constant(.emptyTuple)))
        }
      default: return false
      }
      return true
    }
    type.operations.setAttribute = { _, _, name, _ throws(PythonError) in
      guard [PartialPart.function, PartialPart.arguments, "keywords"].contains(name) else {
        return false
      }
      throw PythonError("AttributeError", "readonly attribute")
    }
    type.operations.represent = { reader, object in
      var parts: [String] = []
      for slot in reader.heap.slots(object) where reader.heap.label(slot).kind == .special {
        let value = reader.heap.value(slot)
        switch reader.heap.texts[reader.heap.label(slot).text] {
        case PartialPart.function: parts.append(reader.part(value))
        case PartialPart.arguments:
          guard let tuple = value.object else { continue }
          for slot in reader.heap.slots(tuple) {
            parts.append(reader.part(reader.heap.value(slot)))
          }
        default: continue
        }
      }
      return "functools.partial(\(parts.joined(separator: ", ")))"
    }
    partial = builder.add(type)
  }

  /// Pushes a partial; the function and the arguments lie from `base` on.
  func makePartial(_ machine: inout Machine, _ base: Int) throws(PythonError) {
    var function = machine.stack[base]
    guard machine.isCallable(function) else {
      throw PythonError("TypeError", "the first argument must be callable")
    }
    var arguments = Array(machine.stack[(base + 1)...])
    var shared: ObjectID?
    // A partial of a partial is one of its function.
    if let inner = function.object, machine.type(inner) == partial,
      machine.attributeDict(inner) == nil
    {
      function = machine.part(inner, PartialPart.function)
      if let tuple = machine.part(inner, PartialPart.arguments).object {
        if arguments.isEmpty { shared = tuple }
        arguments = machine.elements(tuple) + arguments
      }
    }
    let object = machine.pushNew(partial)
    if let shared {
      // Without further arguments both have the same tuple: it is no part of one of them any more.
      machine.reveal(shared)
      machine.push(shared)
    } else if !arguments.isEmpty {
      let tuple = machine.make(machine.core.tuple, partOf: object)
      machine.push(tuple)
      for argument in arguments { machine.addElement(argument, to: tuple) }
      machine.track(tuple)
    }
    machine.add(function, to: object, machine.special(PartialPart.function))
    if !arguments.isEmpty { machine.addPartFromStack(object, PartialPart.arguments) }
    machine.keepTop(above: base)
  }
}

extension Machine {
  /// Whether a value can be called.
  func isCallable(_ value: Value) -> Bool {
    guard let object = value.object else {
      if case .constant = plain(value) { return false }
      return true
    }
    let type = types[self.type(object)]
    if type.operations.call != nil { return true }
    switch type.layout {
    case .function, .method, .builtInMethod, .weakReference: return true
    case .proxy: return isCallableProxy(object)
    default: return false
    }
  }
}
