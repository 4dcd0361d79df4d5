import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

/// The question that each bug of the library raises, asked in the dashboard.
@Suite struct `The questions of the library` {
  /// A question: where it is asked, by which key about which object, and the row that answers it.
  struct Asked: Sendable {
    let scenario: String
    let step: Int
    let key: String
    let object: String
    let question: String
    let answer: String

    init(
      _ scenario: String, _ step: Int, _ key: String, _ object: String, _ question: String,
      _ answer: String
    ) {
      self.scenario = scenario
      self.step = step
      self.key = key
      self.object = object
      self.question = question
      self.answer = answer
    }
  }

  @Test func `Each is answered rightly`() throws {
    for asked in Self.goneTooSoon + Self.aliveTooLong + Self.cleanUp + Self.mistakenIdentity {
      var dashboard = try `Answers on the screen`.dashboard(
        asked.scenario, after: asked.step, asked.object)
      let effects = dashboard.press(asked.key)
      `Answers on the screen`.work(effects, &dashboard)
      let facts = try #require(dashboard.insight.facts)
      let rows = dashboard.answerRows(facts, width: 200).map { row in
        row.map(\.text).joined()
      }
      #expect(rows.contains(asked.answer), "\(asked.scenario): \(rows)")
    }
  }

  @Test func `Each scenario of the library has one`() {
    let all = Self.goneTooSoon + Self.aliveTooLong + Self.cleanUp + Self.mistakenIdentity
    #expect(Set(all.map(\.scenario)) == Set(Scenarios.library))
  }

  static let goneTooSoon: [Asked] = [
    Asked(
      "animation-not-stored", 3, "Enter", "Animation#1",
      "Why does the animation never move? A local name was all that held it.",
      "Animation#1 died in step 3, when the local name animation of animate went"),
    Asked(
      "animation-not-stored-mended", 5, "X", "Animation#1",
      "What holds the animation now? The name that the caller keeps.",
      "Animation#1 dies without wave"),
    Asked(
      "bound-method-weakref", 3, "Enter", "method#5",
      "Why is the weak reference dead at once? The bound method was a temporary.",
      "method#5 died in step 3: its only strong reference was the temporary of this statement"),
    Asked(
      "bound-method-weakref-mended", 7, "Enter", "Player#1",
      "How long did the listener live? As long as its player had a name.",
      "Player#1 died in step 7, when the name player went"),
    Asked(
      "callback-for-c-code", 2, "Enter", "Callback#1",
      "Why does the library call nothing? The callback died with its function.",
      "Callback#1 died in step 2, when the local name callback of listen went"),
    Asked(
      "callback-for-c-code-mended", 4, "X", "Callback#1",
      "What would have to go now? What the library itself keeps.",
      "Callback#1 dies without library.kept"),
    Asked(
      "dead-proxy", 4, "Enter", "Client#2",
      "Who let the client die in the middle of a chain of calls? Only a temporary held it.",
      "Client#2 died in step 4: its only strong reference was the temporary of this statement"),
    Asked(
      "dead-proxy-mended", 4, "y", "Client#2",
      "Is the client garbage now that both hold each other strongly? Yes, until a collection.",
      "nothing reaches it; a reference cycle of 2 holds it until the next collection of generation 0"
    ),
    Asked(
      "fire-and-forget-task", 8, "y", "Task#1",
      "What holds a task that nobody kept? Only its own circle.",
      "nothing reaches it; a reference cycle of 3 holds it until the next collection of generation 0"
    ),
    Asked(
      "fire-and-forget-task-mended", 12, "X", "Task#1",
      "What holds the task now? The set of tasks, and what it waits for.",
      "Task#1 dies without these 2: tasks.pop() and answer.callback"),
    Asked(
      "fire-and-forget-timer", 9, "X", "Task#1",
      "Why does this task survive a collection? The loop's timer leads to it.",
      "Task#1 dies without loop.timers[0]"),
    Asked(
      "weak-receivers", 5, "Enter", "function#1",
      "Why does the receiver hear nothing? Its last name went.",
      "function#1 died in step 5, when the name receiver went"),
    Asked(
      "weak-receivers-mended", 7, "X", "partial#1",
      "What keeps the receiver now? The plugin that owns it.",
      "partial#1 dies without plugin.receiver"),
    Asked(
      "weak-value-gone-at-once", 2, "Enter", "Processor#1",
      "Why is the entry gone in the statement that put it in? Nothing else held its value.",
      "Processor#1 died in step 2: its only strong reference was the temporary of this statement"),
    Asked(
      "weak-value-gone-at-once-mended", 4, "X", "Processor#1",
      "What keeps the processor in the dictionary? Both names of the caller.",
      "Processor#1 dies without these 2: first and second"),
  ]

  static let aliveTooLong: [Asked] = [
    Asked(
      "closure-keeps-alive", 4, "X", "Item#1",
      "The name is gone, why does the item live? The closure's cell.",
      "Item#1 dies without later"),
    Asked(
      "closure-keeps-alive-mended", 5, "X", "Item#1",
      "What holds the item now? Its name, and no closure.",
      "Item#1 dies without item"),
    Asked(
      "dead-references-pile-up", 7, "y", "weakref#1",
      "Why does the list grow though the fonts die? It keeps the dead references.",
      "list#1 keeps 3 dead weak references: nobody takes them out"),
    Asked(
      "dead-references-pile-up-mended", 2, "Enter", "weakref#1",
      "Who takes the dead reference out? Its callback.",
      "weakref#1 died in step 2, when the local name reference of open_font went"),
    Asked(
      "exception-in-its-own-frame", 2, "y", "Matrix#1",
      "The call is over, why does its matrix live? The frame holds the error that holds the frame.",
      "nothing reaches it; a reference cycle of 3 holds it until the next collection of generation 0"
    ),
    Asked(
      "exception-in-its-own-frame-mended", 1, "Enter", "Matrix#1",
      "When does the matrix die now? With its call.",
      "Matrix#1 died in step 1, when the local name matrix of retry went"),
    Asked(
      "finalize-self-close", 5, "X", "Reader#1",
      "Why does the reader live to the end? Its own method is what is registered for its death.",
      "no statement can let Reader#1 die: the registry of weakref.finalize -> finalize#1 (func) "
        + "(__self__) holds it, and no statement removes a reference on that way"),
    Asked(
      "finalize-self-close-mended", 6, "Enter", "Reader#1",
      "And when a function with the file is registered? It dies with its name.",
      "Reader#1 died in step 6, when the name reader went"),
    Asked(
      "frame-in-its-own-locals", 2, "y", "Table#1",
      "The call is over, why does its table live? The frame is its own local variable.",
      "nothing reaches it; frame#1, which refers to itself, holds it until the next collection of "
        + "generation 0"),
    Asked(
      "frame-in-its-own-locals-mended", 1, "Enter", "Table#1",
      "When does the table die now? With its call.",
      "Table#1 died in step 1, when the local name table of warn went"),
    Asked(
      "lambda-captures-self", 9, "X", "Panel#1",
      "Why does the closed panel answer clicks? The lambda in the button's list captured it.",
      "Panel#1 dies without button.handlers[0]"),
    Asked(
      "lambda-captures-self-mended", 6, "Enter", "Panel#1",
      "And with a weak method? It dies with its name.",
      "Panel#1 died in step 6, when the name panel went"),
    Asked(
      "loop-variable-keeps-last", 8, "X", "Job#2",
      "The queue is empty, why does the last job live? The loop's variable still names it.",
      "Job#2 dies without job"),
    Asked(
      "loop-variable-keeps-last-mended", 6, "Enter", "Job#2",
      "And when the loop runs in a function? The last job dies with the queue's entry.",
      "Job#2 died in step 6, when list#1[1] went"),
    Asked(
      "lru-cache-on-a-method", 9, "X", "Report#1",
      "Why does no report ever die? The cache has it as part of its key.",
      "Report#1 dies without cache[(watch(),)]"),
    Asked(
      "lru-cache-on-a-method-mended", 9, "Enter", "Report#1",
      "And with the totals beside it, weakly? It dies with its name.",
      "Report#1 died in step 9, when the name report went"),
    Asked(
      "notebook-keeps-results", 8, "X", "Table#1",
      "Why is the first table still in memory? The notebook's Out keeps every result.",
      "Table#1 dies without Out[1]"),
    Asked(
      "notebook-keeps-results-mended", 4, "Enter", "Table#1",
      "And when it is printed instead? It dies when its name is used again.",
      "Table#1 died in step 4, when the name table went"),
    Asked(
      "observer-leak", 7, "X", "View#1",
      "Why does the closed view still hear the button? The list of observers holds its method.",
      "View#1 dies without button.observers[0]"),
    Asked(
      "observer-mended", 7, "Enter", "View#1",
      "And with weak observers? It dies with its name.",
      "View#1 died in step 7, when the name view went"),
    Asked(
      "own-method-cycle", 6, "y", "Worker#1",
      "Why does the worker wait for a collection? It holds its own bound method.",
      "Worker#1 holds method#1, its own bound method, which holds it: only a cyclic collection can "
        + "free them"),
    Asked(
      "own-method-cycle-mended", 8, "Enter", "Worker#2",
      "And with a weak method? It dies with its name.",
      "Worker#2 died in step 8, when the name worker went"),
    Asked(
      "traceback-keeps-locals", 5, "X", "Matrix#1",
      "The call has failed long ago, why does its matrix live? The error that was kept.",
      "Matrix#1 dies without error"),
    Asked(
      "traceback-keeps-locals-mended", 2, "Enter", "Matrix#1",
      "And when the error's traceback is dropped? The matrix dies in the same statement.",
      "Matrix#1 died in step 2, when frame#1 matrix went"),
    Asked(
      "two-holders", 6, "X", "Array#1",
      "Why is one deletion not enough? Two hold it.",
      "Array#1 dies without these 2: Out[4] and _"),
    Asked(
      "two-holders-mended", 5, "Enter", "Array#1",
      "And with weak results? Its name was the last holder.",
      "Array#1 died in step 5, when the name a went"),
    Asked(
      "value-reaches-key", 7, "X", "Person#1",
      "Why does a weak key never go? Its value leads back to it.",
      "Person#1 dies without accounts[watch()].holder"),
    Asked(
      "value-reaches-key-mended", 7, "X", "Person#1",
      "What holds the key now? Its name, and not its own value.",
      "Person#1 dies without ann"),
  ]

  static let cleanUp: [Asked] = [
    Asked(
      "callback-never-fires", 2, "Enter", "weakref#1",
      "Why is the callback never called? The weak reference died first.",
      "weakref#1 died in step 2: its only strong reference was the temporary of this statement"),
    Asked(
      "callback-never-fires-mended", 6, "Enter", "Node#1",
      "And with the watcher kept? The node's death calls it.", "  forget(weakref#1) is called"),
    Asked(
      "callbacks-newest-first", 9, "Enter", "Session#1",
      "In which order do the callbacks run? The newest first.", "  save_state(weakref#3) is called"),
    Asked(
      "del-at-shutdown", 8, "Enter", "Writer#2",
      "Why does __del__ fail at exit? What it needs had gone before it.",
      "  ignored in Writer.__del__: AttributeError: 'File' object has no attribute 'handle'"),
    Asked(
      "del-at-shutdown-mended", 6, "Enter", "finalize#2",
      "And with finalize? It ran before anything was taken apart.",
      "finalize#2 died in step 6, when its entry in the registry of weakref.finalize went"),
    Asked(
      "exception-in-callback", 4, "Enter", "Item#1",
      "Who hears of an error in a callback? Nobody can catch it, and the next callback runs.",
      "  ignored in fails: RuntimeError: boom in a callback"),
    Asked(
      "garbage-together", 11, "Enter", "Node#2",
      "Why was the callback not called? The weak reference was garbage, too.",
      "found with it: weakref#2"),
    Asked(
      "garbage-together-mended", 5, "Enter", "Node#1",
      "And with the weak reference outside? It is called.", "  on_death(weakref#1) is called"),
    Asked(
      "opposite-orders", 14, "Enter", "Order#2",
      "Why does __del__ miss the entry? In a collection callbacks run before finalizers.",
      "  ignored in Order.__del__: KeyError: 2"),
    Asked(
      "opposite-orders-mended", 11, "Enter", "Order#2",
      "And with finalize? One call in either case.",
      "Order#2 died in step 11: a collection found it"),
    Asked(
      "exception-in-callback-mended", 5, "Enter", "Item#1",
      "And with a careful callback? It keeps the problem, and the next one runs.",
      "  works(weakref#1) is called"),
    Asked(
      "callbacks-newest-first-mended", 5, "Enter", "Session#1",
      "And with one callback for all? It decides the order itself.", "  end(weakref#1) is called"),
    Asked(
      "resurrection-mended", 4, "Enter", "Lease#1",
      "And when only the connection goes back to the pool? The lease dies once.",
      "  on_death(weakref#1) is called"),
    Asked(
      "resurrection", 5, "X", "Phoenix#1",
      "Its death had begun, why does it live? Its finalizer gave it a name.",
      "Phoenix#1 dies without saved"),
  ]

  static let mistakenIdentity: [Asked] = [
    Asked(
      "changed-during-iteration", 6, "Enter", "Player#2",
      "What changed the registry under the loop? The callback of a death.",
      "  forget(weakref#2) is called"),
    Asked(
      "changed-during-iteration-mended", 6, "Enter", "Player#2",
      "And in a weak dictionary? The death in the loop is put off from the table.",
      "Player#2 died in step 6, when the name bob went"),
    Asked(
      "dead-reference", 10, "Enter", "Word#1",
      "What can a dead reference still do? It is cleared, and stays a key by the hash that it knew.",
      "  weakref#1 is cleared: it referred to Word#1"),
    Asked(
      "dead-reference-mended", 6, "Enter", "Word#1",
      "And with a weak dictionary? The entry leaves with its word.",
      "  WeakKeyDictionary#1 loses <Word#1>"),
    Asked(
      "equal-keys", 7, "Enter", "Tag#1",
      "Where did the second tag's colour go? The entry left with the first of two equal keys.",
      "  WeakKeyDictionary#1 loses <Tag#1>"),
    Asked(
      "equal-keys-mended", 7, "Enter", "Tag#1",
      "And with keys that are equal only to themselves? Only its own entry leaves.",
      "  WeakKeyDictionary#1 loses <Tag#1>"),
    Asked(
      "id-as-key", 5, "Enter", "Picture#4",
      "Why is the wrong thumbnail shown? The picture whose number is the key was dead.",
      "Picture#4 died in step 5, when the local name dog of show_cat_and_dog went"),
    Asked(
      "id-as-key-mended", 2, "Enter", "Picture#1",
      "And with the picture itself as a weak key? Its entry leaves with it.",
      "  WeakKeyDictionary#1 loses <Picture#1>"),
    Asked(
      "types-without-weak-references", 6, "Enter", "tuple#1",
      "What was the tuple that no weak reference could be made of? A temporary.",
      "tuple#1 died in step 6: its only strong reference was the temporary of this statement"),
    Asked(
      "types-without-weak-references-mended", 6, "Enter", "Point#1",
      "Was the entry the last that knew the point? It died with its name.",
      "Point#1 died in step 6, when the name point went"),
  ]
}
