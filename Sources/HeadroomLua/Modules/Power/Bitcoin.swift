import Diagnostics
import LuaVM
import PowerModel

extension Namespace {
    static let bitcoin = Namespace(
        name: "bitcoin", summary: "What the bitcoin network pays, and how its difficulty moves.",
        functions: [hashprice, breakEven, subsidy, nextHalving, difficulty, retarget, hashrate], constants: [])

    private static let hashprice = Function.declare("hashprice", "What a hash rate earns per time.", style: .named) { f in
        let price = f.parameter("price", .quantity("USD/BTC", "money per coin"), "Of a coin.")
        let difficulty = f.parameter("difficulty", .number("a number above 0") { $0 > 0 && $0.isFinite }, "Of the network.")
        let subsidy = f.optional("subsidy", .quantity("BTC", "coin"), "New coin per block; or give `height`.", default: "3.125 BTC")
        let height = f.optional("height", .integer(0...20_000_000, "a height"), "Of the block, which decides the subsidy.")
        let fees = f.optional("fees", .number("a number of at least 0") { $0 >= 0 && $0.isFinite }, "Fees as a share of the subsidy.", default: "0")
        f.returns(annotation: "headroom.quantity", "Money per hash rate and time.")
        f.details("86400·10¹⁵·R·P/(D·2³²) USD per PH/s and day, with R the subsidy and fees of a block.")
        f.example("print(bitcoin.hashprice { price = 100000 * USD/BTC, difficulty = 1.2e14, fees = 2 * percent })", prints: "53.4346327186 USD/PHs/day")
        return { a, i in
            let s = i.session
            let coin = try a[subsidy].map { try s.magnitude($0, "BTC", of: "hashprice: subsidy") } ?? Subsidy.coin(atHeight: a[height] ?? 900_000)
            let reward = coin * (1 + (a[fees] ?? 0))
            return [
                try s.quantity(
                    Hashprice.daily(
                        price: s.magnitude(a[price], "USD/BTC", of: "hashprice: price"), reward: reward, difficulty: a[difficulty]),
                    "USD/PHs/day")
            ]
        }
    }

    private static let breakEven = Function.declare(
        "break_even", "The power price at the meter at which a machine earns nothing.", style: .named
    ) { f in
        let hashprice = f.parameter("hashprice", .quantity("USD/PHs/day", "money per hash rate and time"), "What a hash rate earns.")
        let efficiency = f.parameter("efficiency", .quantity("J/TH", "energy per hash"), "Of the machine.")
        let pool = f.optional("pool_fee", .probability, "Share of revenue.", default: "0")
        let pue = f.optional("pue", .number("a number of at least 1") { $0 >= 1 }, "Power at the meter per power of machines.", default: "1")
        let cost = f.optional("running_cost", .quantity("USD/MWh", "money per energy"), "Other cost per MWh at the meter.", default: "0")
        f.returns(annotation: "headroom.quantity", "Money per energy.")
        f.details("hashprice·(1 − pool)/(0.024·J)/PUE − running cost.")
        f.example(
            "local h = bitcoin.hashprice { price = 100000 * USD/BTC, difficulty = 1.2e14, fees = 2 * percent }\n"
                + "print(bitcoin.break_even { hashprice = h, efficiency = 18.5 * J/TH, pool_fee = 1 * percent, pue = 1.04, running_cost = 3 * USD/MWh })",
            prints: "111.562297279 USD/MWh")
        return { a, i in
            let s = i.session
            let joules = try s.magnitude(a[efficiency], "J/TH", of: "break_even: efficiency")
            guard joules > 0 else { throw Diagnostic(.outOfRange, "break_even: `efficiency` must be above 0", operands: [s.shown(a[efficiency], name: "efficiency")]) }
            return [
                try s.quantity(
                    Hashprice.value(
                        s.magnitude(a[hashprice], "USD/PHs/day", of: "break_even: hashprice"), efficiency: joules, poolFee: a[pool] ?? 0,
                        pue: a[pue] ?? 1, runningCost: try a[cost].map { try s.magnitude($0, "USD/MWh", of: "break_even: running_cost") } ?? 0),
                    "USD/MWh")
            ]
        }
    }

    private static let subsidy = Function.declare("subsidy", "New coin of a block.") { f in
        let height = f.parameter("height", .integer(0...100_000_000, "a height"), "From 0.")
        f.returns(annotation: "headroom.quantity", "floor(50·10⁸ / 2^floor(height/210000)) satoshi.")
        f.example("print(bitcoin.subsidy(840000))", prints: "3.125 BTC")
        return { a, i in [try i.session.quantity(Subsidy.coin(atHeight: a[height]), "BTC")] }
    }

    private static let nextHalving = Function.declare("next_halving", "The first height with a lower subsidy.") { f in
        let height = f.parameter("height", .integer(0...100_000_000, "a height"), "From 0.")
        f.returns(annotation: "integer", "A height.")
        f.example("print(bitcoin.next_halving(900000))", prints: "1050000")
        return { a, _ in [.integer(Int64(Subsidy.nextHalving(after: a[height])))] }
    }

    private static let difficulty = Function.declare("difficulty", "The difficulty of a compact target.") { f in
        let bits = f.parameter("bits", .integer(0...0xffff_ffff, "four bytes, such as 0x17034219"), "As block headers carry it.")
        f.returns(.number, "0xffff·2²⁰⁸/target.")
        f.example("print(string.format(\"%.4f\", bitcoin.difficulty(0x1b0404cb)))", prints: "16307.4209")
        return { a, _ in [.number(try CompactTarget(bits: UInt32(a[bits])).difficulty)] }
    }

    private static let retarget = Function.declare("retarget", "The compact target after 2,016 blocks.", style: .named) { f in
        let bits = f.parameter("bits", .integer(0...0xffff_ffff, "four bytes, such as 0x17034219"), "The target so far.")
        let time = f.parameter("time", .quantity("s", "time"), "From the first of the 2,016 blocks to the last: 2,015 intervals.")
        f.returns(annotation: "integer", "Four bytes.")
        f.details("Held between a quarter and four times two weeks, and at difficulty 1 at the least. Exact, as nodes compute it.")
        f.example("print(string.format(\"0x%08x\", bitcoin.retarget { bits = 0x1d00ffff, time = 1022578 * s }))", prints: "0x1d00d86a")
        return { a, i in
            let seconds = try i.session.magnitude(a[time], "s", of: "retarget: time")
            guard seconds.magnitude < 1e15 else { throw Diagnostic(.outOfRange, "retarget: `time` is out of range", operands: [i.session.shown(a[time], name: "time")]) }
            return [.integer(Int64(try CompactTarget(bits: UInt32(a[bits])).retargeted(after: Int(seconds)).bits))]
        }
    }

    private static let hashrate = Function.declare("hashrate", "The network's hash rate at ten minutes a block.") { f in
        let difficulty = f.parameter("difficulty", .number("a number above 0") { $0 > 0 && $0.isFinite }, "Of the network.")
        f.returns(annotation: "headroom.quantity", "D·2³²/600.")
        f.example("print(bitcoin.hashrate(1.2e14))", prints: "858.9934592 EH/s")
        return { a, i in [try i.session.quantity(Difficulty.hashrate(a[difficulty]) / 1e18, "EH/s")] }
    }
}
