package dev.constitution.runner.cli;

import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an experiment says of the judge that compares its arms: options of {@code constitution judge}. */
@Command(name = "judge")
final class ArmJudgeOptions {
    /** What of a judge's options is the experiment's. */
    static final Set<String> NOT_OF_JUDGE = Set.of("--seed", "--one-order");

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "local:",
            description = "The judge's model, as in: constitution run. Default: local:, the embedded one.")
    private String model;

    @Mixin
    private PrincipleOptions principles;

    @Mixin
    private VerdictOptions verdicts;

    String model() {
        return model;
    }

    PrincipleOptions principles() {
        return principles;
    }

    VerdictOptions verdicts() {
        return verdicts;
    }
}
