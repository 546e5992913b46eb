// Runs reference cases: ReferenceCases FILE [--group G]… [--monte-carlo]
import DataFiles
import Diagnostics
import Glibc

let usage = """
    usage: ReferenceCases FILE [--group G]... [--table] [--monte-carlo [--seeds N] [--trials N]]

    Runs the cases of FILE (the format of finance-cases.json) and prints a line for each: id, pass, fail or unsupported,
    what came out and what was expected; with --table a line for each group. With --monte-carlo it estimates by simulation
    what closed forms say, over 20 seeds of 100,000 trials: an estimate may be 4 standard errors plus its stated bias away.
    Exit code 0: no case failed, 1: a case failed, 2: usage or an unreadable file.
    """

func fail(_ message: String) -> Never {
    let line = message + "\n"
    _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
    exit(2)
}

var file: String?
var groups: [String] = []
var isTable = false
var isMonteCarlo = false
var seeds = 20
var trials = 100_000
var arguments = CommandLine.arguments.dropFirst()
while let argument = arguments.popFirst() {
    switch argument {
    case "--help", "-h":
        print(usage)
        exit(0)
    case "--table": isTable = true
    case "--monte-carlo": isMonteCarlo = true
    case "--seeds", "--trials":
        guard let text = arguments.popFirst(), let number = Int(text), number > 0 else {
            fail("\(argument) needs a whole number\n\n" + usage)
        }
        if argument == "--seeds" { seeds = number } else { trials = number }
    case "--group":
        guard let group = arguments.popFirst() else { fail("--group needs a name\n\n" + usage) }
        groups.append(group)
    case _ where argument.hasPrefix("--group="): groups.append(String(argument.dropFirst("--group=".count)))
    case _ where argument.hasPrefix("-"): fail("unknown option \(argument)\n\n" + usage)
    default:
        if file != nil { fail("one file at a time\n\n" + usage) }
        file = argument
    }
}
guard let file else { fail(usage) }

let document: JSON
do {
    document = try JSON.read(file)
} catch {
    fail("\(file): \(error.diagnostic)")
}
guard let cases = document["cases"]?.array ?? document.array else { fail("\(file): no list `cases`") }

if isMonteCarlo {
    let report = MonteCarloRunner(groups: groups, seeds: seeds, trials: trials).run(cases)
    exit(report.failed > 0 ? 1 : 0)
}
let report = CaseRunner(groups: groups, isTable: isTable).run(cases)
if report.run == 0 { fail("\(file): no case\(groups.isEmpty ? "" : " of group " + groups.joined(separator: ", "))") }
exit(report.failed > 0 ? 1 : 0)
