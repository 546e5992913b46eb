/// Goes through a tree in the order of the text, inner functions included.
///
/// A visitor sees every statement and every expression before what is inside, and says whether to go on inside. The
/// tree is at most ``Limits/treeHeight`` nodes high, so that the recursion is safe.
public protocol SyntaxVisitor {
    /// Called before what is inside the statement; false skips that.
    mutating func visit(_ statement: Statement) -> Bool
    /// Called before what is inside the expression; false skips that.
    mutating func visit(_ expression: Expression) -> Bool
}

extension SyntaxVisitor {
    public mutating func visit(_ statement: Statement) -> Bool { true }
    public mutating func visit(_ expression: Expression) -> Bool { true }

    /// Goes through a block.
    public mutating func walk(_ block: Block) {
        for statement in block.statements { walk(statement) }
    }

    /// Goes through a statement.
    public mutating func walk(_ statement: Statement) {
        guard visit(statement) else { return }
        switch statement.form {
        case .if(let arms, else: let last):
            for arm in arms {
                walk(arm.condition)
                walk(arm.block)
            }
            if let last { walk(last) }
        case .repeat(let block, until: let condition):
            walk(block)
            walk(condition)
        default:
            for expression in statement.form.expressions { walk(expression) }
            for block in statement.form.blocks { walk(block) }
        }
    }

    /// Goes through an expression.
    public mutating func walk(_ expression: Expression) {
        guard visit(expression) else { return }
        if case .function(let body) = expression.form { return walk(body.block) }
        for child in expression.form.children { walk(child) }
    }
}
