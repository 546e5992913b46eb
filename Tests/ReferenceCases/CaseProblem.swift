import DataFiles
import Diagnostics
import FinanceModel

/// Why a case can't be run.
enum CaseProblem: Error {
    /// An input that the model needs.
    case missing(String)
    /// An input, or an output asked for, that nothing here knows.
    case unknown(String)
}

extension Outcome {
    /// What `body` computes, its errors in words.
    static func attempt(_ body: () throws -> Outcome) -> Outcome {
        do {
            return try body()
        } catch CaseProblem.missing(let name) {
            return .malformed("`\(name)` is missing or of another kind")
        } catch CaseProblem.unknown(let what) {
            return .unsupported(what)
        } catch let error as any DiagnosticConvertible {
            return .malformed(error.diagnostic.message)
        } catch {
            return .malformed("\(error)")
        }
    }

    static func number(_ x: Double) -> Outcome { .value(.number(x)) }
}

extension Inputs {
    /// A number that must be there, by the first of these names.
    func need(_ names: String...) throws -> Double {
        for name in names { if let value = self[name]?.double { return value } }
        throw CaseProblem.missing(names[0])
    }

    func number(_ names: String..., default fallback: Double) throws -> Double {
        for name in names where has(name) {
            guard let value = self[name]?.double else { throw CaseProblem.missing(name) }
            return value
        }
        return fallback
    }

    func needList(_ names: String...) throws -> [Double] {
        for name in names { if let list = numbers(name) { return list } }
        throw CaseProblem.missing(names[0])
    }

    func needMatrix(_ names: String...) throws -> [[Double]] {
        for name in names { if let list = matrix(name) { return list } }
        throw CaseProblem.missing(names[0])
    }
}

extension ReferenceCase {
    /// Inputs, texts among them, and model in lower case with "_" and "-" read as spaces: where words are looked for.
    var words: String {
        let texts = inputs.names.compactMap { inputs[$0]?.string } + [model]
        return String(texts.joined(separator: "\n").lowercased().map { $0 == "_" || $0 == "-" ? " " : $0 })
    }

    /// Whichever of two words comes first in `words`.
    func first<T>(of choices: [(String, T)]) -> T? {
        let text = words
        var best: (at: String.Index, value: T)?
        for (word, value) in choices {
            guard let at = text.firstIndex(of: word) else { continue }
            if best.map({ at < $0.at }) ?? true { best = (at, value) }
        }
        return best?.value
    }
}

extension String {
    /// Where `word` begins, nil if nowhere.
    func firstIndex(of word: String) -> String.Index? {
        indices.first { self[$0...].hasPrefix(word) }
    }
}
