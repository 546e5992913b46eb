internal import CKernels
import Glibc

/// A few threads that live for one run. The calling thread is the first of them, so a run on one thread starts none.
package enum ThreadTeam {
    private struct Member {
        let index: Int
        let body: (Int) -> Void
    }

    /// Runs `body(0) … body(count - 1)` at the same time, `body(0)` on the calling thread, and returns when all have
    /// returned. A thread that can't be started is simply missing: `body` must not depend on how many there are.
    package static func run(_ count: Int, _ body: (Int) -> Void) {
        guard count > 1 else { return body(0) }
        withoutActuallyEscaping(body) { body in
            var threads: [pthread_t] = []
            for index in 1..<count {
                let member = UnsafeMutablePointer<Member>.allocate(capacity: 1)
                member.initialize(to: Member(index: index, body: body))
                var thread = pthread_t()
                let status = pthread_create(
                    &thread, nil,
                    { context in
                        let member = context!.assumingMemoryBound(to: Member.self)
                        member.pointee.body(member.pointee.index)
                        member.deinitialize(count: 1)
                        member.deallocate()
                        return nil
                    }, member)
                if status == 0 {
                    threads.append(thread)
                } else {
                    member.deinitialize(count: 1)
                    member.deallocate()
                }
            }
            body(0)
            for thread in threads { pthread_join(thread, nil) }
        }
    }

    /// How many processors this process may run on; at least 1.
    package static var availableProcessors: Int { Int(hr_available_processors()) }
}
