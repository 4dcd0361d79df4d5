import HeapModel
import Runtimes
import Testing

@Suite("The scenarios of the project")
struct ScenarioTests {
  @Test("hold all that they expect", arguments: ScenarioFile.shipped)
  func expectations(_ file: ScenarioFile) throws {
    let simulation = try file.run()
    #expect(simulation.failedExpectations == 0)
  }

  @Test("are there")
  func presence() {
    #expect(ScenarioFile.shipped.count >= 20)
    #expect(ScenarioFile.rules.count >= 180)
  }

  @Test("tell the death of an object with all that it causes")
  func death() throws {
    let simulation = try Simulation.finished(
      ScenarioFile.program(
        """
        'types': {'Item': {'finalizer': [{'print': '\u{1}Item deleted\u{1}'}]}},
        'functions': {'on_finalize': {'parameters': ['wr'],
          'do': [{'print': '\u{1}Object has been garbage collected!\u{1}'}]}},
        'steps': [
          {'new': 'Item', 'as': 'item'},
          {'weakref': 'item', 'as': 'ref', 'callback': 'on_finalize'},
          {'del': 'item'}]
        """))
    #expect(
      simulation.log(after: 2)
        == #"{"step":3,"statement":"del item","line":7,"events":["#
        + #"{"event":"unbind","name":"item","object":"Item#1"},"#
        + #"{"event":"deallocate","object":"Item#1","cause":0},"#
        + #"{"event":"finalizer","object":"Item#1","cause":1},"#
        + #"{"event":"bind","name":"self","frame":"Item.__del__@1","object":"Item#1","cause":2},"#
        + #"{"event":"output","text":"Item deleted","cause":2},"#
        + #"{"event":"unbind","name":"self","frame":"Item.__del__@1","object":"Item#1","cause":2},"#
        + #"{"event":"clear","weakref":"weakref#1","object":"Item#1","cause":1},"#
        + #"{"event":"callback","weakref":"weakref#1","function":"on_finalize","cause":1},"#
        + #"{"event":"bind","name":"wr","frame":"on_finalize@2","object":"weakref#1","cause":7},"#
        + #"{"event":"output","text":"Object has been garbage collected!","cause":7},"#
        + #"{"event":"unbind","name":"wr","frame":"on_finalize@2","object":"weakref#1","cause":7},"#
        + #"{"event":"free","object":"Item#1","cause":1}]}"# + "\n")
  }
}
