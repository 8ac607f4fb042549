# Generates the assembly file that embeds every file of assets/ and sql/ by .incbin, with a table of
# names for src/asset/asset.cpp. A changed file rebuilds it, a new one reconfigures. The
# manual (Markdown) and its pictures are not embedded. Texts of the console are embedded a second
# time, compressed, with .gz after their name.
file(GLOB_RECURSE embedded_files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
  ${PROJECT_SOURCE_DIR}/assets/* ${PROJECT_SOURCE_DIR}/sql/*)
list(FILTER embedded_files EXCLUDE REGEX "\\.md$|^assets/docs/pictures/")
list(SORT embedded_files)
set(contents ".section .rodata\n")
set(table ".section .data.rel.ro,\"aw\"\n.balign 8\n.global gormic_bi_asset_table\ngormic_bi_asset_table:\n")
set(number 0)
find_program(GZIP gzip REQUIRED)
set(compressed_files ${embedded_files})
list(FILTER compressed_files INCLUDE REGEX "^assets/console/.*\\.(js|css|json|svg)$")
set(embedded_paths ${embedded_files})
list(TRANSFORM embedded_paths PREPEND ${PROJECT_SOURCE_DIR}/)
foreach(file IN LISTS compressed_files)
  set(path ${CMAKE_CURRENT_BINARY_DIR}/${file}.gz)
  cmake_path(GET path PARENT_PATH folder)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${path} COMMAND ${GZIP} -9nc ${PROJECT_SOURCE_DIR}/${file} > ${path}
    DEPENDS ${PROJECT_SOURCE_DIR}/${file} VERBATIM)
  list(APPEND embedded_files ${file}.gz)
  list(APPEND embedded_paths ${path})
endforeach()
foreach(file path IN ZIP_LISTS embedded_files embedded_paths)
  string(APPEND contents ".Lname${number}: .asciz \"${file}\"\n"
    ".Lbegin${number}: .incbin \"${path}\"\n.Lend${number}: .byte 0\n")
  string(APPEND table ".quad .Lname${number}, .Lbegin${number}, .Lend${number}\n")
  math(EXPR number "${number} + 1")
endforeach()
string(APPEND table ".global gormic_bi_asset_count\ngormic_bi_asset_count: .quad ${number}\n"
  ".section .note.GNU-stack,\"\",%progbits\n")
set(EMBEDDED_ASSEMBLY ${CMAKE_CURRENT_BINARY_DIR}/embedded.S)
file(CONFIGURE OUTPUT ${EMBEDDED_ASSEMBLY} CONTENT "${contents}${table}" @ONLY)
set_source_files_properties(${EMBEDDED_ASSEMBLY} PROPERTIES OBJECT_DEPENDS "${embedded_paths}")
