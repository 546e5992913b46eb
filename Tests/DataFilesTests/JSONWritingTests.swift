import DataFiles
import TestSupport
import Testing

@Suite("Writing JSON")
struct JSONWritingTests {
    private let sample: JSON = [
        "name": "a \"quoted\"\\ \n\u{1}\u{7F} é",
        "values": [1, 2.5, 100.0, 1e300, -0.0],
        "empty": [[], [:]],
        "nested": ["b": nil, "a": true],
    ]

    @Test("compact")
    func compact() throws {
        #expect(
            try sample.text(.compact)
                == #"{"name":"a \"quoted\"\\ \n\u0001\u007f é","values":[1,2.5,100.0,1e+300,-0.0],"empty":[[],{}],"#
                + #""nested":{"b":null,"a":true}}"#)
    }

    @Test("in lines")
    func lines() throws {
        #expect(
            try sample.text(.lines) == """
                {
                  "name": "a \\"quoted\\"\\\\ \\n\\u0001\\u007f é",
                  "values": [1, 2.5, 100.0, 1e+300, -0.0],
                  "empty": [
                    [],
                    {}
                  ],
                  "nested": {
                    "b": null,
                    "a": true
                  }
                }
                """)
    }

    @Test("long arrays take a line an element")
    func longArrays() throws {
        let array = JSON.array((0..<60).map { .integer($0) })
        #expect(try array.text(.lines).hasPrefix("[\n  0,\n  1,"))
        #expect(try JSON(parsing: array.text(.lines)) == array)
    }

    @Test("numbers that JSON lacks are refused with their place", arguments: [Double.nan, .infinity, -.infinity])
    func notFinite(value: Double) {
        let json: JSON = ["results": ["npv": [1, 2, .number(value)]]]
        #expect(throws: DataFileError(.json(.notFinite(path: "results.npv[3]")))) { try json.text() }
    }

    @Test("every double reads back to its bits")
    func roundTrip() throws {
        var random = SplitMix(seed: 5)
        for _ in 0..<20_000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            let back = try JSON(parsing: JSON.number(value).text())
            #expect(back.double?.bitPattern == value.bitPattern)
            guard case .number = back else {
                Issue.record("\(value) came back as \(back)")
                continue
            }
        }
    }

    @Test("a file that cannot be expressed is not begun")
    func noFile() {
        let folder = TemporaryFolder()
        #expect(throws: DataFileError(file: folder("a"), .json(.notFinite(path: "the value itself")))) {
            try JSON.number(.nan).write(to: folder("a"))
        }
        #expect(folder.names.isEmpty)
    }
}
