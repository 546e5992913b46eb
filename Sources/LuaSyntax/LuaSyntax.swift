// LuaSyntax
