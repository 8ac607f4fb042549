# Generates the assembly file that embeds every file of assets/ and sql/ by .incbin, with a table of
# names for src/asset/asset.cpp. A changed file rebuilds it, a new one reconfigures. The
# manual (Markdown) and its pictures are not embedded.
file(GLOB_RECURSE embedded_files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
  ${PROJECT_SOURCE_DIR}/assets/* ${PROJECT_SOURCE_DIR}/sql/*)
list(FILTER embedded_files EXCLUDE REGEX "\\.md$|^assets/docs/pictures/")
list(SORT embedded_files)
set(contents ".section .rodata\n")
set(table ".section .data.rel.ro,\"aw\"\n.balign 8\n.global gormic_bi_asset_table\ngormic_bi_asset_table:\n")
set(number 0)
foreach(file IN LISTS embedded_files)
  string(APPEND contents ".Lname${number}: .asciz \"${file}\"\n"
    ".Lbegin${number}: .incbin \"${PROJECT_SOURCE_DIR}/${file}\"\n.Lend${number}: .byte 0\n")
  string(APPEND table ".quad .Lname${number}, .Lbegin${number}, .Lend${number}\n")
  math(EXPR number "${number} + 1")
endforeach()
string(APPEND table ".global gormic_bi_asset_count\ngormic_bi_asset_count: .quad ${number}\n"
  ".section .note.GNU-stack,\"\",%progbits\n")
set(EMBEDDED_ASSEMBLY ${CMAKE_CURRENT_BINARY_DIR}/embedded.S)
file(CONFIGURE OUTPUT ${EMBEDDED_ASSEMBLY} CONTENT "${contents}${table}" @ONLY)
list(TRANSFORM embedded_files PREPEND ${PROJECT_SOURCE_DIR}/)
set_source_files_properties(${EMBEDDED_ASSEMBLY} PROPERTIES OBJECT_DEPENDS "${embedded_files}")
