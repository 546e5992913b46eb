#ifndef HEADROOM_CEDIT_SHIM_H
#define HEADROOM_CEDIT_SHIM_H
#include <stdio.h>
#include <editline/readline.h>

/* libedit's settings are global variables, which Swift 6 does not let through; these functions stand in front of them. */
static inline void hr_edit_setup(char *break_characters, rl_completion_func_t *complete) {
    rl_completer_word_break_characters = break_characters;
    rl_completion_append_character = 0;
    rl_attempted_completion_function = complete;
}
static inline void hr_edit_completion_is_final(void) { rl_attempted_completion_over = 1; }
static inline const char *hr_edit_line(void) { return rl_line_buffer; }
static inline int hr_edit_cursor(void) { return rl_point; }
#endif
