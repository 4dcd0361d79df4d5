// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that neither the build nor the tests of weakviz know of it:
// swift run -c release --package-path Benchmarks
let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "weakviz", path: "..")],
  targets: [
    .target(name: "CBreadthFirst"),
    .executableTarget(
      name: "Benchmarks",
      dependencies: ["CBreadthFirst", .product(name: "HeapModel", package: "weakviz")]),
  ],
  swiftLanguageModes: [.v6]
)
