extension DiagnosticCode {
    /// What `headroom explain CODE` says.
    public struct Article: Hashable, Sendable {
        public let code: DiagnosticCode
        /// One line, without a full stop.
        public let summary: String
        /// A paragraph or two in plain words: what is wrong and why it is refused.
        public let meaning: String
        /// What raises it: Lua, or a command where a command does.
        public let wrong: String
        /// What to write instead.
        public let right: String

        init(_ code: DiagnosticCode, _ summary: String, _ meaning: String, wrong: String, right: String) {
            self.code = code
            self.summary = summary
            self.meaning = meaning
            self.wrong = wrong
            self.right = right
        }
    }

    /// Every code with its article, theme by theme; a new theme is added here.
    public static let articles: [Article] =
        Article.language + Article.arguments + Article.quantities + Article.uncertainty + Article.running
        + Article.files + Article.series + Article.power

    /// Every code that Headroom raises, theme by theme.
    public static let all: [DiagnosticCode] = articles.map(\.code)

    /// The code called `name`, if there is one.
    public init?(named name: String) {
        guard let article = Self.articles.first(where: { $0.code.rawValue == name }) else { return nil }
        self = article.code
    }

    /// The code's article; nil for a code that isn't Headroom's.
    public var article: Article? {
        Self.articles.first { $0.code == self }
    }

    /// The code in one line; empty for a code that isn't Headroom's.
    public var summary: String { article?.summary ?? "" }

    /// The whole article as text: the summary, the meaning in lines of at most 80 letters, a wrong and a right example.
    public var explanation: String {
        guard let article else { return "" }
        return """
            \(rawValue): \(article.summary)

            \(Self.wrapped(article.meaning, at: 80))

            Wrong:

            \(Self.indented(article.wrong))

            Right:

            \(Self.indented(article.right))

            """
    }

    private static func wrapped(_ text: String, at width: Int) -> String {
        var lines = [""]
        for word in text.split(separator: " ") {
            let line = lines[lines.count - 1]
            if line.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if line.count + 1 + word.count <= width {
                lines[lines.count - 1] += " \(word)"
            } else {
                lines.append(String(word))
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "    \($0)" }
            .joined(separator: "\n")
    }
}
