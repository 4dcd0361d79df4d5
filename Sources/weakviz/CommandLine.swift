import ArgumentParser
import Glibc

/// Runs the verb that the arguments name.
///
/// - Returns: the exit status: 0 fine, 1 an expectation failed, 2 bad input, 64 bad usage.
func runCommandLine(_ arguments: [String]) -> Int32 {
  // A file that would be larger than it may be is a sentence, as a full disk is, and no end.
  signal(SIGXFSZ, SIG_IGN)
  do {
    if let failure = Weakviz.mistypedVerb(arguments) { throw failure }
    // The parser finds out by reflection what it is to parse, which takes a third of the time to the
    // first picture: the most usual call does without.
    if let launch = DashboardLaunch.unparsed(arguments) {
      return try launch.run { Appearance($0) }
    }
    if let script = CompletionScript.asked(by: arguments) {
      try StandardOutput.write(script)
      return ExitStatus.fine
    }
    try run(Weakviz.parseAsRoot(arguments))
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
      // The parser repeats what it was given, which may be anything.
      StandardError.say(message.hasSuffix("\n") ? String(message.dropLast()) : message)
    }
    return status.rawValue
  }
}

/// The dashboard stays on the first thread, whose stack the crash guard knows, and loads scenarios
/// on another. Every other verb may run a scenario itself, which needs a deep stack.
private func run(_ parsed: any ParsableCommand) throws {
  nonisolated(unsafe) var command = parsed
  guard !(command is OpenCommand) else { return try command.run() }
  nonisolated(unsafe) var failure: (any Error)?
  WorkerThread.finish {
    do { try command.run() } catch { failure = error }
  }
  if let failure { throw failure }
}
