import TerminalFrame
import Testing

@testable import Dashboard

@Suite struct `Every key of the table` {
  /// In the middle of a run, with all panes on the screen and an object chosen.
  private func dashboard(_ pane: Pane) throws -> Dashboard {
    var dashboard = Dashboard(try Scenarios.timeline("observer-mended"), 200, 60)
    dashboard.press("6 n s Tab g")
    dashboard.setFocus(pane)
    return dashboard
  }

  @Test(arguments: Pane.allCases) func `changes the picture where it holds, or says why not`(
    pane: Pane
  ) throws {
    let start = try dashboard(pane)
    let before = start.render()
    var silent: [String] = []
    for command in start.commands.commands {
      for key in command.bindings.filter({ $0.scope.contains(pane) }).flatMap(\.keys) {
        var dashboard = start
        let effects = dashboard.update(.input(.key(key)))
        if effects.isEmpty, dashboard.notice.isEmpty, dashboard.render() == before {
          silent.append("\(key) (\(command.name))")
        }
      }
    }
    #expect(silent == [])
  }

  @Test func `is bound, so that the monkey and the manual know it`() {
    let table = CommandTable()
    for command in table.commands {
      for binding in command.bindings {
        for key in binding.keys {
          let pane = Pane.allCases.first { binding.scope.contains($0) } ?? .timeline
          #expect(table.command(for: key, in: pane)?.action == command.action)
        }
      }
    }
  }
}
