import LuaSyntax
import Testing

/// Literals mean what they mean to Lua.
@Suite struct LiteralTests {
    private static let numerals = [
        "0", "1", "007", "9223372036854775807", "9223372036854775808", "18446744073709551616",
        "123456789012345678901234567890", "0x10", "0xFFFFFFFFFFFFFFFF", "0x7fffffffffffffff", "0x1ffffffffffffffff",
        "0xabcdefABCDEF", "1.", ".5", "0.5", "5.25e3", "1e2", "1E+2", "1e-2", "1e308", "1e309", "1e-320", "1e-400",
        "4.9406564584124654e-324", "2.2250738585072011e-308", "1.7976931348623157e308", "0.1", "0.30000000000000004",
        "123456789.123456789", "9007199254740993", "9007199254740993.0", "1e99999999999999999999",
        "1e-99999999999999999999", "0e99999999999999999999", "0x.8", "0x8.", "0xA.8p1", "0x1p-1074", "0x1p-1075",
        "0x1.8p-1075", "0x1.fffffffffffff8p0", "0x1.fffffffffffff7p0", "0x1p1023", "0x1p1024", "0x1P+4", "0x0p0",
        "0x123456789abcdef012345.678p-10", "0x1p99999999999", "0x1p-99999999999", "0x.1p1",

    ]

    @Test(.enabled(if: StockLua.isInstalled, "lua5.4 is not installed"))
    func numeralsHaveLuasTypeAndBits() throws {
        let driver = """
            for _, program in ipairs(programs) do
              local value = load("return " .. program)()
              if math.type(value) == "integer" then print("integer " .. value)
              else print("float " .. string.format("%d", (string.unpack("<i8", string.pack("<d", value))))) end
            end
            """
        let lua = try #require(StockLua.installed)
        let theirs = try lua.run(driver, over: Self.numerals.map { Array($0.utf8) })
        for (numeral, expected) in zip(Self.numerals, theirs) {
            #expect(try describe(numeral) == expected, "\(numeral)")
        }
    }

    private func describe(_ text: String) throws -> String {
        switch try value(text).form {
        case .integer(let value): "integer \(value)"
        case .number(let value): "float \(Int64(bitPattern: value.bitPattern))"
        default: "another expression"
        }
    }

    private func value(_ text: String) throws -> Expression {
        let chunk = try parse("return " + text, name: "p")
        guard case .return(let values) = chunk.block.statements[0].form else { throw Unexpected() }
        return values[0]
    }

    private struct Unexpected: Error {}

    private static let strings = [
        "'abc'", "\"a'b\"", "'a\\'b\\\"c\\\\'", "'\\a\\b\\f\\n\\r\\t\\v'", "'\\0\\00\\000\\0001'",
        "'\\65\\066\\1234'", "'\\x41\\xfF'", "'\\u{0}\\u{7F}\\u{80}\\u{7FF}\\u{800}\\u{FFFF}\\u{10000}\\u{10FFFF}'",
        "'\\u{110000}\\u{1FFFFF}\\u{200000}'", "'\\u{3FFFFFF}\\u{4000000}\\u{7FFFFFFF}'", "'a\\z   \n\t b'", "'a\\z'",
        "'a\\\nb'", "'a\\\r\nb'", "'a\\\n\rb'", "[[a]]", "[[\na]]", "[[\r\na\r\nb\n\rc\rd]]", "[==[a]]]=]b]==]",
        "[[\\n'\"]]", "'é€😀'", "[[é]]", "''", "[[]]", "[=[\n\n]=]", "'\t'", "'\u{1}\u{7F}'", "'\u{FEFF}'",

    ]

    @Test(.enabled(if: StockLua.isInstalled, "lua5.4 is not installed"))
    func stringsHaveLuasBytesBeforeAndAfterGuarding() throws {
        let driver = """
            for _, program in ipairs(programs) do
              print((load(program)():gsub(".", function(c) return string.format("%02x", c:byte()) end)))
            end
            """
        let invalid =
            [UInt8](#"return '"#.utf8) + [0xFF, 0xC3, 0x28, 0xE2, 0x82, 0xED, 0xA0, 0x80, 0xF5] + Array("'".utf8)
        let originals = Self.strings.map { Array("return \($0)".utf8) } + [invalid]
        let chunks = try originals.map { try parse(bytes: $0, name: "p") }
        let texts = chunks.map { Array(guarded($0, sessionLocals: false).text.utf8) }
        let lua = try #require(StockLua.installed)
        let theirs = try lua.run(driver, over: originals)
        #expect(try lua.run(driver, over: texts) == theirs)
        for (chunk, expected) in zip(chunks, theirs) {
            guard case .return(let values) = chunk.block.statements[0].form, case .string(let bytes) = values[0].form
            else {
                Issue.record("not a string: \(chunk.source)")
                continue
            }
            #expect(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == expected, "\(chunk.source)")
        }
    }

    @Test func numeralsAreWrittenAsTheyStand() throws {
        let text = guarded(try parse("return 0x1.8P+1, 1e3, 0xFF, .5, 3.", name: "p"), sessionLocals: false).text
        #expect(text.contains("return 0x1.8P+1 , 1e3 , 0xFF , .5 , 3."))
    }

    @Test func generatedTextHasNoLineEndsInsideStrings() throws {
        let text = guarded(try parse("return [[a\nb]], 'c\\\nd'", name: "p"), sessionLocals: false)
        #expect(text.text.contains(#"return "a\nb" , "c\nd""#))
    }
}
