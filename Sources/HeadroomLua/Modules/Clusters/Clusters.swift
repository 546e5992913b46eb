import ClusterModel
import Diagnostics
import LuaVM
import Quantities
import Reporting

extension Module {
    static let clusters = Module(
        "clusters", "Chips, clusters, and what training costs on them: time, memory, energy, money, each with an evidence grade.",
        functions: [.chip, .fatTree, .cluster, .architecture, .training, .failures, .goodput, .serving],
        types: [.chip, .network, .cluster, .architecture, .training, .plan, .timeline, .collective, .failures, .operation, .serving, .service, .validation], namespaces: [.validate])
}

/// `chip "in-house" { ... }`, with the rate of its links.
final class ChipObject {
    let chip: Chip
    /// Bytes per second to its neighbours in a node, one direction, published; 0 without a figure.
    let link: Double

    init(_ chip: Chip, link: Double) {
        self.chip = chip
        self.link = link
    }

    /// Inside a node: measured constants where there are any, else assumed ones.
    var inside: LinkConstants { LinkConstants.measured(chip.name) ?? .assumed(published: link) }

    var text: String {
        let rates = [("bf16", chip.bf16), ("fp8", chip.fp8), ("fp4", chip.fp4)].filter { $0.1 > 0 }
            .map { "\($0.0) \(ClusterText.number($0.1 / 1e12)) TFLOP/s dense" }
        return "chip \(chip.name): " + (rates + [
            "\(ClusterText.number(chip.memory / 1e9)) GB at \(ClusterText.number(chip.bandwidth / 1e12)) TB/s",
            chip.power > 0 ? "\(ClusterText.number(chip.power)) W" : "no figure for its power",
        ]).joined(separator: ", ")
    }
}

/// `fat_tree { per_chip = 200 * Gbit/s, latency = 5 * us }`
final class NetworkObject {
    let perChip: Double
    let latency: Double
    /// The uncertain rate, of which `perChip` is the median.
    let uncertain: Operand?

    init(perChip: Double, latency: Double, uncertain: Operand? = nil) {
        self.perChip = perChip
        self.latency = latency
        self.uncertain = uncertain
    }

    var text: String { "fat tree, \(ClusterText.number(perChip * 8 / 1e9)) Gbit/s per chip and direction" }
}

/// `cluster "training hall" { ... }`
final class ClusterObject {
    let name: String
    /// With the medians of what is uncertain.
    let cluster: Cluster
    /// Before its efficiency was applied.
    let nominal: Cluster
    let uncertain: [(input: UncertainInput, operand: Operand)]

    init(_ name: String, _ cluster: Cluster, nominal: Cluster? = nil, uncertain: [(input: UncertainInput, operand: Operand)] = []) {
        self.name = name
        self.cluster = cluster
        self.nominal = nominal ?? cluster
        self.uncertain = uncertain
    }

    var text: String {
        "cluster \(name): \(cluster.chips) × \(cluster.chip.name) in nodes of \(cluster.nodeSize)"
            + (cluster.network > 0 ? ", \(ClusterText.number(cluster.network * 8 / 1e9)) Gbit/s per chip between them" : "")
    }
}

/// `architecture "mine" { ... }` or `catalog.model "llama-3.1-405b"`
final class ArchitectureObject {
    let architecture: Architecture
    let source: String

    init(_ architecture: Architecture, source: String) {
        self.architecture = architecture
        self.source = source
    }

    var text: String {
        let a = architecture
        return "model \(a.name): \(ClusterText.number(a.parameters / 1e9)) billion parameters"
            + (a.experts > 0 ? " (\(ClusterText.number(a.activeParameters / 1e9)) met by a token)" : "")
            + ", \(a.layers) layers, hidden \(a.hidden), \(a.heads) heads; \(source)"
    }
}

/// `training { model = ..., ... }`
final class TrainingObject {
    let job: TrainingJob

    init(_ job: TrainingJob) { self.job = job }

    var text: String {
        "training of \(job.model.name): \(job.batch) sequences of \(job.sequence) tokens a step, \(job.precision.rawValue)"
    }
}

extension ObjectType {
    static let chip = ObjectType("chip", "An accelerator by its figures; `print` shows them.")
    static let network = ObjectType("network", "What connects nodes.")
    static let cluster = ObjectType("cluster", "Chips and what connects them.", methods: [.train, .operate, .collective, .serve])
    static let architecture = ObjectType(
        "architecture", "A model by its dimensions.",
        fields: [
            Field("parameters", annotation: "number", "All parameters.") { value, s in
                .number(try s.object(value, ArchitectureObject.self).architecture.parameters)
            },
            Field("active_parameters", annotation: "number", "Parameters that one token meets.") { value, s in
                .number(try s.object(value, ArchitectureObject.self).architecture.activeParameters)
            },
        ])
    static let training = ObjectType("training", "A training job.")
}

extension Kind where Value == ChipObject {
    /// A declared chip, or one of the catalogue.
    static var chip: Kind {
        Kind("a chip", annotation: "headroom.chip|headroom.entity") { value, session in
            if let chip = try? session.object(value, ChipObject.self) { return chip }
            guard let entity = try? session.object(value, EntityObject.self) else {
                throw KindMismatch(remedy: "use catalog.chip \"h100\" or chip \"name\" { ... }")
            }
            return try session.chip(entity.entity)
        }
    }
}

extension Kind {
    /// One of the objects of this theme.
    static func clusterObject(_ type: Value.Type, _ words: String, annotation: String, remedy: String) -> Kind where Value: AnyObject {
        Kind(words, annotation: annotation) { value, session in
            guard let object = try? session.object(value, Value.self) else { throw KindMismatch(remedy: remedy) }
            return object
        }
    }
}

extension Session {
    /// The magnitude of a certain quantity in another unit of its dimension; 0 of a plain 0.
    func magnitude(_ amount: Operand?, in unit: String) throws -> Double {
        guard let amount, let number = amount.certain else { return 0 }
        return number * factor(from: amount.unit, to: units.number(of: try Unit(parsing: unit)))
    }
}

/// Numbers in texts of this theme.
enum ClusterText {
    static func number(_ x: Double) -> String { NumberFormat.g(x, digits: 4) }

    /// A large count in four digits, thousands apart.
    static func count(_ x: Double) -> String {
        guard x >= 10000, x < 1e15 else { return number(x) }
        var unit = 1.0
        while x / unit >= 10000 { unit *= 10 }
        return NumberText.count(Int((x / unit).rounded() * unit))
    }
}
