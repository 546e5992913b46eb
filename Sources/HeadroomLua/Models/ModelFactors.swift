import Diagnostics
import Engine
import LuaVM

/// `m.factors`: the factors of a model by name, for `correlate`.
final class ModelFactors {
    let model: ModelDeclaration

    init(_ model: ModelDeclaration) { self.model = model }

    var text: String { "factors of \(model.name)" }

    /// A factor whose first innovation can be tied.
    func factor(_ name: String) throws -> FactorReference {
        guard let function = model.factors else {
            throw Diagnostic(
                .unknownField, "model \"\(model.name)\" has no factors", remedy: "give it factors = function(p) return market { ... } end")
        }
        let market = try model.market(function, .table(TableSnapshot(fields: model.parameters)))
        try market.prototype.requireTie(to: name)
        return FactorReference(model: model, name: name)
    }
}

/// `m.factors.demand`: one factor of a model.
final class FactorReference {
    let model: ModelDeclaration
    let name: String

    init(model: ModelDeclaration, name: String) {
        self.model = model
        self.name = name
    }

    var text: String { "factor \(name) of \(model.name)" }
}

extension ModelDeclaration {
    /// What the function `factors` returns.
    func market(_ function: FunctionReference, _ parameters: LuaValue) throws -> MarketObject {
        let returned = try session.vm.call(function, [parameters])
        guard case .payload(let payload)? = returned.first, let market = session.vm.object(payload) as? MarketObject else {
            throw Diagnostic(
                .wrongType, "factors of model \"\(name)\" must return a market, not \(returned.first.map { session.typeName(of: $0) } ?? "nothing")",
                at: location, remedy: "write factors = function(p) return market { ... } end")
        }
        return market
    }
}

extension ObjectType {
    static let modelFactors = ObjectType("factors", "The factors of a model by name, for `correlate`: `m.factors.demand`.")
    static let factor = ObjectType("factor", "A factor of a model; `correlate` ties inputs to its first innovation.")
}
