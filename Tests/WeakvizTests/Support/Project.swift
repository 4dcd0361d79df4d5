/// The project that these tests belong to.
enum Project {
  /// Its folder, without a slash at the end.
  static let folder = #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()
}
