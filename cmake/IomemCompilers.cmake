# SPDX-License-Identifier: MIT
#
# iomem_find_compilers(FAMILY) reads include/iomem/compilers.def, the one list of compilers, and sets
# in the caller, for each compiler of the family that is installed with its plugin headers and that
# IOMEM_PLUGINS asks for:
#   IOMEM_COMPILERS              the drivers' names, as in the table
#   IOMEM_<driver>_COMMAND       the driver's path
#   IOMEM_<driver>_INCLUDE       the directory of the plugin headers
#   IOMEM_<driver>_DIRECTORY     what its folder under lib/iomem is called
# Each compiler that is left out gets one status line that says why.

set(IOMEM_COMPILERS_DEF ${PROJECT_SOURCE_DIR}/include/iomem/compilers.def)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${IOMEM_COMPILERS_DEF})

function(iomem_find_compilers family)
  set(row "^IOMEM_COMPILER\\(${family}, *([0-9]+), *([^ ,]+), *([^ ,)]+)\\)")
  file(STRINGS ${IOMEM_COMPILERS_DEF} rows REGEX "${row}")
  set(found "")
  foreach(line IN LISTS rows)
    string(REGEX MATCH "${row}" match "${line}")
    set(major ${CMAKE_MATCH_1})
    set(driver ${CMAKE_MATCH_2})
    set(package ${CMAKE_MATCH_3})
    if(NOT IOMEM_PLUGINS STREQUAL "all" AND NOT driver IN_LIST IOMEM_PLUGINS)
      message(STATUS "Plugin for ${driver}: not in IOMEM_PLUGINS")
      continue()
    endif()
    # Asked for anew each time: a package that was installed since must not hide behind the cache.
    unset(command)
    find_program(command ${driver} NO_CACHE)
    if(NOT command)
      message(STATUS "Plugin for ${driver}: no such compiler here")
      continue()
    endif()
    execute_process(COMMAND ${command} -print-file-name=plugin
      OUTPUT_VARIABLE headers OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND ${command} -dumpmachine
      OUTPUT_VARIABLE machine OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    if(NOT EXISTS ${headers}/include/gcc-plugin.h)
      message(STATUS "Plugin for ${driver}: no plugin headers; Debian has them in ${package}")
      continue()
    endif()
    message(STATUS "Plugin for ${driver}: ${family} ${major}, ${machine}")
    list(APPEND found ${driver})
    set(IOMEM_${driver}_COMMAND ${command} PARENT_SCOPE)
    set(IOMEM_${driver}_INCLUDE ${headers}/include PARENT_SCOPE)
    set(IOMEM_${driver}_DIRECTORY ${family}-${major}-${machine} PARENT_SCOPE)
  endforeach()
  set(IOMEM_COMPILERS ${found} PARENT_SCOPE)
endfunction()

iomem_find_compilers(gcc)
if(NOT IOMEM_COMPILERS)
  message(WARNING "No compiler of include/iomem/compilers.def is here with its plugin headers: only the runtime will be built")
endif()
