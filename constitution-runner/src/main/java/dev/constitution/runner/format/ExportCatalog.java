package dev.constitution.runner.format;

import dev.constitution.runner.base.UsageException;
import dev.constitution.runner.store.RunConstitution;
import dev.constitution.runner.store.RunManifest;
import dev.constitution.runner.store.StoreView;
import dev.constitution.source.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The forms by name. */
public final class ExportCatalog {
    /** The form that is a folder of several files. */
    public static final String FOLDER = "hf";

    private static final Map<String, Function<StoreView, ExportFormat>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put(
                "native", store -> NativeExport.lossless(RunManifest.of(store).provenance()));
        BY_NAME.put("llm-swarm", store -> new LlmSwarmExport(RunConstitution.in(store)));
        Stream.of(
                        SftExport.ofAllRevisions(),
                        SftExport.ofLastRevisions(),
                        new TrlPreferenceExport(),
                        new TrlStandardExport(),
                        new TrlRewardExport(),
                        new TrlUnpairedExport(),
                        new HhRlhfExport(),
                        new OpenRlhfExport(),
                        new OpenAiPreferenceExport(),
                        new AxolotlExport(),
                        new NemoRlExport(),
                        new DistilabelExport(),
                        new IcaiExport(),
                        new MsSwiftExport(),
                        new MsSwiftKtoExport(),
                        new MlxLmLoraExport(),
                        new TinkerExport(),
                        new VerlRewardExport(),
                        new VerlPromptsExport(),
                        new PaddleFormersExport(),
                        new AlpacaExport())
                .forEach(form -> BY_NAME.put(form.name(), store -> form));
        Stream.of(new LlamaFactoryExport(), new ShareGptExport())
                .forEach(form -> BY_NAME.put(form.name(), store -> Narrowed.withoutMarks(form, store)));
    }

    private ExportCatalog() {}

    /** The forms of a file. */
    public static Set<String> names() {
        return BY_NAME.keySet();
    }

    /** What a user can say: the forms of a file, the one of a folder, and trainers by name. */
    public static List<String> allNames() {
        return Stream.of(
                        names().stream(),
                        Stream.of(FOLDER),
                        Trainers.all().stream().map(Trainer::name))
                .flatMap(Function.identity())
                .distinct()
                .toList();
    }

    /** Whether a name is a trainer's and no form's. */
    static boolean isTrainersAlone(String name) {
        return !BY_NAME.containsKey(name);
    }

    /**
     * The form of this name for what a store holds.
     *
     * @param name a form's, or that of a trainer, whose form it is
     */
    public static ExportFormat of(String name, StoreView store) {
        Optional<Trainer> trainer = Trainers.named(name);
        Function<StoreView, ExportFormat> form =
                BY_NAME.get(trainer.map(Trainer::form).orElse(name));
        if (form == null) {
            throw new UsageException("unknown format \"" + name + "\""
                    + Suggestion.clauseAndQuotedList(name, allNames(), "known formats and trainers"));
        }
        ExportFormat named = form.apply(store);
        Set<Beyond> taken = trainer.map(Trainer::beyond).orElse(named.carries());
        return taken.containsAll(named.carries()) ? named : new Narrowed(named, taken, true);
    }
}
