# centralino_embed(<target> NAME <name> FOLDER <folder> [DEPENDS <file>...])
#
# Puts every file below <folder> into <target>, for platform/http/static_files.h:
#
#   namespace centralino::http { std::span<const StaticFile> embedded_<name>(); }
#
# A sibling "x.js.br" or "x.js.gz" becomes the compressed form of "x.js". A missing or empty folder
# gives an empty table. The bytes go in by the assembler's .incbin, which takes megabytes in
# milliseconds. Runs again when a file changes; for a folder that the build itself makes, name in
# DEPENDS a file that its making touches last. File names may not hold ';', '[', ']', '"' or '\'.
set(CENTRALINO_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed_generate.cmake)

function(centralino_embed target)
  cmake_parse_arguments(EMBED "" "NAME;FOLDER" "DEPENDS" ${ARGN})
  set(source ${CMAKE_CURRENT_BINARY_DIR}/embedded_${EMBED_NAME}.cpp)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${EMBED_FOLDER}/*)
  add_custom_command(
    OUTPUT ${source}
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${EMBED_FOLDER} -DNAME=${EMBED_NAME} -DOUTPUT=${source}
            -P ${CENTRALINO_EMBED_SCRIPT}
    DEPENDS ${CENTRALINO_EMBED_SCRIPT} ${files} ${EMBED_DEPENDS}
    COMMENT "Embedding ${EMBED_FOLDER}"
    VERBATIM)
  target_sources(${target} PRIVATE ${source})
endfunction()
