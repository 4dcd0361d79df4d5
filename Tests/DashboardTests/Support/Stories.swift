import HeapModel

/// The timelines of the tests.
enum Stories {
  /// An object with a weak reference and a callback dies.
  static func callback() -> Timeline {
    var story = StoryWriter(
      title: "A callback tells when an object dies",
      summary: """
        A weak reference does not keep its object alive. When the object dies, the reference is \
        cleared first; then the callback runs, which gets the reference, not the object.
        """,
      types: [
        HeapType(name: "Expensive", kind: .instance),
        HeapType(name: "weakref", kind: .weakReference),
      ])
    var item = ObjectID.none
    var weak = ObjectID.none
    story.step(
      "item = Expensive('data')", line: 8, note: "One strong reference: the name item.",
      chapter: "Watching an object"
    ) {
      item = $0.make("Expensive")
      $0.bind("item", item)
    }
    story.step(
      "weak = weakref.ref(item, on_delete)", line: 9,
      note: "The weak reference refers to the object, but does not keep it alive."
    ) {
      weak = $0.weakref(to: item, callback: "on_delete")
      $0.bind("weak", weak)
    }
    story.step(
      "del item", line: 10,
      note:
        "The last strong reference goes: the weak reference is cleared, then its callback runs.",
      chapter: "It dies"
    ) {
      $0.unbind("item")
      $0.timeline.beginCause()
      $0.die(item) {
        $0.clear(weak)
        $0.takeCallback(of: weak)
        $0.timeline.emit(
          .callback(weakReference: weak, function: $0.timeline.intern("on_delete")))
        $0.timeline.beginCause()
        $0.call("on_delete") { story, frame in
          story.bind("r", weak, in: frame)
          story.print("gone: None")
          story.unbind("r", in: frame)
        }
        $0.timeline.endCause()
      }
      $0.timeline.endCause()
    }
    return story.finished()
  }

  /// Two objects that hold each other are collected.
  static func cycle() -> Timeline {
    var story = StoryWriter(
      title: "A reference cycle", summary: "Counts alone can't free a cycle.",
      types: [
        HeapType(name: "Node", kind: .instance), HeapType(name: "weakref", kind: .weakReference),
      ])
    var (a, b, w) = (ObjectID.none, ObjectID.none, ObjectID.none)
    story.step("a = Node()") {
      a = $0.make("Node")
      $0.bind("a", a)
    }
    story.step("b = Node()") {
      b = $0.make("Node")
      $0.bind("b", b)
    }
    story.step("a.next = b") { $0.set(a, "next", b) }
    story.step("b.next = a") { $0.set(b, "next", a) }
    story.step("w = weakref.ref(a)") {
      w = $0.weakref(to: a)
      $0.bind("w", w)
    }
    story.step("del a") { $0.unbind("a") }
    story.step("del b") { $0.unbind("b") }
    story.step("gc.collect(2)") {
      $0.timeline.emit(.collectStart(generation: 2, automatic: false))
      $0.timeline.beginCause()
      $0.timeline.emit(.collectPhase(.subtract))
      $0.timeline.emit(.collectPhase(.tentative))
      $0.timeline.insert(.condemned, into: a)
      $0.timeline.insert(.condemned, into: b)
      $0.timeline.emit(.unreachable([a, b]))
      $0.timeline.emit(.collectPhase(.weakrefs))
      $0.clear(w)
      $0.timeline.emit(.collectPhase(.clear))
      $0.clearSlots(of: a)
      $0.die(b)
      $0.die(a)
      $0.timeline.endCause()
      $0.timeline.emit(
        .collectEnd(generation: 2, collected: 2, uncollectable: 0, automatic: false))
    }
    return story.finished()
  }

  /// A weak dictionary loses an entry.
  static func cache(count: Int = 6) -> Timeline {
    var story = StoryWriter(
      title: "A cache that forgets by itself",
      summary: "A WeakValueDictionary holds its values weakly.",
      types: [
        HeapType(name: "Image", kind: .instance),
        HeapType(name: "WeakValueDictionary", kind: .weakCollection),
      ])
    var cache = ObjectID.none
    var images: [ObjectID] = []
    var entries: [ObjectID] = []
    story.step("cache = weakref.WeakValueDictionary()") {
      cache = $0.make("WeakValueDictionary", bytes: 320)
      $0.bind("cache", cache)
    }
    for index in 0..<count {
      story.step("img\(index) = Image()") {
        images.append($0.make("Image", bytes: 3_174))
        $0.bind("img\(index)", images[index])
      }
      story.step("cache['k\(index)'] = img\(index)") {
        entries.append($0.put("k\(index)", images[index], into: cache))
      }
    }
    story.step("del img2") {
      $0.unbind("img2")
      $0.timeline.beginCause()
      $0.die(images[2]) { $0.lose(entries[2], key: "k2", from: cache) }
      $0.timeline.endCause()
    }
    story.step("print(len(cache))") { $0.print("\(count - 1)") }
    return story.finished()
  }

  /// Many steps and many objects, most of which die.
  static func long(steps: Int) -> Timeline {
    var story = StoryWriter(
      title: "A long run", types: [HeapType(name: "Node", kind: .instance)])
    var living: [ObjectID] = []
    for index in 0..<steps {
      story.step("n\(index) = Node()") {
        let node = $0.make("Node")
        $0.bind("n\(index)", node)
        living.append(node)
        if living.count > 50 {
          let old = index - 50
          $0.unbind("n\(old)")
          $0.die(living.removeFirst())
        }
      }
    }
    return story.finished()
  }

  /// All small ones with their names.
  static var all: [(name: String, timeline: Timeline)] {
    [("callback", callback()), ("cycle", cycle()), ("cache", cache())]
  }
}
