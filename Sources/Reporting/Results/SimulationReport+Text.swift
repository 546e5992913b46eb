import Diagnostics

extension SimulationReport {
    /// One row an output: mean ± standard error, sd, quantiles, distribution in a line; below it trials, seed and time.
    public func text(width: Int? = nil, style: TextStyle = .plain) -> String {
        let probabilities = Set(outputs.flatMap { $0.quantiles.map(\.probability) }).sorted()
        let units = outputs.map { $0.kind == .boolean ? "%" : $0.displayUnit.name }
        let hasUnits = units.contains { !$0.isEmpty }
        let hasNumbers = outputs.contains { $0.kind == .number }
        let hasHistograms = outputs.contains { $0.histogram != nil }
        var columns = [TextTable.Column("output", .left, mayBeCut: true), .init("mean", .decimal)]
        if hasUnits { columns.append(.init("unit")) }
        if hasNumbers {
            columns.append(.init("sd", .decimal))
            columns += probabilities.map { .init(Self.label($0), .decimal) }
        }
        if hasHistograms { columns.append(.init("distribution")) }
        var table = TextTable(columns)
        for (output, unit) in zip(outputs, units) {
            var cells = [output.name, output.meanText]
            if hasUnits { cells.append(unit) }
            if hasNumbers { cells += output.spreadTexts(probabilities) }
            if hasHistograms { cells.append(output.histogram.map { Sparkline.text($0.counts, width: 24) } ?? "") }
            table.append(cells)
        }
        var foot = ["\(NumberText.count(trials)) \(trials == 1 ? "trial" : "trials")", "seed \(seed)"]
        if let seconds { foot.append(NumberText.duration(seconds)) }
        return heading + table.text(width: width, style: style) + style.faint(foot.joined(separator: ", ")) + "\n"
    }

    /// The event, how often it happens and on how many paths; nothing where the figures are about all paths.
    private var heading: String {
        guard let event else { return "" }
        let share = NumberText.text(event.probability * 100, error: event.standardError * 100, digits: 3)
        return "given \(event.name): \(NumberText.count(event.count)) of \(NumberText.count(trials)) paths, \(share) %\n"
    }

    /// 0.05 is `P5`, 0.999 is `P99.9`.
    static func label(_ probability: Double) -> String {
        var text = DecimalText.fixed(probability * 100, decimals: 6)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return "P\(text)"
    }
}

extension SimulationReport.Output {
    fileprivate var meanText: String {
        if count == 0 { return "no path" }
        if kind == .boolean { return NumberText.text(mean * 100, error: standardError * 100, digits: 3) }
        let shown = displayUnit
        return NumberText.text(shown(mean), error: shown(standardError))
    }

    /// Standard deviation and quantiles, each cut at the first digit of its own error; nothing for conditions.
    fileprivate func spreadTexts(_ probabilities: [Double]) -> [String] {
        guard kind == .number, count > 0 else { return Array(repeating: "", count: probabilities.count + 1) }
        let shown = displayUnit
        // True of normal samples; here it only decides how many digits are worth showing.
        let deviationError = standardDeviation / Double(2 * max(1, count)).squareRoot()
        return [NumberText.text(shown(standardDeviation), cutAt: shown(deviationError))]
            + probabilities.map { probability in
                guard let quantile = quantiles.first(where: { $0.probability == probability }) else { return "" }
                return NumberText.text(shown(quantile.value), cutAt: shown(quantile.error ?? 2 * standardError))
            }
    }
}
