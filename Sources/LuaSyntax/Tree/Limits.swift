/// How large a chunk may be.
///
/// Lua itself refuses what is nested about 195 deep; the rest keeps recursive walks over the tree from exhausting the
/// stack, far beyond what a person writes.
package enum Limits {
    /// Bytes of one text.
    package static let sourceBytes = 16 << 20
    /// Nested parentheses, tables, calls, functions, blocks and operands of right-associative operators together.
    package static let nesting = 190
    /// Nodes on the longest way down the tree. A sum of n terms is a tree of height n.
    package static let treeHeight = 1_000
    /// Locals of one function alive at once, as in Lua.
    package static let locals = 200
    /// Variables that one function uses from outside, as in Lua.
    package static let upvalues = 255
}
