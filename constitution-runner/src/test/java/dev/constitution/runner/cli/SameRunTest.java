package dev.constitution.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.constitution.runner.base.ExitCode;
import dev.constitution.runner.options.MakesRun;
import dev.constitution.runner.options.RunMark;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.RunSettings;
import dev.constitution.runner.store.RunStore;
import dev.constitution.runner.testing.ChildRun;
import dev.constitution.runner.testing.CommandLineHarness;
import dev.constitution.runner.testing.EchoProvider;
import dev.constitution.runner.testing.FolderBytes;
import dev.constitution.runner.testing.Folders;
import dev.constitution.runner.testing.Gzip;
import dev.constitution.runner.testing.LoopbackServer;
import dev.constitution.runner.testing.ServerAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a run is: each option, variable, source, wording and rule is changed on a half-done run, and either the start is
 * refused, by the changed thing's name and without a byte of the folder changed, or the run ends as it would have.
 */
class SameRunTest {
    /** Each option of the commands that make runs, what the run was begun with, and what it is gone on with. */
    private static final String CHANGES = """
            run   --prompts           ;                   ; --prompts=DIR/other.jsonl
            run   --format            ;                   ; --format=text
            run   --prompt-field      ;                   ; --prompt-field=other
            run   --id-field          ;                   ; --id-field=key
            run   --drop-last-answer  ;                   ; --drop-last-answer
            run   --strict            ;                   ; --strict
            run   --constitution      ;                   ; --constitution=DIR/house.yaml
            run   --shape             ;                   ; --shape=small
            run   --seed              ;                   ; --seed=1
            run   --method            ;                   ; --method=rl-cai
            run   --select            ;                   ; --select=in-order
            run   --rounds            ; --rounds=1        ; --rounds=2
            run   --stop-after-keeps  ;                   ; --stop-after-keeps=1
            run   --no-critique       ;                   ; --no-critique
            run   --confirm           ;                   ; --confirm
            run   --keep-ties         ; --confirm         ; --confirm --keep-ties
            run   --model             ;                   ; --model=OTHER
            run   --critic            ;                   ; --critic=OTHER
            run   --reviser           ;                   ; --reviser=OTHER
            run   --teacher           ; --method=contrast ; --method=contrast --teacher=OTHER
            run   --judge             ; --confirm         ; --confirm --judge=OTHER
            run   --temperature       ;                   ; --temperature=0.5
            run   --max-tokens        ;                   ; --max-tokens=50
            run   --teacher-temperature ; --method=contrast ; --method=contrast --teacher-temperature=0.5
            run   --teacher-max-tokens ; --method=contrast ; --method=contrast --teacher-max-tokens=50
            run   --turns             ; --method=interaction ; --method=interaction --turns=3
            run   --samples           ; --method=rl-cai   ; --method=rl-cai --samples=3
            run   --temperatures      ; --method=rl-cai   ; --method=rl-cai --temperatures=0.5,1
            run   --judge-by          ; --confirm         ; --confirm --judge-by=structured
            run   --chain-of-thought  ; --confirm         ; --confirm --chain-of-thought=2
            run   --gate              ;                   ; --gate=leak=0.4
            run   --no-gate           ;                   ; --no-gate=leak
            run   --out               ;                   ; --out=MOVED
            run   --fork              ;                   ; --fork=DIR/forked
            run   --limit             ;                   ; --limit=3
            run   --pairs             ;                   ; --pairs=2
            run   --concurrency       ;                   ; --concurrency=2
            run   --rpm               ;                   ; --rpm=100000
            run   --tpm               ;                   ; --tpm=100000000
            run   --timeout           ;                   ; --timeout=20m
            run   --attempts          ;                   ; --attempts=2
            run   --fail-on-error     ;                   ; --fail-on-error=0.9
            run   --dry-run           ;                   ; --dry-run
            run   --prices            ;                   ; --prices=DIR/prices.yaml
            run   --max-cost          ;                   ; --max-cost=9 --prices=DIR/prices.yaml
            run   --max-run-tokens    ;                   ; --max-run-tokens=1000000
            run   --batch             ;                   ; --batch --dry-run
            run   --batch-size        ;                   ; --batch --dry-run --batch-size=5
            run   --batch-poll        ;                   ; --batch-poll=2m
            run   --batch-rest        ;                   ; --batch --dry-run --batch-rest=calls
            run   --json              ;                   ; --json
            run   --quiet             ;                   ; --quiet
            run   --no-color          ;                   ; --no-color
            run   --metrics-port      ;                   ; --metrics-port=0
            run   --metrics-address   ;                   ; --metrics-port=0 --metrics-address=127.0.0.1
            run   --config            ;                   ; --config=DIR/config.yaml
            judge --pairs             ;                   ; --pairs=DIR/other-pairs.jsonl
            judge --format            ;                   ; --format=trl
            judge --prompt-field      ;                   ; --prompt-field=other
            judge --strict            ;                   ; --strict
            judge --injections        ;                   ; --injections
            judge --constitution      ;                   ; --constitution=DIR/house.yaml
            judge --shape             ;                   ; --shape=small
            judge --seed              ;                   ; --seed=1
            judge --select            ;                   ; --select=random:2
            judge --judge-by          ;                   ; --judge-by=structured
            judge --chain-of-thought  ;                   ; --chain-of-thought=2
            judge --one-order         ;                   ; --one-order
            judge --model             ;                   ; --model=OTHER
            judge --baseline          ;                   ; --baseline=longer
            judge --out               ;                   ; --out=MOVED
            judge --limit             ;                   ; --limit=3
            judge --concurrency       ;                   ; --concurrency=2
            judge --rpm               ;                   ; --rpm=100000
            judge --tpm               ;                   ; --tpm=100000000
            judge --timeout           ;                   ; --timeout=20m
            judge --attempts          ;                   ; --attempts=2
            judge --fail-on-error     ;                   ; --fail-on-error=0.9
            judge --dry-run           ;                   ; --dry-run
            judge --prices            ;                   ; --prices=DIR/prices.yaml
            judge --max-cost          ;                   ; --max-cost=9 --prices=DIR/prices.yaml
            judge --max-run-tokens    ;                   ; --max-run-tokens=1000000
            judge --batch             ;                   ; --batch --dry-run
            judge --batch-size        ;                   ; --batch --dry-run --batch-size=5
            judge --batch-poll        ;                   ; --batch-poll=2m
            judge --batch-rest        ;                   ; --batch --dry-run --batch-rest=calls
            judge --json              ;                   ; --json
            judge --quiet             ;                   ; --quiet
            judge --no-color          ;                   ; --no-color
            judge --metrics-port      ;                   ; --metrics-port=0
            judge --metrics-address   ;                   ; --metrics-port=0 --metrics-address=127.0.0.1
            """;

    /** What this program reads of the environment, and what it is to a run; keys and caches only reach the same model. */
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("OLLAMA_BASE_URL", "decides"),
            Map.entry("OLLAMA_CONTEXT_LENGTH", "decides"),
            Map.entry("CONSTITUTION_MODEL", "decides, by the file's content"),
            Map.entry("ANTHROPIC_API_KEY", "key"),
            Map.entry("GEMINI_API_KEY", "key"),
            Map.entry("GOOGLE_API_KEY", "key"),
            Map.entry("MISTRAL_API_KEY", "key"),
            Map.entry("OPENAI_API_KEY", "key"),
            Map.entry("OPENAI_COMPATIBLE_API_KEY", "key"),
            Map.entry("CONSTITUTION_CACHE", "where the embedded model lies"),
            Map.entry("CONSTITUTION_OFFLINE", "whether it is fetched"),
            Map.entry("PIP_INDEX_URL", "from where; its hash is verified"),
            Map.entry("XDG_CACHE_HOME", "where the embedded model lies"),
            Map.entry("ALL_PROXY", "what stands between"),
            Map.entry("HTTP_PROXY", "what stands between"),
            Map.entry("HTTPS_PROXY", "what stands between"),
            Map.entry("NO_PROXY", "what stands between"),
            Map.entry("CONSTITUTION_LOG", "what is logged"),
            Map.entry("NO_COLOR", "colours"));

    @TempDir
    private Path folder;

    @AutoClose
    private final LoopbackServer server = new LoopbackServer();

    private Path out;

    @BeforeEach
    void writeFiles() throws IOException {
        out = folder.resolve("out");
        write("p.jsonl", prompts("a", "b", "c"));
        write("other.jsonl", prompts("x", "b", "c"));
        write("pairs.jsonl", pairs("a", "b", "c"));
        write("other-pairs.jsonl", pairs("x", "b", "c"));
        write("house.yaml", "id: house\nprinciples:\n- id: kind\n  norm: A good answer is kind to people.\n");
        write("prices.yaml", "as_of: 2026-01-01\nmodels:\n  \"openai-compatible:\": {per: request, usd: 0}\n");
        write("config.yaml", "quiet: true\n");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String prompts(String... ids) {
        return Stream.of(ids)
                .map(id -> "{\"id\":\"" + id + "\",\"key\":\"k" + id + "\",\"prompt\":\"Why is " + id
                        + " so?\",\"other\":\"How is " + id + "?\"}\n")
                .collect(Collectors.joining());
    }

    private static String pairs(String... ids) {
        return Stream.of(ids)
                .map(id -> "{\"prompt\":\"Why is " + id + " so?\",\"chosen\":\"Since it is.\",\"rejected\":\"No idea "
                        + id + ".\",\"other\":\"How?\"}\n")
                .collect(Collectors.joining());
    }

    /** A change of an option. */
    private record Change(String command, String option, List<String> before, List<String> now) {
        static Change of(String line) {
            String[] parts = line.split(";");
            String[] names = parts[0].strip().split("\\s+");
            return new Change(names[0], names[1], words(parts[1]), words(parts[2]));
        }

        private static List<String> words(String text) {
            return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
        }

        @Override
        public String toString() {
            return command + " " + option;
        }
    }

    static List<Change> changes() {
        return CHANGES.lines().map(Change::of).toList();
    }

    /** The command, in which an option that is given twice has its last value. */
    private List<String> command(Change change, Path directory, List<String> options) {
        TreeMap<String, String> words = new TreeMap<>();
        Stream<String> own = change.command().equals("run")
                ? Stream.of("--prompts=" + folder.resolve("p.jsonl"))
                : Stream.of("--pairs=" + folder.resolve("pairs.jsonl"));
        Stream.concat(
                        Stream.concat(own, Stream.of("--out=" + directory, "--model=" + server.model())),
                        options.stream())
                .map(word -> word.replace("DIR", folder.toString())
                        .replace("OTHER", "openai-compatible:other@" + server.url() + "/v1")
                        .replace("MOVED", folder.resolve("moved").toString()))
                .forEach(word -> words.put(word.replaceFirst("=.*", ""), word));
        if (options.contains("--injections") || options.contains("--baseline=longer")) {
            words.remove(options.contains("--injections") ? "--pairs" : "--none");
        }
        return Stream.concat(Stream.of(change.command()), words.values().stream())
                .toList();
    }

    private static CommandSpec spec(String command) {
        return ConstitutionCommand.commandLine().getSubcommands().get(command).getCommandSpec();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void start_oneOptionChangedOnAHalfDoneRun_isRefusedByNameOrTheSameRun(Change change) throws Exception {
        CommandLineHarness.run(command(change, out, CommandLineHarness.with(change.before(), "--limit=2")));
        OptionSpec option = spec(change.command()).findOption(change.option());
        boolean decides = !RunMark.decided(option).orElseThrow().isEmpty();
        int before = server.requests();
        Map<String, String> bytes = FolderBytes.of(out);

        if (decides) {
            CommandLineHarness.Result refused =
                    CommandLineHarness.run(command(change, out, change.now())).ended(ExitCode.USAGE);

            assertThat(refused.err()).contains(": holds another run:\n").contains(change.option());
            assertThat(FolderBytes.of(out)).isEqualTo(bytes);
            assertThat(server.requests()).isEqualTo(before);
        } else {
            CommandLineHarness.run(command(change, folder.resolve("forked"), change.before()));
            if (change.option().equals("--out")) {
                Folders.copy(out, folder.resolve("moved"));
                Folders.clear(out);
            }
            CommandLineHarness.run(command(change, out, change.now()));
            Path ended = change.option().equals("--out") ? folder.resolve("moved") : out;
            CommandLineHarness.run(command(change, ended, change.before())).succeeded();

            Path straight = folder.resolve("forked");
            String file = change.command().equals("run") ? "pairs.jsonl" : "verdicts.jsonl";
            assertThat(ended.resolve(file)).hasSameBinaryContentAs(straight.resolve(file));
            CommandLineHarness.requireSound(ended, 3, 3);
        }
    }

    @Test
    void options_ofAllCommands_areClassedAndThoseOfRunsAreTried() {
        List<String> unclassed = new ArrayList<>();
        TreeSet<String> untried = new TreeSet<>();
        collect(ConstitutionCommand.commandLine(), unclassed, untried);
        changes().forEach(change -> untried.remove(change.toString()));

        assertThat(unclassed).as("mark with @DecidesRun or @NoPartOfRun").isEmpty();
        assertThat(untried).as("has no line in this test").isEmpty();
    }

    private static void collect(CommandLine command, List<String> unclassed, TreeSet<String> untried) {
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (option.usageHelp() || option.versionHelp()) {
                continue;
            }
            String name = command.getCommandName() + " " + option.longestName();
            if (RunMark.decided(option).isEmpty()) {
                unclassed.add(name);
            }
            // An experiment's arms may change; a proposal, prompts and an import are made by runs of other rows: the
            // tests of these commands try their options.
            boolean hasOwnTest = command.getCommand() instanceof ExperimentCommand
                    || command.getCommand() instanceof ProposeCommand
                    || command.getCommand() instanceof GenerateCommand
                    || command.getCommand() instanceof ImportCommand;
            if (command.getCommand() instanceof MakesRun && !hasOwnTest) {
                untried.add(name);
            }
        }
        command.getSubcommands().values().forEach(sub -> collect(sub, unclassed, untried));
    }

    @Test
    void variables_thatTheProgramReads_areClassed() throws IOException {
        Pattern variable = Pattern.compile("\"([A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+)\"");
        TreeSet<String> read = new TreeSet<>();
        for (String module : List.of("core", "local", "runner", "parquet")) {
            try (Stream<Path> files = Files.walk(Path.of("../constitution-" + module + "/src/main/java"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Matcher names = variable.matcher(Files.readString(file));
                    while (names.find()) {
                        read.add(names.group(1));
                    }
                }
            }
        }
        read.removeAll(List.of("MAX_TOKENS", "SIG_DFL", "TIMEOUT_EXCEEDED", "X86_64")); // other names in capitals

        assertThat(read).isEqualTo(new TreeSet<>(VARIABLES.keySet()));
    }

    private ChildRun ollama(String variables, String... options) throws IOException {
        return ChildRun.start(
                folder,
                "unset OLLAMA_CONTEXT_LENGTH; export OLLAMA_BASE_URL=" + server.url() + "; " + variables,
                CommandLineHarness.with(
                        List.of("run", "--prompts=" + folder.resolve("p.jsonl"), "--out=" + out, "--model=ollama:stub"),
                        options));
    }

    @Test
    void start_otherVariable_isRefusedByNameOrTheSameRun() throws Exception {
        server.answering(request -> ServerAnswer.ok(
                "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"" + request.ownText()
                        + "\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":900,\"eval_count\":5}"));
        ollama("", "--rounds=1", "--limit=2").succeeded();
        Map<String, String> bytes = FolderBytes.of(out);

        assertThat(ollama("export OLLAMA_BASE_URL=http://127.0.0.1:9;", "--rounds=1")
                        .ended(ExitCode.USAGE)
                        .output())
                .contains("OLLAMA_BASE_URL (generator) was \"" + server.url() + "\", is \"http://127.0.0.1:9\"");
        assertThat(ollama("export OLLAMA_CONTEXT_LENGTH=16384;", "--rounds=1")
                        .ended(ExitCode.USAGE)
                        .output())
                .contains("OLLAMA_CONTEXT_LENGTH (generator) was \"one that fits\", is \"16384\"");
        assertThat(FolderBytes.of(out)).isEqualTo(bytes);
        ollama(
                        "export OPENAI_API_KEY=x OPENAI_COMPATIBLE_API_KEY=x ANTHROPIC_API_KEY=x GEMINI_API_KEY=x"
                                + " GOOGLE_API_KEY=x MISTRAL_API_KEY=x NO_COLOR=1 OPENAI_BASE_URL=http://127.0.0.1:9"
                                + " OLLAMA_BASE_URL=" + server.url() + "/ PIP_INDEX_URL=http://127.0.0.1:9"
                                + " CONSTITUTION_OFFLINE=1 CONSTITUTION_CACHE=" + folder + ";",
                        "--rounds=1")
                .succeeded();
        CommandLineHarness.requireSound(out, 3, 3);
    }

    private List<String> run(String... more) {
        return CommandLineHarness.with(
                List.of("run", "--prompts=" + folder.resolve("p.jsonl"), "--out=" + out, "--model=" + server.model()),
                more);
    }

    @Test
    void start_eachWordingAndRuleChanged_isRefusedByName() throws IOException {
        CommandLineHarness.run(run("--rounds=1", "--limit=2")).succeeded();
        RunManifest manifest;
        try (RunStore store = RunStore.open(out)) {
            manifest = RunManifest.of(store);
        }
        assertThat(manifest.settings().fingerprints())
                .containsOnlyKeys("constitution id", "format", "gates", "readers", "requests", "wording chat");
        // The first two follow from what the manifest has beside them; the options that change them are tried above.
        for (String name : List.of("gates", "readers", "requests", "wording chat")) {
            record(manifest, manifest.settings().withFingerprints(Map.of(name, "0".repeat(64))));
            Map<String, String> bytes = FolderBytes.of(out);

            String said = CommandLineHarness.run(run("--rounds=1"))
                    .ended(ExitCode.USAGE)
                    .err();

            assertThat(said).contains(" was 000000000000, is ").contains(words(name));
            assertThat(FolderBytes.of(out)).isEqualTo(bytes);
        }
        record(manifest, manifest.settings());
        CommandLineHarness.run(run("--rounds=1")).succeeded();
    }

    private static String words(String fingerprint) {
        return switch (fingerprint) {
            case "gates" -> "what gates object to";
            case "readers" -> "the way in which replies are read";
            case "requests" -> "the way in which principles are drawn and requests put together";
            default -> "the wording of requests of shape chat";
        };
    }

    private void record(RunManifest manifest, RunSettings settings) throws IOException {
        try (RunStore store = RunStore.open(out)) {
            new RunManifest(
                            settings,
                            manifest.provenance(),
                            manifest.source(),
                            manifest.rows(),
                            manifest.command(),
                            manifest.program())
                    .writeTo(store);
        }
    }

    @Test
    void start_otherProvider_isRefusedByName() throws Exception {
        List<String> command = List.of(
                "run", "--prompts=" + folder.resolve("p.jsonl"), "--out=" + out, "--model=echo:m", "--rounds=1");
        EchoProvider.installed(
                EchoProvider.class,
                folder.resolve("one"),
                () -> CommandLineHarness.run(command, "--limit=2").succeeded());
        Map<String, String> bytes = FolderBytes.of(out);

        CommandLineHarness.Result refused = EchoProvider.installed(
                EchoProvider.Other.class, folder.resolve("other"), () -> CommandLineHarness.run(command));

        assertThat(refused.ended(ExitCode.USAGE).err())
                .contains("provider echo (generator) was \"" + EchoProvider.class.getName() + "\", is \""
                        + EchoProvider.Other.class.getName() + "\"");
        assertThat(FolderBytes.of(out)).isEqualTo(bytes);
        EchoProvider.installed(
                EchoProvider.class,
                folder.resolve("one"),
                () -> CommandLineHarness.run(command).succeeded());
        CommandLineHarness.requireSound(out, 3, 3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void start_contrastBegunBeforeTeachersHadAShape_isRefusedWhereTheirsDiffers(boolean differs) throws Exception {
        EchoProvider.installed(EchoProvider.Small.class, folder.resolve("small"), () -> {
            requireTeachersShape(differs ? "echo:m" : server.model(), server.model(), differs);
            return out;
        });
    }

    private void requireTeachersShape(String student, String teacher, boolean differs) throws IOException {
        List<String> command = List.of(
                "run",
                "--prompts=" + folder.resolve("p.jsonl"),
                "--out=" + out,
                "--model=" + student,
                "--teacher=" + teacher,
                "--method=contrast");
        CommandLineHarness.run(command, "--limit=2").succeeded();
        RunManifest manifest;
        try (RunStore store = RunStore.open(out)) {
            manifest = RunManifest.of(store);
        }
        assertThat(manifest.settings().values().containsKey("teacher-shape")).isEqualTo(differs);
        if (differs) {
            TreeMap<String, String> before = new TreeMap<>(manifest.settings().values());
            before.remove("teacher-shape");
            record(manifest, new RunSettings(before, manifest.settings().fingerprints()));
            Map<String, String> bytes = FolderBytes.of(out);

            assertThat(CommandLineHarness.run(command).ended(ExitCode.USAGE).err())
                    .contains("the shape in which the teacher is asked was not given, is \"chat\" (the run was begun");
            assertThat(FolderBytes.of(out)).isEqualTo(bytes);
            record(manifest, manifest.settings());
        }
        CommandLineHarness.run(command).succeeded();
        CommandLineHarness.requireSound(out, 3, 3);
    }

    @Test
    void start_severalThingsChanged_saysAllAndWhatHelps() throws Exception {
        CommandLineHarness.run(run("--rounds=1", "--limit=2")).succeeded();

        String said = CommandLineHarness.run(run("--rounds=2", "--seed=4", "--prompt-field=other"))
                .ended(ExitCode.USAGE)
                .err();

        assertThat(said)
                .contains("--prompt-field was not given, is \"other\"")
                .contains("--rounds was \"1\", is \"2\"")
                .contains("--seed was \"0\", is \"4\"");
        List<String> lines = said.lines().toList();
        String asBefore = lines.get(lines.indexOf("to go on with it as it was begun:") + 1);
        String forked = lines.get(lines.indexOf("to take over the answers that still apply, in another folder:") + 1);
        CommandLineHarness.run(arguments(asBefore)).succeeded();
        CommandLineHarness.run(arguments(forked)).succeeded();
        assertThat(Path.of(out + "-2").resolve("pairs.jsonl")).exists();
    }

    @Test
    void start_folderWasMovedAndTheSeedIsAnother_namesTheFolderAsItIsNow() throws Exception {
        CommandLineHarness.run(run("--rounds=1", "--limit=2")).succeeded();
        Path moved = Path.of(out + "-moved");
        Files.move(out, moved);

        List<String> other = new ArrayList<>(run("--rounds=1", "--seed=4"));
        other.set(other.indexOf("--out=" + out), "--out=" + moved);
        String said = CommandLineHarness.run(other).ended(ExitCode.USAGE).err();

        List<String> lines = said.lines().toList();
        String asBefore = lines.get(lines.indexOf("to go on with it as it was begun:") + 1);
        CommandLineHarness.run(arguments(asBefore)).succeeded();
        CommandLineHarness.requireSound(moved, 3, 2);
        assertThat(out).doesNotExist();
    }

    /** The arguments of a command as it is printed. */
    private static List<String> arguments(String line) {
        List<String> words = List.of(line.strip().split(" "));
        return words.subList(1, words.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--select=random:1",
                "--gate=leak=0.30",
                "--model=SLASH",
                "--prompts=DIR/p.jsonl.gz",
                "--critic=SAME",
                "--out=OUT/"
            })
    void start_theSameInOtherWords_isTheSameRun(String words) throws IOException {
        Files.write(folder.resolve("p.jsonl.gz"), Gzip.zipped(prompts("a", "b", "c")));
        CommandLineHarness.run(run("--rounds=1", "--limit=2")).succeeded();
        List<String> command = new ArrayList<>(run("--rounds=1"));
        command.removeIf(word -> word.startsWith(words.replaceFirst("=.*", "=")));
        command.add(words.replace("SLASH", server.model() + "/")
                .replace("DIR", folder.toString())
                .replace("SAME", server.model())
                .replace("OUT", out.toString()));

        assertThat(CommandLineHarness.run(command).succeeded().out()).startsWith("3 rows: ");
        assertThat(server.answeredAgain()).isZero();
        CommandLineHarness.requireSound(out, 3, 3);
    }
}
