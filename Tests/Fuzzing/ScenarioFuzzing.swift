import HeapFormats
import Runtimes

/// libFuzzer's entry: any bytes must give a scenario or complaints; what was read must print, run,
/// and give logs.
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
    run(program)
  } catch {
    precondition(!error.diagnostics.isEmpty, "a scenario was refused without a reason")
    _ = error.lines(file: "-")
  }
  return 0
}

/// Runs a program to its end or to a limit, and writes both logs.
private func run(_ program: Program) {
  var simulation = Simulation(program: program, statementLimit: 20_000)
  var text = TextLogWriter(style: TextLogStyle(), stepCount: program.steps.count)
  let lines = EventLogWriter(includesState: true)
  var buffer = ByteBuffer()
  text.appendHeading(of: simulation.timeline, to: &buffer)
  while !simulation.isFinished {
    do { try simulation.advance() } catch { return }
    let step = simulation.timeline.stepCount
    text.append(step: step, of: simulation.timeline, to: &buffer)
    lines.append(step: step, of: simulation.timeline, withState: true, to: &buffer)
    buffer.removeAll()
  }
}
