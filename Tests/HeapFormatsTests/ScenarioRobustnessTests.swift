import HeapFormats
import Runtimes
import Testing

/// Any bytes give a program or complaints; nothing traps.
@Suite struct ScenarioRobustnessTests {
  static let scenario = #"""
    {
      "$schema": "scenario.schema.json", "weakviz": 1, "title": "Tout \u00e9t\u00e9 😀",
      "summary": "s", "source": "x", "runtime": "cpython",
      "gc": { "enabled": true, "thresholds": [700, 10, 10] },
      "types": {
        "Item": { "finalizer": [ { "print": "'Item deleted'" }, { "global": "kept" },
          { "set": "kept", "to": "self" } ], "size": 64 },
        "Bag": { "base": "list", "slots": ["__weakref__", "a"],
          "methods": { "grow": { "parameters": ["x"], "do": [ { "return": "self" } ] } } }
      },
      "functions": { "f": { "parameters": ["wr"], "do": [ { "print": ["'gone'", "wr"] } ] },
        "g": { "do": [ { "print": "obj" } ] } },
      "steps": [
        { "new": "Item", "as": "item", "with": { "name": "'Al\u0069ce'" }, "note": "n" },
        { "new": "Bag", "as": "bag", "items": ["item", -1.5e3, null, true] },
        { "new": "dict", "as": "d", "entries": [["'k'", "item"]] },
        { "weakref": "item", "as": "ref", "callback": "f", "chapter": "c" },
        { "proxy": "item", "as": "x" }, { "weakmethod": "bag.grow", "as": "m" },
        { "finalize": "item", "as": "fin", "call": "f", "arguments": ["1"], "atexit": false },
        { "closure": "g", "captures": { "obj": "item" }, "as": "cb" },
        { "call": "bag.append", "with": ["{1: [2, (3,)], 'a\\n': {4}}"], "as": "r" },
        { "set": "d['z']", "to": "len(bag)" }, { "del": "item" }, { "collect": 2 },
        { "gc": { "enabled": false, "thresholds": [0], "freeze": true, "unfreeze": true } },
        { "raise": "ValueError", "message": "boom",
          "raises": { "type": "ValueError", "message": "boom" } },
        { "iterate": "bag", "as": "i", "do": [ { "print": "i" } ] },
        { "expect": { "ref()": null, "'k' not in d": false, "refcount(d)": 2 } },
        { "exit": true }
      ]
    }
    """#

  /// Decodes, prints every statement, and says whether it was a scenario.
  @discardableResult
  private func decode(_ bytes: [UInt8]) -> Bool {
    do throws(DiagnosticList) {
      let program = try ScenarioDecoder.decode(bytes).program
      for statement in program.steps + program.bodies.joined() {
        _ = PythonPrinter.text(of: statement, in: program)
      }
      return true
    } catch {
      #expect(!error.diagnostics.isEmpty)
      return false
    }
  }

  @Test func `a scenario with every verb is one`() {
    #expect(decode(Array(Self.scenario.utf8)))
  }

  @Test func `a scenario that is cut off anywhere gives complaints`() {
    let bytes = Array(Self.scenario.utf8)
    for length in 0..<bytes.count {
      #expect(!decode(Array(bytes[..<length])), "cut off after \(length) bytes")
    }
  }

  @Test(arguments: 0..<8)
  func `bytes changed at random give a program or complaints`(_ seed: UInt64) {
    var random = Xorshift(state: seed &* 0x9E37_79B9_7F4A_7C15 | 1)
    let original = Array(Self.scenario.utf8)
    let tokens = [
      "{", "}", "[", "]", "\"", ",", ":", "\\", "'", "(", ")", "null", "1e9", "\\ud83d", ".",
      " is ",
      "global", "iterate", "as", "\u{202E}", "\0", "-", "__", "not ", "==", "\\u0000",
    ].map { Array($0.utf8) }
    for _ in 0..<400 {
      var bytes = original
      for _ in 0...random.next(4) {
        let place = random.next(bytes.count)
        switch random.next(5) {
        case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next(256))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: tokens[random.next(tokens.count)], at: place)
        case 3:
          let end = min(bytes.count, place + random.next(60))
          bytes.insert(contentsOf: bytes[place..<end], at: random.next(bytes.count))
        default: bytes.removeSubrange(place..<min(bytes.count, place + random.next(20)))
        }
      }
      decode(bytes)
    }
  }

  @Test func `many complaints are counted, the first twenty are shown`() throws {
    let steps = repeatElement(#"{"nope": 1}"#, count: 5000).joined(separator: ",\n")
    let complaints = ComplaintTable.complaints(about: ComplaintTable.steps(steps))
    #expect(complaints.count == 21)
    #expect(complaints.first?.hasPrefix("2:12: ") == true)
    #expect(complaints[19].hasPrefix("21:2: "))
    #expect(complaints.last == "… and 4980 more")
  }

  @Test func `columns count characters, lines end at line feeds and carriage returns`() {
    let text = ComplaintTable.steps("\r\n\r{\"print\": \"'é😀' \\u00e9\"}")
    #expect(
      ComplaintTable.complaints(about: text) == [
        "4:17: found 'é' after an expression; expected its end or one of == in not in is is not"
      ])
  }

  @Test func `escape sequences of a file never reach the terminal`() {
    let text = ComplaintTable.steps(
      ##"{"print": "\u001b]0;x\u0007"}, {"new": "\u202eA\u001b[31m"}"##)
    let complaints = ComplaintTable.complaints(about: text)
    #expect(
      complaints == [
        #"2:22: found '\x1b' in an expression; expected a name or a value"#,
        #"2:50: the type '\u202eA\x1b[31m' is not declared"#,
      ])
  }
}

/// A small generator with a fixed sequence for a seed.
struct Xorshift {
  var state: UInt64
  mutating func next(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(truncatingIfNeeded: state >> 1) % bound
  }
}
