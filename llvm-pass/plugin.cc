/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The Clang plugin: start, options, and the order of everything that follows.
 *
 *   while parsing   space: __iomem is one of Clang's address spaces, and Sema judges conversions. calls: the
 *                   overloads of the table's functions come into scope.
 *   after each top-level declaration, before Clang generates code for it
 *                   checks: what Sema accepts in silence. objects, accesses: what can't be done exactly.
 *   first and last among LLVM's passes
 *                   rewrite, verify: see pass.h.
 */
#include "plugin.h"
#include "pass.h"

#include "clang/Frontend/FrontendPluginRegistry.h"
#include "clang/Sema/SemaConsumer.h"

#include <dlfcn.h>
#include <iomem/guard.h>

using namespace clang;

struct iomem_options options;
CompilerInstance *compiler;

/* The checks have run; that the passes do is still to be seen. */
static void advance_guard(Sema *sema, Decl *declaration)
{
    auto *assembly = dyn_cast<FileScopeAsmDecl>(declaration);

    if (auto *linkage = dyn_cast<LinkageSpecDecl>(declaration))
        for (Decl *inner : linkage->decls())
            advance_guard(sema, inner);
    if (assembly && compat_assembly(assembly) == IOMEM_GUARD) {
        ASTContext &context = compiler->getASTContext();
        SourceLocation at = assembly->getLocation();
        std::string text = IOMEM_GUARD_CHECKED;
        if (options.max_width)
            text += IOMEM_GUARD_MAX_WIDTH + std::to_string(options.max_width) + IOMEM_GUARD_MAX_WIDTH_END;
        QualType type = context.getStringLiteralArrayType(context.CharTy, text.size());
        assembly->setAsmString(StringLiteral::Create(context, text, compat_ordinary_string, false, type, at));
        if (sema) {
            calls_use(*sema);
            classes_use(*sema);
        }
    }
}

namespace {

class consumer : public SemaConsumer {
    Sema *sema = nullptr;

public:
    void InitializeSema(Sema &s) override
    {
        sema = &s;
        calls_begin(s);
        classes_begin();
    }

    void ForgetSema() override { sema = nullptr; }

    bool HandleTopLevelDecl(DeclGroupRef group) override
    {
        if (sema)
            calls_declared(*sema, group);
        for (Decl *declaration : group) {
            advance_guard(sema, declaration);
            checks_walk(declaration);
        }
        return true;
    }

    void HandleTagDeclDefinition(TagDecl *tag) override
    {
        if (sema)
            classes_defined(*sema, tag);
    }

    /* A class's own functions, and its static members and variables that are instantiated from a template. */
    void HandleInlineFunctionDefinition(FunctionDecl *function) override
    {
        HandleTopLevelDecl(DeclGroupRef(function));
    }

    void HandleCXXStaticMemberVarInstantiation(VarDecl *variable) override
    {
        HandleTopLevelDecl(DeclGroupRef(variable));
    }
};

class action : public PluginASTAction {
    ActionType getActionType() override { return AddBeforeMainAction; }

    bool ParseArgs(const CompilerInstance &instance, const std::vector<std::string> &arguments) override
    {
        DiagnosticsEngine &diagnostics = instance.getDiagnostics();
        char message[IOMEM_MESSAGE_SIZE];

        if (getClangFullVersion().find("version " CLANG_VERSION_STRING) == std::string::npos) {
            diagnostics.Report(diagnostics.getCustomDiagID(
                DiagnosticsEngine::Error, "iomem: this plugin is built for Clang " CLANG_VERSION_STRING
                                          " and cannot be loaded into %0; "
                                          "'iomem-config --cc CC --cflags' prints the right one"))
                << getClangFullVersion();
            return false;
        }
        iomem_default_options(&options);
        for (const std::string &argument : arguments) {
            size_t equals = argument.find('=');
            std::string key = argument.substr(0, equals);
            const char *value = equals == std::string::npos ? nullptr : argument.c_str() + equals + 1;
            if (iomem_set_option(&options, key.c_str(), value, message)) {
                diagnostics.Report(diagnostics.getCustomDiagID(DiagnosticsEngine::Error, "iomem: %0")) << message;
                return false;
            }
        }
        for (const auto &macro : instance.getPreprocessorOpts().Macros)
            if (!macro.second && iomem_check_macro(&options, macro.first.c_str(), message)) {
                diagnostics.Report(diagnostics.getCustomDiagID(DiagnosticsEngine::Error, "iomem: %0")) << message;
                return false;
            }
        return true;
    }

    std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &instance, StringRef) override
    {
        DiagnosticsEngine &diagnostics = instance.getDiagnostics();
        frontend::ActionKind main_action = instance.getFrontendOpts().ProgramAction;
        Dl_info here;

        if (main_action == frontend::GeneratePCH)
            diagnostics.Report(diagnostics.getCustomDiagID(
                DiagnosticsEngine::Error, "iomem: the plugin cannot make a precompiled header; "
                                          "compile this one without the plugin, or include it as a header"));
        compiler = &instance;
        space_init();
        checks_begin();
        if (dladdr(reinterpret_cast<void *>(&pass_register), &here))
            compat_add_passes(instance.getCodeGenOpts(), pass_register, here.dli_fname);
        return std::make_unique<consumer>();
    }
};

FrontendPluginRegistry::Add<action> registration("iomem", "__iomem, an address space for device memory");

} // namespace
