import Diagnostics
import Engine
import LuaSyntax

/// Loops, unrolled.
extension Tracer {
    /// Walks turns until `turn` says that there are no more, or no path is left.
    private func turns(_ place: Position, _ turn: (Int) throws -> Bool) throws {
        guard let entry = mask else { return }
        let target = newTarget()
        let start = kills.count
        frame.loops.append(target)
        turns.append(0)
        defer {
            frame.loops.removeLast()
            turns.removeLast()
        }
        var number = 0
        while isReached {
            number += 1
            guard number <= Tracer.mostTurns else {
                throw refusal(
                    "the loop does not end within \(Tracer.mostTurns) turns", at: place,
                    remedy: "loops are unrolled: give them a bound that is known and small")
            }
            try checkSize(place)
            turns[turns.count - 1] = number
            if try !turn(number) { break }
        }
        kills[start...].removeAll { $0.target == .scope(target) }
        mask = without(kills[start...], from: entry)
    }

    func loop(_ condition: Expression, _ block: Block, isRepeat: Bool) throws {
        let place = condition.range.start
        try turns(place) { _ in
            if !isRepeat {
                guard try certain(condition) else { return false }
                try execute(block)
                return true
            }
            // The condition sees the locals of the block.
            try execute(block)
            return isReached ? try !certain(condition) : false
        }
    }

    /// A condition that must be decided for all paths that are here.
    private func certain(_ condition: Expression) throws -> Bool {
        switch isTrue(try value(condition)) {
        case .certain(let truth): return truth
        case .uncertain:
            throw refusal(
                "whether this loop goes on differs from path to path", at: condition.range.start,
                remedy: "write a loop with a constant bound and leave it by `if ... then break end`")
        }
    }

    func count(_ loop: NumericFor, _ place: Position) throws {
        let start = try bound(loop.start, "initial")
        let limit = try bound(loop.limit, "limit")
        let step = try loop.step.map { try bound($0, "step") } ?? .integer(1)
        guard isReached, let values = try counters(start, limit, step, place) else { return }
        try turns(place) { turn in
            guard turn <= values.count, let mask else { return false }
            frame.cells[loop.variable] = Cell(values.value(turn - 1), mask: mask)
            try execute(loop.block)
            return turn < values.count
        }
    }

    private func bound(_ expression: Expression, _ word: String) throws -> StepValue {
        let value = resolved(try value(expression))
        if plain(value) != nil || !isReached { return value }
        if case .amount(let amount) = value, amount.operand.isPlain {
            throw refusal(
                "the \(word) value of this loop differs by path or step", at: expression.range.start,
                remedy: "loop to a constant bound and leave by `if i > n then break end`")
        }
        try fail(mistake("'for' \(word) value must be a number", at: expression.range.start))
        return .integer(0)
    }

    /// The values of a loop's counter.
    private struct Counters {
        let count: Int
        let value: (Int) -> StepValue
    }

    private func counters(_ start: StepValue, _ limit: StepValue, _ step: StepValue, _ place: Position) throws -> Counters? {
        guard let a = plain(start), let b = plain(limit), let c = plain(step) else { return nil }
        if c == 0 {
            try fail(mistake("'for' step is zero", at: place))
            return nil
        }
        if case .integer(let first) = start, case .integer(let by) = step {
            // A float limit is clipped to an integer.
            let last: Int64
            if case .integer(let n) = limit {
                last = n
            } else if b.isNaN {
                return nil
            } else {
                last = by > 0 ? Int64(exactly: b.rounded(.down)) ?? (b > 0 ? .max : .min) : Int64(exactly: b.rounded(.up)) ?? (b > 0 ? .max : .min)
            }
            guard by > 0 ? first <= last : first >= last else { return nil }
            let span = by > 0 ? UInt64(bitPattern: last &- first) / UInt64(by) : UInt64(bitPattern: first &- last) / UInt64(bitPattern: 0 &- by)
            return Counters(count: Int(clamping: span) &+ 1) { .integer(first &+ Int64($0) &* by) }
        }
        var values: [Double] = []
        var x = a
        while (c > 0 ? x <= b : b <= x), values.count <= Tracer.mostTurns {
            values.append(x)
            x += c
        }
        guard !values.isEmpty else { return nil }
        return Counters(count: values.count) { .number(values[$0]) }
    }

    func iterate(_ loop: GenericFor, _ place: Position) throws {
        let found = try values(loop.values)
        guard isReached else { return }
        let iterator = resolved(found.first ?? .nil)
        let state = found.count > 1 ? found[1] : .nil
        var control = found.count > 2 ? found[2] : .nil
        if case .native(let native) = iterator, native.name == "next" {
            return try pairs(loop, state, place)
        }
        try turns(place) { _ in
            let results = try call(iterator, [state, control], at: place, site: nil)
            guard let mask else { return false }
            control = results.first ?? .nil
            switch isTrue(try equality(control, .nil, place)) {
            case .certain(true): return false
            case .certain(false): break
            case .uncertain(let isOver):
                let before = kills.count
                self.mask = mask.and(isOver, in: graph)
                leave(to: .scope(frame.loops[frame.loops.count - 1]))
                self.mask = without(kills[before...], from: mask)
                control = resolved(control)
            }
            try bind(loop, results)
            try execute(loop.block)
            return true
        }
    }

    private func bind(_ loop: GenericFor, _ results: [StepValue]) throws {
        guard let mask else { return }
        for (i, id) in loop.variables.enumerated() {
            frame.cells[id] = Cell(resolved(i < results.count ? results[i] : .nil), mask: mask)
        }
    }

    /// Goes through the fields of a table as they are at the beginning.
    private func pairs(_ loop: GenericFor, _ state: StepValue, _ place: Position) throws {
        guard case .table(let table) = resolved(state) else {
            throw refusal(
                "which table `pairs` goes through differs from path to path", at: place,
                remedy: "go through one table, and choose inside the loop")
        }
        let keys = table.keys
        try turns(place) { turn in
            guard turn <= keys.count, let key = keys[turn - 1].value, let mask else { return false }
            let value = try index(.table(table), key, at: place, nil)
            switch isTrue(try equality(value, .nil, place)) {
            case .certain(true): break
            case .certain(false):
                try bind(loop, [key, value])
                try execute(loop.block)
            case .uncertain(let isGone):
                let before = kills.count
                self.mask = mask.and(graph.apply(.not, isGone), in: graph)
                try bind(loop, [key, resolved(value)])
                try execute(loop.block)
                self.mask = without(kills[before...], from: mask)
            }
            return turn < keys.count
        }
    }
}
