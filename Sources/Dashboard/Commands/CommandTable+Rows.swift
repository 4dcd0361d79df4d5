extension CommandTable {
  typealias Binding = Command.Binding

  static var stepping: [Command] {
    [
      Command(
        .nextStep, "next", .stepping, [Binding("n F10"), Binding("Down", in: .pane(.timeline))],
        brief: "step", repeatable: true, "go to the end of the next step: a whole statement"),
      Command(
        .previousStep, "previous", .stepping,
        [Binding("p"), Binding("Up", in: .pane(.timeline))], brief: "back", repeatable: true,
        "go back to the end of the step before: the exact inverse"),
      Command(
        .nextMoment, "micro", .stepping,
        [Binding("s F11"), Binding("Right", in: .pane(.timeline))], brief: "micro",
        repeatable: true, "go one micro-step on, into the step"),
      Command(
        .previousMoment, "micro-back", .stepping,
        [Binding("S"), Binding("Left", in: .pane(.timeline))], repeatable: true,
        "go one micro-step back"),
      Command(
        .finishStep, "finish", .stepping, [Binding("f")], "go to the end of the current step"),
      Command(
        .nextOfInterest, "event", .stepping, [Binding("N")], brief: "event", repeatable: true,
        "go to the next death, callback, cleared weak reference or collection"),
      Command(
        .previousOfInterest, "event-back", .stepping, [Binding("P")], repeatable: true,
        "go back to the one before"),
      Command(
        .play, "play", .stepping, [Binding("Space")], brief: "play", "play, or pause"),
      Command(.slower, "slower", .stepping, [Binding("<")], "play at half the speed"),
      Command(.faster, "faster", .stepping, [Binding(">")], "play at double speed"),
      Command(
        .firstStep, "first", .stepping, [Binding("0"), Binding("Home", in: .pane(.timeline))],
        "go to the beginning"),
      Command(
        .lastStep, "last", .stepping, [Binding("$"), Binding("End", in: .pane(.timeline))],
        "go to the end"),
      Command(
        .gotoPosition, "goto", .stepping, [], argument: "N[.M]",
        "go to the end of step N, or to its micro-step M"),
      Command(.chapters, "chapters", .stepping, [], "list the chapters and go to one"),
      Command(
        .run, "run", .stepping, [Binding("r")],
        "run on to the next breakpoint or to the end; again: pause"),
      Command(
        .breakpoint, "breakpoint", .stepping, [Binding("b")],
        "stop runs at the selected object; with the source in focus, before that statement"),
      Command(.breakpoints, "breakpoints", .stepping, [Binding("B")], "list the breakpoints"),
      Command(
        .nextOfSelection, "next-of", .stepping, [Binding(".")], repeatable: true,
        "go to the next event about the selected object"),
      Command(
        .previousOfSelection, "back-of", .stepping, [Binding(",")], repeatable: true,
        "go back to the event about the selected object before"),
      Command(
        .goToParting, "apart", .stepping, [Binding("a")],
        "with two runs side by side: go to the first step where they part"),
      Command(
        .when, "when", .stepping, [], argument: "OBJECT WHAT",
        "go to where something happens to an object: :when Item#1 dies"),
    ]
  }

  static var moving: [Command] {
    [
      Command(
        .moveLeft, "left", .moving, [Binding("h"), Binding("Left", in: .outside(.timeline))],
        repeatable: true, "select the next object at the left"),
      Command(
        .moveDown, "down", .moving, [Binding("j"), Binding("Down", in: .outside(.timeline))],
        repeatable: true, "select the next object below; scroll down in other panes"),
      Command(
        .moveUp, "up", .moving, [Binding("k"), Binding("Up", in: .outside(.timeline))],
        repeatable: true, "select the next object above; scroll up in other panes"),
      Command(
        .moveRight, "right", .moving, [Binding("l"), Binding("Right", in: .outside(.timeline))],
        repeatable: true, "select the next object at the right"),
      Command(
        .top, "top", .moving, [Binding("g"), Binding("Home", in: .outside(.timeline))],
        "go to the first row of the pane, or to step N with a count"),
      Command(
        .bottom, "bottom", .moving, [Binding("G"), Binding("End", in: .outside(.timeline))],
        "go to the last row of the pane, or to step N with a count"),
      Command(
        .halfPageDown, "half-page-down", .moving, [Binding("Ctrl-d")], repeatable: true,
        "half a page down"),
      Command(
        .halfPageUp, "half-page-up", .moving, [Binding("Ctrl-u")], repeatable: true,
        "half a page up"),
      Command(
        .pageDown, "page-down", .moving, [Binding("PageDown Ctrl-f")], repeatable: true,
        "a page down"),
      Command(
        .pageUp, "page-up", .moving, [Binding("PageUp Ctrl-b")], repeatable: true, "a page up"),
      Command(
        .nextPane, "pane", .moving, [Binding("Tab")], argument: "[NAME]", brief: "pane",
        "give the focus to the next pane, or to the named one"),
      Command(
        .previousPane, "pane-back", .moving, [Binding("Shift-Tab")],
        "give the focus to the pane before"),
      Command(
        .zoom, "zoom", .moving, [Binding("z")], brief: "zoom",
        "let the pane take the whole screen, and back; of the timeline a list of all steps"),
      Command(
        .changeSides, "sides", .moving, [Binding("|")],
        "with two runs side by side: let the panes show the other one"),
      Command(
        .panLeft, "pan-left", .moving, [Binding("H")], repeatable: true,
        "move the view of the canvas to the left"),
      Command(
        .panDown, "pan-down", .moving, [Binding("J")], repeatable: true, "move the view down"),
      Command(.panUp, "pan-up", .moving, [Binding("K")], repeatable: true, "move the view up"),
      Command(
        .panRight, "pan-right", .moving, [Binding("L")], repeatable: true,
        "move the view to the right"),
      Command(
        .moveBox, "move", .moving, [Binding("m")],
        "move the selected box: arrow keys, then Enter keeps and Esc cancels"),
      Command(
        .resizePanes, "size", .moving, [], argument: "[right|lower N]",
        "choose the columns of the panes at the right, or the rows of those below; without a "
          + "number the usual sizes"),
    ]
  }

  static var looking: [Command] {
    [
      Command(
        .answer, "open", .looking, [Binding("Enter")], brief: "why",
        "why the selected object is alive, or who killed it"),
      Command(
        .whyAlive, "why", .looking, [Binding("y")],
        "why the selected object is alive: the shortest way from a root"),
      Command(
        .followOut, "follow", .looking, [Binding("o")],
        "select what the selected object refers to; again: the next of these"),
      Command(
        .followIn, "follow-back", .looking, [Binding("O")],
        "select what refers to the selected object; again: the next of these"),
      Command(
        .jumpBack, "jump-back", .looking, [Binding("Ctrl-o")],
        "back to the object from which a reference was followed"),
      Command(
        .trace, "trace", .looking, [Binding("t")],
        "colour only the lines of the selected object"),
      Command(
        .find, "find", .looking, [Binding("/")], argument: "TEXT", brief: "find",
        "find an object by its name, its type or a name that refers to it"),
      Command(.nextMatch, "find-next", .looking, [Binding("Ctrl-n")], "the next match"),
      Command(.previousMatch, "find-back", .looking, [Binding("Ctrl-p")], "the match before"),
      Command(
        .release, "release", .looking, [Binding("Esc")],
        "one level back: close what is open, then let the selection follow the events again"),
      Command(
        .moreDetail, "more", .looking, [Binding("+")],
        "draw more detail, then unfold weak collections"),
      Command(
        .lessDetail, "less", .looking, [Binding("-")],
        "draw objects with less detail; at last only their types"),
      Command(.fitDetail, "fit", .looking, [Binding("=")], "choose the detail that fits"),
      Command(
        .copy, "copy", .looking, [Binding("Y")],
        "copy the answer about the selected object to the clipboard"),
      Command(
        .nextPath, "path", .looking, [Binding("]")],
        "the next way from a root to the selected object; the next cut"),
      Command(
        .previousPath, "path-back", .looking, [Binding("[")], "the way before; the cut before"),
      Command(
        .minimumCut, "cut", .looking, [Binding("X")],
        "what would have to go so that the selected object dies, and what would happen"),
      Command(
        .retained, "dominators", .looking, [Binding("D")],
        "who alone keeps how much alive: the dominator tree"),
      Command(
        .typeTable, "types", .looking, [Binding("T")], "the types by what their objects retain"),
      Command(
        .quiz, "quiz", .looking, [],
        "asks before each step with consequences what it will do; again: end the quiz"),
      Command(.rows, "rows", .looking, [Binding("R")], "show the heap as rows: an outline"),
      Command(
        .canvas, "canvas", .looking, [Binding("C")], "back to the canvas, with the detail that fits"
      ),
      Command(
        .output, "output", .looking, [Binding("v")], "all that the program has printed so far"),
      Command(
        .warnings, "warnings", .looking, [],
        "what the author of the file probably did not mean"),
      Command(
        .saveFrame, "save-frame", .looking, [], argument: "[FILE]",
        "write the screen as it is into a file: .svg, .txt or .ansi"),
    ]
  }

  static var editing: [Command] {
    [
      Command(
        .delete, "delete", .editing, [Binding("d")], argument: "[PLACE]",
        "delete a name, an attribute or an entry that refers to the selected object, or that it has"
      ),
      Command(
        .weaken, "weaken", .editing, [Binding("w")], argument: "[--ref] [PLACE]",
        "make such a reference weak: a proxy, a weakref.ref with --ref, a WeakMethod to a method; or strong"
      ),
      Command(
        .strengthen, "strengthen", .editing, [], argument: "[PLACE]",
        "put what a weak reference gives into its place"),
      Command(
        .cutAway, "cut-one", .editing, [Binding("x")],
        "what if a reference on the way from a root to the selected object were gone"),
      Command(
        .collect, "collect", .editing, [Binding("c")], argument: "[GENERATION]",
        "run the cyclic collector now"),
      Command(
        .set, "set", .editing, [], argument: "PLACE VALUE",
        "assign a value to a place: :set a.next b"),
      Command(
        .makeNew, "new", .editing, [], argument: "TYPE [PLACE]",
        "make an object: :new Node a.next"),
      Command(
        .doStep, "do", .editing, [Binding("e")], argument: "[STEP]",
        "execute any step of the language of scenarios: :do {\"del\": \"a.next\"}; the word 'do' may "
          + "be left out"),
      Command(
        .undo, "undo", .editing, [Binding("u")], repeatable: false,
        "leave the branch of the last edit"
      ),
      Command(.redo, "redo", .editing, [Binding("Ctrl-r")], "enter it again"),
      Command(
        .difference, "diff", .editing, [],
        "what the branch does differently, and what dies otherwise"
      ),
      Command(
        .save, "save", .editing, [], argument: "FILE",
        "write the scenario with the edits as steps into a new file"),
      Command(
        .saveOver, "save!", .editing, [], argument: "FILE",
        "the same, over a file that is there already"),
    ]
  }

  static var application: [Command] {
    [
      Command(
        .commandLine, "command", .application, [Binding(":")], brief: "command",
        "type the name of a command; Tab completes it"),
      Command(
        .help, "help", .application, [Binding("? F1")], brief: "help",
        "what the signs mean, and all keys"),
      Command(
        .theme, "theme", .application, [], argument: "[NAME]",
        "choose the colours: dark, light, high-contrast, monochrome; without a name the next one; "
          + "all but monochrome bring their own background"),
      Command(
        .glyphs, "glyphs", .application, [], argument: "[unicode|ascii]",
        "choose the signs; without a name the other ones"),
      Command(.redraw, "redraw", .application, [Binding("Ctrl-l")], "draw the screen anew"),
      Command(
        .suspend, "suspend", .application, [Binding("Ctrl-z")], "back to the shell for a while"),
      Command(
        .quit, "quit", .application, [Binding("q")], brief: "quit",
        "quit; asks first where edits are in no file"),
      Command(.quitNow, "quit!", .application, [Binding("Q")], "quit without a question"),
      Command(
        .interrupt, "interrupt", .application, [Binding("Ctrl-c")], "pressed twice: quit"),
    ]
  }
}
