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
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackBytes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let work = Unmanaged.passRetained(Work(body)).toOpaque()
    var thread = pthread_t()
    let error = pthread_create(
      &thread, &attributes,
      { work in
        guard let work else { return nil }
        Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body()
        return nil
      }, work)
    if error != 0 { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
  }
}
