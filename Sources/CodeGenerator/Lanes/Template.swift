internal import CKernels

/// A function written down step by step by the sources of the kernels; see CKernels/include/Templates.h.
struct Template: Sendable {
    struct Step: Sendable {
        let kind: hr_step_kind
        let detail: UInt8
        let a, b, c: Int32
        let number: UInt64
    }

    let steps: [Step]
    let result: Int
    /// The step that says on which lanes the template holds; nil: on all.
    let guardStep: Int?
    /// The steps that the result and the guard rest on.
    let isNeeded: [Bool]

    /// - Returns: nil where `write` says that the function is not a straight line.
    init?(_ write: (UnsafeMutablePointer<hr_template>) -> Int32) {
        let page = UnsafeMutablePointer<hr_template>.allocate(capacity: 1)
        defer { page.deallocate() }
        guard write(page) != 0 else { return nil }
        steps = (0..<page.pointee.count).map { i in
            let step = hr_template_step(page, i)
            return Step(
                kind: hr_step_kind(UInt32(step.kind)), detail: step.detail, a: Int32(step.a), b: Int32(step.b),
                c: Int32(step.c), number: step.number)
        }
        result = Int(page.pointee.result)
        guardStep = page.pointee.guard < 0 ? nil : Int(page.pointee.guard)
        var isNeeded = [Bool](repeating: false, count: steps.count)
        isNeeded[result] = true
        if let guardStep { isNeeded[guardStep] = true }
        for (i, step) in steps.enumerated().reversed() where isNeeded[i] {
            guard step.kind != HR_STEP_INPUT, step.kind != HR_STEP_CONSTANT else { continue }
            for operand in [step.a, step.b, step.c] { isNeeded[Int(operand)] = true }
        }
        self.isNeeded = isNeeded
    }
}

/// All templates, written down once.
struct TemplateLibrary: Sendable {
    static let shared = TemplateLibrary()

    private(set) var unary: [UInt8: Template] = [:]
    private(set) var binary: [UInt8: Template] = [:]
    private(set) var ternary: [UInt8: Template] = [:]
    private(set) var quaternary: [UInt8: Template] = [:]
    /// The short ways for ordinary operands.
    private(set) var ordinaryUnary: [UInt8: Template] = [:]
    private(set) var ordinaryBinary: [UInt8: Template] = [:]

    private init() {
        for op in 0..<UInt8(HR_UNARY_COUNT.rawValue) {
            unary[op] = Template { hr_write_unary(hr_unary_op(UInt32(op)), $0) }
            ordinaryUnary[op] = Template { hr_write_ordinary_unary(hr_unary_op(UInt32(op)), $0) }
        }
        for op in 0..<UInt8(HR_BINARY_COUNT.rawValue) {
            binary[op] = Template { hr_write_binary(hr_binary_op(UInt32(op)), $0) }
            ordinaryBinary[op] = Template { hr_write_ordinary_binary(hr_binary_op(UInt32(op)), $0) }
        }
        for op in 0..<UInt8(HR_TERNARY_COUNT.rawValue) {
            ternary[op] = Template { hr_write_ternary(hr_ternary_op(UInt32(op)), $0) }
        }
        for op in 0..<UInt8(HR_QUATERNARY_COUNT.rawValue) {
            quaternary[op] = Template { hr_write_quaternary(hr_quaternary_op(UInt32(op)), $0) }
        }
    }

    /// The template of a triangular distribution: its numbers are part of it.
    static func triangular(_ shape: LaneLoop.Triangular) -> Template {
        var numbers = hr_triangular(
            minimum: shape.minimum, maximum: shape.maximum, split: shape.split, lower: shape.lower, upper: shape.upper)
        return Template { page in
            hr_write_triangular(&numbers, page)
            return 1
        }!
    }
}
