/// A model made ready to run: a flat list of block instructions over numbered registers.
///
/// A program knows neither seed nor trials. What it computes is decided by the graph alone; order and registers are
/// chosen for speed and change no bit.
package struct Program: Sendable {
    /// In the order of execution. A register is written before it is read.
    package let instructions: [Instruction]
    /// How many registers of one block each are needed.
    package let registerCount: Int
    /// The names of the streams of uniforms, by the index that `.uniform` uses.
    package let streams: [String]
    package let quantileTables: [QuantileTable]
    package let stepTables: [StepTable]
    package let triangulars: [TriangularRecipe]
    /// The kind of each output, in order.
    package let outputKinds: [Graph.Kind]
    /// A hash of what is computed: the reachable graph, stream names and tables, in an order of its own.
    package let graphHash: UInt64

    package var outputCount: Int { outputKinds.count }
}

extension Program {
    /// Lowers the part of a graph that the outputs need.
    package init(_ graph: GraphSnapshot, outputs: [Int32]) {
        let needed = graph.records.reachable(from: outputs)
        let lowering = Lowering(graph.records, needed: needed, outputs: outputs)
        let schedule = Schedule(lowering.steps, needed: needed, outputs: outputs)
        let allocation = Allocation(lowering.steps, schedule)
        self.init(
            instructions: allocation.instructions, registerCount: allocation.registerCount,
            streams: graph.streams, quantileTables: graph.quantileTables, stepTables: graph.stepTables,
            triangulars: graph.triangulars, outputKinds: outputs.map { graph.records[Int($0)].kind },
            graphHash: graph.canonicalHash(outputs: outputs))
    }
}
