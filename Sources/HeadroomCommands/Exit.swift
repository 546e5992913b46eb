import ArgumentParser
import Glibc

extension HeadroomCommand {
    static func exit(withCode code: ExitStatus) -> Never {
        fflush(nil)
        Glibc.exit(code.rawValue)
    }

    /// Help and version are no errors; wrong usage is code 2, whatever the argument parser would choose.
    static func exitForUsage(_ error: any Error) -> Never {
        let text = fullMessage(for: error)
        if exitCode(for: error) == .success {
            print(text)
            exit(withCode: .success)
        }
        Console.error(text)
        exit(withCode: .usage)
    }
}
