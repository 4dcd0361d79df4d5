import HeapFormats
import Runtimes
import Testing

@Suite("Exported Python programs")
struct PythonProgramTests {
  private func program(_ document: String) throws -> PythonProgram {
    let program = try ScenarioDecoder.decode(Array(document.utf8)).program
    var simulation = Simulation(program: program)
    try simulation.run()
    return PythonProgram(program, run: simulation.timeline)
  }

  @Test("notes are comments, chapters headings, assertions stay, an error is caught and told")
  func whole() throws {
    let made = try program(
      """
      {"weakviz": 1, "title": "A title",
       "types": {"Item": {"finalizer": [{"print": "'gone'", "note": "Its end."}]}},
       "functions": {"tell": {"parameters": ["wr"], "do": []}},
       "steps": [
         {"chapter": "First", "new": "Item", "as": "item", "with": {"size": 2}, "note": "One."},
         {"weakref": "item", "as": "w", "callback": "tell"},
         {"expect": {"refcount(item)": 1, "w()": "item"}},
         {"weakref": 5, "raises": "TypeError"},
         {"iterate": "[1, 2]", "as": "i", "do": [{"print": "i", "note": "Each."}]},
         {"set": "t", "to": "(1, 2)"}
       ]}
      """)
    #expect(
      made.text == """
        #!/usr/bin/env python3
        # Written by weakviz from a scenario; the order of things is that of CPython 3.11.
        #
        # A title

        import os
        import sys
        import weakref

        class Item:
            def __init__(self, size):
                self.size = size

            def __del__(self):
                # Its end.
                print('gone')


        def tell(wr):
            pass


        # --- First

        # One.
        item = Item(size=2)
        w = weakref.ref(item, tell)
        assert sys.getrefcount(item) - 1 == 1
        assert w() is item
        try:
            weakref.ref(5)
        except TypeError as error:
            print("TypeError:", error, file=sys.stderr)
        for i in [1, 2]:
            # Each.
            print(i)
        t = tuple([1, 2])

        # The scenario ends here: without these lines the interpreter would take everything down.
        sys.stdout.flush()
        os._exit(0)

        """)
    let lines = made.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(made.steps.map { lines[$0.lowerBound - 1] }.first == "item = Item(size=2)")
    #expect(made.steps.map(\.count) == [1, 1, 2, 4, 3, 1])
    #expect(lines[made.end - 1] == "")
  }

  @Test("an assertion that does not hold is told, and the program goes on")
  func failing() throws {
    let text = try program(
      """
      {"weakviz": 1, "title": "", "steps": [{"set": "x", "to": "'it\\\\'s'"},
        {"expect": {"x": "'a\\"b'", "len(x)": 4}}]}
      """
    ).text
    #expect(
      text.hasSuffix(
        #"""
        try:
            assert x == 'a"b'
        except AssertionError:
            print('not true: x == \'a"b\'', file=sys.stderr)
        assert len(x) == 4

        """#))
  }

  @Test("a closure comes from a function that takes what it captures")
  func closures() throws {
    let text = try program(
      """
      {"weakviz": 1, "title": "", "types": {},
       "functions": {"f": {"do": [{"set": "a", "to": "b"}]}},
       "steps": [{"closure": "f", "captures": {"b": 1, "c": 2, "a": 3}, "as": "g"}]}
      """
    ).text
    #expect(
      text.contains(
        """
        def make_f(a, b, c):
            def f():
                nonlocal a, c
                a = b
            return f
        """))
    #expect(text.hasSuffix("g = make_f(b=1, c=2, a=3)\n"))
  }

  @Test("attributes that differ from one instance to the next are set in the order written")
  func attributes() throws {
    let text = try program(
      """
      {"weakviz": 1, "title": "", "types": {"P": {}, "L": {"base": "list"}},
       "steps": [{"new": "P", "with": {"a": 1}}, {"new": "P", "with": {"b": 1, "a": 2}},
         {"new": "L", "items": ["1"], "with": {"x": 1}}]}
      """
    ).text
    #expect(
      text.contains(
        """
        class P:
            def __init__(self, **attributes):
                for name in attributes:
                    setattr(self, name, attributes[name])


        class L(list):
            def __init__(self, *values, **attributes):
                list.__init__(self, *values)
                for name in attributes:
                    setattr(self, name, attributes[name])
        """))
    #expect(text.hasSuffix("L([1], x=1)\n"))
  }

  @Test("names of objects take at most 30 lines, and none where no object is printed")
  func preamble() throws {
    let every = try program(
      """
      {"weakviz": 1, "title": "", "types": {"P": {"methods": {"m": {"do": []}}}},
       "functions": {"f": {"do": []}},
       "steps": [{"new": "P", "as": "p"}, {"weakref": "p", "as": "w"}, {"proxy": "p", "as": "x"},
         {"finalize": "p", "call": "f", "as": "z"}, {"new": "WeakSet", "as": "s"},
         {"new": "dict", "as": "d"},
         {"new": "list", "as": "l"},
         {"print": ["p", "w", "[x]", "z", "s", "f", "p.m", "l.append", "P", "d.keys()"]}]}
      """
    ).text
    let beginning = every.split(separator: "made, numbers", maxSplits: 1)[1]
      .split(separator: "\n\n", maxSplits: 1)[0]
    #expect(beginning.split(separator: "\n").count == 30)

    let none = try program(
      """
      {"weakviz": 1, "title": "", "types": {"P": {}},
       "steps": [{"new": "P", "as": "p"}, {"print": ["1", "'a < b'", "None"]}]}
      """
    ).text
    #expect(!none.contains("made"))
  }
}
