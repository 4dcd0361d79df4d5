import HeapFormats
import Testing

/// What is said of an expression that is none, and where in the file.
@Suite struct ExpressionComplaintTests {
  @Test(arguments: ComplaintTable.rows(of: expressions))
  func `a broken expression is refused at its place in the file`(_ row: ComplaintTable.Row) {
    #expect(ComplaintTable.complaints(about: ComplaintTable.steps(row.input)) == row.complaints)
  }

  static let expressions = #"""
    {"print": ""}
      2:22: the expression is empty; a text is written with quotes of its own, like "'Alice'"
    {"print": "a b"}
      2:24: found 'b' after an expression; expected its end or one of == in not in is is not; a text is written with quotes of its own, like "'Alice was here'"
    {"print": "a."}
      2:24: found the end after '.'; expected the name of an attribute
    {"print": "a.1"}
      2:24: found '1' after '.'; expected the name of an attribute
    {"print": "a["}
      2:23: this '[' is never closed in the expression
    {"print": "a[1"}
      2:23: this '[' is never closed in the expression
    {"print": "a(1)"}
      2:23: a call in an expression has no arguments; the step "call" takes some
    {"print": "a("}
      2:23: this '(' is never closed in the expression
    {"print": "[1 2]"}
      2:25: found '2' after an expression; expected ',' or ']'
    {"print": "[1"}
      2:22: this '[' is never closed in the expression
    {"print": "(1"}
      2:22: this '(' is never closed in the expression
    {"print": "(a)"}
      2:22: found parentheses around one expression; expected none, or (a,) for a tuple of one
    {"print": "{1: 2, 3}"}
      2:30: found '}' in a dict; expected ':' and a value after the key
    {"print": "{1, 2: 3}"}
      2:27: found ':'; expected ',' or '}'
    {"print": "{1: 2: 3}"}
      2:27: found ':'; expected ',' or '}'
    {"print": "{1"}
      2:22: this '{' is never closed in the expression
    {"print": "{1:"}
      2:22: this '{' is never closed in the expression
    {"print": "1 is a"}
      2:22: found a plain value beside 'is'; expected an object, None, True or False (plain values are compared with ==)
    {"print": "a is 1"}
      2:27: found a plain value beside 'is'; expected an object, None, True or False (plain values are compared with ==)
    {"print": "a is not 'x'"}
      2:31: found a plain value beside 'is not'; expected an object, None, True or False (plain values are compared with ==)
    {"print": "a is ()"}
      2:27: found a plain value beside 'is'; expected an object, None, True or False (plain values are compared with ==)
    {"print": "a == b == c"}
      2:29: found a second comparison after '=='; expected only one (comparisons are not chained)
    {"print": "a in"}
      2:26: the expression ends too early; expected a name or a value
    {"print": "a not b"}
      2:24: found 'not' after an expression; expected its end or one of == in not in is is not
    {"print": "not a"}
      2:22: 'not' cannot be used like this; 'not' stands only in 'not in' and 'is not'
    {"print": "a and b"}
      2:24: found 'and' after an expression; expected its end or one of == in not in is is not
    {"print": "-"}
      2:23: found the end after '-'; expected a digit
    {"print": "-a"}
      2:23: found 'a' after '-'; expected a digit
    {"print": "01"}
      2:22: found a number with a leading zero; expected none
    {"print": "1."}
      2:24: found the end after the point of a number; expected a digit
    {"print": ".5"}
      2:22: found '.' in an expression; expected a name or a value
    {"print": "1_0"}
      2:23: found '_0' right after a number
    {"print": "1.5.2"}
      2:25: found '.' after a value; only a name can be followed by an attribute, an element or a call
    {"print": "'abc"}
      2:22: this text is never closed in the expression
    {"print": "'a\\qb'"}
      2:24: found a backslash before 'qb' in a text; expected one of the escapes \\ \' \" \n \t \r \x \u \U
    {"print": "'a\nb'"}
      2:24: found a line break inside a text; expected \n, which is \\n in a JSON string
    {"print": "len()"}
      2:25: len() has no argument; expected len(x)
    {"print": "len"}
      2:22: 'len' cannot be used like this; expected len(x)
    {"print": "len(a, b)"}
      2:27: found ','; expected ')' (len has one argument)
    {"print": "len(a"}
      2:25: this '(' is never closed in the expression
    {"print": "list"}
      2:22: 'list' cannot be used like this; expected list(x)
    {"print": "set(a)"}
      2:22: 'set' cannot be used like this; a set is written {a, b}, or made by the step "new"
    {"print": "tuple(a)"}
      2:22: 'tuple' cannot be used like this; a tuple is written (a, b)
    {"print": "print(a)"}
      2:22: 'print' cannot be used like this; use the step "print"
    {"print": "gc.collect()"}
      2:22: 'gc' cannot be used like this; use the steps "collect" and "gc"
    {"print": "weakref.ref(a)"}
      2:22: 'weakref' cannot be used like this; use the steps "weakref", "proxy", "weakmethod" and "finalize"
    {"print": "sys"}
      2:22: 'sys' cannot be used like this; use refcount(x)
    {"print": "lambda"}
      2:22: 'lambda' cannot be used like this; use a function of the scenario
    {"print": "import"}
      2:22: 'import' is a keyword of Python; expected another name
    {"print": "a.__dict__"}
      2:24: '__dict__' begins with two underscores; such names belong to Python, expected another name
    {"print": "__x"}
      2:22: '__x' begins with two underscores; such names belong to Python, expected another name
    {"print": "a.list"}
      2:24: 'list' is a name that the scenario format reserves; expected another name
    {"print": "WeakSet()"}
      2:22: 'WeakSet' cannot be used like this; use the step "new"
    {"print": "[a].b"}
      2:25: found '.' after a value; only a name can be followed by an attribute, an element or a call
    {"print": "(1, 2)[0]"}
      2:28: found '[' after a value; only a name can be followed by an attribute, an element or a call
    {"print": "'a'.b"}
      2:25: found '.' after a value; only a name can be followed by an attribute, an element or a call
    {"print": "a, b"}
      2:23: found ','; expected one expression (a tuple stands in parentheses)
    {"print": "a:b"}
      2:23: found ':'; it stands only in a dict: {key: value}
    {"print": "a[1:2]"}
      2:25: found ':'; expected ']' (there are no slices)
    {"print": "a]"}
      2:23: found ']', but nothing is open there; expected the end
    {"print": "a)"}
      2:23: found ')', but nothing is open there; expected the end
    {"print": "[a)"}
      2:24: found ')'; expected ']' for the bracket that is still open
    {"print": "a = b"}
      2:24: found '=' after an expression; expected its end or one of == in not in is is not
    {"print": "a + b"}
      2:24: found '+' after an expression; expected its end or one of == in not in is is not
    {"print": "é"}
      2:22: found 'é' in an expression; expected a name or a value
    {"print": "a.é"}
      2:24: found 'é' after '.'; expected the name of an attribute
    {"print": "a \u202e b"}
      2:24: found '\u202e' after an expression; expected its end or one of == in not in is is not
    {"print": "$"}
      2:22: found '$' in an expression; expected a name or a value
    {"print": "a;b"}
      2:23: found ';' after an expression; expected its end or one of == in not in is is not
    {"print": "a\u0000"}
      2:23: found '\x00' after an expression; expected its end or one of == in not in is is not
    {"print": "len(a)[0]"}
      2:28: found '[' after a value; only a name can be followed by an attribute, an element or a call
    {"print": "a[b,c]"}
      2:25: found ','; expected ']' (a tuple as a key stands in parentheses)
    {"print": "*a"}
      2:22: found '*' in an expression; expected a name or a value
    {"print": "[,]"}
      2:23: found ',' in an expression; expected a name or a value
    {"print": "[a,,b]"}
      2:25: found ',' in an expression; expected a name or a value
    {"print": "(,)"}
      2:23: found ',' in an expression; expected a name or a value
    {"print": "{,}"}
      2:23: found ',' in an expression; expected a name or a value
    {"print": "a if b else c"}
      2:24: found 'if' after an expression; expected its end or one of == in not in is is not
    {"print": "'\\x4'"}
      2:23: found a broken escape in a text; expected 2 hexadecimal digits of a character
    {"print": "'\\ud800'"}
      2:23: found a broken escape in a text; expected 4 hexadecimal digits of a character
    {"print": "1e999"}
      2:22: this number is beyond the range of a floating-point number
    {"print": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx y"}
      2:83: found 'y' after an expression; expected its end or one of == in not in is is not; a text is written with quotes of its own, like "'Alice was here'"
    """#
}
