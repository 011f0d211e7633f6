/* What redis-server asks of glibc 2.38 and libstdc++ 13, in terms of older ones. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

long __isoc23_strtol(const char *s, char **e, int b) { return strtol(s, e, b); }
long long __isoc23_strtoll(const char *s, char **e, int b) { return strtoll(s, e, b); }
unsigned long __isoc23_strtoul(const char *s, char **e, int b) { return strtoul(s, e, b); }
unsigned long long __isoc23_strtoull(const char *s, char **e, int b) { return strtoull(s, e, b); }

int __isoc23_sscanf(const char *s, const char *f, ...) {
	va_list a;
	va_start(a, f);
	int n = vsscanf(s, f, a);
	va_end(a);
	return n;
}

double fmod(double x, double y) { return x - y * trunc(x / y); }
void _ZSt21ios_base_library_initv(void) {}
