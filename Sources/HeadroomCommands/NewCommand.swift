import ArgumentParser
import DataFiles
import Diagnostics
import HeadroomLua

/// `headroom new NAME`: a folder to begin with.
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Start a script: a folder with main.lua and settings for editors.")

    @Argument(help: "The folder's name.")
    var name: String

    func run() throws {
        try Failure.shown {
            guard !FilePath.exists(name) else {
                throw Diagnostic(.fileExists, "\(name) exists already", remedy: "choose another name")
            }
            try FilePath.createFolder(name)
            try AtomicFile.write(Self.script, to: "\(name)/main.lua")
            try AtomicFile.write(Annotations.luaLS, to: "\(name)/\(Annotations.annotationsName)")
            try AtomicFile.write(Annotations.luacheck, to: "\(name)/.luacheckrc")
        }
        print("\(name)/main.lua is ready: headroom run \(name)/main.lua")
    }

    private static let script = """
        -- What is the income of a site whose rent and start are uncertain?
        local rent  = lognormal "rent" { p10 = 1.2 * MUSD/MW/year, p90 = 2.3 * MUSD/MW/year }
        local delay = pert "delay" { min = 0 * month, mode = 2 * month, max = 9 * month }
        local load  = setting("load", 100 * MW)

        local first_year = rent * load * (1 * year - delay)

        local r = simulate {
          outputs = { first_year = first_year, short = lt(first_year, 120 * MUSD) },
        }
        print(r)
        print(r:drivers "first_year")

        """
}
