import CHeadroomLua

/// Fault injection, for tests of the boundary.
extension VirtualMachine {
    /// The allocation with this number from now on fails, and so do the `more` that follow. 0: none.
    ///
    /// Lua tries a failed allocation once more after a collection, so that `more` must be at least 1 to be noticed.
    package func failAllocation(_ number: UInt64, more: UInt64 = 1) {
        hr_fail_allocation(host, number, more)
    }

    /// How many allocations there have been outside of Swift frames.
    package var allocations: UInt64 { hr_allocations(host) }

    /// How many blocks of memory Lua holds.
    package var blocks: Int { Int(hr_blocks(host)) }
}
