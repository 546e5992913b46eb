import Diagnostics
import Glibc
import LuaVM
import Quantities

extension Module {
    /// What the user passes to a script from outside.
    static let files = Module(
        "settings and files", "What a script takes from the command line and from files beside it.",
        functions: [.setting, .input])
}

extension Function {
    static let setting = Function.declare("setting", "A value that the command line may replace: `--set capex=\"1.5 BUSD\"`.") { f in
        let name = f.parameter("name", .string, "The setting's name.")
        let fallback = f.parameter("default", .any, "Its value unless the user gives another: a number, quantity, text or truth value.")
        f.returns(annotation: "any", "The user's value, of the same kind and dimension as the default; else the default.")
        f.example(#"print(setting("capex", 1.4 * BUSD))"#, prints: "1.4 BUSD")
        return { a, i in [try i.session.setting(a[name], default: a[fallback])] }
    }

    static let input = Function.declare("input", "The path of a file that the user named: `--input prices=FILE.csv`.") { f in
        let name = f.parameter("name", .string, "The name on the command line.")
        let fallback = f.optional("default", .string, "A file below the script's folder, for when the user names none.")
        f.returns(annotation: "string", "A path that this script may read.")
        return { a, i in
            let s = i.session
            s.inputsAsked.append(a[name])
            if s.options.inputs.contains(where: { $0.name == a[name] }) { return [.string("input:\(a[name])")] }
            if let fallback = a[fallback] { return [.string(fallback)] }
            throw Diagnostic(
                .missingField, "the script needs the input `\(a[name])`", remedy: "run it with --input \(a[name])=FILE")
        }
    }
}

extension Session {
    /// The user's value of a setting, read as the kind of its default.
    func setting(_ name: String, default fallback: LuaValue) throws -> LuaValue {
        settingsAsked.append(name)
        guard let text = options.settings.last(where: { $0.name == name })?.value else { return fallback }
        func refusal(_ wanted: String) -> Diagnostic {
            Diagnostic(
                .wrongType, "--set \(name)=\(text): `\(name)` must be \(wanted), as its default is",
                operands: [shown(fallback, name: "default")], remedy: "for example --set \(name)=\"\(settingExample(fallback))\"")
        }
        switch fallback {
        case .string: return .string(text)
        case .boolean:
            guard text == "true" || text == "false" else { throw refusal("true or false") }
            return .boolean(text == "true")
        default:
            guard let reference = operand(fallback) else { throw refusal("a number, a quantity, text or a truth value") }
            let given: Operand
            do {
                given = try decimal(text).map { Operand($0) } ?? parsed(text)
            } catch {
                throw refusal(kindName(reference.unit))
            }
            if given.certain == 0, given.isPlain, !isTemperaturePoint(reference.unit) {
                return lua(Operand(0, unit: reference.unit))
            }
            guard units[given.unit].isCompatible(with: units[reference.unit]) else { throw refusal(kindName(reference.unit)) }
            if case .integer = fallback, let whole = given.certain.flatMap({ Int64(exactly: $0) }) { return .integer(whole) }
            return lua(given)
        }
    }

    /// A finite decimal number; Swift's reader alone would also take `nan`, `inf` and hexadecimal ones.
    private func decimal(_ text: String) -> Double? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }) else { return nil }
        return Double(text).flatMap { $0.isFinite ? $0 : nil }
    }

    private func settingExample(_ fallback: LuaValue) -> String {
        switch fallback {
        case .string(let text): text
        default: shortText(fallback)
        }
    }

    /// The names given on the command line that no `setting` or `input` has asked for: surely a slip.
    func unusedOptions() -> Diagnostic? {
        func nearest(_ name: String, _ asked: [String]) -> String {
            Suggestion.nearest(to: name, in: asked).map { "did you mean `\($0)`?" }
                ?? (asked.isEmpty ? "it asks for none" : "it asks for \(asked.joined(separator: ", "))")
        }
        if let name = options.settings.first(where: { !settingsAsked.contains($0.name) })?.name {
            return Diagnostic(
                .usage, "--set \(name): the script has no such setting", remedy: nearest(name, settingsAsked))
        }
        if let name = options.inputs.first(where: { !inputsAsked.contains($0.name) })?.name {
            return Diagnostic(.usage, "--input \(name): the script has no such input", remedy: nearest(name, inputsAsked))
        }
        return nil
    }
}

extension Session {
    /// Where a file that a script writes goes: below the script's folder, as reading does.
    func writablePath(_ name: String) throws -> String {
        if name.hasPrefix("input:") {
            throw Diagnostic(
                .pathOutside, "an input of the user's is for reading only", remedy: "write to a file below the script's folder")
        }
        guard let path = try? vm.files.resolve(name).path else {
            throw Diagnostic(
                .pathOutside, "\(name) lies outside the script's folder", remedy: "write to a name below the script's own folder, such as \"run.csv\"")
        }
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK {
            throw Diagnostic(
                .pathOutside, "\(name) is a link, and might lead out of the script's folder", remedy: "choose another name")
        }
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        guard let root = realPath(vm.files.root ?? "."), let real = realPath(folder), real == root || real.hasPrefix(root + "/")
        else {
            throw Diagnostic(
                .pathOutside, "\(name) can't be written: its folder does not exist or lies outside the script's folder",
                remedy: "write to an existing folder below the script's own")
        }
        return path
    }

    private func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
