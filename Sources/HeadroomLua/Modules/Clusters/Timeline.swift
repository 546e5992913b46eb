import ClusterModel
import DataFiles
import Diagnostics
import LuaVM
import Quantities
import Reporting

/// `plan:timeline()`: the step of a plan's pipeline, task by task.
final class TimelineObject {
    let plan: TrainingPlan
    let run: PipelineRun
    /// A stage that was made slow, counted from 1, and by how much.
    let slow: (stage: Int, factor: Double)?
    let width: Int

    init(plan: TrainingPlan, run: PipelineRun, slow: (stage: Int, factor: Double)?, width: Int) {
        self.plan = plan
        self.run = run
        self.slow = slow
        self.width = width
    }

    /// Seconds of the closed form for what is drawn: the step without gradient exchange, optimizer and what follows the pipeline.
    var closedForm: Double {
        let t = plan.time
        return t.compute + t.recompute + t.tensorCollectives + t.expertExchange + t.stageExchange + t.bubble
    }

    var after: Double { plan.step - closedForm }
    var step: Double { run.end + after }

    var title: String {
        let s = plan.strategy
        let schedule = s.schedule == .zeroBubble ? "zero-bubble" : s.interleave > 1 ? "interleaved \(s.interleave) times" : "1F1B"
        return "\(plan.job.model.name) on \(NumberText.count(s.chips)) × \(plan.cluster.chip.name): \(s.pipeline) \(s.pipeline == 1 ? "stage" : "stages"), "
            + "\(run.shape.microbatches) \(run.shape.microbatches == 1 ? "microbatch" : "microbatches"), \(schedule)"
            + (slow.map { ", stage \($0.stage) \(ClusterText.number($0.factor)) times as slow" } ?? "")
    }

    var text: String {
        var lines = [title]
        let label = "stage \(run.shape.stages)".count
        func padded(_ text: String) -> String { text + String(repeating: " ", count: max(0, label - text.count)) }
        lines.append("\(padded(""))  0 \(String(repeating: " ", count: max(0, width - 2 - exact(run.end).count)))\(exact(run.end))  waits")
        for (stage, row) in run.rows(width: width).enumerated() {
            lines.append("\(padded("stage \(stage + 1)"))  \(row.chart)  \(percent(row.idle))")
        }
        let legend = run.shape.schedule == .zeroBubble ? "░ forward  █ backward  ▒ gradients of weights  · waits" : "░ forward  █ backward  · waits"
        lines.append("\(padded(""))  \(legend); a column is \(NumberText.duration(run.end / Double(width)))")
        lines.append(
            "step \(exact(step)) by events (closed form \(exact(plan.step))): pipeline \(exact(run.end)), "
                + "then \(exact(after)) of gradient exchange, optimizer and the rest")
        let first = run.kept(0)
        lines.append(
            "stages wait \(percent(run.idleShare)) of the pipeline's time; the first keeps \(ClusterText.number(first)) "
                + "\(first == 1 ? "microbatch" : "microbatches") at once")
        if run.shape.stages > 1 {
            lines.append("each row stands for the \(NumberText.count(plan.strategy.chips / run.shape.stages)) chips of its stage, which do the same at the same time")
        }
        return lines.joined(separator: "\n")
    }

    /// Seconds in four digits, for comparing.
    private func exact(_ seconds: Double) -> String {
        seconds >= 1 ? "\(ClusterText.number(seconds)) s" : "\(ClusterText.number(seconds * 1000)) ms"
    }

    private func percent(_ share: Double) -> String { "\(NumberText.text(share * 100, digits: 3)) %" }
}

extension Function {
    static let timeline = Function.declare("timeline", "The pipeline's schedule as a chart, simulated task by task.") { f in
        let given = f.optional(
            "options", .table("a table such as { slow_stage = 3, slowdown = 1.2 }", annotation: "table"),
            "`slow_stage` (counted from 1) and `slowdown` (how many times as long it takes): a straggler; `width` of the chart in characters (100).")
        f.returns(annotation: "headroom.timeline", "`print` draws it; `:save \"step.svg\"` writes a picture.")
        f.details(
            "Every stage begins its next task as soon as it is free and what the task needs has arrived. All chips of a stage do the same at the same "
                + "time and are simulated once. The step is compared with that of the closed form.")
        f.example(
            """
            local pod = cluster "pod" { chip = catalog.chip "a100", chips = 64, network = fat_tree { per_chip = 200 * Gbit/s } }
            local job = training { model = catalog.model "megatron-7.5b", sequence = 2048, batch = 64 }
            local t = pod:train(job, { tp = 8, pp = 4, dp = 2 }):timeline { slow_stage = 2, slowdown = 1.5, width = 60 }
            print(t)
            print(t.waits > 0)
            """)
        return { a, i in
            let s = i.session
            let plan = try s.object(i.receiver, PlanObject.self).plan
            var width = 100
            var stage: Int?
            var factor: Double?
            for (key, value) in a[given]?.entries ?? [] {
                let name = s.keyText(key)
                switch name {
                case "width": width = try s.option(.integer(20...400, "a whole number from 20 to 400"), value, name)
                case "slow_stage":
                    let p = plan.strategy.pipeline
                    stage = try s.option(.integer(1...p, "a whole number from 1 to \(p), the number of stages"), value, name)
                case "slowdown": factor = try s.option(.number("a number of at least 1") { $0 >= 1 && $0 <= 1000 }, value, name)
                default:
                    let known = ["slow_stage", "slowdown", "width"]
                    throw Diagnostic(
                        .unknownField, "timeline has no field `\(name)`",
                        remedy: (Suggestion.nearest(to: name, in: known).map { "did you mean `\($0)`? " } ?? "")
                            + "its fields are \(known.joined(separator: ", "))")
                }
            }
            if (stage == nil) != (factor == nil) {
                throw Diagnostic(.missingField, "timeline needs `slow_stage` and `slowdown` together", remedy: "write { slow_stage = 3, slowdown = 1.2 }")
            }
            var shape = try PipelineShape(try TrainingModel(plan.job, on: plan.cluster), plan.strategy)
            if let stage, let factor { shape.slowdown[stage - 1] = factor }
            s.vm.charge(bytes: shape.chunks * shape.microbatches * 3 * 48)
            let run = try PipelineRun(shape)
            let object = TimelineObject(plan: plan, run: run, slow: stage.flatMap { n in factor.map { (n, $0) } }, width: width)
            return [s.vm.makeObject(object, type: s.types.timeline)]
        }
    }
}

extension ObjectType {
    static let timeline = ObjectType(
        "timeline", "A step's schedule; `print` draws it.",
        fields: [
            timeline("step", "headroom.quantity", "Time of the step by events.") { try $1.quantity($0.step, "s") },
            timeline("closed_form", "headroom.quantity", "Time of the step as `pod:train` has it.") { try $1.quantity($0.plan.step, "s") },
            timeline("waits", "number", "Share of the pipeline's time that stages wait.") { t, _ in .number(t.run.idleShare) },
            timeline("svg", "string", "The picture as text.") { t, _ in .string(t.run.svg(title: t.title)) },
        ],
        methods: [
            .declare("save", "Writes the picture to a file.") { f in
                let path = f.parameter("path", .string, "Below the script's folder, ending in .svg.")
                return { a, i in
                    let s = i.session
                    let t = try s.object(i.receiver, TimelineObject.self)
                    guard a[path].lowercased().hasSuffix(".svg") else {
                        throw Diagnostic(.outOfRange, "a timeline is written as SVG, not to \"\(a[path])\"", remedy: "end the name in .svg")
                    }
                    if s.isChecking { return [] }
                    let file = try s.writablePath(a[path])
                    do throws(DataFileError) { try AtomicFile.write(t.run.svg(title: t.title), to: file) } catch { throw error.diagnostic }
                    return []
                }
            }
        ])

    private static func timeline(
        _ name: String, _ annotation: String, _ summary: String,
        _ read: @escaping @Sendable (TimelineObject, Session) throws -> LuaValue
    ) -> Field {
        Field(name, annotation: annotation, summary) { value, s in try read(s.object(value, TimelineObject.self), s) }
    }
}
