package dev.constitution.runner.options;

import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What an experiment says of the judge that compares its arms: options of {@code constitution judge}. */
@Command(name = "judge")
public final class ArmJudgeOptions {
    /** What of a judge's options is the experiment's. */
    public static final Set<String> NOT_OF_JUDGE = Set.of("--seed", "--one-order");

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

    public String model() {
        return model;
    }

    public PrincipleOptions principles() {
        return principles;
    }

    public VerdictOptions verdicts() {
        return verdicts;
    }
}
