// Prints medians and ratios. An argument picks the benchmarks whose title contains it.
let filter = CommandLine.arguments.dropFirst().first ?? ""
let groups: [(name: String, make: () -> [Benchmark])] = [
  ("Replay", ReplayBenchmark.benchmarks)
]
for group in groups where filter.isEmpty || group.name.contains(filter) {
  for benchmark in group.make() { print(benchmark.measure(rounds: 5)) }
}
