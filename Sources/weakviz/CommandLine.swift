import ArgumentParser
import Glibc

/// Runs the verb that the arguments name.
///
/// - Returns: the exit status: 0 fine, 1 an expectation failed, 2 bad input, 64 bad usage.
func runCommandLine(_ arguments: [String]) -> Int32 {
  do {
    var command = try Weakviz.parseAsRoot(arguments)
    try command.run()
    return ExitStatus.fine
  } catch let failure as CommandFailure {
    failure.lines.forEach { StandardError.say($0) }
    return failure.status
  } catch let status as ExitCode {
    return status.rawValue
  } catch {
    let status = Weakviz.exitCode(for: error)
    let message = Weakviz.fullMessage(for: error)
    if status.isSuccess {
      do {
        try StandardOutput.write(message + (message.hasSuffix("\n") ? "" : "\n"))
      } catch {
        return error.status
      }
    } else {
      StandardError.write(message)
    }
    return status.rawValue
  }
}
