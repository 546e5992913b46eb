import Foundation

/// A compiler that makes the same loop of C, for comparison.
struct CompiledReference {
    let command: [String]
    let goal: String

    /// The processor level of generated code, and as here no product and sum become one instruction.
    static let clang = CompiledReference(
        command: ["clang", "-O3", "-march=x86-64-v3", "-ffp-contract=off"], goal: "ratio <= 1.05")
    /// All that the processor has; products and sums may become one instruction.
    static let gxx = CompiledReference(command: ["gcc", "-O3", "-march=native"], goal: "")
    /// exp and log from glibc's vector library, which errs by up to 4 units in the last place.
    static let gxxVectorMath = CompiledReference(command: ["gcc", "-O3", "-march=native", "-ffast-math"], goal: "")

    typealias Function = @convention(c) (UnsafeMutableRawPointer) -> Void

    /// nil where the compiler is not there. The library stays loaded until the process ends.
    func build(_ operations: LoopOperations) -> Function? {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("headroom-loop-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let (source, library) = (folder.appendingPathComponent("loop.c"), folder.appendingPathComponent("loop.so"))
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try operations.source.write(to: source, atomically: true, encoding: .utf8)
            _ = try ChildProcess.run(
                command + ["-Wno-unknown-pragmas", "-shared", "-fPIC", source.path, "-o", library.path, "-lm"])
        } catch {
            print("note: no loop of \(command[0]): \(error)")
            return nil
        }
        guard let handle = dlopen(library.path, RTLD_NOW), let symbol = dlsym(handle, "loop") else { return nil }
        return unsafeBitCast(symbol, to: Function.self)
    }
}
