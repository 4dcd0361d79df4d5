// Prints medians and ratios. An argument picks the groups whose name contains it.
let filter = CommandLine.arguments.dropFirst().first ?? ""
let groups: [(name: String, make: () -> [Benchmark])] = [
  ("Reachability", ReachabilityBenchmark.benchmarks),
  ("Answers", AnswersBenchmark.benchmarks),
  ("Replay", ReplayBenchmark.benchmarks),
  ("Steps", ReplayBenchmark.stepBenchmarks),
  ("Simulation", SimulationBenchmark.benchmarks),
  ("Deaths", DeathBenchmark.benchmarks),
  ("Collection", CollectionBenchmark.benchmarks),
  ("Dashboard", DashboardBenchmark.benchmarks),
]
for group in groups where filter.isEmpty || group.name.contains(filter) {
  for benchmark in group.make() { show(benchmark.measure(rounds: 5)) }
}
if filter.isEmpty || "Layout".contains(filter) { show(LayoutBenchmark.report()) }
if filter.isEmpty || "Terminal".contains(filter) { TerminalBenchmark.report(rounds: 5) }
