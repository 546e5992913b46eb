extension Module {
    static let money = Module(
        "money", "Players and the money between them: contracts, debt, companies, and how a web of obligations settles.",
        functions: [
            .player, .network, .contract, .backstop, .debt, .annuity, .linear, .bullet, .sculpted, .construction, .company,
        ],
        types: [.player, .web, .clearing, .circularity])
}
