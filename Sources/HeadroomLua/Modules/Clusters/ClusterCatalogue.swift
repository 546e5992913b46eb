import Catalog
import ClusterModel
import Diagnostics
import LuaVM
import Quantities

extension Function {
    static let catalogModel = Function.declare("model", "The published dimensions of a model.") { f in
        let key = f.parameter("key", .string, "Such as \"llama-3.1-405b\".")
        f.returns(annotation: "headroom.architecture", "For `training`.")
        f.example(#"print(catalog.model("llama-3.1-70b").parameters)"#, prints: "70552387584.0")
        return { a, i in
            guard let found = Architecture.catalogue.first(where: { $0.architecture.name == a[key] }) else {
                let names = Architecture.catalogue.map(\.architecture.name)
                throw Diagnostic(
                    .catalogueUnknown, "no model is called \"\(a[key])\"",
                    remedy: (Suggestion.nearest(to: a[key], in: names).map { "did you mean \"\($0)\"? " } ?? "")
                        + "known are \(names.joined(separator: ", "))")
            }
            return [
                i.session.vm.makeObject(
                    ArchitectureObject(found.architecture, source: found.source), type: i.session.types.architecture)
            ]
        }
    }

    static let catalogCluster = Function.declare("cluster", "A system of the catalogue as a cluster of one node.") { f in
        let key = f.parameter("key", .choice(SystemParts.all.map(\.key)), "Such as \"trn3-ultraserver\".")
        f.returns(annotation: "headroom.cluster", "For `cluster { node = ... }`, or to train on directly.")
        f.example(
            #"print(catalog.cluster "gb300-nvl72")"#, prints: "cluster gb300-nvl72: 72 × gb300 in nodes of 72")
        return { a, i in
            let s = i.session
            guard let parts = SystemParts.all.first(where: { $0.key == a[key] }) else { throw KindMismatch() }
            let base = try s.chip(try Catalog.shared.entity(parts.chip, kind: .chip))
            var chip = base.chip
            chip.name = parts.name
            chip.family = MatrixConstants.measured(parts.name) ?? base.chip.family
            var count = parts.chips
            if let entity = try? Catalog.shared.entity(parts.key, kind: .system) {
                // A system's own totals win over its chip's figures.
                count = Int(try s.figure(entity, "chips", in: "1")) == 0 ? count : Int(try s.figure(entity, "chips", in: "1"))
                let share = Double(count)
                let (bf16, fp8, fp4) = (
                    try s.figure(entity, "bf16_dense", in: "FLOP/s"), try s.figure(entity, "fp8_dense", in: "FLOP/s"),
                    try s.figure(entity, "fp4_dense", in: "FLOP/s")
                )
                if bf16 > 0 { chip.bf16 = bf16 / share }
                if fp8 > 0 { chip.fp8 = fp8 / share }
                if fp4 > 0 { chip.fp4 = fp4 / share }
            }
            let inside = LinkConstants.measured(parts.name) ?? base.inside
            let made = Cluster(chip: chip, chips: count, nodeSize: count, inside: inside, network: 0)
            try made.check()
            return [s.vm.makeObject(ClusterObject(parts.key, made), type: s.types.cluster)]
        }
    }
}

/// Of which chips a system of the catalogue is made.
struct SystemParts: Sendable {
    let key: String
    let chip: String
    /// As the tables of measured kernels call the chip in this system.
    let name: String
    /// Used where the catalogue's system has no count.
    let chips: Int

    static let all = [
        SystemParts(key: "trn2-ultraserver", chip: "trainium2", name: "trainium2", chips: 64),
        SystemParts(key: "trn3-ultraserver-gen1", chip: "trainium3", name: "trainium3", chips: 64),
        SystemParts(key: "trn3-ultraserver", chip: "trainium3", name: "trainium3", chips: 144),
        SystemParts(key: "gb200-nvl72", chip: "b200", name: "gb200", chips: 72),
        SystemParts(key: "gb300-nvl72", chip: "b300", name: "gb300", chips: 72),
        SystemParts(key: "ironwood-pod", chip: "tpu-v7", name: "tpu-v7", chips: 9216),
    ]
}

extension Session {
    /// A figure of an entity in a unit, noted as used; 0 where there is none.
    func figure(_ entity: Entity, _ property: String, in unit: String) throws -> Double {
        guard let fact = entity[property], fact.amount != nil, let amount = operand(use(fact)), let number = amount.certain else { return 0 }
        return unit == "1" ? number : try magnitude(amount, in: unit)
    }

    /// A chip of the catalogue: dense rates per chip, one direction of its links, the most trustworthy source of each.
    func chip(_ entity: Entity) throws -> ChipObject {
        guard entity.kind == .chip else { throw KindMismatch(remedy: "`\(entity.key)` is a \(entity.kind.noun); use catalog.chip") }
        func first(_ properties: [String], _ unit: String) throws -> Double {
            for property in properties {
                let value = try figure(entity, property, in: unit)
                if value > 0 { return value }
            }
            return 0
        }
        let units: Double =
            switch entity.key {
            case "a100-sxm": 108
            case "b200", "b300": 148
            default: 132
            }
        let made = Chip(
            name: entity.key, bf16: try first(["bf16_dense"], "FLOP/s"), fp8: try first(["fp8_dense"], "FLOP/s"),
            fp4: try first(["fp4_dense"], "FLOP/s"), memory: try first(["hbm"], "B"), bandwidth: try first(["hbm_bw"], "B/s"),
            power: try first(["power", "power_max"], "W"), units: units, family: MatrixConstants.measured(entity.key) ?? .general)
        try made.check()
        return ChipObject(made, link: try first(["scaleup_bw_per_dir"], "B/s"))
    }
}
