# SPDX-License-Identifier: MIT
#
# What `cmake --install build --prefix P` puts there besides the programs, plugins and libraries, which
# their own folders install. Everything finds the rest from its own place, so P can be moved.
include(CMakePackageConfigHelpers)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/ DESTINATION include)
install(FILES
  ${PROJECT_SOURCE_DIR}/README.md
  ${PROJECT_SOURCE_DIR}/CONTRIBUTING.md
  ${PROJECT_SOURCE_DIR}/LICENSE
  DESTINATION share/doc/iomem)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs ${PROJECT_SOURCE_DIR}/LICENSES DESTINATION share/doc/iomem)

configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/iomemConfig.cmake.in
  ${PROJECT_BINARY_DIR}/iomemConfig.cmake
  INSTALL_DESTINATION lib/cmake/iomem)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/iomemConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/iomemConfig.cmake
  ${PROJECT_BINARY_DIR}/iomemConfigVersion.cmake
  DESTINATION lib/cmake/iomem)

configure_file(${PROJECT_SOURCE_DIR}/cmake/iomem.pc.in ${PROJECT_BINARY_DIR}/iomem.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/iomem.pc DESTINATION lib/pkgconfig)
