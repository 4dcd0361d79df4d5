import HeapFormats
import Runtimes

/// libFuzzer's entry: any bytes must give a scenario or complaints, and what was read must print.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeBufferPointer(start: bytes, count: count)
  do throws(DiagnosticList) {
    let scenario = try ScenarioDecoder.decode(input)
    _ = scenario.warnings.lines(file: "-")
    let program = scenario.program
    for statement in program.steps + program.bodies.joined() {
      _ = PythonPrinter.text(of: statement, in: program)
    }
  } catch {
    precondition(!error.diagnostics.isEmpty, "a scenario was refused without a reason")
    _ = error.lines(file: "-")
  }
  return 0
}
