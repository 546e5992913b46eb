import ArgumentParser
import DataFiles
import HeadroomLua

/// `headroom install-module DIR`: puts the library where a stock interpreter finds it.
struct InstallModuleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install-module", abstract: "Copy the module for a stock Lua 5.4 to DIR/headroom.so.",
        discussion: "Then: LUA_CPATH=\"DIR/?.so\" lua5.4 -e 'local hr = require \"headroom\"'")

    @Argument(help: "The folder.", completion: .directory)
    var folder: String

    func run() throws {
        let library = "libHeadroomModule.so"
        let own = FilePath.folder(of: FilePath.ofProgram)
        guard let source = ["\(own)/\(library)", "\(own)/../lib/\(library)"].first(where: FilePath.exists) else {
            Console.error("\(library) is not beside the program in \(own); build it with: swift build -c release")
            throw CommandFailure(code: .scriptError)
        }
        try Failure.shown {
            try FilePath.createFolder(folder)
            try AtomicFile.write(try FileBytes.read(source), to: "\(folder)/headroom.so")
        }
        print("\(folder)/headroom.so is ready: LUA_CPATH=\"\(folder)/?.so\" lua5.4 -e 'local hr = require \"headroom\"'")
    }
}
