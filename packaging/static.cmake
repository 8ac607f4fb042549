# What the tarball's executable links (packaging/build-tarball.sh): all but glibc statically, since
# glibc looks names up by modules of the system. libxlsxwriter, ISA-L and cpp-httplib have no .a in
# Debian; pkg-config finds those of static-libraries.sh. GORMIC_BI_ICU_DATA is ICU's data,
# reduced to Arabic and English.
set(GORMIC_BI_ICU_DATA "" CACHE FILEPATH "ICU's data (icudtNNl.dat) for the executable")

# What a shared library names by itself.
target_link_libraries(PkgConfig::MINIZIP INTERFACE PkgConfig::ZLIB)
target_link_libraries(PkgConfig::XLSXWRITER INTERFACE PkgConfig::MINIZIP OpenSSL::Crypto)
target_link_libraries(PkgConfig::HTTPLIB INTERFACE PkgConfig::ZLIB OpenSSL::SSL Threads::Threads)

# Headers alone: Debian has neither library as .a.
add_library(spdlog::spdlog INTERFACE IMPORTED)
target_compile_definitions(spdlog::spdlog INTERFACE SPDLOG_FMT_EXTERNAL FMT_HEADER_ONLY)

# Debian's CMake files of Abseil name its shared libraries.
add_library(absl::time INTERFACE IMPORTED)
file(GLOB absl_archives /usr/lib/${CMAKE_CXX_LIBRARY_ARCHITECTURE}/libabsl_*.a)
list(FILTER absl_archives EXCLUDE REGEX "flags|log_|cord|random|status|hash|failure|examine|symbolize")
target_link_libraries(absl::time INTERFACE -Wl,--start-group ${absl_archives} -Wl,--end-group)

# The symbol that libicuuc.a reads its data from: icudt72_dat.
cmake_path(GET GORMIC_BI_ICU_DATA STEM icu_name)
string(REGEX REPLACE "l$" "_dat" icu_symbol "${icu_name}")
set(icu_assembly ${CMAKE_CURRENT_BINARY_DIR}/icu_data.S)
file(CONFIGURE OUTPUT ${icu_assembly} @ONLY CONTENT ".section .rodata
.balign 16
.global @icu_symbol@
@icu_symbol@: .incbin \"@GORMIC_BI_ICU_DATA@\"
.section .note.GNU-stack,\"\",%progbits
")
add_library(gormic-bi-icu-data STATIC ${icu_assembly})
set_source_files_properties(${icu_assembly} PROPERTIES OBJECT_DEPENDS ${GORMIC_BI_ICU_DATA})
target_link_libraries(ICU::uc INTERFACE gormic-bi-icu-data)

# Newer functions of glibc, in the place of those of the system: 2.34 is enough.
add_library(gormic-bi-glibc OBJECT ${CMAKE_CURRENT_LIST_DIR}/glibc_2_34.c)
# The unwinder asks for them after link-time optimization has dropped what is not used.
set_target_properties(gormic-bi-glibc PROPERTIES INTERPROCEDURAL_OPTIMIZATION OFF)

add_link_options(-static-libstdc++ -static-libgcc -Wl,--exclude-libs,ALL -Wl,--as-needed)
