#!/usr/bin/env python3
"""The test of the test: defects planted into a copy of weakviz, one a rule; the comparison must find each of them.

    planted.py [--copy DIRECTORY] [--python PATH] [--count N] [--only NAME] [--debug]

The copy is built once, with all defects in it and none active; a variable of the environment plants one. Exits with 1
if the comparison overlooks a defect, or finds a difference where none is planted. A text that a defect replaces must
stand in the sources exactly once, so that this file follows them.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
VARIABLE = "WEAKVIZ_PLANTED"
MACHINE = "Sources/Runtimes/CPython/"
SWITCH = '''import Glibc

private let chosenDefect = getenv("%s").map { String(cString: $0) } ?? ""

/// Whether a defect is planted: this copy of the program exists to be found wrong.
func planted(_ name: String) -> Bool {
  !chosenDefect.isEmpty && chosenDefect == name
}
''' % VARIABLE

# name -> (file, what stands there, what stands there in the copy); CHECK is the question whether it is planted.
DEFECTS = {
    "callbacks oldest first": (
        "Objects/WeakReferences.swift",
        "    slot = timeline.heap.lastSlot(tuple)\n",
        "    slot = CHECK && timeline.heap.firstSlot(tuple) != .none\n"
        "      ? timeline.heap.slot(after: timeline.heap.firstSlot(tuple)) : timeline.heap.lastSlot(tuple)\n"
        "    while CHECK, slot != .none, let reference = timeline.heap.value(slot).object {\n"
        "      call(callback: timeline.heap.value(timeline.heap.slot(before: slot)), of: reference)\n"
        "      let next = timeline.heap.slot(after: slot)\n"
        "      slot = next == .none ? .none : timeline.heap.slot(after: next)\n"
        "    }\n"),
    "a weak reference that is not shared": (
        "Objects/WeakReferences.swift", "if isShareable && callback.isEmpty, let shared",
        "if !CHECK, isShareable && callback.isEmpty, let shared"),
    "no trashcan limit": (
        "Machine/Machine+Deallocation.swift", "isFull = deallocationDepth >= limit\n",
        "isFull = !CHECK && deallocationDepth >= limit\n"),
    "lists and tuples die forwards": (
        "Machine/Machine+Deallocation.swift", "let slot = timeline.heap.lastSlot(object)\n",
        "let slot = CHECK ? firstSlot(object, .element) : timeline.heap.lastSlot(object)\n"),
    "dicts die backwards": (
        "Machine/Machine+Deallocation.swift",
        "default:\n      while true {\n        let slot = timeline.heap.firstSlot(object)\n",
        "default:\n      while true {\n        let slot = CHECK\n          ? timeline.heap.lastSlot(object) : timeline.heap.firstSlot(object)\n"),
    "a finalizer runs twice": (
        "Machine/Machine+Deallocation.swift", "if !has(Self.finalizedFlag, object) {",
        "if CHECK || !has(Self.finalizedFlag, object) {"),
    "weak references are cleared before the finalizer": (
        "Machine/Machine+Deallocation.swift", "    if let finalizer = type.finalizer {\n      if !callFinalizerOnDeath",
        "    if CHECK { clearWeakReferences(to: object) }\n    if let finalizer = type.finalizer {\n      if !callFinalizerOnDeath"),
    "attributes die in the order of insertion": (
        "Objects/Attributes.swift",
        "let successor = successorOfSharedKey(key, in: object, type)",
        "let successor = CHECK ? SlotID.none : successorOfSharedKey(key, in: object, type)"),
    "slots die as they are written": (
        "Machine/Machine+Setup.swift", ".sorted { $0.unicodeScalars",
        ".sorted { !CHECK && $0.unicodeScalars"),
    "an attribute dict becomes real too early": (
        "Objects/Attributes.swift", "guard used < profile.sharedKeyLimit else { return nil }",
        "guard used < (CHECK ? 8 : profile.sharedKeyLimit) else { return nil }"),
    "a collection does not reorder its list": (
        "Collector/Machine+Collection.swift", "for object in candidates.reachable.suffix(candidates.restoredCount) {",
        "for object in candidates.reachable.suffix(CHECK ? 0 : candidates.restoredCount) {"),
    "survivors stay in their generation": (
        "Collector/Machine+Collection.swift", "      timeline.splice(young, toEndOf: old)\n",
        "      if !CHECK { timeline.splice(young, toEndOf: old) }\n"),
    "generations merge in the other order": (
        "Collector/Machine+Collection.swift", "for younger in 0..<generation {\n",
        "for younger in CHECK ? (0..<generation).reversed() : Array(0..<generation) {\n"),
    "the collector calls finalizers before it clears weak references": (
        "Collector/Machine+Collection.swift",
        "let (freed, hasCalledBack) = handleWeakReferences(candidates, old: old)",
        "if CHECK { finalizeUnreachable() }\n    let (freed, hasCalledBack) = handleWeakReferences(candidates, old: old)"),
    "callbacks of garbage are called": (
        "Collector/Machine+Collection.swift", "          !has(.condemned, reference)\n",
        "          CHECK || !has(.condemned, reference)\n"),
    "released callbacks are not counted as collected": (
        "Collector/Machine+Collection.swift", "return freed + rest.unreachable.count",
        "return (CHECK ? 0 : freed) + rest.unreachable.count"),
    "tuples are never untracked": (
        "Collector/Machine+Collection.swift", "guard candidates.traits.contains(.isTuple) else",
        "guard !CHECK, candidates.traits.contains(.isTuple) else"),
    "dicts are never untracked": (
        "Collector/Machine+Collection.swift", "guard candidates.traits.contains(.isDict) else",
        "guard !CHECK, candidates.traits.contains(.isDict) else"),
    "an automatic collection comes one allocation late": (
        "Collector/Machine+Collection.swift", "guard threshold > 0, count > threshold, register",
        "guard threshold > 0, count > threshold + (CHECK ? 1 : 0), register"),
    "lists are traversed forwards": (
        "Collector/Traversal.swift", "case .list, .tuple: insert(.visitsBackwards)",
        "case .list, .tuple: if !CHECK { insert(.visitsBackwards) }"),
    "finalize runs oldest first at exit": (
        "Library/Finalize.swift", "found.sort { $0.index < $1.index }",
        "found.sort { CHECK ? $0.index > $1.index : $0.index < $1.index }"),
    "no collection at exit": (
        "Execution/Machine+Exit.swift", "if register(.isCollectorEnabled) != 0 {",
        "if !CHECK && register(.isCollectorEnabled) != 0 {"),
    "an equal key replaces the entry of a WeakKeyDictionary": (
        "Library/WeakKeyDictionary.swift", "    if found != .none {\n      machine.assign(value, to: found)",
        "    if !CHECK && found != .none {\n      machine.assign(value, to: found)"),
    "locals die before the error is told": (
        "Simulation.swift",
        "      timeline.emit(\n        .error(type: timeline.intern(error.type), message: timeline.intern(error.message)))\n",
        "      if CHECK { release(error) }\n      timeline.emit(\n        .error(type: timeline.intern(error.type), message: timeline.intern(error.message)))\n"),
}


def plant(copy):
    """Makes the copy of the sources with every defect in it."""
    copy.mkdir(parents=True, exist_ok=True)
    # The program is built of the sources, and has the scenarios and the observer in it.
    for name in ("Sources", "Scenarios", "Tests", "Package.swift", "Package.resolved"):
        if not (ROOT / name).exists():
            continue
        if (ROOT / name).is_dir():
            shutil.rmtree(copy / name, ignore_errors=True)
            shutil.copytree(ROOT / name, copy / name, copy_function=shutil.copy2)
        else:
            shutil.copy2(ROOT / name, copy / name)
    for name, (file, old, new) in DEFECTS.items():
        path = copy / MACHINE / file
        text = path.read_text()
        if text.count(old) != 1:
            raise SystemExit("%s: %r stands %d times in %s, expected once" % (name, old, text.count(old), file))
        path.write_text(text.replace(old, new.replace("CHECK", 'planted("%s")' % name)))
    (copy / MACHINE / "Planted.swift").write_text(SWITCH)


def build(copy, configuration):
    """The program of the copy."""
    command = ["swift", "build", "--package-path", str(copy), "-c", configuration, "--product", "weakviz"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise SystemExit("the copy could not be built:\n" + done.stdout.decode("utf-8", "replace")[-3000:])
    return copy / ".build" / configuration / "weakviz"


def found(defect, program, options):
    """What the comparison says of the program with the defect: its last differing line, '' if nothing differs."""
    environment = dict(os.environ, WEAKVIZ=str(program))
    environment.pop(VARIABLE, None)
    if defect:
        environment[VARIABLE] = defect
    here = ROOT / "Tests/Conformance"
    rules = sorted(map(str, (here / "rules").glob("*.json")))
    commands = {
        "rules": ["compare.py", "--quiet", *rules],
        "random": ["fuzz.py", "--brief", "--no-shrink", "--stop", "1", "--seed", "1", "--count", str(options.count)],
    }
    said = []
    for share, (script, *arguments) in commands.items():
        done = subprocess.run([sys.executable, str(here / script), *arguments, "--python", options.python],
                              env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode not in (0, 1):
            raise SystemExit(done.stdout.decode("utf-8", "replace")[-2000:])
        if done.returncode:
            said.append(share)
            if defect:
                break  # one is enough
    return said


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--copy", type=pathlib.Path, default=ROOT / ".build/planted", help="where the copy is made")
    parser.add_argument("--python", default=sys.executable, help="the interpreter")
    parser.add_argument("--count", type=int, default=100,
                        help="random scenarios for each defect (default: as many as the tests compare)")
    parser.add_argument("--only", help="one defect")
    parser.add_argument("--debug", action="store_true", help="build the copy for debugging, which is quicker")
    options = parser.parse_args()
    plant(options.copy)
    program = build(options.copy, "debug" if options.debug else "release")
    overlooked = []
    clean = found(None, program, options)
    print("no defect: %s" % (" and ".join(clean) + " DIFFER" if clean else "nothing differs"), flush=True)
    for name in [options.only] if options.only else DEFECTS:
        said = found(name, program, options)
        print("%s: %s" % (name, "found by " + " and ".join(said) if said else "OVERLOOKED"), flush=True)
        overlooked += [] if said else [name]
    print("%d defects planted, %d overlooked" % (1 if options.only else len(DEFECTS), len(overlooked)))
    return 1 if overlooked or clean else 0


if __name__ == "__main__":
    sys.exit(main())
