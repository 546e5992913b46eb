/// Power at the meter per power of IT equipment, by temperature: min(base + slope·max(T − T0, 0), cap).
package struct Cooling: Hashable, Sendable {
    package var name: String
    /// At or below `above`; at least 1.
    package var base: Double
    /// Per °C.
    package var slope: Double
    /// °C.
    package var above: Double
    package var cap: Double

    package init(name: String, base: Double, slope: Double, above: Double, cap: Double) {
        self.name = name
        self.base = base
        self.slope = slope
        self.above = above
        self.cap = cap
    }

    package func pue(at celsius: Double) -> Double { min(base + slope * max(celsius - above, 0), cap) }

    /// IT power that a connection carries on the hottest day, MW: the cap, not the mean over the year, sizes it.
    package func capacity(_ grid: Double, at celsius: Double) -> Double { grid / pue(at: celsius) }

    package func check() throws(PowerError) {
        let check = InputCheck("cooling")
        if !(base >= 1 && base.isFinite) { throw PowerError("cooling", "pue", base, mustBe: "at least 1") }
        try check.notNegative("slope", slope)
        try check.finite("above", above)
        if !(cap >= base && cap.isFinite) {
            throw PowerError("cooling", "cap", cap, mustBe: "at least `pue` (\(base))")
        }
    }
}
