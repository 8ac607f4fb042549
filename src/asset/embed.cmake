# Generates the assembly file that embeds every file of assets/ and sql/ by .incbin, with a table of
# names for src/asset/asset.cpp. A changed file rebuilds it, a new one reconfigures. The manual
# (Markdown) and its pictures are not embedded, the bill of materials (sbom.cmake) is. The console's
# modules become one script, and its style sheets one; its texts are embedded a second time,
# compressed (zopfli saves 4 % over gzip), with .gz after their name.
file(GLOB_RECURSE embedded_files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}
  ${PROJECT_SOURCE_DIR}/assets/* ${PROJECT_SOURCE_DIR}/sql/*)
list(FILTER embedded_files EXCLUDE REGEX "\\.md$|^assets/docs/pictures/")
list(SORT embedded_files)
set(contents ".section .rodata\n")
set(table ".section .data.rel.ro,\"aw\"\n.balign 8\n.global gormic_bi_asset_table\ngormic_bi_asset_table:\n")
set(number 0)
find_program(ZOPFLI zopfli REQUIRED)
find_program(AWK awk REQUIRED)
set(console_modules ${embedded_files})
list(FILTER console_modules INCLUDE REGEX "^assets/console/.*\\.js$")
list(REMOVE_ITEM console_modules assets/console/boot.js assets/console/main.js)
set(console_sheets ${embedded_files})
list(FILTER console_sheets INCLUDE REGEX "^assets/console/style/")
list(REMOVE_ITEM console_sheets assets/console/style/console.css)
list(REMOVE_ITEM embedded_files ${console_modules} ${console_sheets})
list(APPEND embedded_files assets/console/style/fonts.css)  # for the reference at /docs, too
list(SORT embedded_files)
set(embedded_paths ${embedded_files})
list(TRANSFORM embedded_paths PREPEND ${PROJECT_SOURCE_DIR}/)

# Makes the file of the build folder that is embedded as `name` from the sources, by a command that
# prints it.
function(gormic_embed_output name sources)
  set(path ${CMAKE_CURRENT_BINARY_DIR}/${name})
  cmake_path(GET path PARENT_PATH folder)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${path} COMMAND ${ARGN} > ${path} DEPENDS ${sources}
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR} VERBATIM)
endfunction()

function(gormic_replace_path name)
  list(FIND embedded_files ${name} place)
  list(REMOVE_AT embedded_paths ${place})
  list(INSERT embedded_paths ${place} ${CMAKE_CURRENT_BINARY_DIR}/${name})
  set(embedded_paths ${embedded_paths} PARENT_SCOPE)
endfunction()

list(TRANSFORM console_modules PREPEND ${PROJECT_SOURCE_DIR}/ OUTPUT_VARIABLE module_paths)
gormic_embed_output(assets/console/main.js
  "${module_paths};${PROJECT_SOURCE_DIR}/assets/console/main.js;${CMAKE_CURRENT_LIST_DIR}/console_modules.awk"
  ${AWK} -v root=assets/console/ -f ${CMAKE_CURRENT_LIST_DIR}/console_modules.awk assets/console/main.js ${console_modules})
gormic_replace_path(assets/console/main.js)
list(TRANSFORM console_sheets PREPEND ${PROJECT_SOURCE_DIR}/ OUTPUT_VARIABLE sheet_paths)
gormic_embed_output(assets/console/style/console.css
  "${sheet_paths};${PROJECT_SOURCE_DIR}/assets/console/style/console.css;${CMAKE_CURRENT_LIST_DIR}/console_styles.awk"
  ${AWK} -f ${CMAKE_CURRENT_LIST_DIR}/console_styles.awk assets/console/style/console.css)
gormic_replace_path(assets/console/style/console.css)

include(${CMAKE_CURRENT_LIST_DIR}/sbom.cmake)
set(all_files sbom.cdx.json)
set(all_paths ${SBOM})
foreach(file path IN ZIP_LISTS embedded_files embedded_paths)
  list(APPEND all_files ${file})
  list(APPEND all_paths ${path})
  if(file MATCHES "^assets/console/.*\\.(js|css|json|svg)$")
    gormic_embed_output(${file}.gz ${path} ${ZOPFLI} -c ${path})
    list(APPEND all_files ${file}.gz)
    list(APPEND all_paths ${CMAKE_CURRENT_BINARY_DIR}/${file}.gz)
  endif()
endforeach()
foreach(file path IN ZIP_LISTS all_files all_paths)
  string(APPEND contents ".Lname${number}: .asciz \"${file}\"\n"
    ".Lbegin${number}: .incbin \"${path}\"\n.Lend${number}: .byte 0\n")
  string(APPEND table ".quad .Lname${number}, .Lbegin${number}, .Lend${number}\n")
  math(EXPR number "${number} + 1")
endforeach()
string(APPEND table ".global gormic_bi_asset_count\ngormic_bi_asset_count: .quad ${number}\n"
  ".section .note.GNU-stack,\"\",%progbits\n")
set(EMBEDDED_ASSEMBLY ${CMAKE_CURRENT_BINARY_DIR}/embedded.S)
file(CONFIGURE OUTPUT ${EMBEDDED_ASSEMBLY} CONTENT "${contents}${table}" @ONLY)
set_source_files_properties(${EMBEDDED_ASSEMBLY} PROPERTIES OBJECT_DEPENDS "${all_paths}")
