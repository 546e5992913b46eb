/// The version of the language and the engine, as results and records carry it.
public enum Version {
    public static let text = "0.1.0"
}
