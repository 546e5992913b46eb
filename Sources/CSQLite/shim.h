#ifndef HEADROOM_CSQLITE_SHIM_H
#define HEADROOM_CSQLITE_SHIM_H
#include <sqlite3.h>

/* SQLITE_TRANSIENT is a cast that Swift does not import: the text is copied before the call returns. */
static inline int hr_sqlite_bind_text(sqlite3_stmt *statement, int column, const char *text, int bytes) {
    return sqlite3_bind_text(statement, column, text, bytes, SQLITE_TRANSIENT);
}
#endif
