#ifndef HR_PROCESSORS_H
#define HR_PROCESSORS_H
// How many processors this process may run on, at least 1: its affinity mask where there is one, so that a container
// or `taskset` is respected.
int hr_available_processors(void);
#endif
