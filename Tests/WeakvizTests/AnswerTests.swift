import Testing

@Suite("The verbs that answer")
struct AnswerVerbTests {
  @Test("why names the way, the holders and what does not hold")
  func why() throws {
    let run = try Weakviz.run("why", "@callback", "item", "--step", "2")
    #expect(run.status == 0)
    #expect(
      run.output == """
        Item#1 is alive: item
        its reference count is 1: it is held by
          item
        1 weak reference to it: weak references are not counted, and keep nothing alive
          weakref#1, calls on_finalize at its death

        """)
  }

  @Test("why tells of a dead object how it died, and of a known mistake what mends it")
  func others() throws {
    let dead = try Weakviz.run("why", "@callback", "Item#1")
    #expect(dead.output.hasPrefix("Item#1 died in step 4, when the name item went\n"))
    let leak = try Weakviz.run("why", "@observer-leak", "View#1", "--step", "7")
    #expect(leak.output.hasSuffix("  to see it: weakviz @observer-leak\n"))
  }

  @Test("an object may be named as the answers name it, also by what a weak reference gives")
  func names() throws {
    for name in ["watch()", "accounts[watch()].holder"] {
      let run = try Weakviz.run("why", "@value-reaches-key", name, "--step", "7")
      #expect(run.output.hasPrefix("Person#1 is alive: "), "\(name)")
    }
  }

  @Test("cut gives steps that can be added to a scenario")
  func cut() throws {
    let run = try Weakviz.run(
      "cut", "@observer-leak", "View#1", "--step", "7", "--format", "json")
    #expect(run.status == 0)
    #expect(run.output.contains(#""nearest_to_object":["button.observers[0]"]"#))
    #expect(run.output.contains(#""steps":[{"del":"button.observers[0]"}]"#))
    #expect(run.output.contains(#""freed_now":["View#1","method#1"]"#))
    #expect(run.output.hasSuffix("\"freed\":true}}\n"))
  }

  @Test("retained draws the tree, and sizes add up")
  func retained() throws {
    let run = try Weakviz.run("retained", "@parent-child-tree", "--step", "3")
    #expect(run.status == 0)
    #expect(run.output.contains("names of the module"))
    let one = try Weakviz.run(
      "retained", "@callback", "item", "--step", "1", "--format", "json")
    #expect(
      one.output == #"{"object":"Item#1","position":"1","in_tree":true,"retained_bytes":56,"#
        + #""retained":["Item#1"],"freed_now":["Item#1"],"dominator":null}"# + "\n")
  }

  @Test("shapes says when each was there first, and nothing where nothing is wrong")
  func shapes() throws {
    let run = try Weakviz.run("shapes", "@observer-leak")
    #expect(run.output.hasPrefix("step 7: View#1 is alive only because list#1 keeps method#1"))
    let none = try Weakviz.run("shapes", "@callback")
    #expect(none.output == "no mistake that weakviz knows is the only cause of anything here\n")
    #expect(try Weakviz.run("shapes", "@callback", "--format", "json").output == "[]\n")
  }

  @Test("A quiz without a screen reads an answer from each line")
  func plainQuiz() throws {
    let run = try Weakviz.run("quiz", "@callback", "--plain", input: "17\n\nnone\n")
    #expect(run.status == 0)
    #expect(run.output.contains("  not right: 17; right is: 1\n"))
    #expect(
      run.output.contains(
        "  not right: nothing; right is: Item#1.__del__() and on_finalize(weakref#1)\n"))
    #expect(run.output.hasSuffix("1 of 3 answers right\n"))
  }

  @Test(
    "a name that no object has is explained",
    arguments: [
      ("itm", "no object is called 'itm' after step 2; did you mean 'item'?"),
      ("Item#9", "no object is called 'Item#9' after step 2; did you mean 'Item#1'?"),
      ("item.next", "no object is called 'item.next' after step 2; there is item, ref, Item#1"),
    ])
  func unknown(name: String, sentence: String) throws {
    for verb in ["why", "cut", "obituary", "retained"] {
      let run = try Weakviz.run(verb, "@callback", name, "--step", "2")
      #expect(run.status == 2)
      #expect(run.complaints.hasPrefix("weakviz: \(sentence)"))
      #expect(run.output == "")
    }
  }

  @Test("an object that is made later is said to be")
  func later() throws {
    let run = try Weakviz.run("why", "@reference-cycle", "Node#2", "--step", "1")
    #expect(run.status == 2)
    #expect(
      run.complaints
        == "weakviz: Node#2 is made in step 2; after step 1 it is not there yet\n")
  }
}
