import Foundation
import HeadroomLua
import LuaSyntax
import Testing

@Suite struct RegistryTests {
    static let examples: [(topic: String, example: Example)] = Registry.topics.flatMap { topic -> [(String, Example)] in
        guard case .function(let function) = topic.content else { return [] }
        return function.examples.map { (topic.name, $0) }
    }

    @Test(arguments: examples.indices) func `every example runs and prints what it says`(index: Int) throws {
        let (topic, example) = Self.examples[index]
        var output = ""
        weak var session: Session?
        do {
            let running = try Session { output += $0 }
            session = running
            try running.run(text: example.code, name: "test.lua")
        }
        #expect(session == nil, "\(topic): something that a session made keeps the session")
        if let expected = example.prints { #expect(output == expected + "\n", "\(topic)") }
    }

    @Test func `every function has an example or is a method or plain mathematics`() {
        let without = Registry.topics.compactMap { topic -> String? in
            guard case .function(let function) = topic.content, function.examples.isEmpty else { return nil }
            return topic.name
        }
        let excused = without.filter { $0.contains(":") || $0.hasPrefix("math.") }
        #expect(without.filter { !excused.contains($0) && $0 != "input" } == [])
    }

    @Test func `every global of the environment is documented, and every documented one exists`() throws {
        let session = try Session { _ in }
        #expect(session.globalNames.sorted() == Registry.globals.map(\.name).sorted())
    }

    @Test func `no two globals have one name`() {
        let names = Registry.globals.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: GeneratedFiles.all.map(\.name)) func `the generated files are current`(name: String) throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
        let file = root.appendingPathComponent("Docs/Reference/\(name)").standardizedFileURL
        let text = try String(contentsOf: file, encoding: .utf8)
        let expected = GeneratedFiles.all.first { $0.name == name }?.text
        #expect(text == expected, "run: headroom doc --generate Docs/Reference")
    }

    @Test func `no reference page is left over`() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Docs/Reference")
        let files = try FileManager.default.contentsOfDirectory(atPath: root.standardizedFileURL.path)
        #expect(Set(files) == Set(GeneratedFiles.all.map(\.name)))
    }

    @Test func `the annotation files parse and name every function`() throws {
        for text in [Annotations.luaLS, Annotations.luacheck] {
            _ = try LuaSyntax.parse(text, name: "generated.lua")
        }
        for topic in Registry.topics {
            guard case .function(let function) = topic.content else { continue }
            #expect(Annotations.luaLS.contains(function.name), "\(topic.name)")
        }
        for (name, _) in Registry.globals { #expect(Annotations.luacheck.contains("\"\(name)\""), "\(name)") }
    }

    @Test func `every topic has a page of help`() {
        for topic in Registry.topics { #expect(HelpText.page(for: topic.name) != nil, "\(topic.name)") }
        for module in Registry.modules { #expect(HelpText.page(for: module.name) != nil, "\(module.name)") }
        #expect(HelpText.page(for: "no such name") == nil)
        #expect(HelpText.suggestion(for: "lognormall") == "lognormal")
    }
}
