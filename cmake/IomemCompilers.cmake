# SPDX-License-Identifier: MIT
#
# iomem_find_compilers(FAMILY) reads include/iomem/compilers.def, the one list of compilers, and sets
# in the caller, for each compiler of the family that is installed with its plugin headers and that
# IOMEM_PLUGINS asks for:
#   IOMEM_<FAMILY>_COMPILERS     the drivers' names, as in the table
#   IOMEM_<driver>_COMMAND       the driver's path
#   IOMEM_<driver>_MAJOR         its major version
#   IOMEM_<driver>_INCLUDE       the directory of the plugin headers
#   IOMEM_<driver>_DIRECTORY     what its folder under lib/iomem is called
# Each compiler that is left out gets one status line that says why. IOMEM_COMPILERS has those of every
# family.

set(IOMEM_COMPILERS_DEF ${PROJECT_SOURCE_DIR}/include/iomem/compilers.def)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${IOMEM_COMPILERS_DEF})

# A GCC's headers, in `headers`, or "" when they are not here; its plugin is for one machine.
function(iomem_find_gcc_headers command major)
  execute_process(COMMAND ${command} -print-file-name=plugin
    OUTPUT_VARIABLE plugin OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND ${command} -dumpmachine
    OUTPUT_VARIABLE machine OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  set(headers "")
  if(EXISTS ${plugin}/include/gcc-plugin.h)
    set(headers ${plugin}/include)
  endif()
  set(headers "${headers}" PARENT_SCOPE)
  set(directory gcc-${major}-${machine} PARENT_SCOPE)
endfunction()

# The same for a Clang, whose headers are LLVM's and its own; its plugin serves every target.
function(iomem_find_clang_headers command major)
  set(headers "")
  unset(config)
  find_program(config llvm-config-${major} NO_CACHE)
  if(config)
    execute_process(COMMAND ${config} --includedir
      OUTPUT_VARIABLE include OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    if(EXISTS ${include}/clang/Frontend/FrontendPluginRegistry.h AND EXISTS ${include}/llvm/IR/PassManager.h)
      set(headers ${include})
    endif()
  endif()
  set(headers "${headers}" PARENT_SCOPE)
  set(directory clang-${major} PARENT_SCOPE)
endfunction()

function(iomem_find_compilers family)
  set(row "^IOMEM_COMPILER\\(${family}, *([0-9]+), *([^ ,]+), *([^,)]+)\\)")
  file(STRINGS ${IOMEM_COMPILERS_DEF} rows REGEX "${row}")
  set(found "")
  foreach(line IN LISTS rows)
    string(REGEX MATCH "${row}" match "${line}")
    set(major ${CMAKE_MATCH_1})
    set(driver ${CMAKE_MATCH_2})
    set(packages ${CMAKE_MATCH_3})
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
    cmake_language(CALL iomem_find_${family}_headers ${command} ${major})
    if(NOT headers)
      message(STATUS "Plugin for ${driver}: no plugin headers; Debian has them in ${packages}")
      continue()
    endif()
    message(STATUS "Plugin for ${driver}: ${directory}")
    list(APPEND found ${driver})
    set(IOMEM_${driver}_COMMAND ${command} PARENT_SCOPE)
    set(IOMEM_${driver}_MAJOR ${major} PARENT_SCOPE)
    set(IOMEM_${driver}_INCLUDE ${headers} PARENT_SCOPE)
    set(IOMEM_${driver}_DIRECTORY ${directory} PARENT_SCOPE)
  endforeach()
  set(IOMEM_${family}_COMPILERS ${found} PARENT_SCOPE)
endfunction()

iomem_find_compilers(gcc)
iomem_find_compilers(clang)
set(IOMEM_COMPILERS ${IOMEM_gcc_COMPILERS} ${IOMEM_clang_COMPILERS})
if(NOT IOMEM_COMPILERS)
  message(WARNING "No compiler of include/iomem/compilers.def is here with its plugin headers: only the runtime will be built")
endif()
