import DataFiles
import Foundation

/// The folder of measured rows beside the project.
enum Measured {
    static let project = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardizedFileURL.path
    static let folder = URL(fileURLWithPath: #filePath)
        .appendingPathComponent("../../../../shared/reference").standardizedFileURL.path
    static let isThere = FileManager.default.fileExists(atPath: folder + "/cluster-measured.json")
    static let absence = "../shared/reference is not there: no measured rows to predict"
}
