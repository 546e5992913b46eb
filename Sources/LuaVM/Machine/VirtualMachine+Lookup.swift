package import LuaSyntax

extension VirtualMachine {
    /// The newest chunk of a name, for the names of operands and the text around an error.
    package func chunk(named name: String) -> Chunk? { chunks.last { $0.chunk.name == name }?.chunk }

    /// The paths of the files that were imported, in order of their names.
    package var importedPaths: [String] { imported.sorted().compactMap { try? files.resolve($0).path } }
}
