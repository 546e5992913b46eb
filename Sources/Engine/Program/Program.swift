/// A model made ready to run: flat lists of block instructions over numbered registers.
///
/// A program knows neither seed nor trials. What it computes is decided by the graph alone; order and registers are
/// chosen for speed and change no bit.
package struct Program: Sendable {
    /// What hands over the outputs; a model without time is nothing else.
    package let epilogue: Section
    /// The steps of a model through time, which come before.
    package let loop: TimeLoop?
    /// How many registers of one block each are needed.
    package let registerCount: Int
    /// The names of the streams of uniforms, by the index that `.uniform` uses.
    package internal(set) var streams: [String]
    package let quantileTables: [QuantileTable]
    package let stepTables: [StepTable]
    package let triangulars: [TriangularRecipe]
    /// Numbers by step and lists by position.
    package let columns: [[Double]]
    /// The kind of each output, in order.
    package let outputKinds: [Graph.Kind]
    /// A hash of what is computed: the reachable graph, stream names and tables, in an order of its own.
    package let graphHash: UInt64
    /// Its machine code, once somebody has asked for it.
    let native = NativeCode()

    package var outputCount: Int { outputKinds.count }
    /// In the order of execution, for a model without time.
    package var instructions: [Instruction] { epilogue.instructions }

    init(
        epilogue: Section, registerCount: Int, graph: GraphSnapshot, outputKinds: [Graph.Kind], graphHash: UInt64,
        loop: TimeLoop? = nil
    ) {
        self.epilogue = epilogue
        self.loop = loop
        self.registerCount = registerCount
        streams = graph.streams
        quantileTables = graph.quantileTables
        stepTables = graph.stepTables
        triangulars = graph.triangulars
        columns = graph.columns
        self.outputKinds = outputKinds
        self.graphHash = graphHash
    }
}

extension Program {
    /// Lowers the part of a graph that the outputs need.
    package init(_ graph: GraphSnapshot, outputs: [Int32]) {
        let builder = SectionBuilder(records: graph.records, fixed: [:], firstTemporary: 0)
        let effects = outputs.enumerated().map { Effect(Instruction(form: .emit, index: Int32($0.offset)), $0.element) }
        let built = builder.build(effects)
        self.init(
            epilogue: built.section, registerCount: built.registerCount, graph: graph,
            outputKinds: outputs.map { graph.records[Int($0)].kind },
            graphHash: graph.canonicalHash(outputs: outputs))
    }
}
