import CContenders
import Glibc
import HeapModel
import Runtimes

/// One full cyclic collection of a million lists, a fifth of them unreachable: CPython itself,
/// plain C that detects and clears, and the simulation, which also keeps the history and the events.
struct CollectionBenchmark {
  let objectCount = 1_000_000
  let referenceCount = 5_000_000
  let rootCount = 10
  let garbageCount = 200_000

  /// The referents of each object, in order, as compressed rows; the objects are counted from 1.
  struct Rows {
    var starts: [UInt32]
    var targets: [UInt32]
  }

  /// A tree makes the first objects reachable, a ring keeps the others from dying by themselves;
  /// all other references are random, and few objects have most of the referrers.
  func rows() -> Rows {
    var random = RandomNumbers(seed: 3)
    let reachable = objectCount - garbageCount
    var references: [(source: Int, target: Int)] = []
    references.reserveCapacity(referenceCount)
    for object in (rootCount + 1)...reachable {
      references.append((1 + random.next(below: min(object - 1, object / 2 + 1)), object))
    }
    for object in reachable + 1...objectCount {
      references.append((object, object == objectCount ? reachable + 1 : object + 1))
    }
    while references.count < referenceCount {
      let source = 1 + random.next(below: objectCount)
      let range = source <= reachable ? reachable : objectCount
      let (a, b) = (random.next(below: 1 << 20), random.next(below: 1 << 20))
      references.append((source, 1 + Int((UInt64(a) * UInt64(b) * UInt64(range)) >> 40)))
    }
    var starts = [UInt32](repeating: 0, count: objectCount + 2)
    for reference in references { starts[reference.source + 1] += 1 }
    for row in 1..<starts.count { starts[row] += starts[row - 1] }
    var next = starts
    var targets = [UInt32](repeating: 0, count: references.count)
    for reference in references {
      targets[Int(next[reference.source])] = UInt32(reference.target)
      next[reference.source] += 1
    }
    return Rows(starts: starts, targets: targets)
  }

  static let python = """
    import array, gc, os, sys, time
    objectCount, referenceCount, rootCount = map(int, sys.argv[1:4])
    starts, targets = array.array("I"), array.array("I")
    with open(sys.argv[4], "rb") as file:
        starts.fromfile(file, objectCount + 2)
        targets.fromfile(file, referenceCount)
    os.unlink(sys.argv[4])
    gc.disable()
    for _ in sys.stdin:
        objects = [[] for _ in range(objectCount + 1)]
        for index in range(1, objectCount + 1):
            row = targets[starts[index]:starts[index + 1]]
            objects[index].extend(map(objects.__getitem__, row))
        roots = objects[1:rootCount + 1]
        del objects
        begin = time.process_time_ns()
        found = gc.collect()
        taken = time.process_time_ns() - begin
        print(taken, found, flush=True)
        del roots
        gc.collect()
    """

  /// Makes the lists, fills them one `append` after the other, drops the names, and collects.
  func program(_ rows: Rows) -> Program {
    var program = Program()
    program.title = "A collection"
    program.collector.isEnabled = false
    let append = program.intern("append")
    var names: [ExpressionID] = [ExpressionID(0)]
    var methods: [ExpressionID] = [ExpressionID(0)]
    var actions: [Action] = []
    for object in 1...objectCount {
      let name = program.add(.name(program.intern("n\(object)")))
      names.append(name)
      methods.append(program.add(.attribute(base: name, name: append)))
      actions.append(.new(.builtIn(.list, operands: .empty), target: name))
    }
    for object in 1...objectCount {
      for place in rows.starts[object]..<rows.starts[object + 1] {
        let operands = program.append([methods[object], names[Int(rows.targets[Int(place)])]])
        actions.append(.call(operands: operands, target: nil))
      }
    }
    for object in rootCount + 1...objectCount { actions.append(.delete(names[object])) }
    actions.append(.collect(generation: 2))
    program.steps = actions.map { Statement($0, line: 0, column: 0) }
    return program
  }

  static func benchmarks() -> [Benchmark] {
    let benchmark = CollectionBenchmark()
    let rows = benchmark.rows()
    let counts = benchmark.referenceCounts(rows)
    let python = benchmark.pythonContender(rows)
    let program = benchmark.program(rows)
    let before = program.steps.count - 1
    var simulation = Simulation(program: program, statementLimit: .max)
    while simulation.timeline.stepCount < before { try? simulation.advance() }
    let changesBefore = simulation.timeline.changeCount
    let heapBytes = simulation.timeline.heap.storageBytes
    var (left, scratch) = (counts, counts)
    var (queue, targets) = (counts + counts, rows.targets)
    return [
      Benchmark(
        title: "Collection, 1,000,000 lists, 5,000,000 references, 200,000 unreachable",
        workload: (benchmark.referenceCount, "reference"),
        contenders: [
          .init(name: "CPython, gc.collect()", measured: python.run),
          .init(
            name: "C, detected and cleared",
            measured: {
              (left, targets) = (counts, rows.targets)
              // The copies are made now, not when they are first written to.
              left.withUnsafeMutableBufferPointer { $0[0] &+= 0 }
              targets.withUnsafeMutableBufferPointer { $0[0] &+= 0 }
              return .of {
                UInt64(
                  collect_cycles(
                    UInt32(counts.count), rows.starts, &targets, &left, &scratch, &queue))
              }
            }),
          .init(
            name: "weakviz, with journal and events",
            measured: {
              if simulation.timeline.stepCount > before { simulation.rewind(toStep: before) }
              return .of {
                try? simulation.advance()
                return simulation.withTimeline { Self.collected($0) }
              }
            }),
        ],
        notes: {
          let changes = simulation.timeline.changeCount - changesBefore
          return [
            "\(changes) changes and "
              + "\(simulation.timeline.eventCount(ofStep: before + 1)) events; the heap takes "
              + "\(heapBytes / benchmark.objectCount) bytes an object with its references and "
              + "the slot of the name it had, which waits for reuse"
          ]
        })
    ]
  }

  /// The number of references to each object; the roots are held from outside.
  private func referenceCounts(_ rows: Rows) -> [UInt32] {
    var counts = [UInt32](repeating: 0, count: objectCount + 1)
    for target in rows.targets { counts[Int(target)] += 1 }
    // Number 0 is no object: it counts as held.
    for root in 0...rootCount { counts[root] += 1 }
    return counts
  }

  /// CPython gets the graph by a file, so that both have the same one.
  private func pythonContender(_ rows: Rows) -> PythonContender {
    let path = "/tmp/weakviz-benchmark-\(getpid())"
    let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
    for column in [rows.starts, rows.targets] {
      column.withUnsafeBytes { bytes in
        var rest = bytes[...]
        while !rest.isEmpty {
          let count = write(
            descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
          if count <= 0 { break }
          rest = rest.dropFirst(count)
        }
      }
    }
    close(descriptor)
    return PythonContender(
      Self.python, ["\(objectCount)", "\(referenceCount)", "\(rootCount)", path])
  }

  private static func collected(_ timeline: Timeline) -> UInt64 {
    let last = timeline.eventCount(ofStep: timeline.stepCount) - 1
    guard
      case .collectEnd(_, let collected, _, _) = timeline.event(last, ofStep: timeline.stepCount)
        .event
    else { return 0 }
    return UInt64(collected)
  }
}
