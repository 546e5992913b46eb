import Diagnostics
import Engine
import LuaVM
import Quantities

extension Module {
    static let dates = Module("dates", "Days of the calendar.", functions: [.date], types: [.date])
}

extension ObjectType {
    static let date = ObjectType(
        "date", "A day of the calendar. Dates compare with dates; the difference of two is a time.",
        fields: [
            Field("year", annotation: "integer", "The year.") { value, s in try s.dateField("year", of: value) },
            Field("month", annotation: "integer", "1 to 12.") { value, s in try s.dateField("month", of: value) },
            Field("day", annotation: "integer", "1 to 31.") { value, s in try s.dateField("day", of: value) },
        ],
        operators: "`-` gives a time, `< <= ==` compare.")
}

extension Function {
    static let date = Function.declare("date", "A day of the calendar, from its text.") { f in
        let text = f.parameter("text", .date, "Year, month and day: \"2028-04-20\".")
        f.returns(annotation: "headroom.date", "The date.")
        f.example(#"print(date "2028-04-20" - date "2028-04-01")"#, prints: "19 day")
        return { a, i in [i.session.dateValue(a[text].dayNumber)] }
    }
}

extension Kind where Value == CalendarDate {
    /// A date, or its text.
    static var date: Kind {
        Kind("a date such as \"2026-01-01\"", annotation: "headroom.date|string") { value, session in
            switch value {
            case .string(let text): return try CalendarDate(parsing: text)
            case .payload(let payload):
                guard let date = session.date(payload) else { throw KindMismatch() }
                return date
            default: throw KindMismatch()
            }
        }
    }
}

extension Session {
    func date(_ payload: Payload) -> CalendarDate? {
        payload.type == types.date ? CalendarDate(dayNumber: Int(payload.a)) : nil
    }

    func dateValue(_ dayNumber: Int) -> LuaValue { .payload(Payload(type: types.date, a: Int32(dayNumber))) }

    func dateField(_ name: String, of value: LuaValue) throws -> LuaValue {
        guard case .payload(let payload) = value, let date = date(payload) else { throw KindMismatch() }
        return try dateField(name, of: date)
    }

    func dateField(_ name: String, of date: CalendarDate) throws -> LuaValue {
        switch name {
        case "year": return .integer(Int64(date.year))
        case "month": return .integer(Int64(date.month))
        case "day": return .integer(Int64(date.day))
        default: throw unknownMember(.string(name), of: .date)
        }
    }

    /// A field of a date in a step, which may differ by step.
    func dateMember(_ name: String, _ content: Operand.Content, in tracer: Tracer) throws -> StepValue {
        func part(_ days: Double) throws -> Double {
            guard let date = CalendarDate(dayNumber: Int(days)), case .integer(let n) = try dateField(name, of: date) else { return .nan }
            return Double(n)
        }
        switch content {
        case .certain(let days): return .integer(Int64(try part(days)))
        case .uncertain(let node):
            guard let column = graph.columnValues(of: node) else { throw unknownMember(.string(name), of: .date) }
            return tracer.amount(.uncertain(graph.column(try column.map(part))), .always)
        }
    }
}

/// The operators of dates.
enum DateOperators {
    static func all(in session: Session) -> [(event: TypeDescription.Event, body: NativeBody)] {
        let pair: (Call) throws -> (Int, Int) = { [unowned session] call in
            guard let a = call.payload(1).flatMap({ session.date($0) }), let b = call.payload(2).flatMap({ session.date($0) }) else {
                throw Diagnostic(
                    .wrongType, "a date can only be compared with a date, or subtracted from one",
                    remedy: "make one with date \"2028-04-20\"")
            }
            return (a.dayNumber, b.dayNumber)
        }
        return [
            (.subtract, { [unowned session] call in
                let (a, b) = try pair(call)
                call.push(session.lua(Operand(Double(a - b), unit: session.units.number(of: try Unit(parsing: "day")))))
            }),
            (.less, { call in let (a, b) = try pair(call); call.push(.boolean(a < b)) }),
            (.lessEqual, { call in let (a, b) = try pair(call); call.push(.boolean(a <= b)) }),
            (.equal, { call in let (a, b) = try pair(call); call.push(.boolean(a == b)) }),
        ]
    }
}
