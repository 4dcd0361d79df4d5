import Runtimes
import Testing

/// The expected texts were written by `repr` of CPython 3.11.
@Suite struct PythonReprTests {
  @Test(arguments: [
    (1.0, "1.0"),
    (-1.5, "-1.5"),
    (0.1, "0.1"),
    (1000000000000000.0, "1000000000000000.0"),
    (1e+16, "1e+16"),
    (9999999999999998.0, "9999999999999998.0"),
    (1.2345678901234568e+17, "1.2345678901234568e+17"),
    (1e+17, "1e+17"),
    (1e+22, "1e+22"),
    (1e+23, "1e+23"),
    (0.0001, "0.0001"),
    (1e-05, "1e-05"),
    (0.00012345, "0.00012345"),
    (1.2345e-07, "1.2345e-07"),
    (Double.leastNonzeroMagnitude, "5e-324"),
    (1.7976931348623157e+308, "1.7976931348623157e+308"),
    (9007199254740992.0, "9007199254740992.0"),
    (1.8014398509481984e+16, "1.8014398509481984e+16"),
    (9.223372036854776e+18, "9.223372036854776e+18"),
    (0.3333333333333333, "0.3333333333333333"),
    (100.0, "100.0"),
    (1e+100, "1e+100"),
    (-2.5e-10, "-2.5e-10"),
    (0.30000000000000004, "0.30000000000000004"),
    (4503599627370496.0, "4503599627370496.0"),
    (1.8014398509481984e+16, "1.8014398509481984e+16"),
  ])
  func `a float is written with the shortest digits`(_ number: Double, _ text: String) {
    #expect(PythonRepr.of(number) == text)
  }

  @Test(arguments: [
    ("", "''"),
    ("a", "'a'"),
    ("it's", "\"it's\""),
    ("\"", "'\"'"),
    ("'\"", "'\\'\"'"),
    ("\\", "'\\\\'"),
    ("a\u{A}b\u{D}\u{9}\u{0}\u{1B}\u{7F}", "'a\\nb\\r\\t\\x00\\x1b\\x7f'"),
    ("\u{A0}\u{AD}\u{E9}", "'\\xa0\\xad\u{E9}'"),
    ("\u{200B}\u{202E}\u{2028}", "'\\u200b\\u202e\\u2028'"),
    ("\u{1F600}\u{E0001}", "'\u{1F600}\\U000e0001'"),
    ("e\u{301}", "'e\u{301}'"),
  ])
  func `a text is quoted and escaped`(_ text: String, _ repr: String) {
    #expect(PythonRepr.of(text) == repr)
  }

  @Test func `what Python calls printable is printable`() {
    let printable: [UInt32] = [0x20, 0x7E, 0xA1, 0xAC, 0xAE, 0x301, 0x4E2D, 0x1F600, 0x1FAE7]
    let others: [UInt32] = [
      0x00, 0x1B, 0x7F, 0x85, 0xA0, 0xAD, 0x378, 0x200B, 0x202E, 0x2028, 0x3000, 0xE000, 0xFEFF,
      0x1FAE8, 0xE0001, 0x10FFFF,
    ]
    #expect(printable.compactMap { Unicode.Scalar($0) }.allSatisfy(PythonRepr.isPrintable))
    #expect(!others.compactMap { Unicode.Scalar($0) }.contains(where: PythonRepr.isPrintable))
  }
}
