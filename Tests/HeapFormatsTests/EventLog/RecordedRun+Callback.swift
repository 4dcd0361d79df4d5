import HeapModel

extension RecordedRun {
  /// An item with a finalizer and a weak reference with a callback; its name goes in step 3.
  static func callback() -> RecordedRun {
    var run = RecordedRun(types: ["Item": .instance, "weakref": .weakReference])
    let item = run.allocate("Item")
    run.bind("item", to: Value(item))
    run.endStep("item = Item()", line: 15)

    let weak = run.allocate("weakref")
    let edge = run.reference(weak, .special, "referent", item, .weak)
    run.bind("ref", to: Value(weak))
    run.endStep("ref = weakref.ref(item, on_finalize)", line: 16, note: "It only looks on.")

    run.unbind("item")
    run.timeline.beginCause()
    run.emit(.deallocate(item)) { run in
      let finalizer = run.frame("Item.__del__")
      run.emit(.finalizer(item)) { run in
        run.bind("self", to: Value(item), in: finalizer)
        run.emit(.output(text: run.text("Item deleted"), partial: false))
        run.unbind("self", in: finalizer)
      }
      run.timeline.store(.empty, in: edge)
      run.timeline.removeSlot(edge)
      run.emit(.clear(weakReference: weak, referent: item))
      let call = run.frame("on_finalize")
      run.emit(.callback(weakReference: weak, function: run.text("on_finalize"))) { run in
        run.bind("wr", to: Value(weak), in: call)
        run.emit(
          .output(text: run.text("Object has been garbage collected!"), partial: false))
        run.unbind("wr", in: call)
      }
      run.timeline.insert(.freed, into: item)
      run.emit(.free(item))
    }
    run.endStep("del item", line: 17, chapter: "The end")
    return run
  }
}
