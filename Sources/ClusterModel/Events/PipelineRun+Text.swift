extension PipelineRun {
    /// A row of characters per stage: forward ░, backward █, gradients of weights ▒, waiting `·`; the share of waiting behind it. Every column
    /// shows what fills most of its time.
    package func rows(width: Int) -> [(chart: String, idle: Double)] {
        (0..<shape.stages).map { stage in
            var chart = ""
            var next = 0
            let list = tasks[stage]
            for column in 0..<width {
                let (from, to) = (end * Double(column) / Double(width), end * Double(column + 1) / Double(width))
                var time = [0.0, 0, 0]
                var index = next
                while index < list.count, list[index].start < to {
                    time[list[index].kind.rawValue] += max(0, min(to, list[index].end) - max(from, list[index].start))
                    if list[index].end <= to { next = index + 1 }
                    index += 1
                }
                let idle = to - from - time[0] - time[1] - time[2]
                let most = max(time[0], time[1], time[2])
                chart += idle > most ? "·" : time[1] == most ? "█" : time[0] == most ? "░" : "▒"
            }
            return (chart, end > 0 ? idle(stage) / end : 0)
        }
    }
}
