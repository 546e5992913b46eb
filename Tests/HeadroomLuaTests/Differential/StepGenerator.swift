import TestSupport

/// Writes random step functions: nested conditions, early returns, loops and breaks, helpers, closures, state, tables,
/// values that are nil or of several kinds on some paths, integers and floats, now and then an error.
///
/// A program is a tree of statements, so that a failing one can be made smaller. Draws are named by a counter, by the
/// turns of the loops around them, and by a tag that helpers are given.
struct StepGenerator {
    /// A statement with the statements inside it.
    final class Node {
        /// Text with `{0}`, `{1}` … where the lists of inner statements stand.
        let text: String
        var blocks: [[Node]]

        init(_ text: String, _ blocks: [[Node]] = []) {
            self.text = text
            self.blocks = blocks
        }
    }

    /// What a local variable holds on every path.
    enum Kind { case number, integer, truth, maybe, list, choice }

    struct Variable {
        let name: String
        let kind: Kind
    }

    struct Program {
        var helpers: [(name: String, body: [Node], result: String)]
        var run: [Node]
    }

    private var random: SplitMix
    private var variables: [Variable] = []
    private var counter = 0
    private var loops: [String] = []
    private var isHelper = false
    private var helpers: [String] = []

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    mutating func program(size: Int) -> Program {
        var made: [(String, [Node], String)] = []
        for i in 1...3 {
            variables = [Variable(name: "a", kind: .number), Variable(name: "b", kind: .number)]
            isHelper = true
            let body = block(pick(1...max(1, size / 6)), depth: 2)
            let result = chance(60) ? "return \(number(2)), \(truth(1))" : "return \(number(2))"
            made.append(("helper\(i)", body, result))
            helpers.append("helper\(i)")
        }
        isHelper = false
        variables = []
        loops = []
        return Program(helpers: made, run: block(size, depth: 3))
    }

    // MARK: Choosing

    private mutating func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    private mutating func pick<T>(_ values: [T]) -> T { values[pick(0...(values.count - 1))] }
    private mutating func chance(_ percent: Int) -> Bool { pick(1...100) <= percent }
    private mutating func fresh(_ prefix: String) -> String {
        counter += 1
        return "\(prefix)\(counter)"
    }
    private mutating func variable(_ kind: Kind) -> String? {
        let fitting = variables.filter { $0.kind == kind }
        return fitting.isEmpty ? nil : pick(fitting).name
    }

    // MARK: Statements

    private mutating func block(_ count: Int, depth: Int) -> [Node] {
        let outer = variables
        defer { variables = outer }
        return (0..<count).map { _ in statement(depth) }
    }

    private mutating func statement(_ depth: Int) -> Node {
        let inner = depth > 0 ? pick(1...14) : pick(1...8)
        switch inner {
        case 1, 2: return local()
        case 3:
            if let x = variable(.number) { return Node("\(x) = \(number(2))") }
            return local()
        case 4, 5: return Node(store())
        case 6: return Node("pay(\"\(pick(["a", "b"]))\", \(number(2)))")
        case 7:
            if let t = variable(.list) {
                return Node(chance(50) ? "\(t)[\(pick(1...3))] = \(number(1))" : "\(t)[\(index())] = \(number(1))")
            }
            return local()
        case 8:
            if chance(8) { return Node(chance(50) ? "if \(truth(1)) then error(\"no\") end" : "assert(\(truth(1)))") }
            if chance(10) { return Node("if \(truth(1)) then stop() end") }
            if chance(20), isHelper { return Node("if \(truth(1)) then return \(number(1)), \(truth(1)) end") }
            if chance(15), !isHelper { return Node("if \(truth(1)) then return end") }
            return Node(store())
        case 9, 10, 11:
            let arms = pick(0...2)
            var text = "if \(truth(2)) then {0} "
            var blocks = [block(pick(1...3), depth: depth - 1)]
            for arm in 0..<arms {
                text += "elseif \(truth(2)) then {\(arm + 1)} "
                blocks.append(block(pick(1...2), depth: depth - 1))
            }
            if chance(60) {
                text += "else {\(arms + 1)} "
                blocks.append(block(pick(1...2), depth: depth - 1))
            }
            return Node(text + "end", blocks)
        case 12:
            let i = fresh("i")
            loops.append(i)
            let outer = variables
            variables.append(Variable(name: i, kind: .integer))
            var body = block(pick(1...3), depth: depth - 1)
            if chance(60) { body.append(Node("if \(truth(1)) then break end")) }
            if chance(20) { body = [Node("if \(truth(1)) then goto continue end")] + [Node("do {0} end", [body])] + [Node("::continue::")] }
            variables = outer
            loops.removeLast()
            let bounds = pick(["1, 3", "3, 1, -1", "1, 2", "0.5, 2"])
            return Node("for \(i) = \(bounds) do {0} end", [body])
        case 13:
            let n = fresh("n")
            loops.append(n)
            let outer = variables
            variables.append(Variable(name: n, kind: .integer))
            let body = block(pick(1...2), depth: depth - 1) + [Node("if \(truth(1)) then break end")]
            variables = outer
            loops.removeLast()
            return Node("local \(n) = 0 while \(n) < \(pick(1...3)) do \(n) = \(n) + 1 {0} end", [body])
        default: return Node("do {0} end", [block(pick(1...3), depth: depth - 1)])
        }
    }

    private mutating func store() -> String {
        switch pick(1...6) {
        case 1: return "s.n = s.n + \(pick(["1", "s.k", "2"]))"
        case 2: return "s.flag = \(truth(2))"
        case 3: return "s.part.y = \(number(2))"
        case 4: return "s.list[\(pick(1...3))] = \(number(2))"
        case 5: return "s.list[\(index())] = \(number(1))"
        default: return "s.x = \(number(3))"
        }
    }

    private mutating func local() -> Node {
        let name = fresh("v")
        switch pick(1...9) {
        case 1:
            let node = Node("local \(name) = \(truth(2))")
            variables.append(Variable(name: name, kind: .truth))
            return node
        case 2:
            let node = Node("local \(name) if \(truth(1)) then \(name) = \(number(1)) end")
            variables.append(Variable(name: name, kind: .maybe))
            return node
        case 3:
            let node = Node("local \(name) = { \(number(1)), \(number(1)), \(number(1)), k = \(number(1)) }")
            variables.append(Variable(name: name, kind: .list))
            return node
        case 4:
            let node = Node("local \(name) = \(truth(1)) and 1 or \(pick(["2", "3", "0"]))")
            variables.append(Variable(name: name, kind: .integer))
            return node
        case 5:
            let node = Node("local \(name) = \(truth(1)) and \"up\" or \"down\"")
            variables.append(Variable(name: name, kind: .choice))
            return node
        case 6 where !helpers.isEmpty && !isHelper:
            let second = fresh("v")
            let node = Node("local \(name), \(second) = \(call())")
            variables.append(Variable(name: name, kind: .number))
            return node
        case 7:
            if let x = variable(.number), !isHelper {
                let node = Node("local \(name) = \(x) local function f\(name)(z) \(name) = \(name) + z return \(name) end f\(name)(\(number(1)))")
                variables.append(Variable(name: name, kind: .number))
                return node
            }
            fallthrough
        default:
            let node = Node("local \(name) = \(number(3))")
            variables.append(Variable(name: name, kind: .number))
            return node
        }
    }

    // MARK: Expressions

    private mutating func index() -> String {
        switch pick(1...4) {
        case 1: if let n = variable(.integer) { return n }
        case 2: return "(\(truth(1)) and 1 or 2)"
        case 3: return "(\(truth(1)) and 3 or \(truth(1)) and 2 or 1)"
        default: break
        }
        return "\(pick(1...3))"
    }

    private mutating func call() -> String {
        "\(pick(helpers))(\(number(1)), \(number(1)), \"c\(fresh("")):\" .. \(tag()))"
    }

    /// Text that tells this place and these turns from others.
    private mutating func tag() -> String {
        let parts = (isHelper ? ["tag"] : []) + loops
        return parts.isEmpty ? "\"\"" : parts.joined(separator: " .. \",\" .. ")
    }

    private mutating func drawName() -> String { "\"d\(fresh("")):\" .. \(tag())" }

    private mutating func number(_ depth: Int) -> String {
        guard depth > 0 else {
            switch pick(1...12) {
            case 1: return "s.x"
            case 2: return "s.part.y"
            case 3: return "s.list[\(pick(1...3))]"
            case 4: return "t.years"
            case 5: return pick(["0.5", "1.25", "-2.0", "3.0", "0.0"])
            case 6: return pick(["1", "2", "-3", "0"])
            case 7: return "s.n"
            case 8: return "t.index"
            case 9: return "w"
            default:
                if let x = variable(chance(70) ? .number : .integer) { return x }
                return isHelper ? pick(["a", "b"]) : "s.x"
            }
        }
        switch pick(1...17) {
        case 1, 2: return "(\(number(depth - 1)) + \(number(depth - 1)))"
        case 3: return "(\(number(depth - 1)) - \(number(depth - 1)))"
        case 4: return "(\(number(depth - 1)) * \(number(depth - 1)))"
        case 5: return "(\(number(depth - 1)) / \(pick(["2", "4.0", "(1 + s.part.y ^ 2)"])))"
        case 6: return "math.max(\(number(depth - 1)), \(number(depth - 1)))"
        case 7: return "min(\(number(depth - 1)), \(number(depth - 1)))"
        case 8: return "(\(truth(depth - 1)) and \(number(depth - 1)) or \(number(depth - 1)))"
        case 9: return "draw(\(drawName()), normal { mean = 0, sd = 1 })"
        case 10: return "draw(\(drawName()), uniform { min = -1, max = 2 })"
        case 11: return "-(\(number(0)))"
        case 12: return "math.floor(\(number(depth - 1)))"
        case 13:
            if let t = variable(.list) { return chance(60) ? "\(t)[\(index())]" : "\(t).k" }
            return "s.list[\(index())]"
        case 14:
            if let m = variable(.maybe) { return chance(92) ? "(\(m) or \(number(0)))" : "(\(m) + 1)" }
            return number(depth - 1)
        case 15:
            if let t = variable(.list) { return "#\(t)" }
            return "(\(number(0)) % \(pick(["3", "2.5", "(s.n + 1)"])))"
        case 16: return "(\(number(0)) // \(pick(["3", "2.0"])))"
        default: return number(depth - 1)
        }
    }

    private mutating func truth(_ depth: Int) -> String {
        guard depth > 0 else {
            if let b = variable(.truth), chance(50) { return b }
            return pick(["s.flag", "t.last", "t.index > 2", "s.x > 0", "s.part.y < 1", "s.n >= 2"])
        }
        switch pick(1...10) {
        case 1, 2: return "\(number(depth - 1)) < \(number(depth - 1))"
        case 3: return "\(number(depth - 1)) >= \(number(0))"
        case 4: return "(\(truth(depth - 1)) and \(truth(depth - 1)))"
        case 5: return "(\(truth(depth - 1)) or \(truth(depth - 1)))"
        case 6: return "not (\(truth(depth - 1)))"
        case 7: return "chance(\(drawName()), \(pick(["0.3", "0.5", "0.9", "clamp(s.x, 0, 1)"])))"
        case 8:
            if let m = variable(.maybe) { return "\(m) ~= nil" }
            return truth(depth - 1)
        case 9:
            if let c = variable(.choice) { return "\(c) == \"up\"" }
            return "\(number(0)) == \(number(0))"
        default: return truth(depth - 1)
        }
    }
}

extension StepGenerator.Program {
    /// The script.
    var text: String {
        var lines = [
            "local w = 0.75", "local m = model \"m\" {", "  step = 1 * month, steps = 4,",
            "  state = { x = 0.5, n = 1, k = 2, flag = true, part = { y = -0.25 }, list = { 1.5, -0.5, 2.0 } },",
            "  run = function(s, f, t, p)",
        ]
        for helper in helpers {
            lines.append("    local function \(helper.name)(a, b, tag)")
            StepGenerator.write(helper.body, "      ", &lines)
            lines.append("      \(helper.result)")
            lines.append("    end")
        }
        StepGenerator.write(run, "    ", &lines)
        lines += ["  end,", "}", "return m"]
        return lines.joined(separator: "\n") + "\n"
    }
}

extension StepGenerator {
    static func write(_ nodes: [Node], _ indent: String, _ lines: inout [String]) {
        for node in nodes {
            var rest = Substring(node.text)
            var line = indent
            // Places of inner statements are `{0}`, `{1}` …; other braces are tables.
            while let (place, number) = nextPlace(in: rest) {
                lines.append(line + rest[..<place])
                write(node.blocks[number], indent + "  ", &lines)
                line = indent
                rest = rest[rest.index(place, offsetBy: 3)...]
            }
            lines.append(line + rest)
        }
    }

    private static func nextPlace(in text: Substring) -> (Substring.Index, Int)? {
        var start = text.startIndex
        while let open = text[start...].firstIndex(of: "{") {
            let inner = text.index(after: open)
            if inner < text.endIndex, let number = text[inner].wholeNumberValue {
                let close = text.index(after: inner)
                if close < text.endIndex, text[close] == "}" { return (open, number) }
            }
            start = inner
        }
        return nil
    }
}
