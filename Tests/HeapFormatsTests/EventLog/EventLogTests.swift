import HeapFormats
import HeapModel
import Testing

@Suite("The event log")
struct EventLogTests {
  private func lines(
    _ run: RecordedRun, steps: ClosedRange<Int> = 1...Int.max, state: Bool = false
  ) -> [String] {
    var bytes: [UInt8] = []
    EventLogWriter(includesState: state).write(run.timeline, steps: steps) {
      bytes.append(contentsOf: $0)
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func onlyEvent(_ event: Event, of run: RecordedRun) -> String {
    var run = run
    run.emit(event)
    run.endStep("")
    let line = lines(run, steps: run.timeline.stepCount...run.timeline.stepCount)[0]
    return String(line.dropFirst(line.prefix { $0 != "[" }.count + 1).dropLast(2))
  }

  @Test("writes a death with all that it causes as one line")
  func death() {
    #expect(
      lines(.callback()) == [
        #"{"step":1,"statement":"item = Item()","line":15,"events":["#
          + #"{"event":"allocate","object":"Item#1","type":"Item"},"#
          + #"{"event":"bind","name":"item","object":"Item#1"}]}"#,
        #"{"step":2,"statement":"ref = weakref.ref(item, on_finalize)","line":16,"events":["#
          + #"{"event":"allocate","object":"weakref#1","type":"weakref"},"#
          + #"{"event":"reference","from":"weakref#1","label":"referent","object":"Item#1","#
          + #""strength":"weak"},"#
          + #"{"event":"bind","name":"ref","object":"weakref#1"}]}"#,
        #"{"step":3,"statement":"del item","line":17,"events":["#
          + #"{"event":"unbind","name":"item","object":"Item#1"},"#
          + #"{"event":"deallocate","object":"Item#1","cause":0},"#
          + #"{"event":"finalizer","object":"Item#1","cause":1},"#
          + #"{"event":"bind","name":"self","frame":"Item.__del__@1","object":"Item#1","cause":2},"#
          + #"{"event":"output","text":"Item deleted","cause":2},"#
          + #"{"event":"unbind","name":"self","frame":"Item.__del__@1","object":"Item#1","#
          + #""cause":2},"#
          + #"{"event":"clear","weakref":"weakref#1","object":"Item#1","cause":1},"#
          + #"{"event":"callback","weakref":"weakref#1","function":"on_finalize","cause":1},"#
          + #"{"event":"bind","name":"wr","frame":"on_finalize@2","object":"weakref#1","cause":7},"#
          + #"{"event":"output","text":"Object has been garbage collected!","cause":7},"#
          + #"{"event":"unbind","name":"wr","frame":"on_finalize@2","object":"weakref#1","#
          + #""cause":7},"#
          + #"{"event":"free","object":"Item#1","cause":1}]}"#,
      ])
  }

  @Test("has no line for an edit, whose number is a text")
  func edit() {
    var run = RecordedRun()
    run.endStep("del a", number: "3a")
    #expect(lines(run) == [#"{"step":"3a","statement":"del a","events":[]}"#])
  }

  @Test("writes only the steps that were asked for")
  func someSteps() {
    #expect(lines(.callback(), steps: 2...2).count == 1)
    #expect(lines(.callback(), steps: 2...2)[0].hasPrefix(#"{"step":2,"#))
    #expect(lines(.callback(), steps: 0...0) == [])
  }

  @Test("escapes quotes, backslashes, control characters and marks that cannot be seen, no more")
  func escaping() {
    var run = RecordedRun()
    let hostile =
      "\"\\/\u{8}\t\n\u{c}\r\0\u{1b}[2J\u{7f}\u{85}\u{9b}\u{a0}é日😀\u{202e}\u{feff}\u{e0041}"
    run.emit(.output(text: run.text(hostile), partial: false))
    run.endStep("print('\"')")
    #expect(
      lines(run) == [
        #"{"step":1,"statement":"print('\"')","events":["#
          + #"{"event":"output","text":"\"\\/\b\t\n\f\r\u0000\u001b[2J\u007f\u0085\u009b"#
          + "\u{a0}é日😀" + #"\u202e\ufeff\udb40\udc41"}]}"#
      ])
  }

  @Test("writes each other event as the contract names it")
  func eachEvent() {
    var run = RecordedRun(types: [
      "Node": .instance, "finalize": .instance, "WeakSet": .weakCollection,
    ])
    let a = run.allocate("Node")
    let b = run.allocate("Node")
    let finalizer = run.allocate("finalize")
    let set = run.allocate("WeakSet")
    let texts = ["f", "TypeError", "bad", "x", "1", "2", "<Node#1>"].map { run.text($0) }
    let plain = run.timeline.addPlain("'Alice'")
    let next = Label(.attribute, run.text("next").index)
    run.endStep("")
    let expected: [(Event, String)] = [
      (
        .bind(name: texts[3], value: plain, frame: run.module),
        #"{"event":"bind","name":"x","value":"'Alice'"}"#
      ),
      (
        .unreference(from: a, label: next, to: b),
        #"{"event":"unreference","from":"Node#1","label":".next","object":"Node#2","#
          + #""strength":"strong"}"#
      ),
      (
        .reference(from: a, label: Label(.element, 12), to: b),
        #"{"event":"reference","from":"Node#1","label":"[12]","object":"Node#2","#
          + #""strength":"strong"}"#
      ),
      (
        .reference(from: a, label: Label(.entry, UInt32(plain.plain ?? 0)), to: b),
        #"{"event":"reference","from":"Node#1","label":"['Alice']","object":"Node#2","#
          + #""strength":"strong"}"#
      ),
      (.resurrect(a), #"{"event":"resurrect","object":"Node#1"}"#),
      (
        .remove(collection: set, key: texts[6]),
        #"{"event":"remove","collection":"WeakSet#1","key":"<Node#1>"}"#
      ),
      (
        .finalize(finalizer: finalizer, function: texts[0]),
        #"{"event":"finalize","finalize":"finalize#1","function":"f"}"#
      ),
      (
        .collectStart(generation: 2, automatic: false),
        #"{"event":"collect-start","generation":2}"#
      ),
      (.collectPhase(.subtract), #"{"event":"collect-phase","phase":"subtract"}"#),
      (.unreachable([a, b]), #"{"event":"unreachable","objects":["Node#1","Node#2"]}"#),
      (.unreachable([]), #"{"event":"unreachable","objects":[]}"#),
      (
        .collectEnd(generation: 0, collected: 2, uncollectable: 1, automatic: true),
        #"{"event":"collect-end","generation":0,"collected":2,"uncollectable":1,"#
          + #""automatic":true}"#
      ),
      (
        .output(text: texts[3], partial: true),
        #"{"event":"output","text":"x","partial":true}"#
      ),
      (
        .error(type: texts[1], message: texts[2]),
        #"{"event":"error","type":"TypeError","message":"bad"}"#
      ),
      (
        .unraisable(origin: texts[0], type: texts[1], message: texts[2]),
        #"{"event":"unraisable","in":"f","type":"TypeError","message":"bad"}"#
      ),
      (
        .expect(expression: texts[3], expected: texts[4], actual: texts[5], holds: false),
        #"{"event":"expect","expression":"x","expected":"1","actual":"2","holds":false}"#
      ),
    ]
    for (event, line) in expected { #expect(onlyEvent(event, of: run) == line) }
  }

  @Test("has names, values, objects and weak references of the heap after each step")
  func state() {
    let log = lines(.callback(), state: true)
    func state(_ step: Int) -> String? {
      log[step - 1].split(separator: #","state":"#, maxSplits: 1).last.map { $0.dropLast(1) }
        .map(String.init)
    }
    #expect(
      state(1) == #"{"names":{"item":"Item#1"},"values":{},"objects":["#
        + #"{"object":"Item#1","refcount":1,"weakrefcount":0,"generation":null,"reachable":true}"#
        + #"],"weakrefs":[],"collections":{}}"#)
    #expect(
      state(2) == #"{"names":{"item":"Item#1","ref":"weakref#1"},"values":{},"objects":["#
        + #"{"object":"Item#1","refcount":1,"weakrefcount":1,"generation":null,"reachable":true},"#
        + #"{"object":"weakref#1","refcount":1,"weakrefcount":0,"generation":null,"#
        + #""reachable":true}],"#
        + #""weakrefs":[{"weakref":"weakref#1","referent":"Item#1"}],"collections":{}}"#)
    #expect(
      state(3) == #"{"names":{"ref":"weakref#1"},"values":{},"objects":["#
        + #"{"object":"weakref#1","refcount":1,"weakrefcount":0,"generation":null,"#
        + #""reachable":true}],"#
        + #""weakrefs":[{"weakref":"weakref#1","referent":null}],"collections":{}}"#)
  }

  @Test("tells values from objects, and what no root reaches from the rest")
  func unreachableState() {
    var run = RecordedRun(types: ["Node": .instance])
    let a = run.allocate("Node")
    let b = run.allocate("Node")
    run.reference(a, .attribute, "next", b)
    run.reference(b, .attribute, "next", a)
    run.bind("x", to: run.timeline.addPlain("5"))
    run.endStep("")
    #expect(
      lines(run, state: true)[0].hasSuffix(
        #""state":{"names":{},"values":{"x":"5"},"objects":["#
          + #"{"object":"Node#1","refcount":1,"weakrefcount":0,"generation":null,"#
          + #""reachable":false},"#
          + #"{"object":"Node#2","refcount":1,"weakrefcount":0,"generation":null,"#
          + #""reachable":false}],"weakrefs":[],"collections":{}}}"#))
  }

  @Test("leaves the state out of the step that ends the runtime")
  func stepWithoutState() {
    var bytes: [UInt8] = []
    EventLogWriter(includesState: true)
      .write(RecordedRun.callback().timeline, steps: 3...3, withoutState: 3) {
        bytes.append(contentsOf: $0)
      }
    #expect(!String(decoding: bytes, as: UTF8.self).contains("state\":{"))
  }
}
