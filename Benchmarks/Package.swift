// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that neither the build nor the tests of weakviz know of it:
// swift run -c release --package-path Benchmarks
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "weakviz", path: "..")],
  targets: [
    .target(name: "CContenders", linkerSettings: [.linkedLibrary("util")]),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "CContenders",
        .product(name: "HeapModel", package: "weakviz"),
        .product(name: "Runtimes", package: "weakviz"),
        .product(name: "HeapFormats", package: "weakviz"),
        .product(name: "TerminalFrame", package: "weakviz"),
        .product(name: "Dashboard", package: "weakviz"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
