import Foundation

/// A program run to its end: what it printed, the CPU time of all its threads and the most memory it held.
struct ChildProcess {
    let output: String
    let status: Int32
    let cpuSeconds: Double
    let peakMegabytes: Double

    enum Failure: Error, CustomStringConvertible {
        case notStarted(String, Int32)
        case failed([String], Int32, String)

        var description: String {
            switch self {
            case .notStarted(let path, let code): "can't start \(path): \(String(cString: strerror(code)))"
            case .failed(let arguments, let status, let output):
                "\(arguments.joined(separator: " ")) ended with status \(status): \(output)"
            }
        }
    }

    /// Runs `arguments[0]`, found on PATH, and waits for it. Both output streams are read.
    static func run(_ arguments: [String]) throws -> ChildProcess {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Failure.notStarted(arguments[0], errno) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        var words = arguments.map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var process = pid_t()
        let code = posix_spawnp(&process, arguments[0], &actions, nil, words, environ)
        close(ends[1])
        guard code == 0 else {
            close(ends[0])
            throw Failure.notStarted(arguments[0], code)
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(ends[0], &buffer, buffer.count)
            if count > 0 { bytes += buffer[..<count] } else if count == 0 || errno != EINTR { break }
        }
        close(ends[0])
        var status: Int32 = 0
        var usage = rusage()
        while wait4(process, &status, 0, &usage) < 0 && errno == EINTR {}
        let result = ChildProcess(
            output: String(decoding: bytes, as: UTF8.self), status: status, cpuSeconds: seconds(of: usage),
            peakMegabytes: Double(usage.ru_maxrss) / 1024)
        guard status == 0 else { throw Failure.failed(arguments, status, result.output) }
        return result
    }

    /// User and system time.
    static func seconds(of usage: rusage) -> Double {
        Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6
    }

    /// CPU time of all threads of this process so far.
    static var ownCPUSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return seconds(of: usage)
    }

    /// The path of this very program.
    static var ownPath: String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : CommandLine.arguments[0]
    }

    /// Load average over one minute: how busy the machine is with all that runs on it.
    static var load: Double {
        var averages = [0.0]
        return getloadavg(&averages, 1) == 1 ? averages[0] : .nan
    }
}
