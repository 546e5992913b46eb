/// When how much of a grid connection is live.
package struct Energisation: Hashable, Sendable {
    package struct Phase: Hashable, Sendable {
        /// Days since 1970-01-01.
        package var day: Int
        /// As it is written, for messages.
        package var date: String
        /// MW from that day on, all phases so far included.
        package var power: Double

        package init(day: Int, date: String, power: Double) {
            self.day = day
            self.date = date
            self.power = power
        }
    }

    package let phases: [Phase]

    /// - Throws: `PowerError` of kind `invalid` where dates or power don't rise or exceed the grid.
    package init(_ phases: [Phase], grid: Double) throws(PowerError) {
        for (before, now) in zip(phases, phases.dropFirst()) {
            if now.day <= before.day {
                throw PowerError(
                    .invalid, "energisation dates are out of order: \(now.date) comes after \(before.date)",
                    remedy: "list phases from the earliest date")
            }
            if now.power < before.power {
                throw PowerError(
                    .invalid, "energised power falls from \(before.power) MW to \(now.power) MW on \(now.date)",
                    remedy: "`power` is what is live from that date on, earlier phases included")
            }
        }
        for phase in phases where !(phase.power >= 0 && phase.power <= grid) {
            throw PowerError(
                .invalid, "\(phase.power) MW energised on \(phase.date) is not within the grid connection",
                [("grid", "\(grid) MW")], remedy: "raise `grid`, or correct the phase")
        }
        self.phases = phases
    }

    /// MW live on a day, every phase `delay` days late; the whole grid where there are no phases.
    package func power(onDay day: Int, delay: Int = 0, grid: Double) -> Double {
        phases.isEmpty ? grid : phases.last { $0.day + delay <= day }?.power ?? 0
    }
}
