/// Finds where a function crosses 0 between two points, by the method of interpolation, truncation and projection (Oliveira
/// and Takahashi 2020, "An enhancement of the bisection method average performance preserving minmax optimality", ACM
/// TOMS 47(1), algorithm 1): never more than one evaluation above bisection, superlinear on smooth functions, and unharmed by
/// steps and flat pieces.
///
/// The caller evaluates: ask for ``next``, give its value to ``add(_:)``, until ``width`` is small enough.
public struct BracketedRoot: Sendable {
    /// The bracket, with the values at its ends: of opposite signs.
    public private(set) var low: (x: Double, value: Double)
    public private(set) var high: (x: Double, value: Double)
    /// Half of the width aimed at.
    private let tolerance: Double
    private let most: Int
    private var steps = 0
    private let firstWidth: Double

    /// - Parameter tolerance: above 0; the bracket need not become narrower.
    /// - Returns: nil where both ends have values of one sign, or a value is NaN.
    public init?(low: (x: Double, value: Double), high: (x: Double, value: Double), tolerance: Double) {
        precondition(low.x < high.x && tolerance > 0, "a bracket has two ends")
        guard low.value <= 0 && high.value >= 0 || low.value >= 0 && high.value <= 0 else { return nil }
        self.low = low
        self.high = high
        self.tolerance = tolerance / 2
        firstWidth = high.x - low.x
        var halvings = 0
        var width = firstWidth
        while width > tolerance && halvings < 1100 {
            width /= 2
            halvings += 1
        }
        most = halvings + 1
    }

    public var width: Double { high.x - low.x }
    /// The better of the ends where one is 0, else the middle.
    public var best: Double { low.value == 0 ? low.x : high.value == 0 ? high.x : low.x + width / 2 }
    public var isDone: Bool { width <= 2 * tolerance || low.value == 0 || high.value == 0 || next <= low.x || next >= high.x }

    /// Where the function should be evaluated next, within the bracket.
    public var next: Double {
        let middle = low.x + width / 2
        let radius = max(0, tolerance * power(of: most - steps) - width / 2)
        let truncation = 0.2 / firstWidth * width * width
        // The line through both ends.
        let line = (high.value * low.x - low.value * high.x) / (high.value - low.value)
        guard line.isFinite else { return middle }
        let sign = middle >= line ? 1.0 : -1.0
        let moved = truncation <= abs(middle - line) ? line + sign * truncation : middle
        return abs(moved - middle) <= radius ? moved : middle - sign * radius
    }

    /// Narrows the bracket by the value at ``next``.
    public mutating func add(_ value: Double) {
        let x = next
        steps += 1
        if value == 0 {
            low = (x, 0)
            high = (x, 0)
        } else if (value > 0) == (high.value > 0 || high.value == 0 && low.value < 0) {
            high = (x, value)
        } else {
            low = (x, value)
        }
    }

    private func power(of exponent: Int) -> Double {
        exponent > 1000 ? .infinity : exponent < 0 ? 1 : Double(sign: .plus, exponent: exponent, significand: 1)
    }
}
