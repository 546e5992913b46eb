internal import CKernels

/// An instruction with everything looked up: the kernel, the addresses of its operands, the key of its stream.
///
/// `a…d` are registers or, for operands that are numbers, addresses within `numbers` of this very instruction, so an
/// array of them must not move once bound.
struct BoundInstruction {
    var form: Form
    /// Stream of an output, or of random numbers.
    var index: Int32 = 0
    /// The kernel; its type follows from the form.
    var kernel: UnsafeRawPointer?
    var destination: UnsafeMutablePointer<Double>
    var a: UnsafePointer<Double>
    var b: UnsafePointer<Double>
    var c: UnsafePointer<Double>
    var d: UnsafePointer<Double>
    var numbers = SIMD4<Double>()
    /// Key of a stream, or the address of a table.
    var key: UInt64 = 0
    /// How many steps a history is asked about; how many entries a list has.
    var count: Int32 = 0
    /// Whether operand b is missing.
    var isUnmasked = false

    /// The calling shapes of kernels.
    enum Form: UInt8 {
        case fill, stream, designed, unary, registers, registerNumber, numberRegister, ternary, quaternary, expAffine
        case table, steps, triangular, emit
        // What only models through time have.
        case stepStream, stepDesigned, history, trailing, gather, copy
        case store, storeTruth, push, check, checkFinite, series, internalRate
        case generated
    }
}

/// Finds the kernels of one instruction set for the instructions of a program.
struct KernelBinding {
    let kernels: UnsafePointer<hr_kernels>
    let keys: [UInt64]
    let tables: TableMemory
    let design: SamplingDesign?
    let registers: UnsafeMutableRawPointer
    var loops: [LoopMemory] = []

    private func register(_ number: UInt16) -> UnsafeMutablePointer<Double> {
        (registers + Int(number) * LoopMemory.blockStride).assumingMemoryBound(to: Double.self)
    }

    /// Binds `instruction` in place.
    func bind(_ instruction: Instruction, at place: UnsafeMutablePointer<BoundInstruction>) {
        let destination = register(instruction.destination)
        place.initialize(
            to: BoundInstruction(
                form: .fill, index: instruction.index, destination: destination, a: destination, b: destination,
                c: destination, d: destination, numbers: instruction.numbers, count: instruction.count))
        let numbers = UnsafeRawPointer(place).advanced(by: MemoryLayout<BoundInstruction>.offset(of: \.numbers)!)
            .assumingMemoryBound(to: Double.self)
        func operand(_ lane: Int) -> UnsafePointer<Double> {
            instruction.shape >> UInt8(lane) & 1 == 1
                ? numbers + lane : UnsafePointer(register(instruction.registers[lane]))
        }
        place.pointee.a = operand(0)
        place.pointee.b = operand(1)
        place.pointee.c = operand(2)
        place.pointee.d = operand(3)
        let (form, kernel) = select(instruction)
        place.pointee.form = form
        place.pointee.kernel = kernel
        switch instruction.form {
        case .uniform, .normal, .stepUniform, .stepNormal: place.pointee.key = keys[Int(instruction.index)]
        case .table: place.pointee.key = address(tables.quantiles + Int(instruction.index))
        case .steps: place.pointee.key = address(tables.steps + Int(instruction.index))
        case .triangular: place.pointee.key = address(tables.triangulars + Int(instruction.index))
        case .gather:
            place.pointee.key = UInt64(UInt(bitPattern: tables.columns[Int(instruction.index)]))
            place.pointee.count = Int32(tables.columnCounts[Int(instruction.index)])
        case .store, .storeTruth, .series:
            place.pointee.isUnmasked = instruction.shape & Instruction.withoutMask != 0
        case .generated:
            place.pointee.key = UInt64(UInt(bitPattern: loops[Int(instruction.index)].pool))
        case .binary where form == .numberRegister: swap(&place.pointee.a, &place.pointee.b)
        default: break
        }
    }

    private func address<T>(_ pointer: UnsafeMutablePointer<T>) -> UInt64 { UInt64(UInt(bitPattern: pointer)) }

    private func select(_ instruction: Instruction) -> (BoundInstruction.Form, UnsafeRawPointer?) {
        let op = Int32(instruction.operation)
        let shape = Int32(instruction.shape)
        switch instruction.form {
        case .fill: return (.fill, raw(kernels.pointee.fill))
        // A column of a design comes with what is to be done to it: nothing, or the inverse normal.
        case .uniform where design?.covers(instruction.index) == true: return (.designed, nil)
        case .normal where design?.covers(instruction.index) == true:
            return (.designed, raw(hr_unary_kernel(kernels, Int32(UnaryOperation.inverseNormal.rawValue))))
        case .uniform: return (.stream, raw(kernels.pointee.uniform))
        case .normal: return (.stream, raw(kernels.pointee.normal))
        case .unary: return (.unary, raw(hr_unary_kernel(kernels, op)))
        case .binary:
            switch shape {
            case 0: return (.registers, raw(hr_binary_vv_kernel(kernels, op)))
            case 2: return (.registerNumber, raw(hr_binary_vs_kernel(kernels, op)))
            default: return (.numberRegister, raw(hr_binary_sv_kernel(kernels, op)))
            }
        case .ternary: return (.ternary, raw(hr_ternary_kernel(kernels, op, shape)))
        case .quaternary: return (.quaternary, raw(hr_quaternary_kernel(kernels, op, shape)))
        case .expAffine: return (.expAffine, raw(kernels.pointee.exp_affine))
        case .table: return (.table, raw(kernels.pointee.table))
        case .steps: return (.steps, raw(kernels.pointee.steps))
        case .triangular: return (.triangular, raw(kernels.pointee.triangular))
        case .emit: return (.emit, nil)
        case .stepUniform where design?.covers(instruction.index) == true: return (.stepDesigned, nil)
        case .stepNormal where design?.covers(instruction.index) == true:
            return (.stepDesigned, raw(hr_unary_kernel(kernels, Int32(UnaryOperation.inverseNormal.rawValue))))
        case .stepUniform: return (.stepStream, raw(kernels.pointee.uniform))
        case .stepNormal: return (.stepStream, raw(kernels.pointee.normal))
        case .history: return (.history, nil)
        case .trailing: return (.trailing, nil)
        case .gather: return (.gather, nil)
        case .copy: return (.copy, raw(kernels.pointee.copy))
        case .store: return (.store, nil)
        case .storeTruth: return (.storeTruth, nil)
        case .push: return (.push, nil)
        case .check: return (.check, nil)
        case .checkFinite: return (.checkFinite, nil)
        case .series: return (.series, nil)
        case .internalRate: return (.internalRate, nil)
        case .generated: return (.generated, raw(loops[Int(instruction.index)].function))
        }
    }

    private func raw<Function>(_ function: Function) -> UnsafeRawPointer {
        unsafeBitCast(function, to: UnsafeRawPointer.self)
    }
}
