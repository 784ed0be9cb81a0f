package dev.constitution.runner.options;

import dev.constitution.gate.BuiltInGate;
import dev.constitution.gate.Gates;
import dev.constitution.runner.base.Misplaced;
import dev.constitution.runner.base.UsageException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options that say which pairs a run keeps. */
@UnderHeading(Heading.JUDGING)
public final class GateOptions {
    public static final String SETTING = "gate.";

    static final String GATE = "--gate";

    @DecidesRun("gate.")
    @Option(
            names = GATE,
            split = ",",
            paramLabel = "NAME[=VALUE]",
            description =
                    "Reject pairs for this too, or with another value. On, with these values: truncated,"
                            + " no_revision, preamble, echo, unchanged=0.02, turns, leak=0.3, repetition=0.3, language. Off:"
                            + " order; refusal=all, or refusal=FIELD:VALUE for the prompts that are harmless. See docs/gates.md.")
    private List<String> gates = List.of();

    @DecidesRun("gate.")
    @Option(
            names = "--no-gate",
            split = ",",
            paramLabel = "NAME",
            description = "Do not reject pairs for this; what the gate would have found is not recorded.")
    private List<String> without = List.of();

    /**
     * The gates that are on by default, changed as the options say.
     *
     * @throws UsageException if an option names no gate, or a value that the gate does not take
     */
    public Gates gates() {
        try {
            Gates chosen = Gates.defaults();
            for (String gate : gates) {
                int equals = gate.indexOf('=');
                chosen = equals < 0
                        ? chosen.with(BuiltInGate.named(gate))
                        : chosen.with(BuiltInGate.named(gate.substring(0, equals)), gate.substring(equals + 1));
            }
            for (String gate : without) {
                chosen = chosen.without(BuiltInGate.named(gate));
            }
            return chosen;
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Adds the gates of the command line that would look at nothing of what a stage makes; a file may serve several methods. */
    public void addTo(Misplaced misplaced, StageOptions stage, ParseResult command) {
        for (String name : command.hasMatchedOption(GATE) ? gates : List.<String>of()) {
            List<String> given = List.of(GATE + " " + name);
            BuiltInGate gate = gate(name.replaceFirst("=.*", ""));
            if (!gate.looksAt(stage.made())) {
                misplaced.add(given, "with other methods: it looks at nothing that this one makes");
            } else if (gate == BuiltInGate.ORDER && !stage.usesJudge()) {
                misplaced.add(given, StageOptions.JUDGED);
            }
        }
    }

    private static BuiltInGate gate(String name) {
        try {
            return BuiltInGate.named(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Puts the gates among a run's settings, so that a folder does not mix pairs of different gates. */
    public static void record(Gates gates, Map<String, String> settings) {
        gates.values().forEach((name, value) -> settings.put(SETTING + name, plain(value)));
    }

    /** The gates that a run's settings hold. */
    public static Gates recorded(Map<String, String> settings) {
        Gates gates = Gates.none();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (setting.getKey().startsWith(SETTING)) {
                gates = gates.with(BuiltInGate.named(setting.getKey().substring(SETTING.length())), setting.getValue());
            }
        }
        return gates;
    }

    /** A share in one form: 0.30 is 0.3. */
    private static String plain(String value) {
        try {
            return Double.toString(Double.parseDouble(value));
        } catch (NumberFormatException e) {
            return value;
        }
    }
}
