import Catalog
import Diagnostics
import LuaVM
import Quantities
import Reporting

/// Puts the language into a Lua machine: the types of its values and every global of the registry.
enum Environment {
    static func install(in session: Session) {
        for (name, value) in globals(in: session) { session.vm.setGlobal(name, value) }
        session.vm.guardRules = GuardRules(
            test: { [unowned session] in try session.test($0) },
            equal: { [unowned session] in try session.equal($0, $1) },
            key: { [unowned session] in try session.testKey($0) })
    }

    /// Registers the types and gives every global of the registry with its value.
    static func globals(in session: Session) -> [(name: String, value: LuaValue)] {
        session.types = types(in: session)
        var globals: [(name: String, value: LuaValue)] = []
        for module in Registry.modules {
            for function in module.functions { globals.append((function.name, callable(function, in: session))) }
            for constant in module.constants { globals.append((constant.name, session.lua(constant.value))) }
            for space in module.namespaces {
                let members =
                    space.functions.map { ($0.name, callable($0, of: space.name, in: session)) }
                    + space.constants.map { ($0.name, session.lua($0.value)) }
                globals.append((space.name, .table(TableSnapshot(fields: members))))
            }
        }
        return globals
    }

    /// A function of the registry as Lua calls it.
    static func callable(_ function: Function, of space: String? = nil, in session: Session) -> LuaValue {
        let made = session.vm.makeFunction(function.name) { [unowned session] call in
            let site = session.site(of: call)
            defer { site.end() }
            if function.style == .constructor, call.count == 1, let name = call.string(1) {
                return call.push(named(function, name, in: session))
            }
            let values = try call.arguments
            for value in try session.locating(site, {
                try function.call(values, receiver: .nil, givenName: nil, at: site, in: session)
            }) { call.push(value) }
        }
        if case .function(let reference) = made, let identity = session.vm.nativeIdentity(of: reference) {
            session.registryFunctions[identity] = (function, space)
        }
        return made
    }

    /// `lognormal "rent"`: what takes the table that follows.
    private static func named(_ function: Function, _ name: String, in session: Session) -> LuaValue {
        session.vm.makeFunction(function.name) { [unowned session] call in
            let site = session.site(of: call)
            defer { site.end() }
            let values = try call.arguments
            for value in try session.locating(site, {
                try function.call(values, receiver: .nil, givenName: name, at: site, in: session)
            }) { call.push(value) }
        }
    }

    /// A method: its first argument is the object.
    private static func method(_ function: Function, in session: Session) -> NativeBody {
        { [unowned session] call in
            let site = session.site(of: call)
            defer { site.end() }
            guard call.count > 0 else {
                throw Diagnostic(.wrongType, "\(function.name) is a method", remedy: "write `object:\(function.name)(...)`, with a colon")
            }
            let receiver = try call[1]
            let values = Array(try call.arguments.dropFirst())
            for value in try session.locating(site, {
                try function.call(values, receiver: receiver, givenName: nil, at: site, in: session)
            }) { call.push(value) }
        }
    }

    /// `r:npv("equity", rate)` where `r.npv` is an output: the output is called with its own result in front.
    private static func laterMeasure(in session: Session) -> NativeBody {
        { [unowned session] call in
            let view = try session.object(try call[1], OutputView.self)
            let rest = Array(try call.arguments.dropFirst())
            let name = view.output.name
            guard let later = ObjectType.result.methods.first(where: { $0.name == name }), Function.hiddenByOutputs.contains(name),
                let receiver = rest.first, (try? session.object(receiver, SimulationRun.self)) != nil
            else {
                throw Diagnostic(
                    .wrongType, "`\(name)` is an output, not a function", remedy: "ask its statistics, such as r.\(name).mean")
            }
            let site = session.site(of: call)
            defer { site.end() }
            for value in try session.locating(site, {
                try later.call(Array(rest.dropFirst()), receiver: receiver, givenName: nil, at: site, in: session)
            }) { call.push(value) }
        }
    }

    // MARK: Types

    private static func types(in session: Session) -> SessionTypes {
        func register(
            _ type: ObjectType, isObject: Bool = true,
            operators: [(event: TypeDescription.Event, body: NativeBody)] = [],
            later: [String] = [], text: @escaping (LuaValue) throws -> String,
            other: ((LuaValue, LuaValue) throws -> LuaValue)? = nil
        ) -> TypeID {
            let fields = type.fields
            let index: NativeBody = { [unowned session] call in
                let (value, key) = (try call[1], try call[2])
                if case .string(let name) = key, let field = fields.first(where: { $0.name == name }) {
                    return call.push(try field.read(value, session))
                }
                if let member = try other?(value, key) { return call.push(member) }
                throw session.unknownMember(key, of: type)
            }
            let show: NativeBody = { call in call.push(try text(try call[1])) }
            return session.vm.register(
                TypeDescription(
                    name: type.name, isObject: isObject, events: operators + [(event: .text, body: show)],
                    methods: type.methods.filter { !later.contains($0.name) }.map { (name: $0.name, body: method($0, in: session)) },
                    index: index))
        }
        func shown<Object: AnyObject>(_ type: Object.Type, _ text: @escaping (Object) -> String) -> (LuaValue) throws -> String {
            { [unowned session] value in
                let text = text(try session.object(value, Object.self))
                return text.hasSuffix("\n") ? String(text.dropLast()) : text
            }
        }
        let operators = Operators.all(in: session)
        return SessionTypes(
            quantity: register(.quantity, isObject: false, operators: operators, text: { [unowned session] value in
                session.shortText(value)
            }),
            uncertain: register(.uncertain, isObject: false, operators: operators, text: { [unowned session] value in
                guard case .payload(let payload) = value else { return "uncertain" }
                return try session.uncertainSummary(payload)
            }),
            date: register(.date, isObject: false, operators: DateOperators.all(in: session), text: { [unowned session] value in
                guard case .payload(let payload) = value, let date = session.date(payload) else { return "date" }
                return date.description
            }) { [unowned session] value, key in
                guard case .payload(let payload) = value, let date = session.date(payload) else { return .nil }
                return try session.dateField(session.keyText(key), of: date)
            },
            model: register(.model, text: shown(ModelDeclaration.self) { $0.text }),
            modelFactors: register(.modelFactors, text: shown(ModelFactors.self) { $0.text }) { [unowned session] value, key in
                let factor = try session.object(value, ModelFactors.self).factor(session.keyText(key))
                return session.vm.makeObject(factor, type: session.types.factor)
            },
            factor: register(.factor, text: shown(FactorReference.self) { $0.text }),
            measure: register(.measure, text: shown(CashFlowMeasure.self) { $0.text }),
            result: register(
                .result, later: Function.hiddenByOutputs,
                text: shown(SimulationRun.self) { $0.report.text() + $0.modelNotes.map { "\($0)\n" }.joined() }
            ) { [unowned session] value, key in
                let run = try session.object(value, SimulationRun.self)
                let name = session.keyText(key)
                if run.output(name) == nil, let later = ObjectType.result.methods.first(where: { $0.name == name }) {
                    return session.vm.makeFunction(name, method(later, in: session))
                }
                try run.require(name)
                guard let view = run.output(name) else { return .nil }
                return session.vm.makeObject(view, type: session.types.output)
            },
            output: register(.output, operators: [(.call, laterMeasure(in: session))], text: shown(OutputView.self) { $0.text }),
            histogram: register(.histogram, text: shown(HistogramObject.self) { $0.text }) { [unowned session] value, key in
                guard case .integer(let n) = key else { throw session.unknownMember(key, of: .histogram) }
                return try session.object(value, HistogramObject.self).bar(n, in: session)
            },
            drivers: register(.drivers, text: shown(DriversObject.self) { $0.text }) { [unowned session] value, key in
                guard case .integer(let n) = key else { throw session.unknownMember(key, of: .drivers) }
                return try session.object(value, DriversObject.self).entry(n)
            },
            sources: register(.sources, text: shown(SourcesObject.self) { $0.text }) { [unowned session] value, key in
                guard case .integer(let n) = key else { throw session.unknownMember(key, of: .sources) }
                return try session.object(value, SourcesObject.self).entry(n)
            },
            correlation: register(.correlation, text: shown(CorrelationObject.self) { $0.text }),
            entity: register(.entity, text: shown(EntityObject.self) { CatalogueText.table(of: $0.entity) }) {
                [unowned session] value, key in
                let entity = try session.object(value, EntityObject.self).entity
                return session.use(try Catalog.shared.fact(entity.key, session.keyText(key)))
            },
            process: register(.process, text: shown(ProcessObject.self) { $0.text }),
            jumps: register(.jumps, text: shown(JumpsObject.self) { $0.text }),
            market: register(.market, text: shown(MarketObject.self) { $0.text }),
            table: register(.table, text: shown(Table.self) { $0.text }) { [unowned session] value, key in
                let series = try session.object(value, Table.self).series(session.keyText(key), in: session)
                return session.vm.makeObject(series, type: session.types.series)
            },
            series: register(.series, text: shown(Series.self) { [unowned session] in $0.text(in: session) }),
            curve: register(.curve, text: shown(Curve.self) { [unowned session] in $0.text(in: session) }),
            fit: register(.fit, text: shown(FitObject.self) { [unowned session] in $0.text(in: session) }) {
                [unowned session] value, key in
                try session.parameter(key, of: session.object(value, FitObject.self))
            },
            correlationFit: register(.correlationFit, text: shown(CorrelationFitObject.self) { $0.text }) {
                [unowned session] value, key in
                try session.correlationRow(key, of: session.object(value, CorrelationFitObject.self))
            },
            comparison: register(.comparison, text: shown(Comparison.self) { $0.text }) { [unowned session] value, key in
                let comparison = try session.object(value, Comparison.self)
                let view = ScenarioView(comparison: comparison, number: try comparison.scenario(session.keyText(key)))
                return session.vm.makeObject(view, type: session.types.scenario)
            },
            scenario: register(.scenario, text: shown(ScenarioView.self) { $0.text }) { [unowned session] value, key in
                let output = try session.object(value, ScenarioView.self).output(session.keyText(key))
                return session.vm.makeObject(output, type: session.types.scenarioOutput)
            },
            scenarioOutput: register(.scenarioOutput, text: shown(ScenarioOutput.self) { $0.summary }),
            bridge: register(.bridge, text: shown(Bridge.self) { $0.text }) { [unowned session] value, key in
                try session.object(value, Bridge.self).member(key)
            },
            range: register(
                .range, operators: RangeOperators.all(in: session), text: shown(ValueRange.self) { $0.text }
            ) { [unowned session] value, key in
                let range = try session.object(value, ValueRange.self)
                guard case .integer(let n) = key else { throw session.unknownMember(key, of: .range) }
                return n >= 1 && n <= Int64(range.values.count) ? session.lua(range.value(Int(n) - 1)) : .nil
            },
            sweep: register(.sweep, text: shown(Sweep.self) { $0.text }) { [unowned session] value, key in
                try session.object(value, Sweep.self).row(key)
            },
            solution: register(.solution, text: shown(Solution.self) { $0.text }),
            odds: register(.odds, text: shown(Odds.self) { $0.text }),
            scores: register(.scores, text: shown(Scores.self) { $0.text }),
            fan: register(.fan, text: shown(FanObject.self) { $0.text }) { [unowned session] value, key in
                guard case .integer(let n) = key else { throw session.unknownMember(key, of: .fan) }
                return try session.object(value, FanObject.self).entry(n)
            },
            yearly: register(.yearly, text: shown(YearlyProbability.self) { $0.text }) { [unowned session] value, key in
                guard case .integer(let n) = key else { throw session.unknownMember(key, of: .yearly) }
                return try session.object(value, YearlyProbability.self).entry(n)
            },
            headroom: register(.headroom, text: shown(HeadroomReport.self) { $0.text }) { [unowned session] value, key in
                let report = try session.object(value, HeadroomReport.self)
                guard case .integer(let n) = key else { return try report.entry(named: session.keyText(key)) }
                return report.entry(n)
            },
            credit: register(.credit, text: shown(CreditReport.self) { $0.text }),
            path: register(.path, text: shown(PathTable.self) { $0.text }) { [unowned session] value, key in
                guard case .integer(let n) = key else { throw session.unknownMember(key, of: .path) }
                return try session.object(value, PathTable.self).entry(n)
            },
            chip: register(.chip, text: shown(ChipObject.self) { $0.text }),
            network: register(.network, text: shown(NetworkObject.self) { $0.text }),
            cluster: register(.cluster, text: shown(ClusterObject.self) { $0.text }),
            architecture: register(.architecture, text: shown(ArchitectureObject.self) { $0.text }),
            training: register(.training, text: shown(TrainingObject.self) { $0.text }),
            plan: register(.plan, text: shown(PlanObject.self) { $0.text }),
            timeline: register(.timeline, text: shown(TimelineObject.self) { $0.text }),
            collective: register(.collective, text: shown(CollectiveObject.self) { $0.text }),
            failures: register(.failures, text: shown(FailureObject.self) { $0.text }),
            operation: register(.operation, text: shown(OperationObject.self) { $0.text }),
            serving: register(.serving, text: shown(ServingObject.self) { $0.text }),
            service: register(.service, text: shown(ServiceObject.self) { $0.text }),
            validation: register(.validation, text: shown(ValidationObject.self) { $0.text }),
            site: register(.site, text: shown(SiteObject.self) { [unowned session] in $0.text(in: session) }),
            sitePart: register(.sitePart, text: shown(SitePart.self) { $0.text }),
            fleet: register(.fleet, text: shown(FleetObject.self) { [unowned session] in $0.text(in: session) }),
            dispatch: register(.dispatch, text: shown(DispatchObject.self) { [unowned session] in $0.text(in: session) }),
            powerPrice: register(.powerPrice, text: shown(PowerPriceObject.self) { $0.text }),
            siteYears: register(.siteYears, text: shown(SiteYearsObject.self) { [unowned session] in $0.text(in: session) }),
            strategies: register(.strategies, text: shown(CompareObject.self) { $0.text }),
            player: register(.player, text: shown(PlayerObject.self) { [unowned session] in $0.text(in: session) }),
            web: register(.web, text: shown(WebObject.self) { [unowned session] in $0.text(in: session) }),
            clearing: register(.clearing, text: shown(ClearingObject.self) { [unowned session] in $0.text(in: session) }) {
                [unowned session] value, key in
                let settled = try session.object(value, ClearingObject.self)
                return try settled.entry(settled.web.player(key, in: session, for: "clearing"), in: session)
            },
            circularity: register(
                .circularity, text: shown(CircularityObject.self) { [unowned session] in $0.text(in: session) }
            ) { [unowned session] value, key in
                let circle = try session.object(value, CircularityObject.self)
                return try circle.entry(circle.web.player(key, in: session, for: "circularity"), in: session)
            },
            conversion: register(.conversion, text: shown(ConversionObject.self) { [unowned session] in $0.text(in: session) }))
    }
}

extension Session {
    func lua(_ constant: Constant.Value) -> LuaValue {
        switch constant {
        case .number(let number): .number(number)
        case .integer(let number): .integer(number)
        case .unit(let unit): lua(Operand(1, unit: units.number(of: unit)))
        }
    }

    func unknownMember(_ key: LuaValue, of type: ObjectType) -> Diagnostic {
        let names = type.fields.map(\.name) + type.methods.map(\.name)
        let name = keyText(key)
        return Diagnostic(
            .unknownField, "`\(name)` is no field or method of this value (\(type.name))",
            remedy: (Suggestion.nearest(to: name, in: names).map { "did you mean `\($0)`? " } ?? "")
                + (names.isEmpty ? "" : "it has \(names.joined(separator: ", "))"))
    }
}
