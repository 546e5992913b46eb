extension PipelineRun {
    private static let colours = ["#8ab6d6", "#2f6690", "#d9a441"]

    /// The schedule as a drawing: a bar per stage, time to the right, microbatches numbered where there is room.
    /// - Parameter title: Plain text; what XML reserves is escaped.
    package func svg(title: String) -> String {
        let (left, top, width, bar, gap) = (70.0, 58.0, 1100.0, shape.stages > 24 ? 12.0 : 22.0, 4.0)
        let height = top + Double(shape.stages) * (bar + gap) + 54
        let scale = end > 0 ? width / end : 0
        func n(_ x: Double) -> String {
            let tenths = Int((x * 10).rounded())
            return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
        }
        var text = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(n(left + width + 90)) \(n(height))" font-family="sans-serif" font-size="11">
            <rect width="100%" height="100%" fill="#ffffff"/>
            <text x="\(n(left))" y="20" font-size="14" fill="#222222">\(Self.escaped(title))</text>

            """
        let names = ["forward", "backward", "gradients of weights"]
        var x = left
        for kind in 0..<(shape.schedule == .zeroBubble ? 3 : 2) {
            text += "<rect x=\"\(n(x))\" y=\"32\" width=\"12\" height=\"12\" fill=\"\(Self.colours[kind])\"/>"
            text += "<text x=\"\(n(x + 17))\" y=\"42\" fill=\"#444444\">\(names[kind])</text>\n"
            x += 40 + 7 * Double(names[kind].utf8.count)
        }
        text += "<text x=\"\(n(left + width + 8))\" y=\"\(n(top - 6))\" fill=\"#444444\">waits</text>\n"
        for stage in 0..<shape.stages {
            let y = top + Double(stage) * (bar + gap)
            text += "<text x=\"\(n(left - 8))\" y=\"\(n(y + bar * 0.7))\" text-anchor=\"end\" fill=\"#444444\">stage \(stage + 1)</text>"
            text += "<rect x=\"\(n(left))\" y=\"\(n(y))\" width=\"\(n(width))\" height=\"\(n(bar))\" fill=\"#f1f1f1\"/>\n"
            // Neighbours of one kind that are too narrow to see become one.
            var pending: (kind: Int, from: Double, to: Double)?
            func flush() {
                guard let p = pending else { return }
                text += "<rect x=\"\(n(left + p.from * scale))\" y=\"\(n(y))\" width=\"\(n(max(0.3, (p.to - p.from) * scale)))\" height=\"\(n(bar))\" fill=\"\(Self.colours[p.kind])\"/>\n"
                pending = nil
            }
            for task in tasks[stage] {
                let wide = (task.end - task.start) * scale
                if wide < 2 {
                    if let p = pending, p.kind == task.kind.rawValue, (task.start - p.to) * scale < 0.5 {
                        pending!.to = task.end
                    } else {
                        flush()
                        pending = (task.kind.rawValue, task.start, task.end)
                    }
                    continue
                }
                flush()
                let from = left + task.start * scale
                text += "<rect x=\"\(n(from))\" y=\"\(n(y))\" width=\"\(n(wide - 0.4))\" height=\"\(n(bar))\" fill=\"\(Self.colours[task.kind.rawValue])\"/>"
                let label = "\(task.microbatch + 1)"
                if wide > 6.2 * Double(label.utf8.count) + 1.5, bar > 14 {
                    let ink = task.kind == .backward ? "#ffffff" : "#222222"
                    text += "<text x=\"\(n(from + wide / 2))\" y=\"\(n(y + bar * 0.7))\" text-anchor=\"middle\" font-size=\"10\" fill=\"\(ink)\">\(label)</text>"
                }
                text += "\n"
            }
            flush()
            let percent = Int((end > 0 ? idle(stage) / end * 1000 : 0).rounded())
            text += "<text x=\"\(n(left + width + 8))\" y=\"\(n(y + bar * 0.7))\" fill=\"#444444\">\(percent / 10).\(percent % 10) %</text>\n"
        }
        let base = top + Double(shape.stages) * (bar + gap) + 14
        let (unit, name) = end >= 2 ? (1.0, "s") : end >= 2e-3 ? (1e-3, "ms") : (1e-6, "µs")
        for tick in Self.ticks(end / unit) {
            let x = left + tick * unit * scale
            text += "<line x1=\"\(n(x))\" y1=\"\(n(base - 12))\" x2=\"\(n(x))\" y2=\"\(n(base - 6))\" stroke=\"#888888\"/>"
            text += "<text x=\"\(n(x))\" y=\"\(n(base + 6))\" text-anchor=\"middle\" fill=\"#444444\">\(n(tick))</text>\n"
        }
        text += "<text x=\"\(n(left + width / 2))\" y=\"\(n(base + 24))\" text-anchor=\"middle\" fill=\"#444444\">time (\(name))</text>\n"
        return text + "</svg>\n"
    }

    /// Round numbers from 0, at most eleven.
    private static func ticks(_ most: Double) -> [Double] {
        guard most > 0 else { return [0] }
        var step = 0.1
        var factors = [2, 2.5, 2].makeIterator()
        while most / step > 10 {
            if let factor = factors.next() {
                step *= factor
            } else {
                factors = [2, 2.5, 2].makeIterator()
            }
        }
        return (0...Int(most / step)).map { Double($0) * step }
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.append(character)
            }
        }
        return escaped
    }
}
