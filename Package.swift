// swift-tools-version: 6.1
import PackageDescription

// Each row of `Docs/Architecture.md`, section 2, imports rows above it only.
let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
    name: "Headroom",
    products: [
        .executable(name: "headroom", targets: ["HeadroomTool"]),
        .library(name: "Headroom", targets: ["Headroom"]),
        .library(name: "HeadroomModule", type: .dynamic, targets: ["HeadroomModule"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        // C
        .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
        // libedit: apt install libedit-dev.
        .target(name: "CEdit", linkerSettings: [.linkedLibrary("edit")]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .target(name: "CHeadroomLua", dependencies: ["CLua"]),
        .target(name: "CKernels", linkerSettings: [.linkedLibrary("m")]),
        // values
        .target(name: "Diagnostics", swiftSettings: strict),
        .target(name: "DataFiles", dependencies: ["Diagnostics"], swiftSettings: strict),
        .target(name: "Quantities", dependencies: ["Diagnostics"], swiftSettings: strict),
        // engine
        .target(name: "CodeGenerator", dependencies: ["CKernels"], swiftSettings: strict),
        .target(name: "Engine", dependencies: ["CKernels", "CodeGenerator", "Diagnostics"], swiftSettings: strict),
        // domains
        .target(
            name: "Catalog", dependencies: ["DataFiles", "Diagnostics", "Quantities"],
            resources: [.embedInCode("Data")], swiftSettings: strict),
        .target(
            name: "FinanceModel", dependencies: ["Diagnostics", "Engine", "Quantities"], swiftSettings: strict),
        .target(name: "ClusterModel", dependencies: ["DataFiles", "Diagnostics", "Engine"], swiftSettings: strict),
        .target(name: "PowerModel", dependencies: ["Diagnostics", "Engine", "Quantities"], swiftSettings: strict),
        // output
        .target(
            name: "Reporting", dependencies: ["CSQLite", "DataFiles", "Diagnostics", "Quantities"], swiftSettings: strict),
        // Lua
        .target(name: "LuaSyntax", dependencies: ["Diagnostics"], swiftSettings: strict),
        .target(
            name: "LuaVM", dependencies: ["CHeadroomLua", "Diagnostics", "LuaSyntax"], swiftSettings: strict),
        .target(
            name: "HeadroomLua",
            dependencies: [
                "Catalog", "ClusterModel", "DataFiles", "Diagnostics", "Engine", "FinanceModel", "LuaSyntax", "LuaVM", "PowerModel",
                "Quantities", "Reporting",
            ],
            resources: [.embedInCode("Prelude/money.lua")], swiftSettings: strict),
        // program
        .target(
            name: "HeadroomCommands",
            dependencies: [
                "CEdit", "DataFiles", "Diagnostics", "HeadroomLua", "LuaSyntax", "Reporting",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),
        .executableTarget(name: "HeadroomTool", dependencies: ["HeadroomCommands"], swiftSettings: strict),
        .target(
            name: "Headroom",
            dependencies: ["Catalog", "DataFiles", "Diagnostics", "Engine", "HeadroomLua", "Quantities", "Reporting"],
            swiftSettings: strict),
        .target(name: "HeadroomModule", dependencies: ["CHeadroomLua", "HeadroomLua"], swiftSettings: strict),
        // measurement
        .target(
            name: "DispatchCases", dependencies: ["DataFiles", "PowerModel"], path: "Tests/DispatchCases",
            swiftSettings: strict),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "CKernels", "ClusterModel", "CodeGenerator", "DataFiles", "DispatchCases", "Engine", "FinanceModel", "HeadroomLua",
                "PowerModel",
            ],
            path: "Tests/Benchmarks",
            exclude: ["Models"], swiftSettings: strict),
        .executableTarget(
            name: "ReferenceCases", dependencies: ["DataFiles", "Diagnostics", "Engine", "FinanceModel", "Quantities"],
            path: "Tests/ReferenceCases", swiftSettings: strict),
        .executableTarget(
            name: "ClusterValidation", dependencies: ["ClusterModel", "DataFiles", "Diagnostics"],
            path: "Tests/ClusterValidation", swiftSettings: strict),
        // tests
        .target(name: "TestSupport", path: "Tests/Support", swiftSettings: strict),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "DataFilesTests", dependencies: ["DataFiles", "Diagnostics", "TestSupport"], swiftSettings: strict),
        .testTarget(name: "QuantitiesTests", dependencies: ["Diagnostics", "Quantities", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "CodeGeneratorTests", dependencies: ["CKernels", "CodeGenerator", "Engine", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "EngineTests", dependencies: ["CKernels", "Diagnostics", "Engine", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "CatalogTests", dependencies: ["Catalog", "DataFiles", "Diagnostics", "Quantities", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "FinanceModelTests", dependencies: ["Diagnostics", "Engine", "FinanceModel", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ClusterModelTests", dependencies: ["ClusterModel", "DataFiles", "Diagnostics", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "PowerModelTests", dependencies: ["Diagnostics", "DispatchCases", "Engine", "PowerModel", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ReportingTests", dependencies: ["CSQLite", "DataFiles", "Diagnostics", "Quantities", "Reporting", "TestSupport"],
            swiftSettings: strict),
        .testTarget(name: "LuaSyntaxTests", dependencies: ["LuaSyntax", "TestSupport"], swiftSettings: strict),
        .testTarget(
            name: "LuaVMTests", dependencies: ["CHeadroomLua", "Diagnostics", "LuaSyntax", "LuaVM", "TestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "HeadroomLuaTests",
            dependencies: ["Diagnostics", "Engine", "HeadroomLua", "LuaSyntax", "LuaVM", "Quantities", "TestSupport"],
            exclude: ["Scripts"], swiftSettings: strict),
        .testTarget(
            name: "CommandTests", dependencies: ["Diagnostics", "HeadroomCommands", "HeadroomTool", "TestSupport"],
            exclude: ["Golden"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
