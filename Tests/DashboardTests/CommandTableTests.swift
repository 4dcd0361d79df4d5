import TerminalFrame
import Testing

@testable import Dashboard

@Suite struct `The table of commands` {
  let table = CommandTable()

  @Test func `No key means two things in one pane`() {
    for pane in Pane.allCases {
      var owners: [Key: String] = [:]
      for command in table.commands {
        for binding in command.bindings where binding.scope.contains(pane) {
          for key in binding.keys {
            #expect(
              owners[key] == nil,
              "\(key) in \(pane): \(owners[key] ?? "") and \(command.name)")
            owners[key] = command.name
          }
        }
      }
    }
  }

  @Test func `Every action has exactly one row, a name of its own and a sentence`() {
    #expect(table.commands.count == Action.allCases.count)
    #expect(Set(table.commands.map(\.action)).count == Action.allCases.count)
    #expect(Set(table.commands.map(\.name)).count == table.commands.count)
    #expect(table.commands.allSatisfy { !$0.help.isEmpty })
  }

  @Test func `Every key that is written in the table is a key`() {
    for command in table.commands {
      for binding in command.bindings { #expect(!binding.keys.isEmpty, "\(command.name)") }
    }
    #expect(table.command(for: .character("n"), in: .heap)?.action == .nextStep)
    #expect(table.command(for: .named(.down), in: .timeline)?.action == .nextStep)
    #expect(table.command(for: .named(.down), in: .heap)?.action == .moveDown)
    #expect(table.command(for: .named(.tab, .shift), in: .log)?.action == .previousPane)
  }

  @Test func `Digits are never bound, for they are counts`() {
    for digit in "123456789" {
      for pane in Pane.allCases {
        #expect(table.command(for: .character(digit), in: pane) == nil)
      }
    }
  }

  @Test func `A name is found by its beginning if there is only one`() {
    #expect(table.command(named: "goto")?.action == .gotoPosition)
    #expect(table.command(named: "got")?.action == .gotoPosition)
    #expect(table.command(named: "quit")?.action == .quit)
    #expect(table.command(named: "f") == nil)
    #expect(table.completions(of: "ch") == ["chapters"])
  }
}
