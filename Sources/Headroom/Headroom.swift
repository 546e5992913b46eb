/// Headroom for Swift programs: sessions of the language, and the engine, units, catalogue and reports on their own.
///
/// ```swift
/// import Headroom
///
/// let session = try Session { print($0, terminator: "") }
/// try session.evaluate("print(750 * MW * 42 * USD/MWh * year)")
/// ```
@_exported public import Catalog
@_exported public import Diagnostics
@_exported public import Engine
@_exported public import HeadroomLua
@_exported public import Quantities
@_exported public import Reporting
