import DataFiles
import Diagnostics
import LuaVM
import Quantities

/// Values by hour, or one for all hours.
struct Hourly {
    /// One value: it holds in every hour.
    var values: [Double]
    /// Seconds since 1970 of the first hour, where the source has dates.
    var begins: Int?

    var isConstant: Bool { values.count == 1 && begins == nil }

    func spread(over hours: Int) -> [Double] { isConstant ? [Double](repeating: values[0], count: hours) : values }
}

extension Session {
    /// Hours in a unit from a quantity, a list of numbers or quantities, a series, or a table with one column of values.
    ///
    /// - Throws: a diagnostic where hours are missing or come twice: nothing is filled in silently.
    func hourly(_ value: LuaValue, _ unit: String, of what: String) throws -> Hourly {
        if case .payload(let payload) = value {
            if payload.type == types.series { return try hourly(object(value, Series.self), unit, of: what) }
            if payload.type == types.table {
                let table = try object(value, Table.self)
                let names = Array(table.csv.header.dropFirst())
                guard names.count == 1 else {
                    throw Diagnostic(
                        .wrongType, "\(what): \(table.file) has \(names.count) columns of values",
                        remedy: "name one: csv(\"\(table.file)\").\(names[0])")
                }
                return try hourly(table.series(names[0], in: self), unit, of: what)
            }
        }
        if case .table(let table) = value {
            guard let list = try? table.list(), !list.isEmpty else {
                throw Diagnostic(.wrongType, "\(what) must be a list with one entry for each hour")
            }
            return Hourly(
                values: try list.enumerated().map { try magnitudeOrPlain($1, unit, of: "\(what): hour \($0)") },
                begins: nil)
        }
        return Hourly(values: [try magnitude(value, unit, of: what)], begins: nil)
    }

    /// In lists plain numbers are in the unit that the field is documented with.
    private func magnitudeOrPlain(_ value: LuaValue, _ unit: String, of what: String) throws -> Double {
        if let operand = operand(value), operand.isPlain, let number = operand.certain, number.isFinite { return number }
        return try magnitude(value, unit, of: what)
    }

    private func hourly(_ series: Series, _ unit: String, of what: String) throws -> Hourly {
        for (before, now) in zip(series.times, series.times.dropFirst()) where now.seconds - before.seconds != 3600 {
            let gap = now.seconds - before.seconds
            throw Diagnostic(
                .seriesDates,
                "\(what): \(series.name) has \(gap < 3600 ? "a step shorter than an hour" : "hours missing") between \(before.text) and \(now.text)",
                remedy: "give every hour once, in UTC: clocks that change repeat one hour and skip another")
        }
        if series.unit == UnitTable.none, !unit.isEmpty {
            throw Diagnostic(
                .wrongDimension, "\(what): \(series.name) has no unit, but must be in \(unit)",
                remedy: "write csv(\"file.csv\", { unit = \"\(unit)\" })")
        }
        let wanted = unit.isEmpty ? Unit.one : try Unit(parsing: unit)
        guard units[series.unit].isCompatible(with: wanted) else {
            throw Diagnostic(
                .wrongDimension, "\(what): \(series.name) is \(kindName(series.unit)), but must be in \(unit)")
        }
        let conversion = units[series.unit].conversion(to: wanted)
        return Hourly(
            values: conversion.isIdentity ? series.values : series.values.map { conversion($0) },
            begins: series.times.first?.seconds)
    }
}
