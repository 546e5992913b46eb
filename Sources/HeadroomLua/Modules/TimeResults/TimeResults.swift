extension Module {
    static let timeResults = Module(
        "time-results", "What the result of a model answers about time.", types: [.fan, .yearly, .headroom, .credit, .path])
}
