import Engine
import Glibc

func exponential(_ x: Double) -> Double { ScalarMath.exp(x) }

/// Whether Tests/run.sh --full asked for the long samples.
let isFull = getenv("HEADROOM_ACCURACY_POINTS") != nil

func near(_ a: Double, _ b: Double, _ tolerance: Double) -> Bool { (a - b).magnitude <= tolerance }
func near(_ a: [Double], _ b: [Double], _ tolerance: Double) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { near($0, $1, tolerance) }
}
