#ifndef HEADROOM_CEDIT_H
#define HEADROOM_CEDIT_H
#include <stdio.h>
#include <editline/readline.h>

/* libedit's settings are global variables, which Swift 6 does not let through; these functions stand in front of them. */

/* Once, before the first line. */
void hr_edit_setup(char *break_characters, rl_completion_func_t *complete);
void hr_edit_completion_is_final(void);
const char *hr_edit_line(void);
int hr_edit_cursor(void);

/* A line, which the caller frees, or NULL. *interrupted tells Ctrl-C, which gives up the line, from the end of the input. */
char *hr_edit_read(const char *prompt, int *interrupted);
#endif
