/// A basis as L·U and the column exchanges since (product form).
///
/// Left-looking with a symbolic search for what fill reaches (Gilbert and Peierls, SIAM J. Sci. Stat. Comput. 9, 1988);
/// columns and rows with a single entry go first, so that near-triangular bases are not filled.
struct BasisFactor {
    private let count: Int
    /// Of pivot k: its row, and which place of the basis its column takes.
    private var pivotRow: [Int32] = []
    private var place: [Int32] = []
    /// The pivot number of a row; −1: none yet.
    private var number: [Int32]
    private var lowerBegins: [Int] = [0]
    private var lowerRows: [Int32] = []
    private var lowerValues: [Double] = []
    private var upperBegins: [Int] = [0]
    private var upperRows: [Int32] = []
    private var upperValues: [Double] = []
    private var diagonal: [Double] = []
    private var etaPlace: [Int32] = []
    private var etaPivot: [Double] = []
    private var etaBegins: [Int] = [0]
    private var etaRows: [Int32] = []
    private var etaValues: [Double] = []

    var exchanges: Int { etaPlace.count }

    /// - Parameters:
    ///   - columns: rows and values of the basis, place by place.
    /// - Returns: nil where a column depends on the others; `dependent` then holds places and rows left over.
    init(_ count: Int, columns: (Int) -> (rows: ArraySlice<Int32>, values: ArraySlice<Double>), dependent: inout [(place: Int, row: Int)]) {
        self.count = count
        number = [Int32](repeating: -1, count: count)
        var work = [Double](repeating: 0, count: count)
        var mark = [Int32](repeating: -1, count: count)
        var failed: [Int] = []
        var stack: [(row: Int32, next: Int)] = []
        for (turn, column) in Self.order(count, columns).enumerated() {
            let entries = columns(column)
            var reached: [Int32] = []
            for row in entries.rows where mark[Int(row)] != Int32(turn) {
                mark[Int(row)] = Int32(turn)
                stack.append((row, number[Int(row)] >= 0 ? lowerBegins[Int(number[Int(row)])] : 0))
                while let top = stack.last {
                    let k = Int(number[Int(top.row)])
                    if k >= 0, top.next < lowerBegins[k + 1] {
                        stack[stack.count - 1].next += 1
                        let child = lowerRows[top.next]
                        if mark[Int(child)] != Int32(turn) {
                            mark[Int(child)] = Int32(turn)
                            stack.append((child, number[Int(child)] >= 0 ? lowerBegins[Int(number[Int(child)])] : 0))
                        }
                    } else {
                        reached.append(top.row)
                        stack.removeLast()
                    }
                }
            }
            for (row, value) in zip(entries.rows, entries.values) { work[Int(row)] = value }
            for row in reached.reversed() {
                let k = Int(number[Int(row)])
                let x = work[Int(row)]
                if k >= 0, x != 0 {
                    for e in lowerBegins[k]..<lowerBegins[k + 1] { work[Int(lowerRows[e])] -= lowerValues[e] * x }
                }
            }
            var largest = 0.0
            var pivot: Int32 = -1
            for row in reached where number[Int(row)] < 0 && work[Int(row)].magnitude > largest {
                largest = work[Int(row)].magnitude
                pivot = row
            }
            guard pivot >= 0, largest > 1e-11 else {
                for row in reached { work[Int(row)] = 0 }
                failed.append(column)
                continue
            }
            let p = work[Int(pivot)]
            for row in reached {
                let x = work[Int(row)]
                work[Int(row)] = 0
                if x == 0 || row == pivot { continue }
                if number[Int(row)] >= 0 {
                    upperRows.append(row)
                    upperValues.append(x)
                } else if x.magnitude > 1e-16 {
                    lowerRows.append(row)
                    lowerValues.append(x / p)
                }
            }
            upperBegins.append(upperRows.count)
            lowerBegins.append(lowerRows.count)
            number[Int(pivot)] = Int32(pivotRow.count)
            pivotRow.append(pivot)
            place.append(Int32(column))
            diagonal.append(p)
        }
        let rows = (0..<count).filter { number[$0] < 0 }
        dependent = zip(failed, rows).map { (place: $0, row: $1) }
    }

    /// Columns in an order that keeps fill small: again and again one whose entries lie in one open row.
    private static func order(_ count: Int, _ columns: (Int) -> (rows: ArraySlice<Int32>, values: ArraySlice<Double>)) -> [Int] {
        var open = [Int32](repeating: 0, count: count)
        var inRow = [[Int32]](repeating: [], count: count)
        for column in 0..<count {
            let rows = columns(column).rows
            open[column] = Int32(rows.count)
            for row in rows { inRow[Int(row)].append(Int32(column)) }
        }
        var order: [Int] = []
        order.reserveCapacity(count)
        var done = [Bool](repeating: false, count: count)
        var taken = [Bool](repeating: false, count: count)
        var single = (0..<count).filter { open[$0] == 1 }
        while let column = single.popLast() {
            if done[column] || open[column] != 1 { continue }
            guard let row = columns(column).rows.first(where: { !taken[Int($0)] }) else { continue }
            done[column] = true
            taken[Int(row)] = true
            order.append(column)
            for other in inRow[Int(row)] where !done[Int(other)] {
                open[Int(other)] -= 1
                if open[Int(other)] == 1 { single.append(Int(other)) }
            }
        }
        return order + (0..<count).filter { !done[$0] }.sorted { (open[$0], $0) < (open[$1], $1) }
    }

    /// Solves B·x = v; `v` by row becomes x by place.
    func solve(_ v: inout [Double], _ scratch: inout [Double]) {
        for k in 0..<pivotRow.count {
            let x = v[Int(pivotRow[k])]
            if x != 0 {
                for e in lowerBegins[k]..<lowerBegins[k + 1] { v[Int(lowerRows[e])] -= lowerValues[e] * x }
            }
        }
        for k in stride(from: pivotRow.count - 1, through: 0, by: -1) {
            var x = v[Int(pivotRow[k])]
            if x != 0 {
                x /= diagonal[k]
                for e in upperBegins[k]..<upperBegins[k + 1] { v[Int(upperRows[e])] -= upperValues[e] * x }
            }
            scratch[Int(place[k])] = x
        }
        swap(&v, &scratch)
        for i in 0..<etaPlace.count {
            let p = Int(etaPlace[i])
            if v[p] != 0 {
                let x = v[p] / etaPivot[i]
                v[p] = x
                for e in etaBegins[i]..<etaBegins[i + 1] { v[Int(etaRows[e])] -= etaValues[e] * x }
            }
        }
    }

    /// Solves y·B = v; `v` by place becomes y by row.
    func solveTransposed(_ v: inout [Double], _ scratch: inout [Double]) {
        for i in stride(from: etaPlace.count - 1, through: 0, by: -1) {
            let p = Int(etaPlace[i])
            var sum = v[p]
            for e in etaBegins[i]..<etaBegins[i + 1] { sum -= etaValues[e] * v[Int(etaRows[e])] }
            v[p] = sum / etaPivot[i]
        }
        for k in 0..<pivotRow.count {
            var sum = v[Int(place[k])]
            for e in upperBegins[k]..<upperBegins[k + 1] { sum -= upperValues[e] * scratch[Int(upperRows[e])] }
            scratch[Int(pivotRow[k])] = sum / diagonal[k]
        }
        for k in stride(from: pivotRow.count - 1, through: 0, by: -1) {
            var sum = scratch[Int(pivotRow[k])]
            for e in lowerBegins[k]..<lowerBegins[k + 1] { sum -= lowerValues[e] * scratch[Int(lowerRows[e])] }
            scratch[Int(pivotRow[k])] = sum
        }
        swap(&v, &scratch)
    }

    /// The column at a place is replaced by one that is `column` in terms of the basis so far.
    mutating func exchange(_ place: Int, _ column: [Double]) {
        etaPlace.append(Int32(place))
        etaPivot.append(column[place])
        for (row, x) in column.enumerated() where x != 0 && row != place && x.magnitude > 1e-14 {
            etaRows.append(Int32(row))
            etaValues.append(x)
        }
        etaBegins.append(etaRows.count)
    }
}
