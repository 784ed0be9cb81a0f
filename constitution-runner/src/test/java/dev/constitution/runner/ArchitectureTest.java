package dev.constitution.runner;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Dependencies between modules point one way, and the core stays free of files, threads and providers. */
@AnalyzeClasses(
        packages = "dev.constitution",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

    /** Tests that a module shares with others are in a jar of their own. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String[] CORE = {
        "dev.constitution.chat",
        "dev.constitution.source",
        "dev.constitution.principles",
        "dev.constitution.shape",
        "dev.constitution.text",
        "dev.constitution.judge",
        "dev.constitution.stage",
        "dev.constitution.gate"
    };

    @ArchTest
    static final ArchRule MODULES = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.constitution..")
            .layer("core")
            .definedBy(CORE)
            .layer("local")
            .definedBy("dev.constitution.local..")
            .layer("runner")
            .definedBy("dev.constitution.runner..")
            .whereLayer("runner")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("local")
            .mayOnlyBeAccessedByLayers("runner");

    @ArchTest
    static final ArchRule ROOMS_HAVE_NO_CIRCLES =
            slices().matching("dev.constitution.runner.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule CORE_KNOWS_NO_PROVIDER_THREAD_POOL_OR_COMMAND_LINE = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.langchain4j.model.openai..", "dev.langchain4j.http..", "java.sql..", "picocli..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ExecutorService.class) // an Executor of the caller's it may use
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Executors.class);

    @ArchTest
    static final ArchRule THE_STORE_AND_ITS_SALVAGE_ALONE_KNOW_ITS_DATABASE = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.constitution.runner.store", "dev.constitution.runner.salvage", "dev.constitution.runner.base")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.sqlite..");

    @ArchTest
    static final ArchRule THE_COMMAND_LINE_ALONE_KNOWS_ITS_LIBRARY = noClasses()
            .that()
            .resideOutsideOfPackages("dev.constitution.runner.cli", "dev.constitution.runner.options")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");
}
