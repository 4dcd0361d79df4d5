import TerminalFrame

/// The program, started in a terminal of its own.
func weakviz(
  _ arguments: String..., size: Size = Size(width: 90, height: 26),
  environment: [String: String] = [:]
) throws -> PseudoTerminal {
  try PseudoTerminal(
    PseudoTerminal.sibling("weakviz"), arguments, size: size, environment: environment)
}
