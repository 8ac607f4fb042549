# Writes the bill of materials, CycloneDX 1.6, which is embedded as sbom.cdx.json: the libraries of
# packaging/libraries.txt with the versions of Debian's packages that this build has, and the
# console's vendored files. SBOM is its path.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/packaging/libraries.txt
  ${PROJECT_SOURCE_DIR}/assets/console/vendor/README.md)

# Sets `name` and `version` to those of the source package of a Debian package; to the package
# itself and "" where dpkg does not know it.
function(gormic_source_package package)
  execute_process(COMMAND dpkg-query -W -f "\${db:Status-Status};\${source:Package};\${source:Version}\n" ${package}
    OUTPUT_VARIABLE shown ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  set(name ${package} PARENT_SCOPE)
  set(version "" PARENT_SCOPE)
  if(shown MATCHES "^installed;([^;\n]+);([^;\n]+)")
    set(name ${CMAKE_MATCH_1} PARENT_SCOPE)
    set(version ${CMAKE_MATCH_2} PARENT_SCOPE)
  endif()
endfunction()

# A component as JSON. `purl` and `extra` may be empty.
function(gormic_add_component type name version license purl extra)
  set(json "    {\"type\": \"${type}\", \"name\": \"${name}\"")
  if(version)
    string(APPEND json ", \"version\": \"${version}\"")
  endif()
  string(APPEND json ",\n     \"licenses\": [{\"expression\": \"${license}\"}]")
  if(purl)
    string(APPEND json ",\n     \"bom-ref\": \"${purl}\", \"purl\": \"${purl}\"")
  endif()
  list(APPEND sbom_components "${json}${extra}}")
  set(sbom_components "${sbom_components}" PARENT_SCOPE)
endfunction()

set(sbom_components)
cmake_host_system_information(RESULT release QUERY DISTRIB_VERSION_ID)
file(STRINGS ${PROJECT_SOURCE_DIR}/packaging/libraries.txt rows REGEX "^[^#]")
foreach(row IN LISTS rows)
  string(REGEX REPLACE " +" ";" row "${row}")
  list(GET row 0 package)
  list(GET row 1 license)
  list(GET row 2 linkage)
  if(GORMIC_BI_STATIC)
    list(GET row 3 linkage)
  endif()
  string(REPLACE "_" " " license "${license}")
  if(package STREQUAL "libstdc++-dev")
    string(REGEX MATCH "^[0-9]+" major "${CMAKE_CXX_COMPILER_VERSION}")
    set(package libstdc++-${major}-dev)
  endif()
  gormic_source_package(${package})
  set(purl)
  if(version)
    string(REPLACE "+" "%2B" encoded "${version}")
    set(purl "pkg:deb/debian/${name}@${encoded}?arch=source&distro=debian-${release}")
  endif()
  gormic_add_component(library "${name}" "${version}" "${license}" "${purl}"
    ",\n     \"properties\": [{\"name\": \"gormic-bi:package\", \"value\": \"${package}\"}, {\"name\": \"gormic-bi:linkage\", \"value\": \"${linkage}\"}]")
endforeach()

# The table of the vendored files: | `file` | package | source | license | `SHA-256` |
file(STRINGS ${PROJECT_SOURCE_DIR}/assets/console/vendor/README.md rows REGEX "^\\| `")
foreach(row IN LISTS rows)
  string(REGEX MATCH "^\\| `([^`]+)` \\| [^|]+ \\| .* \\| ([^|]+) \\| `([0-9a-f]+)` \\|$" matched "${row}")
  set(file ${CMAKE_MATCH_1})
  string(REPLACE ", " " AND " license "${CMAKE_MATCH_2}")
  set(digest ${CMAKE_MATCH_3})
  if(NOT license STREQUAL "-" AND matched)
    gormic_add_component(file "assets/console/vendor/${file}" "" "${license}" ""
      ",\n     \"hashes\": [{\"alg\": \"SHA-256\", \"content\": \"${digest}\"}]")
  endif()
endforeach()

list(JOIN sbom_components ",\n" sbom_components)
set(SBOM ${CMAKE_CURRENT_BINARY_DIR}/sbom.cdx.json)
set(sbom_contents "{\"bomFormat\": \"CycloneDX\",
  \"specVersion\": \"1.6\",
  \"version\": 1,
  \"metadata\": {\"component\": {\"type\": \"application\", \"bom-ref\": \"gormic-bi\", \"name\": \"gormic-bi\",
    \"version\": \"${PROJECT_VERSION}\"}},
  \"components\": [
${sbom_components}
  ]
}
")
file(CONFIGURE OUTPUT ${SBOM} CONTENT "${sbom_contents}" @ONLY)
