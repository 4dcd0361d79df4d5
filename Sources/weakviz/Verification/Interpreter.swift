import CBuiltIns
import Glibc
import HeapFormats

/// A live CPython with the observer in it, which runs exported programs one after the other.
final class Interpreter {
  /// Where it is.
  let path: String
  /// Its version, for example 3.11.7.
  let version: [Int]
  /// Whether it can be asked again.
  private(set) var isUsable = true
  private let child: ChildProcess

  /// `3.11`
  var shortVersion: String { version.prefix(2).map { String($0) }.joined(separator: ".") }
  /// `3.11.7`
  var fullVersion: String { version.map { String($0) }.joined(separator: ".") }

  /// The seconds that it has to start, and to come back from a run whose own time is up.
  private let patience: Int

  /// What the interpreter gets as its program: it takes the observer's files from its arguments.
  /// The first line is Python of any age.
  private static let beginning = """
    import sys
    if sys.version_info < (3, 8):
        sys.stdout.write("too old: %d.%d.%d\\n" % sys.version_info[:3]); sys.stdout.flush(); sys.exit(0)
    sys.path[:] = [folder for folder in sys.path if folder]
    while sys.argv[1:]:
        module = type(sys)(sys.argv.pop(1)); sys.modules[module.__name__] = module
        exec(compile(sys.argv.pop(1), module.__name__ + ".py", "exec"), module.__dict__)
    module.serve()

    """

  /// Starts an interpreter.
  ///
  /// - Parameters:
  ///   - path: where it is.
  ///   - patience: the seconds that it has to start, and to come back from a run whose own time is
  ///     up.
  ///
  /// - Throws: in a sentence why it is none that can be used.
  init(path: String, patience: Int) throws(CommandFailure) {
    self.path = path
    self.patience = patience
    let files = (0..<cbuiltins_observer_count()).flatMap { index in
      let file = cbuiltins_observer(index)
      let bytes = UnsafeBufferPointer(start: file.bytes, count: file.count)
      return [String(cString: file.name), String(decoding: bytes, as: UTF8.self)]
    }
    func unusable(_ reason: String) -> CommandFailure {
      CommandFailure("'\(path)' \(reason)", status: ExitStatus.noInterpreter)
    }
    do {
      child = try ChildProcess(
        path: path, arguments: ["-I", "-S", "-B", "-c", Self.beginning] + files,
        environment: ["LC_ALL=C.UTF-8"] + Self.passed)
    } catch {
      let words = error.lines.first.map { $0.dropFirst("weakviz: ".count) } ?? ""
      throw unusable("cannot be started: \(words)")
    }
    let line: [UInt8]
    do {
      line = Array(try child.readLine(seconds: patience))
    } catch {
      switch error {
      case .timeout: throw unusable("gave no sign of life within \(patience) s")
      case .end: throw unusable("is no interpreter that can be used; \(child.ending())")
      case .endlessLine: throw unusable("is no Python: it writes without end")
      }
    }
    var observation = Observation()
    let answer = line.withUnsafeBufferPointer { observation.read($0) }
    guard case .ready(let version, let implementation) = answer else {
      let text = String(decoding: line.prefix(60), as: UTF8.self)
      if text.hasPrefix("too old: ") {
        throw unusable("is Python \(text.dropFirst(9)); 3.8 is the oldest that can be used")
      }
      throw unusable("is no Python: it says '\(text)'")
    }
    guard implementation == "cpython" else {
      throw unusable("is \(implementation); the rules are those of CPython")
    }
    self.version = version
  }

  /// What the environment must say so that a program finds its libraries.
  private static var passed: [String] {
    ["PATH", "HOME", "LD_LIBRARY_PATH", "PYENV_ROOT", "PYENV_VERSION"].compactMap { name in
      Environment.value(name).map { "\(name)=\($0)" }
    }
  }

  /// Asks for a run. The answer to an earlier request may still be unread.
  func send(_ request: ObserverRequest, seconds: Int) throws(CommandFailure) {
    let bytes = request.line.withUnsafeBytes { Array($0) }
    do {
      try child.send(ByteSource(bytes: bytes), seconds: seconds + patience)
    } catch {
      throw silence(error, after: nil, seconds: seconds)
    }
  }

  /// What a run showed.
  ///
  /// - Throws: in a sentence why it showed nothing that can be compared.
  func answer(seconds: Int) throws(CommandFailure) -> Observation {
    var observation = Observation()
    var complaint: String?
    while true {
      let line: ArraySlice<UInt8>
      do {
        line = try child.readLine(seconds: seconds + patience)
      } catch {
        throw silence(error, after: observation.stepCount, seconds: seconds)
      }
      switch line.withUnsafeBufferPointer({ observation.read($0) }) {
      case .step, .seen: continue
      case .bad(let reason): complaint = reason
      case .done(let status):
        if let complaint { throw Self.refusal("CPython cannot run the program: \(complaint)") }
        let signal = status & 0x7F
        if signal == SIGALRM {
          throw Self.refusal(
            "step \(observation.stepCount) did not end within \(seconds) s in \(path)")
        }
        if signal != 0 {
          throw Self.refusal(
            "\(path) was ended by signal \(signal) in step \(observation.stepCount)")
        }
        return observation
      case .ready, nil:
        isUsable = false
        child.kill()
        let text = String(decoding: line.prefix(60), as: UTF8.self)
        throw Self.refusal("\(path) says something that the observer does not say: '\(text)'")
      }
    }
  }

  private func silence(
    _ ending: ChildProcess.Ending, after step: Int?, seconds: Int
  ) -> CommandFailure {
    isUsable = false
    let place = step.map { $0 > 0 ? " in step \($0)" : "" } ?? ""
    switch ending {
    case .timeout:
      child.kill()
      return Self.refusal("\(path) gave no answer within \(seconds + patience) s\(place)")
    case .end: return Self.refusal("\(path) went away\(place); \(child.ending())")
    case .endlessLine:
      child.kill()
      return Self.refusal("\(path) writes without end\(place)")
    }
  }

  private static func refusal(_ sentence: String) -> CommandFailure {
    CommandFailure(sentence, status: ExitStatus.noInterpreter)
  }
}
