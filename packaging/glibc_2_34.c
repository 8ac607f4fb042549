/* The two functions of newer versions of glibc that libstdc++.a and libgcc_eh.a of Debian 12 need,
 * for the tarball's executable, which runs with glibc 2.34. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/* glibc 2.36; std::random_device. */
__attribute__((visibility("hidden"))) uint32_t arc4random(void) {
  uint32_t value = 0;
  if (getrandom(&value, sizeof value, 0) != (ssize_t)sizeof value) abort();
  return value;
}

/* glibc 2.35, as dlfcn.h describes it; the unwinder of exceptions. */
struct search {
  uintptr_t address;
  struct dl_find_object *result;
  int is_found;
};

static int look_at(struct dl_phdr_info *object, size_t size, void *data) {
  struct search *search = data;
  uintptr_t first = UINTPTR_MAX, end = 0, frames = 0;
  int is_inside = 0;
  (void)size;
  for (int i = 0; i < object->dlpi_phnum; ++i) {
    const ElfW(Phdr) *header = &object->dlpi_phdr[i];
    const uintptr_t begin = object->dlpi_addr + header->p_vaddr;
    if (header->p_type == PT_GNU_EH_FRAME) frames = begin;
    if (header->p_type != PT_LOAD) continue;
    if (begin < first) first = begin;
    if (begin + header->p_memsz > end) end = begin + header->p_memsz;
    is_inside |= search->address >= begin && search->address < begin + header->p_memsz;
  }
  if (!is_inside || frames == 0) return is_inside;
  search->result->dlfo_map_start = (void *)first;
  search->result->dlfo_map_end = (void *)end;
  search->result->dlfo_eh_frame = (void *)frames;
  search->is_found = 1;
  return 1;
}

__attribute__((visibility("hidden"))) int _dl_find_object(void *address, struct dl_find_object *result) {
  struct search search = {(uintptr_t)address, result, 0};
  memset(result, 0, sizeof *result);
  dl_iterate_phdr(look_at, &search);
  return search.is_found ? 0 : -1;
}
