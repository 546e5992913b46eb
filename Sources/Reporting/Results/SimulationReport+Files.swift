public import DataFiles
import Quantities

extension SimulationReport {
    /// Saves the figures as JSON or CSV, as the name ends, atomically.
    public func write(to path: String) throws(ReportingError) {
        switch try FileFormat(ofPath: path) {
        case .json: try ReportingError.catching { () throws(DataFileError) in try json.write(to: path) }
        case .csv: try ReportingError.catching { () throws(DataFileError) in try csv.write(to: path) }
        }
    }

    /// Facts first, then trials, seed and outputs in their order. Figures that do not exist are `null`.
    public var json: JSON {
        var object = facts
        object["trials"] = .integer(Int64(trials))
        object["seed"] = Int64(exactly: seed).map { .integer($0) } ?? .string(String(seed))
        if let event {
            object["given"] = [
                "event": .string(event.name), "n": .integer(Int64(event.count)),
                "probability": JSON(finite: event.probability), "probability_se": JSON(finite: event.standardError),
            ]
        }
        object["outputs"] = .array(outputs.map(\.json))
        return .object(object)
    }

    /// One line a statistic: output, unit, statistic, value, error.
    public var csv: CSVWriter {
        var table = CSVWriter(header: ["output", "unit", "statistic", "value", "error"])
        for output in outputs {
            func add(_ statistic: String, _ value: Double, _ error: Double? = nil, unit: String) {
                table.append([
                    .text(output.name), .text(unit), .text(statistic), .number(value),
                    error.map { .number($0) } ?? .text(""),
                ])
            }
            let unit = Quantity(1, output.unit).spelled.unit
            func figure(_ value: Double) -> Double { Quantity(value, output.unit).spelled.magnitude }
            add("n", Double(output.count), unit: "")
            if output.count == 0 { continue }
            if output.kind == .boolean {
                add("probability", output.mean, output.standardError, unit: "")
                continue
            }
            add("mean", figure(output.mean), figure(output.standardError), unit: unit)
            add("sd", figure(output.standardDeviation), unit: unit)
            add("minimum", figure(output.minimum), unit: unit)
            for quantile in output.quantiles {
                add(Self.label(quantile.probability), figure(quantile.value), quantile.error.map(figure), unit: unit)
            }
            add("maximum", figure(output.maximum), unit: unit)
        }
        return table
    }
}

extension SimulationReport.Output {
    fileprivate var json: JSON {
        var object: JSON.Object = ["name": .string(name), "n": .integer(Int64(count))]
        if kind == .boolean {
            object["probability"] = JSON(finite: mean)
            object["probability_se"] = JSON(finite: standardError)
            return .object(object)
        }
        func figure(_ value: Double) -> JSON { JSON(finite: Quantity(value, unit).spelled.magnitude) }
        object["unit"] = .string(Quantity(1, unit).spelled.unit)
        object["mean"] = figure(mean)
        object["se"] = figure(standardError)
        object["sd"] = figure(standardDeviation)
        object["minimum"] = figure(minimum)
        object["maximum"] = figure(maximum)
        object["quantiles"] = .array(
            quantiles.map { quantile in
                var entry: JSON.Object = ["p": .number(quantile.probability), "value": figure(quantile.value)]
                if let error = quantile.error { entry["error"] = figure(error) }
                return .object(entry)
            })
        if let histogram {
            object["histogram"] = [
                "edges": .array(histogram.edges.map(figure)),
                "counts": .array(histogram.counts.map(JSON.init(finite:))),
                "below": JSON(finite: histogram.below), "above": JSON(finite: histogram.above),
            ]
        }
        return .object(object)
    }
}

extension JSON {
    /// The number, whole ones without a fraction, or `null` for NaN and infinities.
    init(finite value: Double) {
        guard value.isFinite else {
            self = .null
            return
        }
        if let whole = Int64(exactly: value), abs(value) < 0x1p53, !(value == 0 && value.sign == .minus) {
            self = .integer(whole)
        } else {
            self = .number(value)
        }
    }
}
