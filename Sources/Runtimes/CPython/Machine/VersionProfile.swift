/// What differs between the versions of CPython.
struct VersionProfile: Sendable {
  /// What the dashboard and the logs call it.
  var name: String
  /// The thresholds of the generations where a scenario gives none.
  var thresholds = [700, 10, 10]
  /// Whether an automatic collection runs inside the allocation that was one too many. Since 3.12
  /// it waits until the interpreter looks for work: when a call returns, a function begins, or a
  /// loop goes round (Python/ceval_gil.c, _Py_HandlePending).
  var collectsInsideAllocation = false
  /// Whether a collection that waits is given up when the collector is disabled meanwhile.
  var asksAgainBeforeCollecting = false
  /// When the next nested deallocation is put aside (rule D8).
  var trashcan = Trashcan.levels(50)
  /// How many of those C calls a call of Python code by the interpreter itself takes, where they
  /// are counted (Python/ceval.c, PY_EVAL_C_STACK_UNITS).
  var callUnits = 0
  /// How many deaths of any type nest before the next one is put aside; CPython has no such limit
  /// and crashes some ten thousand further on.
  var nestedDeathLimit = 4000
  /// How many calls nest before `RecursionError`.
  var recursionLimit = 950
  /// How many attribute names the instances of a class share (`SHARED_KEYS_MAX_SIZE`).
  var sharedKeyLimit = 30
  /// Whether the values of an instance's attributes lie in its own block of memory
  /// (Py_TPFLAGS_INLINE_VALUES), which then is as large as the keys that its class may still share.
  var hasInlineValues = false
  /// Where instances of subclasses of int and tuple, whose size varies, keep their attributes.
  var attributesOfVariableSubclasses = TypeBehavior.AttributeStorage.sharedDict
  /// Whether the callbacks of a dying object wait in a tuple even where there is only one.
  var queuesSingleCallback = false
  /// Whether a generator that never ran lets its arguments go when a collection closes it.
  var emptiesNewGenerators = false
  /// Whether a generator has left the stack of calls when its frame is cleared, and when a
  /// StopIteration that its body lets out becomes a RuntimeError (Objects/genobject.c,
  /// gen_send_ex2); since 3.12 both are done in its frame (Python/ceval.c, clear_gen_frame).
  var leavesGeneratorsFirst = false
  /// Whether a generator that dies while it waits ends its locals where they are; before 3.13 it
  /// runs once more to do so (Objects/genobject.c, gen_close).
  var clearsWaitingGenerators = false
  /// Whether the object of an exception that C code raises is made only when it is caught
  /// (Python/errors.c, _PyErr_NormalizeException).
  var makesExceptionsLate = false
  /// Whether the error about an attribute that cannot be set says that there is no `__dict__`, and
  /// keeps the object.
  var namesMissingDict = false

  /// How deallocations that nest deeply are put aside.
  enum Trashcan: Sendable {
    /// From this many levels on, and taken up when the outermost is done
    /// (Objects/object.c, _PyTrash_begin).
    case levels(Int)
    /// When fewer than `headroom` of the C calls are left that may nest, and taken up as soon as
    /// twice as many are left (3.13: Include/cpython/object.h, Py_TRASHCAN_BEGIN).
    case calls(Int, headroom: Int)
  }

  /// The profile of a version.
  init(_ version: RuntimeVersion) {
    name = version.title
    switch version {
    case .cpython311:
      collectsInsideAllocation = true
      emptiesNewGenerators = true
      leavesGeneratorsFirst = true
      makesExceptionsLate = true
      attributesOfVariableSubclasses = .dict
    case .cpython312:
      break
    case .cpython313:
      thresholds = [2000, 10, 10]
      asksAgainBeforeCollecting = true
      trashcan = .calls(9998, headroom: 50)
      callUnits = 2
      nestedDeathLimit = 20_000
      queuesSingleCallback = true
      clearsWaitingGenerators = true
      hasInlineValues = true
      namesMissingDict = true
    }
  }
}
