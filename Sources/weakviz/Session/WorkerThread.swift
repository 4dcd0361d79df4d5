import Glibc

/// A thread of its own for long work, with a stack that a deep program does not exhaust.
enum WorkerThread {
  /// Room for the deepest nesting of calls, loops and deaths that a simulation takes; what is never
  /// used costs no memory.
  static let stackBytes = 512 << 20

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Starts the work and returns at once; where the system has no thread left, the work is done
  /// here and now.
  static func start(_ body: @escaping @Sendable () -> Void) {
    if let thread = create(body) { pthread_detach(thread) } else { body() }
  }

  /// Does the work and waits for its end; where the system has no thread left, it is done here.
  static func finish(_ body: @escaping @Sendable () -> Void) {
    if let thread = create(body) { pthread_join(thread, nil) } else { body() }
  }

  private static func create(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackBytes)
    let work = Unmanaged.passRetained(Work(body)).toOpaque()
    var thread = pthread_t()
    let error = pthread_create(
      &thread, &attributes,
      { work in
        guard let work else { return nil }
        Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body()
        return nil
      }, work)
    guard error == 0 else {
      Unmanaged<Work>.fromOpaque(work).release()
      return nil
    }
    return thread
  }
}
