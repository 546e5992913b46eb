/// Every file that is made from the registry, by its name in `Docs/Reference`.
package enum GeneratedFiles {
    package static var all: [(name: String, text: String)] {
        ReferencePages.files + [
            (Annotations.annotationsName, Annotations.luaLS), (Annotations.luacheckName, Annotations.luacheck),
        ]
    }
}
