import HeapFormats
import Testing

/// What is said of a file that is no JSON, and where.
@Suite struct JSONComplaintTests {
  @Test(arguments: ComplaintTable.rows(of: broken))
  func `a file that is no JSON gives one complaint with its place`(_ row: ComplaintTable.Row) {
    #expect(ComplaintTable.complaints(about: row.input) == row.complaints)
  }

  static let broken = #"""
    {
      1:1: this '{' is never closed: the file ends where '}' was expected
    [1, 2
      1:1: this '[' is never closed: the file ends where ']' was expected
    {"a": 1,}
      1:8: found ',' before '}'; expected no comma after the last member
    [1,]
      1:3: found ',' before ']'; expected no comma after the last element
    {"a": 1 "b": 2}
      1:9: found a text; expected ',' or '}' (the object begins at 1:1)
    [1 2]
      1:4: found '2'; expected ',' or ']' (the array begins at 1:1)
    {a: 1}
      1:2: found 'a'; expected a key in double quotes
    {'a': 1}
      1:2: found a single quote; expected a key in double quotes
    {"a": NaN}
      1:7: found 'NaN'; expected a value (JSON has no NaN and no infinity)
    {"a": None}
      1:7: found 'None'; expected null
    {"a": True}
      1:7: found 'True'; expected true
    {"a": 01}
      1:7: found a number with a leading zero; expected none
    {"a": 1.}
      1:9: found '}' after the point of a number; expected a digit
    {"a": .5}
      1:7: found '.'; expected a digit before the point of a number
    {"a": +1}
      1:7: found '+'; expected a number without a plus sign
    {"a": 1e}
      1:9: found '}' after the exponent of a number; expected a digit
    {"a": -}
      1:8: found '}' after '-'; expected a digit
    {"a": -x}
      1:7: found '-x'; expected a value (text stands in double quotes)
    {"a": 0x10}
      1:8: found 'x10' right after a number
    {"a": 1 /* c */}
      1:9: found a comment (JSON has none); expected ',' or '}' (the object begins at 1:1)
    {"a": "x\qy"}
      1:9: found a backslash before 'qy'; expected one of the escapes \" \\ \/ \b \f \n \r \t \u (a backslash itself is written \\)
    {"a": "\ud800"}
      1:8: found \uD800, half of a surrogate pair; expected both halves, one after the other
    {"a": "\udc00x"}
      1:8: found \uDC00, half of a surrogate pair; expected both halves, one after the other
    {"a": "\u12g4"}
      1:8: found \u; expected four hexadecimal digits after it
    {"a": "abc
      1:7: this text is never closed: the file ends where '"' was expected
    {} {}
      1:4: found '{' after the end of the document; expected nothing more
    {"a": 1, "a": 2}
      1:10: found the key 'a' a second time; the first is at 1:2
    {"a": 1, "\u0061": 2}
      1:10: found the key 'a' a second time; the first is at 1:2
    [1}
      1:3: found '}'; expected ',' or ']' (the array begins at 1:1)
    {"a": [1, 2}
      1:12: found '}'; expected ',' or ']' (the array begins at 1:7)
    {"a"}
      1:5: found '}'; expected ':' after the key
    {"a" 1}
      1:6: found '1'; expected ':' after the key
    {"a":
      1:1: this '{' is never closed: the file ends where '}' was expected
    {"a"
      1:1: this '{' is never closed: the file ends where '}' was expected
    """#
}
