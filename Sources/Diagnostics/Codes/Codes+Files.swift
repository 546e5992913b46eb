extension DiagnosticCode {
    /// Compiled Lua instead of a text.
    public static let binaryChunk = Self("binary-chunk")
    /// A file that can't be read.
    public static let unreadableFile = Self("unreadable-file")
    /// A file that can't be written.
    public static let unwritableFile = Self("unwritable-file")
    /// A path that leads out of the script's folder.
    public static let pathOutside = Self("path-outside")
    /// A file that would be overwritten.
    public static let fileExists = Self("file-exists")
    /// A CSV file that breaks its own format.
    public static let csv = Self("csv")
    /// A JSON file that breaks its own format.
    public static let json = Self("json")
    /// A catalogue entry that doesn't exist.
    public static let catalogueUnknown = Self("catalogue-unknown")
    /// A catalogue entry without a source.
    public static let catalogueSource = Self("catalogue-source")
}

extension DiagnosticCode.Article {
    static let files: [Self] = [
        Self(
            .binaryChunk, "compiled Lua isn't accepted",
            """
            A script is a text that can be read and checked. Compiled Lua can be neither, and damaged bytecode can \
            crash the program that loads it. Give the source file.
            """,
            wrong: "headroom run deal.luac",
            right: "headroom run deal.lua"),
        Self(
            .unreadableFile, "the file can't be read",
            """
            There is no such file, it is a folder, or you may not read it. Paths in a script are relative to the \
            script's own folder, not to where the command was given.
            """,
            wrong: #"local plan = import "paln.lua""#,
            right: #"local plan = import "plan.lua""#),
        Self(
            .unwritableFile, "the file can't be written",
            """
            The folder doesn't exist, you may not write there, or the disk is full. Results are first written under \
            another name and then moved into place, so an older file of that name is untouched.
            """,
            wrong: "headroom run deal.lua --json no-such-folder/result.json",
            right: "headroom run deal.lua --json result.json"),
        Self(
            .pathOutside, "a script reads only below its own folder",
            """
            A script that somebody sends you must not be able to read your other files. Absolute paths, `..` and \
            links that lead out are refused. Copy the file beside the script, or permit it by name on the command \
            line with `--input`.
            """,
            wrong: #"local plan = import "../shared/plan.lua""#,
            right: """
                local plan = import(input "plan")
                -- headroom run deal.lua --input plan=../shared/plan.lua
                """),
        Self(
            .fileExists, "the file is already there",
            """
            Headroom doesn't overwrite a record, or a file of yours, that it didn't mean to replace. Choose another \
            name, or remove the old one yourself.
            """,
            wrong: "headroom new deal      # where deal/ exists",
            right: "headroom new deal-2"),
        Self(
            .csv, "the CSV file breaks its own format",
            """
            A row has another number of fields than the header, a quote isn't closed, or a cell that should be a \
            number isn't one. The message gives the line. Empty cells and `NaN` are not numbers: say how a gap is \
            to be filled before the data is used.
            """,
            wrong: """
                hour,price
                2025-01-01T00:00,
                """,
            right: """
                hour,price
                2025-01-01T00:00,23.81
                """),
        Self(
            .json, "the JSON file breaks its own format",
            """
            The message gives line and column of the first character that doesn't fit. JSON knows no comments, no \
            comma after the last entry, and no `NaN` or `Infinity`.
            """,
            wrong: #"{ "power": 750, }"#,
            right: #"{ "power": 750 }"#),
        Self(
            .catalogueUnknown, "not in the catalogue",
            """
            The catalogue has no entry of this name, or the entry doesn't have this figure. The message suggests \
            the nearest one. What isn't in the catalogue can be declared in the script.
            """,
            wrong: #"local chip = catalog.chip "trainium33""#,
            right: #"local chip = catalog.chip "trainium3""#),
        Self(
            .catalogueSource, "a catalogue entry without a source",
            """
            Every figure in the catalogue says where it comes from, as of when, and how sure it is. An entry that \
            lacks one of these, or whose unit can't be read, is refused when the catalogue is loaded.
            """,
            wrong: """
                id,value,unit,source,date,confidence
                chip.trn3.power,1000,W,,2025-12-02,sourced
                """,
            right: """
                id,value,unit,source,date,confidence
                chip.trn3.power,1000,W,https://example.com/datasheet,2025-12-02,sourced
                """),
    ]
}
