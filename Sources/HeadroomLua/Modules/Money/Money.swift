extension Module {
    static let money = Module(
        "money", "Players and the money between them: contracts, debt, companies, and how a web of obligations settles.",
        functions: [.player, .network] + Function.moneyPrelude + [.optionToConvert],
        types: [.player, .web, .clearing, .circularity, .conversion])
}
