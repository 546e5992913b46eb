import TestSupport

import Foundation

/// Writes random programs of all statements and expressions of Lua 5.4. They end, print what they compute with `out`,
/// and now and then fail. A program is a function of its seed.
struct ProgramGenerator {
    /// What a variable holds.
    enum Kind: CaseIterable {
        case number, integer, text, truth, list, record, function
    }

    struct Variable {
        let name: String
        let kind: Kind
        var isConstant = false
    }

    /// The tokens of the program. `newline` separates statements.
    private(set) var tokens: [String] = []
    static let newline = "\n"

    var random: SplitMix
    var variables: [Variable] = []
    var counter = 0
    /// How many loops are open in the current function.
    var loops = 0
    var isVariadic = true
    var functionDepth = 0

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
        emit("local", "list1", "=", "{", "3", ",", "1", ",", "2", "}")
        end()
        emit("local", "record1", "=", "{", "x", "=", "1", ",", "y", "=", "2.5", ",")
        emit("get", "=", "function", "(", "self", ",", "n", ")", "return", "self", ".", "x", "+", "n", "end", "}")
        end()
        variables = [Variable(name: "list1", kind: .list), Variable(name: "record1", kind: .record)]
        for _ in 0..<pick(6...18) { statement(depth: 3) }
        emit("return")
        if chance(70) { expressions(pick(1...3), depth: 2) }
        end()
    }

    // MARK: Choosing

    mutating func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    mutating func pick<T>(_ values: [T]) -> T { values[pick(0...(values.count - 1))] }
    mutating func chance(_ percent: Int) -> Bool { pick(1...100) <= percent }

    mutating func fresh(_ prefix: String) -> String {
        counter += 1
        return "\(prefix)\(counter)"
    }

    mutating func variable(_ kind: Kind, writable: Bool = false) -> String? {
        let fitting = variables.filter { $0.kind == kind && !(writable && $0.isConstant) }
        return fitting.isEmpty ? nil : pick(fitting).name
    }

    // MARK: Writing

    mutating func emit(_ parts: String...) { tokens += parts }
    mutating func end() { tokens.append(Self.newline) }

    /// Runs `body` in a block: its variables end with it.
    mutating func scope(_ body: (inout ProgramGenerator) -> Void) {
        let outer = variables
        body(&self)
        variables = outer
    }

    mutating func block(_ count: ClosedRange<Int> = 1...3, depth: Int) {
        scope { generator in
            for _ in 0..<generator.pick(count) { generator.statement(depth: depth) }
        }
    }

    mutating func expressions(_ count: Int, depth: Int) {
        for index in 0..<count {
            if index > 0 { emit(",") }
            anything(depth: depth)
        }
    }

    // MARK: The text

    /// The program with every statement's beginning on a line of its own and no other line ends, so that an error's
    /// line is the same however an error within a line is attributed.
    var text: String {
        var text = ""
        var previous = ""
        for token in tokens {
            // A parenthesis at the beginning of a line would continue the statement before.
            if previous == Self.newline && token == "(" { text += ";" }
            text += token == Self.newline ? "\n" : token.replacing("\n", with: "") + " "
            previous = token
        }
        return text
    }

    /// The program with blanks, line ends and comments anywhere.
    func scattered(seed: UInt64) -> String {
        var random = SplitMix(seed: seed)
        let separators = [
            " ", "  ", "\n", "\r\n", "\t", " --[[ c ]] ", " --[==[ ]] \n]==]", " -- comment\n", "\n\n", " --\n",
            " \u{0B}\u{0C}",
        ]
        return tokens.map { token in
            let separator = Int.random(in: 0..<3, using: &random) > 0 ? " " : separators.randomElement(using: &random)!
            return (token == Self.newline ? "\n" : token) + separator
        }.joined()
    }
}
