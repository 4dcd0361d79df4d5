import Runtimes
import Testing

/// Expressions are read and written as `ast.unparse` of CPython 3.11 writes them.
@Suite struct ExpressionTextTests {
  private func rewritten(_ text: String) throws -> String {
    var program = Program()
    var parser = ExpressionParser()
    return PythonPrinter.text(of: try parser.parse(text, into: &program), in: program)
  }

  @Test(arguments: [
    "None", "True", "False", "42", "-1", "1.5", "'text'", "[a, b]", "(a, b)", "(a,)", "()", "[]",
    "{}", "{'k': a}", "{a, b}", "a", "a.b.c", "a['k']", "a()", "a().b[c()].d", "w()", "a in b",
    "a not in b", "a is b", "a is not None", "a == b", "len(a)", "list(a)", "dict(a)", "sorted(a)",
    "refcount(p)", "weakrefcount(p)", "[a in b, {c: d == e}]", "a[b in c]",
    "d[()]", "[[], [()], {}]", "{(1, 2): [3]}", "\"it's\"", "'\\x1b\\u202e\\U000e0001\\n'",
    "1e+16", "1e-05", "123456789012345678901234567890", "-0.0", "0", "9223372036854775807",
    "-9223372036854775808", "len(list(a))", "a.b in c.d", "'é😀'",
  ])
  func `canonical text stays as it is`(_ text: String) throws {
    #expect(try rewritten(text) == text)
  }

  @Test(arguments: [
    ("  a . b ", "a.b"), ("a [ 1 ]", "a[1]"), ("f ( )", "f()"), ("[1,2,]", "[1, 2]"),
    ("{1:2,}", "{1: 2}"), ("{1,}", "{1}"), ("(1,2,)", "(1, 2)"), ("\"a\"", "'a'"),
    (#"'it\'s'"#, "\"it's\""), (#"'\'\"'"#, #"'\'"'"#), ("a  not\tin b", "a not in b"),
    ("a is  not b", "a is not b"), ("1.50", "1.5"), ("1e3", "1000.0"), ("-0", "0"),
    ("0.00001", "1e-05"), ("100000000000000000.0", "1e+17"), ("d[(1, 2)]", "d[1, 2]"),
    ("d[(1,)]", "d[1,]"), ("len ( a )", "len(a)"), ("'a'==b", "'a' == b"),
    (#"'\x41\u0042\t'"#, #"'AB\t'"#), ("[ ]", "[]"), ("( )", "()"), ("{ }", "{}"),
  ])
  func `other text is written canonically`(_ text: String, _ canonical: String) throws {
    #expect(try rewritten(text) == canonical)
  }

  @Test func `nesting is limited by memory only`() throws {
    let depth = 100_000
    for (opening, middle, closing) in [("[", "1", "]"), ("a[", "b", "]"), ("len(", "a", ")")] {
      let text =
        String(repeating: opening, count: depth) + middle + String(repeating: closing, count: depth)
      #expect(try rewritten(text) == text)
    }
    let attributes = "a" + String(repeating: ".a", count: depth)
    #expect(try rewritten(attributes) == attributes)
    #expect(throws: ExpressionSyntaxError.self) {
      try rewritten(String(repeating: "(", count: depth))
    }
  }

  @Test func `the names that an expression looks up are known with their places`() throws {
    var program = Program()
    var parser = ExpressionParser()
    _ = try parser.parse("a.b[c] in {'d': len(e)}", into: &program)
    #expect(parser.names.map { program.name($0.name) } == ["a", "c", "e"])
    #expect(parser.names.map(\.offset) == [0, 4, 20])
  }

  @Test func `zero and minus zero are two constants`() throws {
    var program = Program()
    let zeros = (program.intern(.float(0)), program.intern(.float(-0.0)))
    #expect(zeros.0 != zeros.1)
    #expect(program.intern(.float(-0.0)) == zeros.1)
    #expect(program.intern(.integer(1)) != program.intern(.boolean(true)))
  }
}
