/// A model that moves through time, as nodes of a graph: what is known at the beginning, what one step does, what is
/// asked at the end.
///
/// On every path, states begin at `initial` (which depends on no step), and each of `steps` steps computes every `next`
/// from the states as they stand at its beginning, the random numbers of the step, and columns. Paths on which `alive`
/// has become false keep their states; a block whose paths have all stopped is not computed further.
///
/// Nodes of `initial` and of what is done once may not depend on a step; nodes of outputs read states as they stand at
/// the end. A model is data: it may be run any number of times, on any thread.
package struct TimeModel: Sendable {
    package typealias Node = Graph.Node

    /// A value that goes from step to step.
    package struct State: Sendable {
        /// What messages call it.
        package let name: String
        /// Its value at the beginning of a step (`Graph.makeState`).
        package let leaf: Node
        package var initial: Node
        package var next: Node
        /// Whether an infinite value or NaN on a live path ends the run.
        package var isChecked: Bool

        package init(_ name: String, leaf: Node, initial: Node, next: Node? = nil, isChecked: Bool = true) {
            self.name = name
            self.leaf = leaf
            self.initial = initial
            self.next = next ?? leaf
            self.isChecked = isChecked
        }
    }

    /// A condition that no path may meet. The engine does not ask whether a path lives: the condition says so itself.
    package struct Check: Sendable {
        package enum Kind: Sendable {
            /// The node is true.
            case isTrue
            /// The node is not finite where `mask` is true.
            case isNotFinite(mask: Node)
        }
        package let node: Node
        package let kind: Kind
        /// Given back when a path fails.
        package let number: Int

        package init(_ node: Node, _ kind: Kind, number: Int) {
            self.node = node
            self.kind = kind
            self.number = number
        }
    }

    /// A memory of one value per step.
    package struct HistoryUse: Sendable {
        package let history: History
        /// What each step puts in.
        package let pushed: Node
        /// What lies in it before the first step; depends on no step.
        package let initial: Node?
        /// How many steps it keeps; `steps + 1` keeps all, the initial value included.
        package let length: Int

        package init(_ history: History, pushed: Node, initial: Node? = nil, length: Int) {
            self.history = history
            self.pushed = pushed
            self.initial = initial
            self.length = length
        }
    }

    /// A value whose distribution is kept over time, at the recorded steps.
    package struct Series: Sendable {
        package let name: String
        package let node: Node
        /// The paths that count; nil: all.
        package let mask: Node?
        /// Whether paths that have stopped go on counting with the value they had (a state, then).
        package let isFrozen: Bool

        package init(_ name: String, _ node: Node, mask: Node? = nil, isFrozen: Bool = false) {
            self.name = name
            self.node = node
            self.mask = mask
            self.isFrozen = isFrozen
        }
    }

    /// An internal rate of return of the flows of all steps.
    package struct Rate: Sendable {
        /// The flows: initial value and one for each step.
        package let flows: History
        /// The bracket of the log-rate per step.
        package let bracket: ClosedRange<Double>
        /// The log-rate per step, among the outputs (`Graph.makeState`).
        package let logRate: Node
        /// 0 one root, 1 several, 2 and 3 none: the bracket's lower or upper end is given.
        package let status: Node

        package init(flows: History, bracket: ClosedRange<Double>, logRate: Node, status: Node) {
            self.flows = flows
            self.bracket = bracket
            self.logRate = logRate
            self.status = status
        }
    }

    /// How many steps a path has, 1 or more.
    package let steps: Int
    package var states: [State] = []
    /// A state that is true while a path lives; nil when paths never stop. It is one of `states`.
    package var alive: Node?
    package var checks: [Check] = []
    /// Checks of what is done once, before the first step.
    package var initialChecks: [Check] = []
    package var histories: [HistoryUse] = []
    package var series: [Series] = []
    /// The steps at which series are recorded, ascending, from 1 on.
    package var recordedSteps: [Int] = []
    package var rates: [Rate] = []
    /// Checks of what is computed behind the last step.
    package var finalChecks: [Check] = []

    package init(steps: Int) {
        precondition(steps >= 1, "a model has at least one step")
        self.steps = steps
    }

    /// At most `limit` of the steps, evenly spread, the last among them.
    package static func spread(_ steps: Int, limit: Int) -> [Int] {
        if steps <= limit { return Array(1...steps) }
        return (1...limit).map { ($0 * steps + limit / 2) / limit }
    }
}
