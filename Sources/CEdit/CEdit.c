#include "CEdit.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t interruption;

static void note_interruption(int signal_number) {
    (void)signal_number;
    interruption = 1;
}

/* libedit's own reader goes on after a signal; this one ends the line. */
static int next_byte(void) {
    unsigned char byte;
    for (;;) {
        ssize_t count = read(STDIN_FILENO, &byte, 1);
        if (count == 1) return byte;
        if (count == 0 || errno != EINTR || interruption) return -1;
    }
}

/* One character of the input, from UTF-8. */
static int next_character(FILE *stream) {
    (void)stream;
    int first = next_byte();
    if (first < 0xC0) return first;
    int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    int value = first & (0x3F >> more);
    while (more-- > 0) {
        int next = next_byte();
        if (next < 0) return -1;
        value = value << 6 | (next & 0x3F);
    }
    return value;
}

void hr_edit_setup(char *break_characters, rl_completion_func_t *complete) {
    rl_completer_word_break_characters = break_characters;
    rl_completion_append_character = 0;
    rl_attempted_completion_function = complete;
    rl_getc_function = next_character;
    rl_initialize();
}

void hr_edit_completion_is_final(void) { rl_attempted_completion_over = 1; }

const char *hr_edit_line(void) { return rl_line_buffer; }

int hr_edit_cursor(void) { return rl_point; }

char *hr_edit_read(const char *prompt, int *interrupted) {
    /* libedit puts the terminal in order and then calls whoever was there before. */
    struct sigaction ours = {0}, before;
    ours.sa_handler = note_interruption;
    sigemptyset(&ours.sa_mask);
    interruption = 0;
    sigaction(SIGINT, &ours, &before);
    char *line = readline(prompt);
    sigaction(SIGINT, &before, NULL);
    *interrupted = interruption;
    return line;
}
