# SPDX-License-Identifier: MIT
#
# The runtime for other targets, and the programs that test it there. Each target of include/iomem/targets.def
# for which there is a cross GCC among the compilers is a build of its own of this same source, in
# targets/<arch>, whose libraries go to lib/<triplet>; so is "generic", the machine's own compiler without a
# table of instruction forms, for the tests. Sets
#   IOMEM_TARGETS              the targets that are built, without the machine's own
#   IOMEM_<arch>_TRIPLET       of all targets
#   IOMEM_<arch>_EMULATOR
# and IOMEM_HOST_ARCH, the machine's own target.
include(ExternalProject)

set(IOMEM_TARGETS_DEF ${PROJECT_SOURCE_DIR}/include/iomem/targets.def)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${IOMEM_TARGETS_DEF})

# iomem_build_for(ARCH OUTPUT ARGUMENT...): a build for ARCH whose libraries go to lib/OUTPUT.
function(iomem_build_for arch output)
  ExternalProject_Add(target-${arch}
    SOURCE_DIR ${PROJECT_SOURCE_DIR}
    BINARY_DIR ${PROJECT_BINARY_DIR}/targets/${arch}
    STAMP_DIR ${PROJECT_BINARY_DIR}/targets/stamps
    TMP_DIR ${PROJECT_BINARY_DIR}/targets/tmp
    CMAKE_ARGS
      -DCMAKE_BUILD_TYPE=${CMAKE_BUILD_TYPE}
      -DCMAKE_ARCHIVE_OUTPUT_DIRECTORY=${PROJECT_BINARY_DIR}/lib/${output}
      -DCMAKE_LIBRARY_OUTPUT_DIRECTORY=${PROJECT_BINARY_DIR}/lib/${output}
      -DIOMEM_RUNTIME_ONLY=ON
      -DIOMEM_TESTS=${IOMEM_TESTS}
      ${ARGN}
    BUILD_ALWAYS TRUE
    INSTALL_COMMAND "")
endfunction()

set(row "^IOMEM_TARGET\\(([^ ,]+), *([^ ,]+), *([^ ,]+), *([^)]*)\\)")
file(STRINGS ${IOMEM_TARGETS_DEF} rows REGEX "${row}")
set(IOMEM_TARGETS "")

# As iomem-config finds it out: by the compiler's macros, as Clang and other GCCs spell the triplet in other ways.
separate_arguments(flags UNIX_COMMAND "${CMAKE_C_FLAGS}")
file(WRITE ${PROJECT_BINARY_DIR}/CMakeFiles/arch.c "#include <iomem/arch.h>\niomem-arch IOMEM_ARCH\n")
execute_process(
  COMMAND ${CMAKE_C_COMPILER} ${flags} -I${PROJECT_SOURCE_DIR}/include -E -P ${PROJECT_BINARY_DIR}/CMakeFiles/arch.c
  OUTPUT_VARIABLE preprocessed COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE ".*iomem-arch \"([a-z0-9_]+)\".*" "\\1" IOMEM_HOST_ARCH "${preprocessed}")
foreach(line IN LISTS rows)
  string(REGEX MATCH "${row}" match "${line}")
  set(arch ${CMAKE_MATCH_1})
  set(triplet ${CMAKE_MATCH_2})
  set(IOMEM_${arch}_TRIPLET ${triplet})
  set(IOMEM_${arch}_EMULATOR ${CMAKE_MATCH_3})
  if(arch STREQUAL IOMEM_HOST_ARCH)
    continue()
  endif()
  set(cross ${IOMEM_gcc_COMPILERS})
  list(FILTER cross INCLUDE REGEX "^${triplet}-gcc-")
  if(NOT cross)
    message(STATUS "Runtime for ${arch}: no cross compiler with a plugin")
    continue()
  endif()
  list(GET cross 0 driver)
  # CMake's try_compile can't run anything, and the tests' programs run without the target's libraries.
  iomem_build_for(${arch} ${triplet}
    -DCMAKE_SYSTEM_NAME=Linux
    -DCMAKE_SYSTEM_PROCESSOR=${arch}
    -DCMAKE_C_COMPILER=${IOMEM_${driver}_COMMAND}
    -DCMAKE_EXE_LINKER_FLAGS=-static)
  message(STATUS "Runtime for ${arch}: by ${driver}")
  list(APPEND IOMEM_TARGETS ${arch})
  install(DIRECTORY ${PROJECT_BINARY_DIR}/lib/${triplet} DESTINATION lib
    FILES_MATCHING PATTERN "libiomem.*" PATTERN "libiomem_asan.a")
endforeach()

if(IOMEM_TESTS)
  iomem_build_for(generic ../targets/generic/lib
    -DCMAKE_C_COMPILER=${CMAKE_C_COMPILER}
    -DIOMEM_GENERIC=ON)
endif()
