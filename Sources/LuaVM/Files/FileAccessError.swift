/// Why a script may not or cannot read a file; the words are in `FileAccessError+Diagnostic.swift`.
public struct FileAccessError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Problem: Hashable, Sendable {
        case empty
        case absolute
        /// `..` in the name.
        case outside
        /// A symbolic link leads out of the folder, or to nothing.
        case linkOut
        /// The chunk that asks has no folder.
        case noFolder
        /// The names that the user has given.
        case noSuchInput([String])
        case notAFile
        /// Bytes, and how many are allowed.
        case tooLarge(Int, Int)
        /// An `errno` of the folder itself.
        case folder(Int32)
        /// An `errno`.
        case system(Int32)
    }

    public let problem: Problem
    /// The name as the script gave it.
    public let name: String

    init(_ problem: Problem, name: String) {
        self.problem = problem
        self.name = name
    }
}
