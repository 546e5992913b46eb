import DataFiles
import Glibc
import TestSupport
import Testing

@Suite("Reading JSON")
struct JSONReadingTests {
    @Test(
        "values",
        arguments: [
            ("null", JSON.null), (" true ", true), ("false", false), ("0", 0), ("-7", -7), ("1.5", 1.5), ("1e2", 100.0),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9223372036854775808)), ("1E-400", 0.0), ("[]", []), ("{}", [:]),
            ("[1,[2],{\"a\":null}]", [1, [2], ["a": nil]]),
            (#""\"\\\/\b\f\n\r\té\u20AC\ud83d\ude00""#, "\"\\/\u{8}\u{C}\n\r\té€😀"),
            (#""\u0000""#, "\0"),
        ] as [(String, JSON)])
    func values(text: String, value: JSON) throws {
        #expect(try JSON(parsing: text) == value)
    }

    @Test("minus zero keeps its sign")
    func minusZero() throws {
        #expect(try JSON(parsing: "-0").double?.sign == .minus)
        #expect(try JSON(parsing: "-0.0").double?.sign == .minus)
    }

    @Test("objects keep their order, large ones too")
    func order() throws {
        let keys = (0..<100).map { "key\(99 - $0)" }
        let text = "{" + keys.map { "\"\($0)\":\"\($0)\"" }.joined(separator: ",") + "}"
        let object = try #require(try JSON(parsing: text).object)
        #expect(object.keys == keys)
        for key in keys { #expect(object[key] == .string(key)) }
        #expect(object["none"] == nil)
    }

    @Test("members can be replaced and removed")
    func editing() {
        var object: JSON.Object = [:]
        for index in 0..<20 { object["k\(index)"] = .integer(Int64(index)) }
        object["k3"] = "three"
        object["k0"] = nil
        #expect(object.keys == (1..<20).map { "k\($0)" })
        #expect(object["k3"] == "three")
        #expect(object["k19"] == 19)
        for index in 5..<20 { object["k\(index)"] = nil }
        #expect(object == ["k1": 1, "k2": 2, "k3": "three", "k4": 4])
    }

    @Test(
        "errors with line and column",
        arguments: [
            ("", 1, 1, .unexpectedEnd(expected: "a value")),
            ("{\n  \"a\": 1,\n}", 3, 1, .unexpected(found: "}", expected: "a key in double quotes")),
            ("[1,]", 1, 4, .unexpected(found: "]", expected: "a value")),
            ("[1 2]", 1, 4, .unexpected(found: "2", expected: "a comma or ]")),
            ("{\"é\" 1}", 1, 7, .unexpected(found: "1", expected: "a colon after the key")),
            ("{\"a\":1,\r\n\"a\":2}", 2, 1, .duplicateKey("a")),
            ("1 x", 1, 3, .trailingText(found: "x")),
            ("nul", 1, 1, .unexpected(found: "nul", expected: "a value")),
            ("NaN", 1, 1, .unexpected(found: "NaN", expected: "a value")),
            ("'a'", 1, 1, .unexpected(found: "'", expected: "a value")),
            ("// x", 1, 1, .unexpected(found: "/", expected: "a value")),
            ("[01]", 1, 2, .badNumber("01")),
            ("[-]", 1, 2, .badNumber("-")),
            ("1.", 1, 1, .badNumber("1.")),
            (".5", 1, 1, .unexpected(found: ".5", expected: "a value")),
            ("1e", 1, 1, .badNumber("1e")),
            ("0x10", 1, 1, .badNumber("0x10")),
            ("1_000", 1, 1, .badNumber("1_000")),
            ("1e999", 1, 1, .numberTooLarge("1e999")),
            ("\"a", 1, 1, .unexpectedEnd(expected: "the closing quote of this string")),
            ("\"a\nb\"", 1, 3, .controlCharacter(10)),
            ("\"\\x\"", 1, 2, .badEscape("\\x")),
            ("\"\\u12g4\"", 1, 2, .badEscape("\\u12g")),
            ("\"\\ud800\"", 1, 2, .loneSurrogate("\\ud800")),
            ("\"\\ud800\\u0041\"", 1, 2, .loneSurrogate("\\ud800")),
            ("\"\\udc00\"", 1, 2, .loneSurrogate("\\udc00")),
            ("\u{FEFF}1", 1, 1, .byteOrderMark),
        ] as [(String, Int, Int, DataFileError.JSONProblem)])
    func errors(text: String, line: Int, column: Int, problem: DataFileError.JSONProblem) {
        #expect(throws: DataFileError(file: "f", at: TextPosition(line: line, column: column), .json(problem))) {
            try JSON(parsing: text, file: "f")
        }
    }

    @Test("nesting is limited, and the limit itself is allowed")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try JSON(parsing: nested(JSON.defaultDepth))
        #expect(throws: DataFileError(at: TextPosition(line: 1, column: 129), .json(.tooDeep(limit: 128)))) {
            try JSON(parsing: nested(1_000_000))
        }
        _ = try JSON(parsing: "[[],[],[]]", maximumDepth: 2)
        #expect(throws: DataFileError.self) { try JSON(parsing: "[[[]]]", maximumDepth: 2) }
    }

    @Test("bytes that are not UTF-8 are refused")
    func utf8() {
        #expect(throws: DataFileError(at: TextPosition(line: 1, column: 2), .notUTF8(byte: 0xFF))) {
            try JSON(parsing: [0x22, 0xFF, 0x22])
        }
    }

    @Test("damaged documents are understood or refused, and what is understood survives writing and reading")
    func fuzz() throws {
        let seeds = [
            #"{"name":"npv \u00e9\ud83d\ude00","values":[1,-2.5e-3,0,1e300],"ok":true,"none":null,"o":{"a":{"b":[[]]}}}"#,
            "[\n  1.0, 2,\n  {\"k\": \"v\\n\\\"\"}\n]",
        ].map { Array($0.utf8) }
        let alphabet = Array("{}[]\":,\\u0123456789eE+-.truefalsn \n\t\u{0}é".utf8) + [0xFF, 0xC3, 0xED]
        var random = SplitMix(seed: 20)
        var understood = 0
        for _ in 0..<60_000 {
            var bytes = seeds[Int(random.next() % 2)]
            for _ in 0...(random.next() % 3) {
                let place = Int(random.next() % UInt64(bytes.count))
                let byte = alphabet[Int(random.next() % UInt64(alphabet.count))]
                switch random.next() % 4 {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(byte, at: place)
                case 2: bytes[place] = byte
                default: bytes.removeSubrange(place...)
                }
                if bytes.isEmpty { bytes = [0x31] }
            }
            do throws(DataFileError) {
                let value = try JSON(parsing: bytes)
                understood += 1
                #expect(try JSON(parsing: value.text(.compact)) == value)
                #expect(try JSON(parsing: value.text(.lines)) == value)
            } catch {
                let position = try #require(error.position)
                #expect(position.line >= 1 && position.column >= 1 && position.column <= bytes.count + 1)
            }
        }
        #expect(understood > 1000)
    }
}

@Suite("JSON on a small stack")
struct JSONStackTests {
    @Test("the deepest document that is allowed fits in 512 KB of stack")
    func smallStack() {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        #expect(pthread_attr_setstacksize(&attributes, 512 << 10) == 0)
        var thread = pthread_t()
        let status = pthread_create(
            &thread, &attributes,
            { _ in
                let depth = JSON.defaultDepth / 2
                let text = String(repeating: "[{\"a\":", count: depth) + "1" + String(repeating: "}]", count: depth)
                let value = try? JSON(parsing: text)
                let isSame = (try? value?.text(.compact)) == text
                return UnsafeMutableRawPointer(bitPattern: isSame ? 1 : 2)
            }, nil)
        #expect(status == 0)
        var result: UnsafeMutableRawPointer?
        #expect(pthread_join(thread, &result) == 0)
        #expect(result == UnsafeMutableRawPointer(bitPattern: 1))
    }
}
