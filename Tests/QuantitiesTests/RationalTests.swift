import Quantities
import Testing

@Suite struct RationalTests {
    @Test func lowestTerms() throws {
        #expect(try #require(Rational(6, -4)) == #require(Rational(-3, 2)))
        #expect(Rational(0, -5) == .zero)
        #expect(Rational(1, 0) == nil)
        #expect(Rational(.min, 3) == nil)
        #expect(Rational(.max, .max) == .one)
    }

    @Test func arithmeticAndOverflow() throws {
        let third = try #require(Rational(1, 3))
        let half = try #require(Rational(1, 2))
        #expect(third.adding(half) == Rational(5, 6))
        #expect(third.adding(third.negated) == .zero)
        #expect(third.multiplied(by: half) == Rational(1, 6))
        #expect(Rational(.max).adding(.one) == nil)
        #expect(Rational(.max).multiplied(by: Rational(2)) == nil)
        #expect(try #require(Rational(1, .max)).adding(#require(Rational(1, .max - 1))) == nil)
        #expect(third < half && half.negated < third.negated && third.negated.magnitude == third)
        #expect(try #require(Rational(.max - 1, .max)) < .one)
        #expect(half.value == 0.5 && third.sign == 1 && third.negated.sign == -1)
    }

    @Test func doublesThatAreFractions() {
        #expect(Rational(nearest: 0.5) == Rational(1, 2))
        #expect(Rational(nearest: 1.0 / 3) == Rational(1, 3))
        #expect(Rational(nearest: -2.0 / 7) == Rational(-2, 7))
        #expect(Rational(nearest: 0.1) == Rational(1, 10))
        #expect(Rational(nearest: 3) == Rational(3))
        #expect(Rational(nearest: -0.0) == .zero)
        for value in [Double.pi, 1.0 / 65, 0.333, .nan, .infinity, 1e300] { #expect(Rational(nearest: value) == nil) }
        #expect(Rational(nearest: 1.0 / 65, denominatorUpTo: 65) == Rational(1, 65))
    }

    @Test func texts() {
        #expect([Rational(2), Rational(-1)].map(\.description) == ["2", "-1"])
        #expect(Rational(1, 2)?.description == "0.5")
        #expect(Rational(-7, 4)?.description == "-1.75")
        #expect(Rational(1, 3)?.description == "(1/3)")
    }
}
