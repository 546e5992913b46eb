#ifndef CHEADROOMLUA_H
#define CHEADROOMLUA_H
#endif
