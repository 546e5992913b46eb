import ClusterModel
import DataFiles
import Diagnostics
import LuaVM

/// `validate.cluster()`: errors of predictions of measured rows.
final class ValidationObject {
    let text: String

    init(_ text: String) { self.text = text }
}

extension ObjectType {
    static let validation = ObjectType("validation", "Errors of predictions, set by set; `print` shows them.")
}

extension Namespace {
    static let validate = Namespace(
        name: "validate", summary: "Predictions compared with measurements.", functions: [cluster], constants: [])

    private static let cluster = Function.declare(
        "cluster", "Predicts measured training runs, matrix products and collectives, and shows the errors.", style: .named
    ) { f in
        let files = f.optional(
            "files", .list(of: .string, "a list of file names"),
            "Files below the script's folder: JSON like `cluster-measured.json`, or CSV tables of training steps, matrix products or collectives.",
            default: "the errors recorded when the constants were fitted")
        f.returns(annotation: "headroom.validation", "A table: set, rows, split, errors.")
        f.example("print(validate.cluster())")
        return { a, i in
            let s = i.session
            guard let files = a[files] else {
                return [s.vm.makeObject(ValidationObject(ValidationReport.recorded), type: s.types.validation)]
            }
            var report = ValidationReport()
            for file in files {
                let bytes: [UInt8]
                do throws(FileAccessError) { bytes = try s.vm.files.read(file) } catch { throw error.diagnostic }
                s.noteRead(file)
                s.vm.charge(bytes: 4 * bytes.count)
                if file.hasSuffix(".json") {
                    let json: JSON
                    do throws(DataFileError) { json = try JSON(parsing: bytes, file: file) } catch { throw error.diagnostic }
                    try report.addClusters(json)
                    continue
                }
                let table: CSV
                do throws(DataFileError) { table = try CSV(parsing: bytes, file: file) } catch { throw error.diagnostic }
                do {
                    if table.column("gemm_dtype") != nil {
                        try report.addProducts(table)
                    } else if table.column("nccl_dtype") != nil {
                        try report.addCollectives(table)
                    } else {
                        try report.addTraining(table)
                    }
                } catch let error as DataFileError {
                    throw error.diagnostic
                }
            }
            return [s.vm.makeObject(ValidationObject(report.text), type: s.types.validation)]
        }
    }
}
