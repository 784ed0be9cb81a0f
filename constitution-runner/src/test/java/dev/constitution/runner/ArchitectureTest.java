package dev.constitution.runner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies point one way, and the core stays free of files, threads and providers. */
@AnalyzeClasses(packages = "dev.constitution", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.constitution..")
            .layer("core")
            .definedBy("dev.constitution")
            .layer("local")
            .definedBy("dev.constitution.local..")
            .layer("runner")
            .definedBy("dev.constitution.runner..")
            .whereLayer("runner")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("local")
            .mayOnlyBeAccessedByLayers("runner");

    @ArchTest
    static final ArchRule CORE_KNOWS_NO_PROVIDER_THREAD_POOL_OR_COMMAND_LINE = noClasses()
            .that()
            .resideInAPackage("dev.constitution")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.langchain4j.model.openai..",
                    "dev.langchain4j.http..",
                    "java.util.concurrent..",
                    "java.sql..",
                    "picocli..");

    @ArchTest
    static final ArchRule TYPES_OUTSIDE_THE_RUNNER_KNOW_NO_DATABASE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.constitution.runner")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.sqlite..");
}
