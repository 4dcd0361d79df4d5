// swift-tools-version: 6.1
import PackageDescription

// What is drawn, read and written need not be fast to the last microsecond, and it is a third of the
// program.
let small: [SwiftSetting] = [.unsafeFlags(["-Osize"], .when(configuration: .release))]

// The tests lay out and read thousands of pictures, which takes ten times as long unoptimized.
let quick: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "weakviz",
  products: [
    .executable(name: "weakviz", targets: ["weakviz"]),
    .library(name: "HeapModel", targets: ["HeapModel"]),
    .library(name: "Runtimes", targets: ["Runtimes"]),
    .library(name: "HeapFormats", targets: ["HeapFormats"]),
    .library(name: "TerminalFrame", targets: ["TerminalFrame"]),
    .library(name: "Dashboard", targets: ["Dashboard"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .target(name: "HeapModel"),
    .target(name: "Runtimes", dependencies: ["HeapModel"]),
    .target(name: "HeapFormats", dependencies: ["HeapModel", "Runtimes"], swiftSettings: small),
    .target(name: "TerminalFrame", swiftSettings: small),
    .target(
      name: "Dashboard", dependencies: ["HeapModel", "TerminalFrame"],
      swiftSettings: small + quick),
    .target(
      name: "CNcurses",
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "CSystem"),
    .target(name: "CBuiltIns", exclude: ["Observer"]),
    .target(
      name: "Terminal", dependencies: ["TerminalFrame", "CNcurses", "CSystem"],
      swiftSettings: small),
    .executableTarget(
      name: "weakviz",
      dependencies: [
        "HeapModel", "Runtimes", "HeapFormats", "TerminalFrame", "Dashboard", "Terminal",
        "CBuiltIns", "CSystem",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: small),
    .testTarget(name: "HeapModelTests", dependencies: ["HeapModel"]),
    .testTarget(name: "RuntimesTests", dependencies: ["Runtimes", "HeapFormats"]),
    .testTarget(name: "HeapFormatsTests", dependencies: ["HeapFormats"]),
    .testTarget(name: "TerminalFrameTests", dependencies: ["TerminalFrame"]),
    .testTarget(
      name: "DashboardTests", dependencies: ["Dashboard", "HeapFormats", "Runtimes"],
      exclude: ["Goldens"]),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal", "CSystem"]),
    .testTarget(name: "WeakvizTests", dependencies: ["weakviz", "CSystem"]),
  ],
  swiftLanguageModes: [.v6]
)

// A target without a `main` breaks every other build, so it is there only on request:
// WEAKVIZ_FUZZ=1 swift build -c release --sanitize fuzzer --product fuzz-scenario
if Context.environment["WEAKVIZ_FUZZ"] == "1" {
  package.targets.append(
    .executableTarget(
      name: "fuzz-scenario", dependencies: ["HeapFormats", "Runtimes"], path: "Tests/Fuzzing",
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}
