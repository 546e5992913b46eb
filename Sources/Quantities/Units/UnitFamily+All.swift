extension UnitFamily {
    /// Every unit of the language, in the order in which documentation lists them. Adding a line here adds the
    /// global, its completion, its documentation and its parsing.
    static let all: [UnitFamily] = power + energy + time + money + hashing + compute + information + physical

    private static let power: [UnitFamily] = [
        .si("W", "watt", .power, .power, [.none, .kilo, .mega, .giga, .tera])
    ]

    private static let energy: [UnitFamily] = [
        .si(
            "Wh", "watt-hour", .energy, .energy, scale: Scale(two: 4, three: 2, five: 2),
            [.none, .kilo, .mega, .giga, .tera]),
        .si(
            "J", "joule", .energy, .energy,
            [
                .pico.asBuiltOnly, .nano.asBuiltOnly, .micro.asBuiltOnly, .milli.asBuiltOnly, .none, .kilo, .mega,
                .giga,
                .tera, .peta,
            ]),
    ]

    // 60 = 2^2·3·5; a day is 2^7·3^3·5^2 s; a year of 365.25 days is 2^5·3^4·5^2·487 s.
    private static let time: [UnitFamily] = [
        .si("s", "second", .time, .time, [.nano, .micro, .milli, .none]),
        .single("minute", "60 seconds", .time, .time, Scale(two: 2, three: 1, five: 1)),
        .single("hour", "60 minutes", .time, .time, Scale(two: 4, three: 2, five: 2)),
        .single("day", "24 hours", .time, .time, Scale(two: 7, three: 3, five: 2)),
        .single("week", "7 days", .time, .time, Scale(two: 7, three: 3, five: 2, seven: 1)),
        .single("month", "a twelfth of a year, 30.4375 days", .time, .time, Scale(two: 3, three: 3, five: 2, p487: 1)),
        .single("year", "365.25 days, 8766 hours", .time, .time, Scale(two: 5, three: 4, five: 2, p487: 1)),
    ]

    private static let money: [UnitFamily] = [
        .currency("USD", .usd, "US dollars"),
        .single("cent", "a hundredth of a US dollar", .money, .money, .ten(-2)),
        .currency("EUR", .eur, "euros"),
        .currency("GBP", .gbp, "pounds sterling"),
        .currency("CAD", .cad, "Canadian dollars"),
        .currency("AUD", .aud, "Australian dollars"),
        .currency("JPY", .jpy, "Japanese yen"),
        .single("BTC", "bitcoin", .bitcoin, .coin, .one),
        .single("sat", "satoshi, 1e-8 BTC", .bitcoin, .coin, .ten(-8)),
    ]

    private static let hashing: [UnitFamily] = [
        .si("H", "hash", .hashing, .hash, [.none, .kilo, .mega, .giga, .tera, .peta, .exa, .zetta]),
        .si("Hs", "hash per second", .hashing, .hashRate, [.tera, .peta, .exa, .zetta]),
    ]

    private static let compute: [UnitFamily] = [
        .si(
            "FLOP", "FLOP", .compute, .work,
            [.none, .kilo, .mega, .giga, .tera, .peta, .exa, .zetta, .yotta], note: ", floating-point operations"),
        .si("FLOPS", "FLOP per second", .compute, .computeRate, [.giga, .tera, .peta, .exa, .zetta]),
        .si("token", "token", .tokens, .token, [.none, .kilo, .mega, .giga, .tera]),
    ]

    private static let information: [UnitFamily] = [
        .si(
            "B", "byte", .information, .information, scale: Scale(two: 3),
            [.none, .kilo, .mega, .giga, .tera, .peta, .exa]),
        .si(
            "B", "byte", .information, .information, scale: Scale(two: 3), [.kibi, .mebi, .gibi, .tebi, .pebi]),
        .si("bit", "bit", .information, .information, [.none, .kilo, .mega, .giga, .tera, .peta]),
    ]

    private static let physical: [UnitFamily] = [
        .si("K", "kelvin", .temperature, .temperature, [.none], note: ", a difference of temperatures"),
        .si("meter", "meter", .length, .length, [.none]),
        .si("km", "kilometer", .length, .length, scale: .ten(3), [.none]),
        .si("g", "gram", .mass, .mass, scale: .ten(-3), [.none, .kilo]),
        .si("tonne", "tonne", .mass, .mass, scale: .ten(3), [.none, .kilo, .mega], note: ", of 1000 kg"),
        .si("litre", "litre", .volume, .volume, scale: .ten(-3), [.none, .kilo, .mega]),
    ]
}
