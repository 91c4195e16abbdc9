// How jemalloc, which the release links, is to keep memory.
#include <jemalloc/jemalloc.h>

// Compiling the content touches 150 MB for a second: asked for in large pages and kept meanwhile, instead of page by page and
// again and again, that costs a fifth of the time. A minute later what is free has gone back to the system.
const char* malloc_conf = "thp:always,dirty_decay_ms:60000,narenas:1";
