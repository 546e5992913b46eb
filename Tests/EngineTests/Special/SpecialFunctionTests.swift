import Testing

@testable import Engine

/// Values by mpmath 1.3.0 with 40 digits.
@Suite struct SpecialFunctionTests {
    @Test(arguments: [
        (1e-05, 11.512919692895826),
        (0.3, 1.0957979948180756),
        (0.999, 0.0005780385328913802),
        (1.0009765625, -0.0005629031799912047),
        (1.7, -0.09580769740706588),
        (2.0009765625, 0.00041318279306425424),
        (3.7, 1.428072326665388),
        (11.9, 17.25847745059552),
        (100.25, 360.28455963776423),
        (1000000.0, 12815504.569147611),
        (1e+300, 6.897755278982137e+302),
    ])
    func logGamma(_ point: (x: Double, expected: Double)) {
        #expect(relativeError(LogGamma.value(point.x), point.expected) < 1e-14)
    }

    @Test(arguments: [
        [0.01, 1e-10, 0.7988610914336052, 0.2011389085663948],
        [0.01, 0.5, 0.9943732438060329, 0.0056267561939671844],
        [0.3, 2.0, 0.977974019172853, 0.022025980827147015],
        [2.5, 0.1, 0.0008861387888124426, 0.9991138612111875],
        [2.5, 30.0, 0.9999999999878454, 1.215456977718304e-11],
        [99.5, 70.0, 0.0005201515029031943, 0.9994798484970968],
        [150.0, 150.0, 0.5108582297493597, 0.4891417702506403],
        [150.0, 260.0, 0.99999999999995, 4.992215169140719e-14],
        [5000.0, 4800.0, 0.0021027954807304734, 0.9978972045192696],
        [100000.0, 100900.0, 0.9977344721794367, 0.0022655278205633736],
    ])
    func incompleteGamma(_ point: [Double]) {
        let tails = IncompleteGamma.tails(point[0], point[1])
        #expect(relativeError(tails.lower, point[2]) < 1e-12)
        #expect(relativeError(tails.upper, point[3]) < 1e-12)
    }

    @Test(arguments: [
        [0.01, 5.0, 1e-06, 0.8892360083175224, 0.11076399168247762],
        [0.01, 0.02, 0.5, 0.6667194610412722, 0.3332805389587278],
        [3.0, 0.004, 0.75, 0.0014231667652495718, 0.9985768332347504],
        [2.0, 3.0, 0.001, 5.992003e-06, 0.999994007997],
        [8.0, 2.0, 0.9375, 0.8950792107498273, 0.10492078925017267],
        [0.5, 2.0, 0.25, 0.6875, 0.3125],
        [50.0, 0.5, 0.875, 0.0002672122929798483, 0.9997327877070201],
        [500.0, 2000.0, 0.1875, 0.05730451302932629, 0.9426954869706737],
        [3000.0, 10.0, 0.9990234375, 0.9990607837444806, 0.0009392162555193573],
    ])
    func incompleteBeta(_ point: [Double]) {
        let tails = IncompleteBeta.tails(point[0], point[1], point[2])
        #expect(relativeError(tails.lower, point[3]) < 1e-12)
        #expect(relativeError(tails.upper, point[4]) < 1e-12)
    }

    @Test func stirlingErrorJoinsAtTwelve() {
        #expect(relativeError(LogGamma.stirlingError(12.0.nextDown), LogGamma.stirlingError(12)) < 1e-12)
    }

    @Test func devianceDoesNotCancel() {
        // x ln(x/m) + m − x with x = m(1 + 1e-8): m·1e-16/2.
        #expect(relativeError(LogGamma.deviance(1e6 * (1 + 0x1p-27), 1e6), 1e6 * 0x1p-55 * (1 - 0x1p-27 / 3)) < 1e-14)
        #expect(LogGamma.deviance(0, 3) == 3)
    }

    @Test func incompleteFunctionsOutsideTheirDomainAreNaN() {
        #expect(IncompleteGamma.tails(-1, 1).lower.isNaN)
        #expect(IncompleteGamma.tails(1, -1).lower.isNaN)
        #expect(IncompleteBeta.tails(0, 1, 0.5).lower.isNaN)
        #expect(LogGamma.value(-1).isNaN)
    }

    @Test func tanhSinhIntegratesSingularEnds() {
        let root = DoubleExponential.integral { 1 / $0.lower.squareRoot() }
        #expect((root.value - 2).magnitude < 1e-7)
        let log = DoubleExponential.integral { ScalarMath.log($0.isUpper ? 1 - $0.probability : $0.probability) }
        #expect((log.value + 1).magnitude < 1e-14)
    }

    @Test func linearSystemsAreSolvedOrRefused() throws {
        let x = try #require(LinearSystem.solve([[0, 2, 1], [1, 1, 0], [3, 0, -1]], [7, 3, 0]))
        #expect(zip(x, [1, 2, 3]).allSatisfy { ($0 - $1).magnitude < 1e-14 })
        #expect(LinearSystem.solve([[1, 2], [2, 4]], [1, 2]) == nil)
    }

    @Test func rootsAreBracketed() throws {
        let root = try #require(Bisection.root(from: 0, to: 2) { $0 * $0 - 2 })
        #expect((root - 2.0.squareRoot()).magnitude < 1e-15)
        #expect(Bisection.root(from: 2, to: 3) { $0 * $0 - 2 } == nil)
    }
}
